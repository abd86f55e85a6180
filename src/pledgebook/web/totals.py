"""Totals: what was pledged, committed and delivered by donor, recipient, month or type: chart, table, download."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pledgebook.book import TotalLine
from pledgebook.book.desk import Desk
from pledgebook.book.summing import DIMENSIONS
from pledgebook.web import asked
from pledgebook.web.behind import BY, CURRENCY, USUAL, narrowed_words, without
from pledgebook.web.rendering import render
from pledgebook.web.wording import line_name

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

ROWS = 100


def currency_of(query: Mapping[str, str]) -> str:
    return asked.value_of(CURRENCY, query.get("currency", "")) or USUAL


def by_of(query: Mapping[str, str]) -> str:
    return asked.value_of(BY, query.get("by", "")) or "donor"


def lines_of(request: Request) -> list[TotalLine]:
    """The lines that the address asks for: the greatest first, months by time."""
    query = asked.meant(request)
    narrowed: Any = asked.values_of(asked.NARROWED, query)
    return lines_by(request.app.state, by_of(query), currency_of(query), narrowed)


def lines_by(state: Any, by: str, currency: str, narrowed: dict[str, Any]) -> list[TotalLine]:
    """These lines, kept while the book stays as it is."""
    key = ("totals", by, currency, tuple(sorted(narrowed.items())))
    lines: list[TotalLine] = state.kept.get(key, lambda: _totals(state.desk, by, currency, narrowed))
    return lines


def _totals(desk: Desk, by: str, currency: str, narrowed: Any) -> list[TotalLine]:
    lines = desk.book.totals(by, currency, **narrowed)
    return sorted(lines, key=lambda line: line.value["month"], reverse=True) if by == "month" else lines


def totals(request: Request) -> Response:
    query = asked.meant(request)
    lines, by, currency = lines_of(request), by_of(query), currency_of(query)
    told = {
        "lines": lines[:ROWS],
        "hidden": max(0, len(lines) - ROWS),
        "by": by,
        "currency": currency,
        "meant": query,
        "narrowed": narrowed_words(query),
        "dimensions": DIMENSIONS,
        "aid_types": asked.AID_TYPES,
        "without": without(request.app.state, by, currency, asked.values_of(asked.NARROWED, query)),
        "counted": sum(line.entries for line in lines),
        **asked.named_parties(request.app.state),
    }
    return render(request, "totals.html", told)


def as_csv(request: Request) -> Response:
    from pledgebook.web.downloads import csv_response

    return csv_response("totals", *_table(request))


def as_xlsx(request: Request) -> Response:
    from pledgebook.web.downloads import xlsx_response

    return xlsx_response("totals", *_table(request))


def _table(request: Request) -> tuple[list[str], list[list[Any]]]:
    by = by_of(request.query_params)
    columns = [by, f"{by}_code", "currency", "pledged", "committed", "delivered", "entries", "without_rate"]
    rows = [
        [line_name(line.value[by], by), line.value[by], line.currency, line.pledged, line.committed, line.delivered,
         line.entries, line.missing]
        for line in lines_of(request)
    ]  # fmt: skip
    return columns, rows
