"""Entries in other orders than newest first, page by page, with the same filters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal, get_args

from sqlalchemy import Connection, and_, func, literal, literal_column, select, tuple_

from pledgebook.book.answers import Line
from pledgebook.book.browsing import hits
from pledgebook.book.filters import Filters, _in_order, _named, _plain, _with_words, find_entries, line_of
from pledgebook.book.schema import NO_SUM, entry_row, file_row, standing
from pledgebook.book.searching import quotes_with
from pledgebook.problems import BadSetting

Order = Literal["newest", "oldest", "sum", "sources", "added"]
ORDERS: tuple[Order, ...] = get_args(Order)
_E, _F = entry_row.c, file_row.c
COMMON = 20_000  # quotations
AT_ONCE = 200  # entries
_COLUMNS: dict[str, Callable[[], Any]] = {
    "oldest": lambda: _E.day,
    "sum": lambda: func.coalesce(_E.usd, literal_column(NO_SUM)),
    "sources": lambda: _E.sources,
    "added": lambda: _E.no,
}


def find_sorted(
    connection: Connection, filters: Filters, order: Order, at: int | None, after: str = "", limit: int = 50
) -> list[tuple[str, Line]]:
    """At most `limit` entries with their keys, from behind the key `after`; sums are compared in dollars.

    Raises BadSetting for an order that there is not, or a key that is none.
    """
    if order not in ORDERS:
        raise BadSetting(f"entries are sorted by {', '.join(ORDERS)}, not by {order!r}")
    if "text" in filters and _is_common(connection, filters["text"]):
        return _looked_through(connection, filters, order, at, after, limit)
    if order == "newest":
        return [(line.key, line) for line in find_entries(connection, filters, at, after, limit)]
    column = _COLUMNS[order]()
    upward = order == "oldest"
    plain = _plain(filters) if upward else _in_order(filters)
    question = select(entry_row, column.label("ordered")).where(standing(entry_row, at), *plain)
    question = question.where(*_others(connection, filters, at))
    if after:
        value, name = _key(after, order)
        here, key = tuple_(column, _E.id), tuple_(value, name)
        # the bound on the column alone is what lets SQLite begin in the midst of an index on an expression
        question = question.where(here > key if upward else and_(here < key, column <= value))
    ends = (column, _E.id) if upward else (column.desc(), _E.id.desc())
    rows = connection.execute(question.order_by(*ends).limit(limit)).all()
    return [(f"{row.ordered}:{row.id}", line_of(row)) for row in rows]


def _is_common(connection: Connection, words: str) -> bool:
    """Whether so many quotations hold the words that it is quicker to look through entries than to gather those."""
    found = quotes_with(connection, words).limit(COMMON).subquery()
    return (connection.execute(select(func.count()).select_from(found)).scalar() or 0) >= COMMON


def _looked_through(
    connection: Connection, filters: Filters, order: Order, at: int | None, after: str, limit: int
) -> list[tuple[str, Line]]:
    """The same by reading entries in their order, a few hundred at a time, until enough hold the words."""
    words, rest = filters["text"], filters.copy()
    del rest["text"]
    found: list[tuple[str, Line]] = []
    while len(found) < limit:
        rows = find_sorted(connection, rest, order, at, after, AT_ONCE)
        held = hits(connection, words, (line.id for _, line in rows))
        found += [(key, line) for key, line in rows if line.id in held]
        if len(rows) < AT_ONCE:
            break
        after = rows[-1][0]
    return found[:limit]


def _others(connection: Connection, filters: Filters, at: int | None) -> Iterator[Any]:
    """The conditions on words and parties."""
    if "text" in filters:
        yield _E.id.in_(_with_words(connection, filters["text"], at))
    asked = [(column, filters.get(name)) for name, column in (("donor", _F.giver), ("recipient", _F.taker))]
    if not any(party for _, party in asked):
        return
    if at is not None:
        yield _named(filters)
    else:
        yield _E.id.in_(select(_F.entry).where(*(column == party for column, party in asked if party)))


def _key(after: str, order: Order) -> tuple[Any, Any]:
    from datetime import date

    from sqlalchemy import Date

    value, _, name = after.partition(":")
    try:
        if order == "oldest":
            return literal(date.fromisoformat(value), Date), literal(name)
        return literal(float(value) if order == "sum" else int(value)), literal(name)
    except ValueError as error:
        raise BadSetting(f"'after' must be the key of the last entry of a list by {order}, not {after!r}") from error
