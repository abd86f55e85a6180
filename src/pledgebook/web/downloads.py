"""Rows as CSV and XLSX: the columns that are shown, in their order; no cell is ever taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pledgebook.web.wording import letters_only

if TYPE_CHECKING:
    from starlette.responses import Response

FORMULA = ("=", "+", "-", "@", "\t", "\r")
SHEET_ROWS = 100_000  # of an XLSX, which is made in memory
CELL = 32_000  # letters of a cell of a spreadsheet
Rows = Iterable[Sequence[Any]]


def csv_response(name: str, columns: Sequence[str], rows: Rows) -> Response:
    """A stream: however long the list is, a few rows are held."""
    from starlette.responses import StreamingResponse

    return StreamingResponse(
        _csv_lines(columns, rows), media_type="text/csv; charset=utf-8", headers=_named(name, "csv")
    )


def xlsx_response(name: str, columns: Sequence[str], rows: Rows) -> Response:
    """A workbook of one sheet with a frozen header and a filter."""
    from starlette.responses import Response

    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Response(_workbook(columns, rows), media_type=kind, headers=_named(name, "xlsx"))


def _named(name: str, ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}


def _csv_lines(columns: Sequence[str], rows: Rows) -> Iterator[str]:
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    page.write("\ufeff")  # so that spreadsheets know that it is UTF-8
    writer.writerow(columns)
    for number, row in enumerate(rows, 1):
        writer.writerow([_guarded(value) for value in row])
        if number % 200 == 0:
            yield page.getvalue()
            page.seek(0)
            page.truncate()
    yield page.getvalue()


def _guarded(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula gets an apostrophe, as they advise."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    return "" if value is None else value


def _workbook(columns: Sequence[str], rows: Rows) -> bytes:
    import xlsxwriter

    whole = io.BytesIO()
    book = xlsxwriter.Workbook(whole, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Pledgebook")
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, columns, bold)
    last = 0
    for last, row in enumerate(rows, 1):
        if last > SHEET_ROWS:
            break
        for column, value in enumerate(row):
            _write(sheet, last, column, value, day)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
    sheet.set_column(0, len(columns) - 1, 16)
    book.close()
    return whole.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif value:
        sheet.write_string(row, column, letters_only(str(value))[:CELL])
