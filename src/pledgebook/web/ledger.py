"""The ledger: entries as a table, by filters that stand in the address; the same rows as CSV and XLSX."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pledgebook import phrases
from pledgebook.book import Line
from pledgebook.book.desk import Desk
from pledgebook.book.highlighting import highlight
from pledgebook.codebook import KINDS
from pledgebook.problems import BadSetting
from pledgebook.web import asked
from pledgebook.web.rendering import render
from pledgebook.web.wording import short

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

COLUMNS = (
    "date", "date_end", "donor_or_actor", "recipient_or_target", "beneficiary", "kind", "modality", "amount",
    "amount_low", "amount_high", "currency", "basis", "hedge", "aid_type", "sources", "acts", "conflicts", "review",
    "id",
)  # fmt: skip
ROWS_AT_ONCE = 500
RARE = (
    "aid_type",
    "since",
    "until",
    "min_sum",
    "max_sum",
    "currency",
    "as_of",
    "unreviewed",
    "conflicting",
    "rejected",
)
SORTS = (
    ("newest", "newest first"),
    ("oldest", "oldest first"),
    ("sum", "greatest sum first"),
    ("sources", "most sources first"),
    ("added", "last added first"),
)


def ledger(request: Request) -> Response:
    """The table under its filters; what is no question is told in its place, and the filters stay as they were."""
    query, problem = request.query_params, ""
    try:
        found = _found(request)
    except BadSetting as fault:
        found, problem = {"lines": [], "more": "", "hits": {}, "order": "newest"}, str(fault)
    told = {
        **found,
        "problem": problem,
        "filtered": {name: value for name, value in query.items() if value and name not in ("after", "sort", "limit")},
        "rare": any(query.get(name) for name in RARE),
        "sorts": SORTS,
        "kinds": KINDS,
        "aid_types": asked.AID_TYPES,
        "party_words": asked.party_words(request),
        **asked.named_parties(request.app.state),
    }
    return render(request, "ledger.html", told, 400 if problem else 200)


def _found(request: Request) -> dict[str, Any]:
    """One page of the entries that are asked for. Raises BadSetting."""
    query, desk = asked.meant(request), request.app.state.desk
    order, limit, words = asked.sort_of(query), asked.limit_of(query), query.get("text", "").strip()
    rows = desk.lines(asked.filters_of(query), order, asked.after_of(query), limit + 1, asked.as_of(query))
    lines = [line for _, line in rows[:limit]]
    more = rows[limit - 1][0] if len(rows) > limit else ""
    return {"lines": lines, "more": more, "order": order, "hits": _hits(desk, words, lines) if words else {}}


def _hits(desk: Desk, words: str, lines: list[Line]) -> Mapping[str, Any]:
    """For each entry its quotations that hold the words, in pieces."""
    found = desk.hits(words, [line.id for line in lines])
    flat = [(name, quote) for name, quotes in found.items() for quote in quotes]
    pieces = highlight(words, [short(quote) for _, quote in flat])
    told: dict[str, list[Any]] = {}
    for (name, _), parts in zip(flat, pieces, strict=True):
        told.setdefault(name, []).append(parts)
    return told


def as_csv(request: Request) -> Response:
    from pledgebook.web.downloads import csv_response

    return csv_response("ledger", COLUMNS, _all_rows(request))


def as_xlsx(request: Request) -> Response:
    from pledgebook.web.downloads import xlsx_response

    return xlsx_response("ledger", COLUMNS, _all_rows(request))


def _all_rows(request: Request) -> Iterator[list[Any]]:
    """Every entry that the filters let through, in the order of the list; what is asked is checked at once."""
    query = asked.meant(request)
    question = asked.filters_of(query), asked.sort_of(query), asked.as_of(query)
    return _rows(request.app.state.desk, *question)


def _rows(desk: Desk, filters: Any, order: Any, day: Any) -> Iterator[list[Any]]:
    after = ""
    while True:
        rows = desk.lines(filters, order, after, ROWS_AT_ONCE, day)
        for _, line in rows:
            yield row_of(line)
        if len(rows) < ROWS_AT_ONCE:
            return
        after = rows[-1][0]


def row_of(line: Line) -> list[Any]:
    """An entry's cells under `COLUMNS`."""
    amount = line.amount
    return [
        line.date.start if line.date else None,
        line.date.end if line.date else None,
        phrases.parties(line.actor),
        phrases.parties(line.target),
        phrases.parties(line.beneficiary),
        line.kind,
        line.modality,
        phrases.amount(amount),
        amount.money.low if amount else None,
        amount.money.high if amount else None,
        amount.money.currency if amount else None,
        amount.basis if amount else None,
        amount.hedge if amount else None,
        line.aid_type,
        line.sources,
        line.acts,
        line.conflicts,
        line.review or ("inferred" if line.inferred else ""),
        line.id,
    ]
