"""Named events and the phrases by which articles name them (events.csv), checked on load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from pledgebook.lexicon.files import read_csv
from pledgebook.problems import BadLexicon
from pledgebook.records import Interval

FILE = "events.csv"
COLUMNS = ("name", "start", "end", "phrases", "note")


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its name, its days, and who records them."""

    name: str
    days: Interval
    phrases: tuple[str, ...]
    note: str


@cache
def events() -> Mapping[str, tuple[Event, ...]]:
    """Phrase (lower case, straight apostrophes) -> the events that it may mean, earliest first."""
    found: dict[str, list[Event]] = {}
    names: set[str] = set()
    for number, row in read_csv(FILE, COLUMNS):
        event = _event(number, row)
        if event.name in names:
            raise BadLexicon(FILE, number, f"{event.name!r} stands twice")
        names.add(event.name)
        for phrase in {phrase.lower() for phrase in event.phrases}:
            found.setdefault(phrase, []).append(event)
    return MappingProxyType({p: tuple(sorted(es, key=lambda e: e.days.start)) for p, es in found.items()})


@cache
def phrases() -> tuple[str, ...]:
    """Every phrase as written in the file, sorted."""
    return tuple(sorted({phrase for known in events().values() for event in known for phrase in event.phrases}))


def _event(number: int, row: dict[str, str]) -> Event:
    try:
        start = date.fromisoformat(row["start"])
        days = Interval(start, date.fromisoformat(row["end"]) if row["end"] else start)
    except ValueError as error:
        raise BadLexicon(FILE, number, str(error)) from error
    said = tuple(row["phrases"].split("|"))
    if not row["name"] or not row["note"] or not all(said):
        raise BadLexicon(FILE, number, "lacks a name, a phrase or a note")
    if len(set(said)) < len(said):
        raise BadLexicon(FILE, number, "has the same phrase twice")
    return Event(row["name"], days, said, row["note"])
