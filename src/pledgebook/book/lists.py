"""What a book answers in lists over many entries: frozen records, each of which knows its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pledgebook.book.answers import Line, Sayings, Source, conflict_json
from pledgebook.reconciling.entries import Conflict
from pledgebook.records import LeftOut


@dataclass(frozen=True, slots=True)
class TotalLine:
    """Sums of one donor, recipient, month, ..., in units of `currency`; `missing` entries have no rate to it."""

    value: Mapping[str, str]
    currency: str
    pledged: float
    committed: float
    delivered: float
    entries: int
    missing: int

    def to_json(self) -> dict[str, Any]:
        sums = {"pledged": self.pledged, "committed": self.committed, "delivered": self.delivered}
        return {**self.value, "currency": self.currency, **sums, "entries": self.entries, "without_rate": self.missing}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A conflict, the entry in which it stands, and what articles say in the acts of its sides."""

    line: Line
    conflict: Conflict
    sayings: Sayings

    def to_json(self) -> dict[str, Any]:
        return {"entry": self.line.to_json(), **conflict_json(self.conflict, self.sayings)}


@dataclass(frozen=True, slots=True)
class Thread:
    """An entry and what followed on it, each with the kind of link and its phrase; `depth` 1 follows on the root."""

    root: Line
    replies: tuple[tuple[int, str, str, Line], ...]

    def to_json(self) -> dict[str, Any]:
        replies = [
            {"depth": depth, "link": kind, "phrase": phrase, "entry": line.to_json()}
            for depth, kind, phrase, line in self.replies
        ]
        return {"root": self.root.to_json(), "replies": replies}


@dataclass(frozen=True, slots=True)
class Lineage:
    """Copies of one text: the origin first, each with what shows that it is a copy."""

    origin: Source
    copies: tuple[Source, ...]

    def to_json(self) -> dict[str, Any]:
        return {"origin": self.origin.to_json(), "copies": [copy.to_json() for copy in self.copies]}


@dataclass(frozen=True, slots=True)
class Omission:
    """Something that was left out of the book, the page where it stands, and the article that was read from it."""

    number: int
    page: str
    reason: str
    out: LeftOut | None
    detail: str = ""
    source: Source | None = None

    @property
    def key(self) -> str:
        return str(self.number)

    def to_json(self) -> dict[str, Any]:
        row = self.out.to_json() if self.out else {"reason": self.reason, "detail": self.detail}
        return {"page": self.page, "article": self.source.id if self.source else None, **row}


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that holds the words: a quotation of an entry, or a place in an article (entry "")."""

    entry: str
    act: str
    source: Source
    passage: str

    def to_json(self) -> dict[str, Any]:
        return {"entry": self.entry or None, "act": self.act or None, "passage": self.passage, **self.source.to_json()}


@dataclass(frozen=True, slots=True)
class Held:
    """An article that the book holds: how many acts it tells, and when (UTC) it was fetched, "" where nobody knows."""

    number: int
    source: Source
    acts: int
    fetched: str

    @property
    def key(self) -> str:
        return str(self.number)

    def to_json(self) -> dict[str, Any]:
        return {**self.source.to_json(), "acts": self.acts, "fetched": self.fetched or None}


@dataclass(frozen=True, slots=True)
class Health:
    """What `check` found. `faults` is empty where all is well; `counts` says how much was looked at."""

    faults: tuple[str, ...]
    counts: Mapping[str, int]
    waiting: int = 0
    content: str = field(default="")

    def to_json(self) -> dict[str, Any]:
        return {"faults": list(self.faults), "counts": dict(self.counts), "waiting": self.waiting,
                "content": self.content}  # fmt: skip
