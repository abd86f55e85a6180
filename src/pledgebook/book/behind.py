"""What stands behind a figure of the totals: the entries that it counts, each with its sum, or what it leaves out.

The same rows are read as the figure is summed from, on the same conditions, so that their sums are the figure.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, get_args

from sqlalchemy import Connection, func, literal, select, tuple_

from pledgebook.book.answers import Line
from pledgebook.book.asking import lines_of
from pledgebook.book.counting import CONVERTED, HUNDREDTHS, KINDS
from pledgebook.book.entry_rows import NO_DAY
from pledgebook.book.schema import counted, standing
from pledgebook.book.summing import DIMENSIONS, Narrowed, conditions, days_of, rates_of
from pledgebook.problems import BadSetting

What = Literal["pledged", "committed", "delivered", "left_out", "no_day", "no_rate"]
WHATS: tuple[What, ...] = get_args(What)
_C = counted.c


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a table of totals by `by`: of its line `value` (None: of all lines), in `currency`.

    `what` is a column: "pledged", "committed", "delivered", or "left_out": what has no rate to the currency. Of that,
    "no_rate" has a day and "no_day" has none. Months and spans of days leave out all that has no day.
    """

    by: str
    what: What
    currency: str
    value: str | None = None
    narrowed: Narrowed = field(default_factory=Narrowed)

    @property
    def counts(self) -> bool:
        return self.what in KINDS


@dataclass(frozen=True, slots=True)
class Part:
    """An entry behind a figure: what it adds in the figure's currency (None: it is left out), and how that was told."""

    line: Line
    sum: float | None
    stated: float
    currency: str
    notes: tuple[str, ...]
    key: str

    def to_json(self) -> dict[str, Any]:
        stated = {"sum": self.stated, "currency": self.currency}
        return {"entry": self.line.to_json(), "counted": self.sum, "stated": stated, "notes": list(self.notes)}


@dataclass(frozen=True, slots=True)
class Behind:
    """All that stands behind a figure: how many entries, their sum (None where they are left out), and, by the
    currency that articles state, what they pledge; `parts` is a page of them, the greatest first, after `before`
    others."""

    entries: int
    sum: float | None
    stated: tuple[tuple[str, float], ...]
    before: int = 0
    parts: tuple[Part, ...] = ()


def behind(connection: Connection, figure: Figure, after: str = "", limit: int = 50) -> Behind:
    """At most `limit` entries behind a figure, from behind the key `after`, and what all of them come to.

    Raises BadSetting for a key, a dimension or a currency that is none.
    """
    rows = _Rows(connection, figure)
    entries, total, stated = _summed(connection, figure, rows)
    here = tuple_(rows.sum, _C.entry)
    ahead = connection.execute(rows.select(func.count()).where(here >= _key(after))).scalar() if after else 0
    question = rows.select(_C.entry, _C.currency, _C.pledged, _C.notes, rows.sum.label("sum"))
    question = question.where(here < _key(after)) if after else question
    found = connection.execute(question.order_by(rows.sum.desc(), _C.entry.desc()).limit(limit)).all()
    return Behind(entries, total, stated, ahead or 0, tuple(_parts(connection, figure, found)))


def left_out(connection: Connection, figure: Figure) -> Behind:
    """How much a figure leaves out, without the entries."""
    return Behind(*_summed(connection, figure, _Rows(connection, figure)))


class _Rows:
    """The rows of `counted` behind a figure, and the column with what each adds to it."""

    def __init__(self, connection: Connection, figure: Figure) -> None:
        if figure.by not in DIMENSIONS:
            raise BadSetting(f"totals are by {', '.join(DIMENSIONS)}, not by {figure.by!r}")
        self._figure = figure
        self._where = [standing(counted), _C.pledged.is_not(None), *conditions(self._narrowed())]
        if figure.value is not None:
            self._where.append(_C[figure.by] == figure.value)
        self._rates = None
        if figure.currency not in CONVERTED:
            self._rates = rates_of(connection, figure.currency, days_of(connection, self._where))
        self.sum = self._column(figure.what) if figure.counts else _C.pledged

    def _narrowed(self) -> Narrowed:
        """What is asked, without the span of days where those without a day are meant."""
        asked = self._figure.narrowed.copy()
        if self._figure.what == "no_day":
            asked.pop("since", None)
            asked.pop("until", None)
        return asked

    def _column(self, kind: str) -> Any:
        if self._rates is None:
            return _C[f"{kind}_{self._figure.currency.lower()}"]
        return _C[f"{kind}_eur"] * self._rates.c.value

    @cached_property
    def _which(self) -> list[Any]:
        """What the column of the table lets through."""
        figure, known = self._figure, self._column("pledged").is_not(None)
        if figure.what == "pledged":
            return [known]
        if figure.counts:
            return [known, self.sum > 0]
        if figure.what == "left_out":
            return [~known]
        if figure.what == "no_rate":
            return [~known, _C.day > NO_DAY]
        dated = figure.by == "month" or "since" in figure.narrowed or "until" in figure.narrowed
        return [_C.day == NO_DAY] if dated else [_C.day == NO_DAY, ~known]

    def select(self, *columns: Any) -> Any:
        rows = select(*columns).select_from(counted)
        if self._rates is not None:
            rows = select(*columns).select_from(self._rates.join(counted, self._rates.c.day == _C.day))
        return rows.where(*self._where, *self._which)


def _summed(
    connection: Connection, figure: Figure, rows: _Rows
) -> tuple[int, float | None, tuple[tuple[str, float], ...]]:
    """How many there are, their sum, and what they pledge as it is stated, the most frequent currency first."""
    question = rows.select(_C.currency, func.count(), func.sum(rows.sum), func.sum(_C.pledged)).group_by(_C.currency)
    found = sorted(connection.execute(question).all(), key=lambda row: (-row[1], row[0]))
    total = float(sum(row[2] or 0 for row in found)) / HUNDREDTHS if figure.counts else None
    return sum(row[1] for row in found), total, tuple((row[0], int(row[3] or 0) / HUNDREDTHS) for row in found)


def _parts(connection: Connection, figure: Figure, rows: Sequence[Any]) -> Iterator[Part]:
    lines = lines_of(connection, [row.entry for row in rows], None)
    for row in rows:
        if row.entry in lines:
            told = tuple(note for note in json.loads(row.notes) if _tells(note, figure))
            value = row.sum / HUNDREDTHS if figure.counts else None
            yield Part(lines[row.entry], value, row.pledged / HUNDREDTHS, row.currency, told, f"{row.sum}:{row.entry}")


def _tells(note: str, figure: Figure) -> bool:
    """Whether a note of how an entry was counted is about this currency, or the euro on the way to it."""
    currency = figure.currency if figure.currency in CONVERTED else "EUR"
    return figure.counts and (note.partition(":")[0].endswith(f" {currency}") or f" {currency} told of " in note)


def _key(after: str) -> Any:
    value, _, name = after.partition(":")
    try:
        return tuple_(literal(int(value) if value.isdecimal() else float(value)), literal(name))
    except ValueError as error:
        raise BadSetting(f"'after' must be the key of an entry behind a figure, not {after!r}") from error
