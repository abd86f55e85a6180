"""Entries by the parties between which they pass, so that links look at few: the nearest and those told together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from pledgebook.codebook import PartyId
from pledgebook.reconciling.entries import Entry
from pledgebook.reconciling.words_of import is_group

MOST = 60  # entries of one file looked at on each side of a day: keeps the work near-linear in great files
ANYONE = "?"
File = tuple[PartyId, PartyId]  # giver or imposer ("*" for a group), recipient or sanctioned


def files_of(entry: Entry) -> frozenset[File]:
    """The files in which an entry stands; a request stands where its answer would."""
    if entry.family == "request":
        givers, takers = entry.target, (*entry.actor, *entry.beneficiary)
    else:
        givers, takers = entry.actor, (*entry.target, *entry.beneficiary)
    return frozenset((_group(giver), _group(taker)) for giver in givers or ("*",) for taker in takers or ("*",))


class Shelf:
    """All entries by file, each file in order of day. Built once, then only read."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = {entry.id: entry for entry in entries}
        self._files: dict[File, list[tuple[date, str]]] = defaultdict(list)
        self._near: dict[str, list[Entry]] = {}
        self._articles: dict[str, list[str]] = defaultdict(list)
        ordered = sorted(self.entries.values(), key=lambda e: (_day(e), e.id))
        self._rank = {entry.id: rank for rank, entry in enumerate(ordered)}
        for entry in ordered:
            files = files_of(entry)
            for file in files | {(ANYONE, taker) for _, taker in files}:
                self._files[file].append((_day(entry), entry.id))
            for article in entry.articles:
                self._articles[article].append(entry.id)

    def near(self, entry: Entry) -> list[Entry]:
        """Other entries of its files and of groups of givers, nearest in time, in order of day and id."""
        if entry.id in self._near:
            return self._near[entry.id]
        found: set[str] = set()
        for giver, taker in files_of(entry):
            for file in {(giver, taker), ("*", taker), (giver, "*")}:
                found.update(self._around(file, entry.day or date.min))
        self._near = {entry.id: self._sorted(found - {entry.id})}  # asked several times in a row for one entry
        return self._near[entry.id]

    def earlier(self, entry: Entry, days: int) -> list[Entry]:
        """Those near that are no later, by up to so many days; where it has no day, those that have none either."""
        near, last = self.near(entry), _number(entry)
        first = max(last - days, 1) if entry.day else 0
        return near[bisect_left(near, first, key=_number) : bisect_right(near, last, key=_number)]

    def told_with(self, entry: Entry) -> list[Entry]:
        """Other entries that an article tells together with it."""
        return self._sorted({name for article in entry.articles for name in self._articles[article]} - {entry.id})

    def to(self, entry: Entry) -> list[Entry]:
        """Other entries to its recipients, whoever gives: for a call upon all."""
        takers = {taker for _, taker in files_of(entry)}
        found = {name for taker in takers for name in self._around((ANYONE, taker), entry.day or date.min)}
        return self._sorted(found - {entry.id})

    def file(self, giver: PartyId, taker: PartyId) -> list[Entry]:
        """All entries between two parties, in order of day."""
        return [self.entries[name] for _, name in self._files.get((_group(giver), _group(taker)), [])]

    def _around(self, file: File, day: date) -> list[str]:
        rows = self._files.get(file, [])
        first, last = bisect_left(rows, (day, "")), bisect_right(rows, (day, "~"))
        return [name for _, name in rows[max(0, first - MOST) : last + MOST]]

    def _sorted(self, names: Iterable[str]) -> list[Entry]:
        return [self.entries[name] for name in sorted(names, key=self._rank.__getitem__)]


def _day(entry: Entry) -> date:
    return entry.day or date.min


def _number(entry: Entry) -> int:
    """Its day counted from the first of all, which has 1; 0 where it has none."""
    return entry.day.toordinal() if entry.day else 0


def _group(party: PartyId) -> PartyId:
    return "*" if is_group(party) else party
