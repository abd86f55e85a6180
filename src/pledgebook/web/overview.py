"""The first page: what came in, what it amounts to, what conflicts, what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pledgebook.book.desk import Desk
from pledgebook.web.behind import without
from pledgebook.web.rendering import render

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

GREATEST, NEWEST, RECIPIENTS, DISAGREEING = 8, 8, 40, 4


def overview(request: Request) -> Response:
    from pledgebook.web.totals import currency_of

    currency = currency_of(request.query_params)
    return render(request, "overview.html", {"currency": currency, "narrowed": {}, **told(request.app.state, currency)})


def told(state: Any, currency: str) -> dict[str, Any]:
    """What the page shows, kept while the book stays as it is."""
    found: dict[str, Any] = state.kept.get(("overview", currency), lambda: _told(state.desk, currency))
    left = {"without": without(state, "donor", currency, {}), "undated": without(state, "month", currency, {})}
    return {**found, **left}


def _told(desk: Desk, currency: str) -> dict[str, Any]:
    book = desk.book
    return {
        "holdings": desk.holdings(),
        "came": desk.came(6),
        "donors": book.totals("donor", currency, limit=GREATEST),
        "recipients": book.totals("recipient", currency, limit=RECIPIENTS),
        "months": sum(bool(line.value["month"]) for line in book.totals("month", currency)),
        "newest": [line for _, line in desk.lines({}, "added", limit=NEWEST)],
        "conflicts": book.conflicts(limit=DISAGREEING),
    }
