"""Which entries are asked for, as a question to the database. Lists come newest first, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, TypedDict

from sqlalchemy import Connection, Date, Select, literal, select, tuple_

from pledgebook.book.answers import Line
from pledgebook.book.entry_rows import NO_DAY
from pledgebook.book.schema import entry_row, file_row, member, quote_row, standing
from pledgebook.book.searching import quotes_with
from pledgebook.book.told import read_told
from pledgebook.problems import BadSetting

_E, _F = entry_row.c, file_row.c


class Filters(TypedDict, total=False):
    """All that is given must hold. Of a request, `donor` is whoever is asked and `recipient` whoever would have it.

    Sums are in `currency`, or in US dollars at the rate of the day where none is given. `since` and `until` are days
    of the act.
    """

    donor: str
    recipient: str
    kind: str
    since: date
    until: date
    min_sum: float
    max_sum: float
    currency: str
    aid_type: str
    text: str
    unreviewed: bool
    conflicting: bool
    rejected: bool


def find_entries(
    connection: Connection, filters: Filters, at: int | None, after: str = "", limit: int = 50
) -> Iterator[Line]:
    """At most `limit` entries, newest first, from behind the key `after`. Raises BadSetting for a key that is none."""
    question, day, name = _question(connection, filters, at)
    if after:
        question = question.where(tuple_(day, name) < tuple_(*key_of(after)))
    rows = connection.execution_options(yield_per=limit + 1).execute(question.order_by(day.desc(), name.desc()))
    seen: set[str] = set()
    for row in rows:
        if row.id not in seen:  # a gift of two donors stands in two files
            seen.add(row.id)
            yield line_of(row)
        if len(seen) >= limit:
            break
    rows.close()


def line_of(row: Any) -> Line:
    """From a row of `entry_row`."""
    return Line(
        **read_told(row),
        day=row.day if row.day != NO_DAY else None,
        aid_type=row.aid_type,
        acts=row.acts,
        sources=row.sources,
        conflicts=row.conflicts,
        review=row.review,
    )


def key_of(after: str) -> tuple[Any, Any]:
    day, _, name = after.partition(":")
    try:
        return literal(date.fromisoformat(day), Date), literal(name)
    except ValueError as error:
        raise BadSetting(f"'after' must be the key of an entry, such as 2022-05-19:e0123, not {after!r}") from error


def number_of(after: str) -> int:
    """The key of a list that goes by numbers. Raises BadSetting where it is none."""
    if not (after.isascii() and after.isdecimal() and len(after) <= 18):  # what a column of 64 bits holds
        raise BadSetting(f"'after' must be the key of the last row, a number, not {after!r}")
    return int(after)


def _question(connection: Connection, filters: Filters, at: int | None) -> tuple[Select[Any], Any, Any]:
    """The question without its order, and the columns of day and id by which it is ordered."""
    parties = [(_F.giver, filters.get("donor")), (_F.taker, filters.get("recipient"))]
    asked = [(column, party) for column, party in parties if party]
    by_files = bool(asked) and at is None  # files are kept for the present only
    plain = _in_order(filters) if by_files else _plain(filters)
    question = select(entry_row).where(standing(entry_row, at), *plain)
    if "text" in filters:
        question = question.where(_E.id.in_(_with_words(connection, filters["text"], at)))
    if not by_files:
        return question.where(_named(filters)) if asked else question, _E.day, _E.id
    joined = question.join(file_row, _F.entry == _E.id)
    return joined.where(*(column == party for column, party in asked)), _F.day, _F.entry


def _named(filters: Filters) -> Any:
    """Whether the parties stand in the entry's own columns, for a book as it was."""
    found = literal(True)
    asked, others = _E.kind == "request", _E.kind != "request"
    if "donor" in filters:
        donor = filters["donor"]
        found &= (asked & _has(_E.target, donor)) | (others & _has(_E.actor, donor))
    if "recipient" in filters:
        taker = filters["recipient"]
        given = _has(_E.target, taker) | _has(_E.beneficiary, taker)
        found &= (asked & (_has(_E.actor, taker) | _has(_E.beneficiary, taker))) | (others & given)
    return found


def _has(column: Any, party: str) -> Any:
    return ("+" + column + "+").contains(f"+{party}+", autoescape=True)


def _plain(filters: Filters) -> Iterator[Any]:
    """Conditions on the entry's own columns."""
    for name, column in (("kind", _E.kind), ("currency", _E.currency), ("aid_type", _E.aid_type)):
        if name in filters:
            yield column == filters[name]  # type: ignore[literal-required]
    if "since" in filters:
        yield _E.day >= filters["since"]
    if "until" in filters:
        yield _E.day <= filters["until"]
        yield _E.day > NO_DAY
    low, high = (_E.low, _E.high) if "currency" in filters else (_E.usd, _E.usd)
    if "min_sum" in filters:
        yield high >= filters["min_sum"]
    if "max_sum" in filters:
        yield low <= filters["max_sum"]
    if filters.get("unreviewed"):
        yield _E.review == ""
    else:
        yield _E.review == "rejected" if filters.get("rejected") else _E.review != "rejected"
    if filters.get("conflicting"):
        yield _E.conflicts > 0


def _in_order(filters: Filters) -> Iterator[Any]:
    """The plain conditions, for rows that are read in the order of another index: the index of kinds is not used."""
    rest = filters.copy()
    kind = rest.pop("kind", None)
    yield from _plain(rest)
    if kind:
        yield _E.kind + "" == kind


def _with_words(connection: Connection, words: str, at: int | None) -> Select[Any]:
    return (
        select(member.c.entry)
        .join(quote_row, quote_row.c.act_no == member.c.act_no)
        .where(quote_row.c.no.in_(quotes_with(connection, words)), standing(member, at))
    )
