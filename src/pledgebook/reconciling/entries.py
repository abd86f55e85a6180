"""The nouns of this room, frozen: Mention -> Verdict -> Entry (rungs, conflicts) -> Link, Stated, Total -> Reconciled.

Money is in units of its currency, days are calendar days, ids are strings that do not depend on the order of reading.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from math import exp
from typing import Literal

from pledgebook.codebook import Kind, Modality, PartyId
from pledgebook.records import Act, Amount, Interval, Money, Quote

Family = Literal["support", "request", "refusal", "withdrawal", "sanction", "easing"]
LinkKind = Literal["part_of", "total_of", "revises", "answers", "refuses", "withdraws", "eases", "funds"]
FAMILY: dict[Kind, Family] = {
    "pledge": "support",
    "commitment": "support",
    "delivery": "support",
    "request": "request",
    "refusal": "refusal",
    "withdrawal": "withdrawal",
    "sanction": "sanction",
    "easing": "easing",
}
RANK: dict[Kind, int] = {"pledge": 1, "commitment": 2, "delivery": 3}  # rungs of support; other kinds have one rung


@dataclass(frozen=True, slots=True)
class Mention:
    """An act as one article tells it. `id` is unique; articles of one `lineage` are copies and count as one source.

    `written` is the judged day of writing (not the day that a repost claims); `official` says that the publisher
    is an organ of a state or an organisation, so that its word on its own acts decides.
    """

    id: str
    article: str
    act: Act
    written: datetime.date | None = None
    lineage: str = ""
    publisher: str = ""
    official: bool = False

    @property
    def family(self) -> Family:
        return FAMILY[self.act.kind]

    @property
    def source(self) -> str:
        """What counts as one independent source."""
        return self.lineage or self.article

    @property
    def own_word(self) -> bool:
        """The actor itself speaks: in its own document or by a named speaker."""
        return self.official or self.act.speaker in self.act.actor


@dataclass(frozen=True, slots=True)
class Clue:
    """One reason for (score > 0) or against one act, in log-odds, with the phrase that a user reads."""

    score: float
    phrase: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two mentions tell of one act: `odds` is the sum of the clues, `bridged` that their actors do not meet,
    `silent` that they tell two rungs and have neither sum nor goods to compare.

    A verdict of clues that leave no doubt (`odds` at or below `NEVER`) is never outvoted by others.
    """

    odds: float
    phrases: tuple[str, ...]
    bridged: bool = False
    silent: bool = False

    @property
    def score(self) -> float:
        """Probability, 0 to 1, that it is one act."""
        return 1 / (1 + exp(-max(-40.0, min(40.0, self.odds))))


NEVER = -8.0


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder, its accepted day and everything that proves it."""

    kind: Kind
    date: Interval | None
    modality: Modality
    mentions: tuple[str, ...]
    articles: tuple[str, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One value of a conflict and who says it; `sources` counts independent lineages."""

    value: str
    mentions: tuple[str, ...]
    articles: tuple[str, ...]
    sources: int
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Articles that disagree on one field of an entry: the sides, the accepted value first, and why it is accepted."""

    field: Literal["amount", "date", "party", "status", "aid_type"]
    sides: tuple[Side, ...]
    accepted: str
    reason: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One act in the world. `kind` is the furthest rung; `amount.basis` says how its sum counts.

    An `inferred` entry has no mention: its sum follows from a stated total, and it is never counted.
    `reason` says why the amount is accepted; `written` is the first day on which it was reported.
    """

    id: str
    kind: Kind
    actor: tuple[PartyId, ...]
    target: tuple[PartyId, ...]
    beneficiary: tuple[PartyId, ...] = ()
    amount: Amount | None = None
    date: Interval | None = None
    modality: Modality = "asserted"
    mentions: tuple[Mention, ...] = ()
    rungs: tuple[Rung, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    inferred: bool = False
    reason: str = ""
    written: datetime.date | None = None

    @property
    def family(self) -> Family:
        return FAMILY[self.kind]

    @property
    def basis(self) -> str | None:
        return self.amount.basis if self.amount else None

    @property
    def recipients(self) -> frozenset[PartyId]:
        return frozenset(self.target) | frozenset(self.beneficiary)

    @property
    def articles(self) -> frozenset[str]:
        return frozenset(m.article for m in self.mentions)

    @property
    def since(self) -> datetime.date | None:
        """The first day that any article gives it, plans included; else the first day of writing."""
        return min((m.act.date.start for m in self.mentions if m.act.date), default=self.written)

    @property
    def day(self) -> datetime.date | None:
        """The day by which it is ordered: its accepted day's start, else the first day of writing."""
        return self.date.start if self.date else self.written


@dataclass(frozen=True, slots=True)
class Link:
    """From the later or smaller entry to the earlier or larger one, with the reason."""

    kind: LinkKind
    source: str
    target: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Stated:
    """A stated running total against the entries known by its day; `difference` is stated minus known."""

    entry: str
    stated: Money
    as_of: datetime.date | None
    known: float
    difference: float
    parts: tuple[str, ...]
    explanation: str


@dataclass(frozen=True, slots=True)
class Total:
    """What one actor has promised one target by a day, each sum once, less what is suspended or cancelled.

    `pledged` holds all support (a commitment or delivery was pledged too); `committed` and `delivered` what climbed so
    far. `conversions` names each rate used with its day; `left_out` why an entry adds nothing.
    """

    actor: str
    target: str
    currency: str
    as_of: datetime.date
    pledged: float
    committed: float
    delivered: float
    parts: tuple[str, ...] = ()
    conversions: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The book of a set of mentions. `verdicts` holds the deciding pairs by their two mention ids, in order."""

    entries: tuple[Entry, ...] = ()
    links: tuple[Link, ...] = ()
    totals: tuple[Total, ...] = ()
    stated: tuple[Stated, ...] = ()
    verdicts: dict[tuple[str, str], Verdict] = field(default_factory=dict)

    @property
    def conflicts(self) -> tuple[tuple[str, Conflict], ...]:
        return tuple((entry.id, conflict) for entry in self.entries for conflict in entry.conflicts)
