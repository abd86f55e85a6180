"""Labels for the judge's choices: holds each unit of a coded article against its gold acts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gold import Coded, places_of, plain_party
from pledgebook.finding.candidates import Unit, find_fillers, find_units
from pledgebook.finding.clues import unit_clues
from pledgebook.finding.context import Context
from pledgebook.finding.counting import basis_clues
from pledgebook.finding.drafts import SLOTS, group_of
from pledgebook.finding.encoder import NONE
from pledgebook.finding.filler_clues import filler_clues
from pledgebook.finding.judge import may_tell
from pledgebook.values.money import MoneyMention


@dataclass
class Examples:
    """Rows (clues, label, article) for each choice."""

    rows: dict[str, list[tuple[list[str], str, str]]] = field(default_factory=dict)

    def add(self, choice: str, clues: list[str], label: str, article: str) -> None:
        self.rows.setdefault(choice, []).append((clues, label, article))


@dataclass(frozen=True)
class Told:
    """A unit with the gold acts that it tells of, all of one group; none where it tells of nothing."""

    unit: Unit
    acts: list[dict[str, Any]]

    @property
    def kind(self) -> str:
        return str(self.acts[0]["kind"]) if self.acts else NONE

    @property
    def modality(self) -> str:
        return str(self.acts[0].get("modality") or "asserted")

    @property
    def basis(self) -> str:
        return str(self.acts[0]["amount"].get("basis") or "increment")

    def fills(self, party: str, slot: str) -> bool:
        """Whether a coder put this party into the slot."""
        return any(plain_party(party) == plain_party(other) for act in self.acts for other in act.get(slot) or [])


def add_examples(examples: Examples, context: Context, coded: Coded) -> None:
    """All examples of one article."""
    for told in told_units(context, coded):
        clues = unit_clues(context, told.unit)
        examples.add("unit", clues, told.kind, coded.text["id"])
        if told.acts:
            _add_choices(examples, context, told, clues, coded.text["id"])
            _add_fillers(examples, context, told, coded.text["id"])


def told_units(context: Context, coded: Coded) -> Iterator[Told]:
    """Every unit of an article of which the gold says what it tells."""
    quoted = _quoted(context, coded)
    told: set[tuple[int, int, int]] = set()  # sums already told of: (sentence, start of the sum, act)
    for unit in find_units(context):
        acts = _acts_of(unit, context, coded, quoted)
        if acts is None or (acts and unit.money and _told_before(unit, acts, coded, told)):
            continue
        yield Told(unit, acts)


def _told_before(unit: Unit, acts: list[dict[str, Any]], coded: Coded, told: set[tuple[int, int, int]]) -> bool:
    """Whether a nearer word has told of these acts' sum already; the further one says nothing then."""
    assert unit.money is not None
    keys = {(unit.sentence, unit.money.start, coded.acts.index(act)) for act in acts}
    new = keys - told
    told |= keys
    return not new


def _quoted(context: Context, coded: Coded) -> list[list[tuple[str, int, int]]]:
    return [[place for quote in act["evidence"] for place in places_of(quote, context)] for act in coded.acts]


def _acts_of(unit: Unit, context: Context, coded: Coded, quoted: list) -> list[dict[str, Any]] | None:
    """The gold acts that a unit tells of; [] where it tells of none; None where gold does not say."""
    sentence = context.sentences[unit.sentence]
    start = sentence.start + (unit.money.start if unit.money else unit.anchor.idx)
    end = sentence.start + (unit.money.end if unit.money else unit.anchor.idx + len(unit.anchor))
    inside, near = [], []
    for act, places in zip(coded.acts, quoted, strict=True):
        if not may_tell(unit, act["kind"]):
            continue
        if unit.money and not same_sum(unit.money, act.get("amount")):
            continue
        if any(part == sentence.part and a <= start and end <= b for part, a, b in places):
            inside.append(act)
        elif _could_be_told(unit, context, act):
            near.append(act)
    if inside:
        first = min(inside, key=lambda act: (bool(act.get("amount")) != bool(unit.money), coded.acts.index(act)))
        return [act for act in inside if group_of(act["kind"]) == group_of(first["kind"])]
    return None if near else []


def _could_be_told(unit: Unit, context: Context, act: dict[str, Any]) -> bool:
    """The coder quotes one or two passages of an act; others may tell of it too and are no counterexamples."""
    if unit.money:
        return True
    named = {plain_party(n.party) for n in context.named[unit.sentence]}
    wanted = {plain_party(p) for p in (act.get("target") or []) + (act.get("beneficiary") or [])}
    return bool(named & wanted)


def same_sum(found: MoneyMention, amount: dict[str, Any] | None) -> bool:
    """Whether a found sum is the act's amount, or its restatement in another currency."""
    if not amount:
        return False
    also = amount.get("also") or []
    for money in [amount, *(also if isinstance(also, list) else [also])]:
        same = found.currency in (money["currency"], None)
        if same and _near(found.low, money["low"]) and _near(found.high, money.get("high") or money["low"]):
            return True
    return False


def _near(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and abs(one - other) <= 0.005 * max(abs(one), abs(other), 1e-9)


def _add_choices(examples: Examples, context: Context, told: Told, clues: list[str], article: str) -> None:
    examples.add("modality", [*clues, f"kind={told.kind}"], told.modality, article)
    if told.unit.money:
        examples.add("basis", list(basis_clues(context, told.unit, told.kind)), told.basis, article)


def _add_fillers(examples: Examples, context: Context, told: Told, article: str) -> None:
    group = group_of(told.kind)
    for filler in find_fillers(context, told.unit):
        clues = filler_clues(context, told.unit, filler, group)
        for slot in SLOTS:
            examples.add(slot, clues, "yes" if told.fills(filler.party, slot) else "no", article)
