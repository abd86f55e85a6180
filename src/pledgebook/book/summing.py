"""Totals: what was pledged, committed and delivered, by donor, recipient, month or type; nothing counted twice.

Whole books are answered from the tallies, which are kept in the stated currencies, dollars and euros. Anything
narrower, in another currency or as it was, is summed from what each entry adds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypedDict

from sqlalchemy import Connection, Date, Float, Text, case, cast, column, func, select
from sqlalchemy.dialects.postgresql import JSONB

from pledgebook.book.counting import CONVERTED, HUNDREDTHS, KINDS, STATED
from pledgebook.book.entry_rows import NO_DAY
from pledgebook.book.lists import TotalLine
from pledgebook.book.schema import counted, standing, tally
from pledgebook.problems import BadSetting
from pledgebook.reconciling.rates import rate

LONGEST = 40_000  # days between the first and the last, more than a century
DIMENSIONS = ("donor", "recipient", "month", "type")
_C = counted.c
Key = tuple[str, ...]


class Narrowed(TypedDict, total=False):
    """Which entries are summed. `since` and `until` are days of the act; joint donors are written "FIN+SWE"."""

    donor: str
    recipient: str
    aid_type: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Asked:
    """What is summed: by which dimensions, in which currency (None: as stated), of what, as of which decision."""

    by: tuple[str, ...]
    currency: str | None = None
    narrowed: Narrowed = field(default_factory=Narrowed)
    at: int | None = None
    limit: int | None = None


def total(connection: Connection, asked: Asked) -> list[TotalLine]:
    """One line for each value, the greatest first; without a currency, one for each stated currency of it.

    Raises BadSetting for a dimension that there is not, or a currency that nobody converts.
    """
    for name in asked.by:
        if name not in DIMENSIONS:
            raise BadSetting(f"totals are by {', '.join(DIMENSIONS)}, not by {name!r}")
    kept: dict[Key, str] = {(): "all", ("donor", "recipient"): "pair", **{(name,): name for name in DIMENSIONS}}
    plain = asked.currency in (None, *CONVERTED)
    if asked.at is None and not asked.narrowed and plain and asked.by in kept:
        return _from_tallies(connection, asked, kept[asked.by])
    where = [standing(counted, asked.at), _C.pledged.is_not(None), *conditions(asked.narrowed)]
    summed = _summed if plain else _converted
    return _ordered(summed(connection, asked, where))[: asked.limit]


def _from_tallies(connection: Connection, asked: Asked, kept: str) -> list[TotalLine]:
    stated = asked.currency is None
    rows = select(tally).where(tally.c.by == kept)
    rows = rows.where(tally.c.currency.startswith(STATED) if stated else tally.c.currency == asked.currency)
    if asked.limit is not None:
        rows = rows.order_by(tally.c.pledged.desc(), tally.c.value, tally.c.currency).limit(asked.limit)
    return _ordered(
        _line(
            asked.by,
            row.value.split("|") if len(asked.by) == 2 else [row.value],
            row.currency.removeprefix(STATED),
            row,
        )
        for row in connection.execute(rows)
    )


def _line(by: Sequence[str], values: Sequence[str], currency: str, row: Any) -> TotalLine:
    # a server's sums are Decimals
    pledged, committed, delivered = (int(getattr(row, kind) or 0) / HUNDREDTHS for kind in KINDS)
    named = dict(zip(by, values, strict=False))
    return TotalLine(named, currency, pledged, committed, delivered, row.entries, row.missing)


def _ordered(lines: Iterable[TotalLine]) -> list[TotalLine]:
    return sorted(lines, key=lambda line: (-line.pledged, tuple(line.value.values()), line.currency))


def conditions(narrowed: Narrowed) -> Iterable[Any]:
    """What a row of `counted` must be; one without a day is in no span of days."""
    for name, of in (("donor", _C.donor), ("recipient", _C.recipient), ("aid_type", _C.type)):
        if name in narrowed:
            yield of == narrowed[name]  # type: ignore[literal-required]
    if "since" in narrowed:
        yield _C.day >= narrowed["since"]
    if "until" in narrowed:
        yield _C.day <= narrowed["until"]
        yield _C.day > NO_DAY


def _summed(connection: Connection, asked: Asked, where: Sequence[Any]) -> list[TotalLine]:
    by, currency = asked.by, asked.currency
    tail = f"_{currency.lower()}" if currency else ""
    groups = [_C[name] for name in by] + ([] if currency else [_C.currency])
    known = _C[f"pledged{tail}"].is_not(None)
    sums = [func.sum(_C[f"{kind}{tail}"]).label(kind) for kind in KINDS]
    many = [func.sum(case((known, 1), else_=0)).label("entries"), func.sum(case((known, 0), else_=1)).label("missing")]
    rows = connection.execute(select(*groups, *sums, *many).where(*where).group_by(*groups)).all()
    return [_line(by, row[: len(by)], currency or row.currency, row) for row in rows if row.entries or row.missing]


def _converted(connection: Connection, asked: Asked, where: Sequence[Any]) -> list[TotalLine]:
    """By way of the euro, day by day, at the rates of the days; what has no rate is counted as missing."""
    by, currency = asked.by, str(asked.currency)
    rates = rates_of(connection, currency, days_of(connection, where))
    groups = [_C[name] for name in by]
    sums = [func.sum(_C[f"{kind}_eur"] * rates.c.value) for kind in KINDS]
    rows = connection.execute(
        select(*groups, *sums, func.count(_C.pledged_eur * rates.c.value), func.count())
        .select_from(rates.join(counted, rates.c.day == _C.day))  # every day has a row there, and an index here
        .where(*where)
        .group_by(*groups)
    ).all()
    return [_converted_line(by, row, currency) for row in rows]


def _converted_line(by: Sequence[str], row: Any, currency: str) -> TotalLine:
    *values, pledged, committed, delivered, known, entries = row
    sums = [float(sum_ or 0) / HUNDREDTHS for sum_ in (pledged, committed, delivered)]
    named = dict(zip(by, values, strict=True))
    return TotalLine(named, currency, sums[0], sums[1], sums[2], known, entries - known)


def days_of(connection: Connection, where: Sequence[Any]) -> list[date]:
    """All days from the first to the last that is asked for: an index has both, and what lies between is not read."""
    dated = (*where, _C.day > NO_DAY)
    first, last = (connection.scalar(select(edge(_C.day)).where(*dated)) for edge in (func.min, func.max))
    if not first or not last:
        return [NO_DAY]
    if (last - first).days > LONGEST:  # a day misread as one of long ago must not bring all those between
        return [NO_DAY, *connection.scalars(select(_C.day).where(*dated).distinct())]
    return [NO_DAY, *(first + timedelta(days) for days in range((last - first).days + 1))]


def rates_of(connection: Connection, currency: str, days: Sequence[date]) -> Any:
    """The value of a euro on each of the days, or null, as rows of day and value for the database to join.

    Raises BadSetting where nobody sets one on any of them.
    """
    found = {day: one.value for day in days if day > NO_DAY and (one := rate("EUR", currency, day))}
    if not found and any(day > NO_DAY for day in days):
        raise BadSetting(f"nobody sets a rate for {currency!r} that the book knows; try EUR or USD")
    told = json.dumps({day.isoformat(): found.get(day) for day in days})
    if connection.dialect.name == "sqlite":
        each = func.json_each(told).table_valued(column("key", Date), column("value", Float))
        return select(each.c.key.label("day"), each.c.value).cte("rates")
    each = func.jsonb_each_text(cast(cast(told, Text), JSONB)).table_valued("key", "value")
    return select(cast(each.c.key, Date).label("day"), cast(each.c.value, Float).label("value")).cte("rates")
