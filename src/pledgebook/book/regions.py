"""Which entries' links a change may touch, and which others must be at hand to make those links anew.

Links look at the nearest entries of a file by rank (`shelf.MOST` on each side), at the files of groups ("*"), and at
what an article tells together. A region holds the touched entries and, twice over, all that their links look at, so
that links made from it equal those made from the whole book.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, select

from pledgebook.book.mentions import chunks
from pledgebook.book.schema import act_row, file_row, member
from pledgebook.reconciling.shelf import MOST, File

SMALL = 2000  # entries of a file that is read whole
MOST_ROWS = 600_000  # rows of files held at a time
GROUP, ANY = "*", ""
Days = dict[File, set[date]]
_F = file_row.c
_IN: Any = bindparam("values", expanding=True)
_MINE, _ACT, _TOLD, _OTHER = member.alias(), act_row.alias(), act_row.alias(), member.alias()
_TOLD_WITH = (
    select(_OTHER.c.entry)
    .select_from(
        _MINE.join(_ACT, _ACT.c.no == _MINE.c.act_no)
        .join(_TOLD, _TOLD.c.article == _ACT.c.article)
        .join(_OTHER, _OTHER.c.act_no == _TOLD.c.no)
    )
    .where(_MINE.c.entry.in_(_IN), _MINE.c.until.is_(None), _OTHER.c.until.is_(None), _OTHER.c.entry != _MINE.c.entry)
)
_PLACES = select(_F.giver, _F.taker, _F.day, _F.entry).where(_F.entry.in_(_IN), _F.shelved == 1)


def _questions(*named: str) -> dict[str, Any]:
    """What is asked of a file that is told by giver, taker or both."""
    here = [_F.shelved == 1, *(_F[name] == bindparam(name) for name in named)]
    rows = select(_F.day, _F.entry, _F.giver).where(*here).order_by(_F.day, _F.entry)
    each = select(_F.day, _F.entry).where(*here).distinct()  # a joint gift stands once among those of anybody
    first: Any = bindparam("first")
    last: Any = bindparam("last")
    return {
        "whole": rows.limit(SMALL),
        "within": rows.where(_F.day >= first, _F.day <= last),
        "before": each.where(_F.day < first).order_by(_F.day.desc(), _F.entry).limit(MOST),
        "after": each.where(_F.day > last).order_by(_F.day, _F.entry).limit(MOST),
    }


_ASK = {
    (True, True): _questions("giver", "taker"),
    (False, True): _questions("taker"),
    (True, False): _questions("giver"),
}


@dataclass(slots=True)
class Rows:
    """The entries of a file from `first` to `last`, in order of day and id; `groups` are those that a group gives."""

    first: date
    last: date
    days: list[date] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)
    groups: set[str] = field(default_factory=set)

    def windows(self, days: Iterable[date]) -> list[tuple[int, int]]:
        """The ranks around these days, `MOST` on each side and then to the end of a day, as few stretches."""
        found: list[tuple[int, int]] = []
        for day in sorted(days):
            first = max(0, bisect_left(self.days, day) - MOST)
            last = min(len(self.days), bisect_right(self.days, day) + MOST)
            if first < last:
                first = bisect_left(self.days, self.days[first])
                last = bisect_right(self.days, self.days[last - 1])
            if found and first <= found[-1][1]:
                found[-1] = (found[-1][0], max(last, found[-1][1]))
            else:
                found.append((first, last))
        return found

    def near(self, days: Iterable[date]) -> set[str]:
        return {name for first, last in self.windows(days) for name in self.entries[first:last]}

    def between(self, first: date, last: date) -> Sequence[str]:
        return self.entries[bisect_left(self.days, first) : bisect_right(self.days, last)]


class Files:
    """The files of the shelf as they stand, each read once. They hold as long as nobody else writes."""

    def __init__(self) -> None:
        self._files: dict[File, Rows] = {}
        self._many = 0

    def clear(self) -> None:
        self._files.clear()
        self._many = 0

    def around(self, connection: Connection, file: File, days: Iterable[date]) -> Rows:
        """The file, at least from `MOST` entries before these days to as many after."""
        first, last = min(days), max(days)
        held = self._files.get(file)
        if held is None or first < held.first or last > held.last:
            if self._many > MOST_ROWS:
                self.clear()
            held = self._files[file] = _read(connection, file, first, last)
            self._many += len(held.days)
        return held


def _read(connection: Connection, file: File, first: date, last: date) -> Rows:
    ask = _ASK[file[0] != ANY, file[1] != ANY]
    named = {name: value for name, value in zip(("giver", "taker"), file, strict=True) if value != ANY}
    rows = connection.execute(ask["whole"], named).all()
    if len(rows) < SMALL:
        return _rows(rows, date.min, date.max)
    days = {"first": first, "last": last}
    wide = {
        "first": min(connection.scalars(ask["before"], {**named, "first": first}), default=first),
        "last": max(connection.scalars(ask["after"], {**named, "last": last}), default=last),
    }
    return _rows(connection.execute(ask["within"], {**named, **wide}), days["first"], days["last"])


def _rows(found: Iterable[Any], first: date, last: date) -> Rows:
    rows = Rows(first, last)
    seen: set[tuple[date, str]] = set()
    for day, entry, giver in found:
        if giver == GROUP:
            rows.groups.add(entry)
        if (day, entry) not in seen:
            seen.add((day, entry))
            rows.days.append(day)
            rows.entries.append(entry)
    return rows


def touched(
    connection: Connection, files: Files, places: Iterable[tuple[File, date]], names: Iterable[str]
) -> set[str]:
    """The entries whose links may change where entries came or went at these places, `names` among them."""
    found = set(names)
    by_file = _by_file(places)
    for (giver, taker), days in by_file.items():
        rows = files.around(connection, (giver, taker), days)
        found |= rows.near(days)
        if giver == GROUP:  # everybody who gives to the taker looks at groups of givers
            found |= _lookers(connection, files, rows, (ANY, taker), days)
        if taker == GROUP:
            found |= _lookers(connection, files, rows, (giver, ANY), days)
    takers = _by_file(((ANY, taker), day) for (_, taker), days in by_file.items() for day in days)
    for whose, days in takers.items():
        anyone = files.around(connection, whose, days)
        if anyone.groups:  # calls upon all look at whoever gives
            found |= anyone.near(days) & anyone.groups
    return found


def _lookers(connection: Connection, files: Files, group: Rows, whose: File, days: set[date]) -> set[str]:
    """Those that look at a group's entries at these days: from `MOST` of the group's before to as many after them."""
    found: set[str] = set()
    for first, last in group.windows(days):
        begins = group.days[first] if first < last else min(days)
        ends = group.days[last - 1] if first < last < len(group.days) else date.max
        found.update(files.around(connection, whose, {begins, ends}).between(begins, ends))
    return found


def looked_at(connection: Connection, files: Files, names: set[str], calls: bool = False) -> set[str]:
    """The entries and all that their links look at; with `calls` also what calls upon all look at."""
    wanted: Days = defaultdict(set)
    for (giver, taker), day in places_of(connection, names):
        for file in ((giver, taker), (GROUP, taker), (giver, GROUP)):
            wanted[file].add(day)
        if calls and giver == GROUP:
            wanted[ANY, taker].add(day)
    found = names | told_with(connection, names)
    for file, days in wanted.items():
        found |= files.around(connection, file, days).near(days)
    return found


def told_with(connection: Connection, names: Iterable[str]) -> set[str]:
    """The entries that share an article with these."""
    return {name for some in chunks(names) for name in connection.scalars(_TOLD_WITH, {"values": some})}


def places_of(connection: Connection, names: Iterable[str]) -> set[tuple[File, date]]:
    """Where these entries stand on the shelf."""
    return {(file, day) for file, day, _ in named_places(connection, names)}


def named_places(connection: Connection, names: Iterable[str]) -> Iterator[tuple[File, date, str]]:
    """Where each of these entries stands on the shelf."""
    for chunk in chunks(names):
        for giver, taker, day, entry in connection.execute(_PLACES, {"values": chunk}):
            yield (giver, taker), day, entry


def _by_file(places: Iterable[tuple[File, date]]) -> Days:
    days: Days = defaultdict(set)
    for file, day in places:
        days[file].add(day)
    return days
