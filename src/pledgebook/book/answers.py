"""What a book answers about one entry: frozen records, each of which knows its JSON."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pledgebook.reconciling.entries import Conflict, Side, Stated
from pledgebook.records import Amount, Interval


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in a list. `sources` counts independent sources, `conflicts` fields on which they disagree.

    `review` is "", "accepted", "corrected" or "rejected"; `day` the day by which it is ordered.
    """

    id: str
    kind: str
    modality: str
    actor: tuple[str, ...]
    target: tuple[str, ...]
    beneficiary: tuple[str, ...]
    amount: Amount | None
    date: Interval | None
    day: datetime.date | None
    aid_type: str
    acts: int
    sources: int
    conflicts: int
    inferred: bool
    review: str
    reason: str

    @property
    def key(self) -> str:
        """Where the next page of a list begins, for `after`."""
        return f"{(self.day or datetime.date.min).isoformat()}:{self.id}"

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "kind": self.kind,
            "modality": self.modality,
            "actor": list(self.actor),
            "target": list(self.target),
            "beneficiary": list(self.beneficiary),
            "amount": self.amount.to_json() if self.amount else None,
            "date": self.date.to_json() if self.date else None,
            "aid_type": self.aid_type or None,
            "acts": self.acts,
            "sources": self.sources,
            "conflicts": self.conflicts,
            "inferred": self.inferred,
            "review": self.review or None,
            "reason": self.reason,
        }


def publisher_of(url: str | None) -> str:
    """The host of an address, `example.org`, or nothing."""
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:  # a bracket that is never closed, say
        return ""


@dataclass(frozen=True, slots=True)
class Source:
    """An article as evidence: `copy_of` names the origin of its lineage, `doubts` what is wrong with it."""

    id: str
    name: str
    title: str | None
    url: str | None
    claimed: datetime.date | None
    written: Interval | None
    doubts: tuple[str, ...]
    copy_of: str | None = None
    why: str = ""

    @property
    def is_copy(self) -> bool:
        return self.copy_of not in (None, self.id)

    @property
    def publisher(self) -> str:
        return publisher_of(self.url)

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title,
            "url": self.url,
            "publisher": self.publisher or None,
            "claimed_date": self.claimed.isoformat() if self.claimed else None,
            "date": self.written.to_json() if self.written else None,
            "doubts": list(self.doubts),
            "copy_of": self.copy_of,
            "why": self.why,
        }


@dataclass(frozen=True, slots=True)
class Telling:
    """One act of an entry, as its article tells it. `why` holds the phrases for which it is taken for the same act."""

    act: str
    kind: str
    modality: str
    amount: Amount | None
    date: Interval | None
    speaker: str | None
    quotes: tuple[str, ...]
    source: Source
    why: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "act": self.act,
            "kind": self.kind,
            "modality": self.modality,
            "amount": self.amount.to_json() if self.amount else None,
            "date": self.date.to_json() if self.date else None,
            "speaker": self.speaker,
            "quotes": list(self.quotes),
            "article": self.source.to_json(),
            "why": list(self.why),
        }


Sayings = Mapping[str, tuple[Source, tuple[str, ...]]]  # acts (ids) with their article and its quotations of each


@dataclass(frozen=True, slots=True)
class Witness:
    """An article that says what one side of a conflict says, and in which words."""

    source: Source
    quotes: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return {**self.source.to_json(), "quotes": list(self.quotes)}


def witnesses(side: Side, sayings: Sayings) -> list[Witness]:
    """Who says it: copies behind the others, the earliest first."""
    found: dict[str, tuple[Source, dict[str, None]]] = {}
    for act in side.mentions:
        if act in sayings:
            source, quotes = sayings[act]
            found.setdefault(source.id, (source, {}))[1].update(dict.fromkeys(quotes))
    told = [Witness(source, tuple(quotes)) for source, quotes in found.values()]
    return sorted(told, key=lambda one: (one.source.is_copy, _written(one.source), one.source.id))


def _written(source: Source) -> datetime.date:
    return source.written.start if source.written else datetime.date.max


@dataclass(frozen=True, slots=True)
class Step:
    """One rung of an entry, with the acts (ids) that prove it."""

    kind: str
    modality: str
    date: Interval | None
    acts: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        days = self.date.to_json() if self.date else None
        return {"kind": self.kind, "modality": self.modality, "date": days, "acts": list(self.acts)}


@dataclass(frozen=True, slots=True)
class Tie:
    """A link of an entry: `forward` where it goes from the entry to `other`."""

    kind: str
    forward: bool
    phrase: str
    other: Line

    def to_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "forward": self.forward, "phrase": self.phrase, "other": self.other.to_json()}


@dataclass(frozen=True, slots=True)
class Count:
    """What an entry adds to the totals, in its own currency; `why` says why it adds nothing."""

    currency: str
    pledged: float
    committed: float
    delivered: float
    why: str
    conversions: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        sums = {"pledged": self.pledged, "committed": self.committed, "delivered": self.delivered}
        return {"currency": self.currency, **sums, "why": self.why, "conversions": list(self.conversions)}


@dataclass(frozen=True, slots=True)
class Event:
    """One decision about an entry: when (UTC), by which program version or reviewer, what, why, and what it changed."""

    at: str
    by: str
    what: str
    why: str
    changes: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return {"at": self.at, "by": self.by, "what": self.what, "why": self.why, "changes": list(self.changes)}


@dataclass(frozen=True, slots=True)
class Told:
    """Everything of one entry. `asked` is the id asked for, where that entry has since become this one."""

    line: Line
    steps: tuple[Step, ...]
    tellings: tuple[Telling, ...]
    conflicts: tuple[Conflict, ...]
    ties: tuple[Tie, ...]
    count: Count | None
    stated: Stated | None
    reviews: tuple[Event, ...]
    asked: str

    @property
    def sayings(self) -> Sayings:
        return {telling.act: (telling.source, telling.quotes) for telling in self.tellings}

    def to_json(self) -> dict[str, Any]:
        sayings = self.sayings
        return {
            **self.line.to_json(),
            "asked": self.asked,
            "rungs": [step.to_json() for step in self.steps],
            "acts_told": [telling.to_json() for telling in self.tellings],
            "conflicts_told": [conflict_json(conflict, sayings) for conflict in self.conflicts],
            "links": [tie.to_json() for tie in self.ties],
            "counted": self.count.to_json() if self.count else None,
            "stated_total": stated_json(self.stated) if self.stated else None,
            "reviews": [event.to_json() for event in self.reviews],
        }


def conflict_json(conflict: Conflict, sayings: Sayings) -> dict[str, Any]:
    sides = [
        {
            "value": side.value,
            "sources": side.sources,
            "acts": list(side.mentions),
            "articles": list(side.articles),
            "quotes": [quote.text for quote in side.quotes],
            "told_by": [witness.to_json() for witness in witnesses(side, sayings)],
        }
        for side in conflict.sides
    ]
    return {"field": conflict.field, "accepted": conflict.accepted, "why": conflict.reason, "sides": sides}


def stated_json(stated: Stated) -> dict[str, Any]:
    return {
        "stated": stated.stated.to_json(),
        "as_of": stated.as_of.isoformat() if stated.as_of else None,
        "known": stated.known,
        "difference": stated.difference,
        "parts": list(stated.parts),
        "explanation": stated.explanation,
    }
