"""Pages from a table: JSONL or CSV, a row a page, each bad row named and passed over."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from typing import Any

from pledgebook.problems import BadInput, BadRow
from pledgebook.records import Page
from pledgebook.sources.reading import LINE_LIMIT, Line, TooLong
from pledgebook.sources.sniffing import is_html

COLUMNS = ("id", "title", "date", "text", "url")
MARK = "\ufeff"  # the byte order mark that some programs write first
SAMPLE = 1 << 16


def read_jsonl(lines: Iterator[Line], source: str, columns: Mapping[str, str]) -> Iterator[Page | BadInput]:
    """A page for each line; `columns` maps our column names to the file's."""
    for number, line in lines:
        where = f"{source}:{number}"
        if isinstance(line, TooLong):
            yield _too_long(where, line)
        elif line.strip():
            row = _object(line, where)
            yield row if isinstance(row, BadRow) else _page(row, where, source, columns)


def read_csv(lines: Iterator[Line], source: str, columns: Mapping[str, str]) -> Iterator[Page | BadInput]:
    """A page for each row under a header line; the separator is whichever of , ; tab the header has most."""
    number, first = next(lines, (1, b""))
    if isinstance(first, TooLong):
        yield _too_long(f"{source}:{number}", first)
        return
    header_line = first.decode("utf-8", "replace")
    separator = max(",;\t", key=header_line.count)
    header = [cell.strip() for cell in next(csv.reader([header_line.removeprefix(MARK)], delimiter=separator), [])]
    text = columns.get("text", "text")
    if text not in header:
        yield BadInput(source, _lacks(text, header))
        return
    yield from _rows(lines, source, header, separator, columns)


def _rows(
    lines: Iterator[Line], source: str, header: list[str], separator: str, columns: Mapping[str, str]
) -> Iterator[Page | BadInput]:
    csv.field_size_limit(LINE_LIMIT)  # a quote that is never closed may swallow this much and no more
    bad: list[BadRow] = []
    feed = _Feed(lines, source, bad)
    rows = csv.reader(feed, delimiter=separator)
    while True:
        first = feed.number + 1
        try:
            cells = next(rows, None)
        except csv.Error as error:
            bad.append(BadRow(f"{source}:{first}", f"the row is broken ({error}); close its quotes"))
            cells = []
        if bad:
            yield from bad
            bad.clear()
        elif cells is None:
            return
        elif cells and any(cells):
            yield _csv_page(cells, header, f"{source}:{first}", source, columns)


class _Feed:
    """Lines as text for csv.reader; what cannot be fed is named in `bad`, so that its row is dropped."""

    def __init__(self, lines: Iterator[Line], source: str, bad: list[BadRow]) -> None:
        self.lines, self.source, self.bad, self.number = lines, source, bad, 1

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        self.number, line = next(self.lines)
        where = f"{self.source}:{self.number}"
        if isinstance(line, TooLong):
            self.bad.append(_too_long(where, line))
            return ""
        text = _decoded(line)
        if text is None:
            self.bad.append(_not_utf8(where))
            return ""
        return text + "\n"


def _csv_page(
    cells: list[str], header: list[str], where: str, source: str, columns: Mapping[str, str]
) -> Page | BadInput:
    if len(cells) > len(header) and any(cells[len(header) :]):
        return BadRow(where, f"the row has {len(cells)} cells and the header {len(header)}; quote cells with commas")
    return _page(dict.fromkeys(header, "") | dict(zip(header, cells, strict=False)), where, source, columns)


def _object(line: bytes, where: str) -> dict[str, Any] | BadRow:
    """The JSON object of one line, or the row's problem."""
    text = _decoded(line)
    if text is None:
        return _not_utf8(where)
    try:
        row = json.loads(text.removeprefix(MARK))
    except (ValueError, RecursionError) as error:
        what = getattr(error, "msg", "nested too deeply")
        return BadRow(where, f"the line is not valid JSON ({what}); write one object a line")
    return row if isinstance(row, dict) else BadRow(where, "the line is no JSON object; write {…} with a text column")


def _page(row: Mapping[str, Any], where: str, source: str, columns: Mapping[str, str]) -> Page | BadRow:
    cells = {ours: row.get(columns.get(ours, ours)) for ours in COLUMNS}
    text = cells["text"]
    if text is None and columns.get("text", "text") not in row:
        return BadRow(where, _lacks(columns.get("text", "text"), list(row)))
    if text is not None and not isinstance(text, str):
        return BadRow(where, f"the text is a {type(text).__name__}, not a string of words")
    if not (text or "").strip():
        return BadRow(where, "the row has no text")
    body = _no_surrogates(text or "")
    kind = "text/html" if is_html(body[:SAMPLE].encode()) else "text/plain"
    key, title, date, url = (_cell(cells[ours]) for ours in ("id", "title", "date", "url"))
    return Page(key or where, source, text=body, media_type=kind, title=title, date=date, url=url)


def _cell(value: Any) -> str | None:
    """A cell as text, None where it is empty or no plain value."""
    if value is None or isinstance(value, (dict, list)):
        return None
    return _no_surrogates(str(value)).strip() or None


def _no_surrogates(text: str) -> str:
    # JSON may hold half a letter ("\ud83d"); no file can store it
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _decoded(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _too_long(where: str, line: TooLong) -> BadRow:
    return BadRow(where, f"the line has {line.size / 1e6:.0f} MB; a row may have {LINE_LIMIT / 1e6:.0f} MB")


def _not_utf8(where: str) -> BadRow:
    return BadRow(where, "the row is not valid UTF-8; save the table as UTF-8")


def _lacks(column: str, has: list[str]) -> str:
    shown = ", ".join(has[:8]) or "none"
    return f"there is no column '{column}' (there are: {shown}); name yours with --column text=NAME"
