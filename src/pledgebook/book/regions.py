"""Which entries' links a change may touch, and which others must be at hand to make those links anew.

Links look at the nearest entries of a file by rank (`shelf.MOST` on each side), at the files of groups ("*"), and at
what an article tells together. A region holds the touched entries and, twice over, all that their links look at, so
that links made from it equal those made from the whole book.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from pledgebook.book.mentions import chunks
from pledgebook.book.schema import act_row, file_row, member
from pledgebook.reconciling.shelf import MOST, File

APART = timedelta(days=120)  # spots of one file further apart than this are looked at one by one
GROUP = "*"
_F = file_row.c
_ACTS_OF = select(member.c.act_no).where(member.c.entry.in_(bindparam("ids", expanding=True)), member.c.until.is_(None))


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """The days from `first` to `last` of a file; "" stands for any giver or any taker."""

    giver: str
    taker: str
    first: date
    last: date


def touched(connection: Connection, places: Iterable[tuple[File, date]], names: Iterable[str]) -> set[str]:
    """The entries whose links may change where entries came or went at these places, `names` among them."""
    found = set(names)
    for stretch in stretches(places):
        window = widened(connection, stretch)
        found |= ids_in(connection, window)
        giver, taker = stretch.giver, stretch.taker
        if giver == GROUP:  # everybody who gives to the taker looks at groups of givers
            found |= ids_in(connection, Stretch("", taker, window.first, window.last))
        if taker == GROUP:
            found |= ids_in(connection, Stretch(giver, "", window.first, window.last))
        # calls upon all look at whoever gives
        anyone = widened(connection, Stretch("", taker, stretch.first, stretch.last))
        found |= ids_in(connection, Stretch(GROUP, taker, anyone.first, anyone.last))
    return found


def looked_at(connection: Connection, names: set[str], calls: bool = False) -> set[str]:
    """The entries and all that their links look at; with `calls` also what calls upon all look at."""
    places = places_of(connection, names)
    files: set[tuple[File, date]] = set()
    for (giver, taker), day in places:
        files |= {((giver, taker), day), ((GROUP, taker), day), ((giver, GROUP), day)}
        if calls and giver == GROUP:
            files.add((("", taker), day))
    found = set(names) | told_with(connection, names)
    for stretch in stretches(files):
        found |= ids_in(connection, widened(connection, stretch))
    return found


def told_with(connection: Connection, names: Iterable[str]) -> set[str]:
    """The entries that share an article with these."""
    numbers = {row[0] for chunk in chunks(names) for row in connection.execute(_ACTS_OF, {"ids": chunk})}
    articles: set[str] = set()
    for chunk in chunks(numbers):
        articles |= set(connection.scalars(select(act_row.c.article).where(act_row.c.no.in_(chunk))))
    found: set[str] = set()
    for chunk in chunks(articles):
        told = select(member.c.entry).join(act_row, act_row.c.no == member.c.act_no)
        found |= set(connection.scalars(told.where(act_row.c.article.in_(chunk), member.c.until.is_(None))))
    return found


def stretches(places: Iterable[tuple[File, date]]) -> list[Stretch]:
    """Places of one file that lie near each other, taken together."""
    days: dict[File, set[date]] = defaultdict(set)
    for file, day in places:
        days[file].add(day)
    return sorted(Stretch(*file, run[0], run[-1]) for file, found in days.items() for run in _runs(sorted(found)))


def _runs(days: Sequence[date]) -> list[list[date]]:
    runs: list[list[date]] = [[days[0]]]
    for day in days[1:]:
        if day - runs[-1][-1] <= APART:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def widened(connection: Connection, stretch: Stretch) -> Stretch:
    """With `MOST` entries more on each side, or all that there are."""
    here = _file(stretch)
    each = select(_F.day, _F.entry).where(*here).distinct()  # a joint gift stands once among those of anybody
    before = each.where(_F.day < stretch.first).order_by(_F.day.desc(), _F.entry).limit(MOST)
    after = each.where(_F.day > stretch.last).order_by(_F.day, _F.entry).limit(MOST)
    first = min(connection.scalars(before), default=stretch.first)
    last = max(connection.scalars(after), default=stretch.last)
    return Stretch(stretch.giver, stretch.taker, first, last)


def ids_in(connection: Connection, stretch: Stretch) -> set[str]:
    within: Select[Any] = select(_F.entry).where(*_file(stretch), _F.day >= stretch.first, _F.day <= stretch.last)
    return set(connection.scalars(within))


def _file(stretch: Stretch) -> list[Any]:
    named = ((_F.giver, stretch.giver), (_F.taker, stretch.taker))
    return [_F.shelved == 1, *(column == value for column, value in named if value)]


def places_of(connection: Connection, names: Iterable[str]) -> set[tuple[File, date]]:
    """Where these entries stand on the shelf."""
    rows: set[tuple[File, date]] = set()
    for chunk in chunks(names):
        found = connection.execute(select(_F.giver, _F.taker, _F.day).where(_F.entry.in_(chunk), _F.shelved == 1))
        rows |= {((giver, taker), day) for giver, taker, day in found}
    return rows
