"""Who held which office when: heads of state and government, ministers and heads of organisations."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from pledgebook.codebook import PartyId
from pledgebook.lexicon.files import read_csv
from pledgebook.problems import BadLexicon

# Days after the end of an office in which the news still reports what its holder did in it.
GRACE = timedelta(days=60)
COLUMNS = ("name", "aliases", "id", "office", "from", "to")
FOREVER = date.max
PARTY_ID = re.compile(r"[A-Z][A-Z0-9]{1,6}|name:\S.*")


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office of `party`, held from `start` to `end`, both included."""

    party: PartyId
    office: str
    start: date
    end: date

    def days_from(self, on: date | None) -> int:
        """Days between a day and the nearest day in office; 0 in office or where no day is known."""
        if on is None:
            return 0
        return max((self.start - on).days, (on - self.end).days, 0)


@dataclass(frozen=True, slots=True)
class Person:
    """A person, the row of the first office, and all offices held."""

    name: str
    row: int
    tenures: tuple[Tenure, ...]


@cache
def people() -> dict[str, tuple[Person, ...]]:
    """Every full name and alias -> the persons it may mean. An alias may be shared ("Clinton", "Bush")."""
    rows: dict[str, list[tuple[int, Tenure]]] = {}
    names: dict[str, dict[str, None]] = {}
    for number, cells in read_csv("officials.csv", COLUMNS):
        rows.setdefault(cells["name"], []).append((number, _tenure(number, cells)))
        for alias in (cells["name"], *filter(None, cells["aliases"].split("|"))):
            names.setdefault(alias, {})[cells["name"]] = None
    persons = {name: Person(name, held[0][0], tuple(t for _, t in held)) for name, held in rows.items()}
    return {alias: tuple(persons[name] for name in of) for alias, of in names.items()}


@cache
def surnames() -> dict[str, tuple[Person, ...]]:
    """Last word of a name -> the officials so called, for use after a title ("Senator Evans")."""
    found: dict[str, dict[str, Person]] = {}
    for persons in people().values():
        for person in persons:
            found.setdefault(person.name.split()[-1], {})[person.name] = person
    return {surname: tuple(by_name.values()) for surname, by_name in found.items()}


def stands_for(persons: tuple[Person, ...], on: date | None) -> tuple[PartyId, ...]:
    """The party that one of these persons speaks for on a day: the state while in office, else "name:" and the name.

    Without a day all count as in office, and the first of several parties is taken. Of several persons out of
    office it is the one whose office is nearest in time.
    """
    if on is None:
        return (persons[0].tenures[0].party,)
    nearest = min(persons, key=lambda person: min(tenure.days_from(on) for tenure in person.tenures))
    tenure = min(nearest.tenures, key=lambda tenure: tenure.days_from(on))
    if tenure.start <= on <= tenure.end + GRACE:
        return (tenure.party,)
    return (f"name:{nearest.name}",)


def checked_id(file: str, row: int, party: str) -> PartyId:
    """The id, if it has the shape of one: "USA", "WFP", "G7" or "name:..."."""
    if not PARTY_ID.fullmatch(party):
        raise BadLexicon(file, row, f"{party!r} is no party id")
    return party


def _tenure(row: int, cells: dict[str, str]) -> Tenure:
    start = _day(row, cells["from"], last=False)
    end = _day(row, cells["to"], last=True) if cells["to"] else FOREVER - GRACE
    if end < start:
        raise BadLexicon("officials.csv", row, f"{cells['name']} leaves office before entering it")
    return Tenure(checked_id("officials.csv", row, cells["id"]), cells["office"], start, end)


def _day(row: int, text: str, *, last: bool) -> date:
    """A day from "1996-03-11", "1996-03" or "1996": its first day, or its last."""
    try:
        year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
        month = month or (12 if last else 1)
        return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))
    except ValueError as error:
        raise BadLexicon("officials.csv", row, f"{text!r} is no day, month or year") from error


def all_tenures() -> Iterator[tuple[Person, Tenure]]:
    """Every person and office, for tables and tests."""
    for name, persons in people().items():
        for person in persons:
            if person.name == name:
                yield from ((person, tenure) for tenure in person.tenures)
