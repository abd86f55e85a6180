"""The nouns of Pledgebook, frozen, in the order a page passes through them.

Page -> Article (with Paragraphs and Doubts) -> Act (with Quotes and the spans that say its values)
-> Reading. Field names and values are those of the codebook (docs/codebook.md).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pledgebook.codebook import (
    AidType,
    Basis,
    DoubtName,
    Hedge,
    Instrument,
    Kind,
    Measure,
    Modality,
    Part,
    PartyId,
    Role,
)
from pledgebook.problems import NotInText, Reason


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `start` to `end`, both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"an interval ends on {self.end}, before it starts on {self.start}")

    @classmethod
    def day(cls, day: date) -> Interval:
        return cls(day, day)

    def overlaps(self, other: Interval) -> bool:
        return self.start <= other.end and other.start <= self.end

    @property
    def days(self) -> int:
        """Number of days covered, at least 1."""
        return (self.end - self.start).days + 1

    def to_json(self) -> dict[str, str]:
        return {"start": self.start.isoformat(), "end": self.end.isoformat()}


@dataclass(frozen=True, slots=True)
class Page:
    """One document as it came. Either `content` (bytes of `media_type`) or `text` is set.

    `date` is what a table or feed claims, unparsed. `source` says where it came from, for messages.
    """

    id: str
    source: str
    content: bytes | None = None
    text: str | None = None
    media_type: str = "text/plain"
    title: str | None = None
    date: str | None = None
    url: str | None = None
    fetched: datetime | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`article.text[start:end]` and what it is on the page; `of` is the start of the paragraph it repeats."""

    start: int
    end: int
    role: Role = Role.BODY
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of an article. Made by `Article.quote`, which proves that it stands there."""

    start: int
    end: int
    text: str
    part: Part = "text"

    def to_json(self) -> dict[str, Any]:
        return {"start": self.start, "end": self.end, "text": self.text, "part": self.part}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why the article is not to be trusted in one respect, with the passages that prove it."""

    name: DoubtName
    reason: str
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A page's text, cleaned and repaired. All offsets refer to `text` (or `title`), as stored and shown.

    `date` is the judged interval in which it was written, with `date_reason`; `claimed_date` is the
    page's own claim, never a guess.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    claimed_date: date | None = None
    date: Interval | None = None
    date_reason: str = "nothing on the page or in the text gives a day"
    doubts: tuple[Doubt, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()

    def part(self, part: Part) -> str:
        return self.text if part == "text" else (self.title or "")

    def quote(self, start: int, end: int, part: Part = "text") -> Quote:
        """The passage `[start:end]` of a part. Raises NotInText where there is no such passage."""
        whole = self.part(part)
        if not 0 <= start < end <= len(whole):
            raise NotInText(f"article {self.id} has no passage {start}-{end} in its {part}")
        return Quote(start, end, whole[start:end], part)


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in one currency (ISO 4217); `low` equals `high` for a single figure."""

    low: float
    high: float
    currency: str

    def to_json(self) -> dict[str, Any]:
        return {"low": self.low, "high": self.high, "currency": self.currency}


@dataclass(frozen=True, slots=True)
class Amount:
    """The sum of an act: its money, how it is to be counted (`basis`) and how sure it is (`hedge`)."""

    money: Money
    basis: Basis = "increment"
    hedge: Hedge = "exact"
    also: tuple[Money, ...] = ()
    replaces: Money | None = None

    def to_json(self) -> dict[str, Any]:
        row = {**self.money.to_json(), "basis": self.basis, "hedge": self.hedge}
        if self.also:
            row["also"] = [money.to_json() for money in self.also]
        if self.replaces:
            row["replaces"] = self.replaces.to_json()
        return row


@dataclass(frozen=True, slots=True)
class Item:
    """Goods or people given: name as written, quantity or None."""

    name: str
    quantity: float | None = None

    def to_json(self) -> dict[str, Any]:
        return {"name": self.name, "quantity": self.quantity}


@dataclass(frozen=True, slots=True)
class Said:
    """One value of an act and the passage that says it. `value` is as in the act's JSON."""

    field: str
    value: Any
    quote: Quote

    def to_json(self) -> dict[str, Any]:
        return {"field": self.field, "value": self.value, **self.quote.to_json()}


@dataclass(frozen=True, slots=True)
class Act:
    """What one article says one party did towards another (codebook, section 3).

    `said` holds for every value the passage that says it; `rules` names what found the act, in the order
    applied; `confidence` is the judge's probability that actor, kind and sum (or target) are right.
    """

    kind: Kind
    actor: tuple[PartyId, ...]
    evidence: tuple[Quote, ...]
    target: tuple[PartyId, ...] = ()
    beneficiary: tuple[PartyId, ...] = ()
    amount: Amount | None = None
    items: tuple[Item, ...] = ()
    aid_type: AidType | None = None
    instrument: Instrument | None = None
    channel: tuple[PartyId, ...] = ()
    measures: tuple[Measure, ...] = ()
    listed: tuple[str, ...] = ()
    date: Interval | None = None
    modality: Modality = "asserted"
    speaker: PartyId | None = None
    said: tuple[Said, ...] = ()
    confidence: float = 1.0
    rules: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The codebook's fields, then `spans` (what says each value) and `confidence`."""
        return {
            "kind": self.kind,
            "actor": list(self.actor),
            "target": list(self.target),
            "beneficiary": list(self.beneficiary),
            "amount": self.amount.to_json() if self.amount else None,
            "items": [item.to_json() for item in self.items],
            "aid_type": self.aid_type,
            "instrument": self.instrument,
            "channel": list(self.channel),
            "measures": list(self.measures),
            "listed": list(self.listed),
            "date": self.date.to_json() if self.date else None,
            "modality": self.modality,
            "speaker": self.speaker,
            "evidence": [quote.text for quote in self.evidence],
            "spans": [said.to_json() for said in self.said],
            "confidence": round(self.confidence, 4),
        }


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that was found but is not stored, and why."""

    reason: Reason
    quote: Quote | None = None
    detail: str = ""
    rule: str = ""
    score: float | None = None

    def to_json(self) -> dict[str, Any]:
        row: dict[str, Any] = {"reason": self.reason.value, "detail": self.detail, "rule": self.rule}
        row["quote"] = self.quote.to_json() if self.quote else None
        return row | {"score": None if self.score is None else round(self.score, 4)}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one article: its record, its acts and what was left out.

    Raises NotInText where an act has no quotation, or one (or the span of a value) that is not in the article.
    """

    article: Article
    acts: tuple[Act, ...] = ()
    left_out: tuple[LeftOut, ...] = field(default=())

    def __post_init__(self) -> None:
        for act in self.acts:
            if not act.evidence:
                raise NotInText(f"article {self.article.id}: a {act.kind} without a quotation")
            for quote in (*act.evidence, *(said.quote for said in act.said)):
                if self.article.quote(quote.start, quote.end, quote.part) != quote:
                    raise NotInText(f"article {self.article.id} does not say {quote.text!r} at {quote.start}")

    @property
    def unanswered(self) -> str:
        """Why what a language model answered for the article cannot be used, or empty."""
        failed = (out.detail for out in self.left_out if out.reason is Reason.NO_ANSWER)
        return next((f"{Reason.NO_ANSWER.value} ({detail})" for detail in failed), "")

    def to_json(self, explain: bool = False) -> dict[str, Any]:
        """The codebook's article record; with `explain`, also rules, reasons and what was left out."""
        article = self.article
        row: dict[str, Any] = {
            "id": article.id,
            "claimed_date": article.claimed_date.isoformat() if article.claimed_date else None,
            "date": article.date.to_json() if article.date else None,
            "doubts": [doubt.name.value for doubt in article.doubts],
            "acts": [act.to_json() for act in self.acts],
        }
        if explain:
            row |= {
                "date_reason": article.date_reason,
                "doubt_reasons": [
                    {"name": d.name.value, "reason": d.reason, "quotes": [q.to_json() for q in d.quotes]}
                    for d in article.doubts
                ],
                "rules": [list(act.rules) for act in self.acts],
                "left_out": [out.to_json() for out in self.left_out],
            }
        return row
