"""How sure the reader is of an act: a logistic regression over a few numbers that a person can check.

Its probability means: actor, kind and sum (or target) are what a coder with the codebook would write down.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pledgebook.codebook import KINDS, PartyId
from pledgebook.finding.context import Context
from pledgebook.finding.drafts import Draft, group_of
from pledgebook.finding.merge import strength
from pledgebook.finding.model import load_tables

GROUPS = tuple(dict.fromkeys(group_of(kind) for kind in KINDS))


@dataclass(frozen=True, slots=True)
class Confidence:
    """One weight a number of `act_numbers`; `floor` is the probability below which an act is left out."""

    weights: Mapping[str, float]
    bias: float
    floor: float

    def of(self, numbers: Mapping[str, float]) -> float:
        """The probability, 0 to 1."""
        total = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in numbers.items())
        return 1 / (1 + math.exp(-total))


@cache
def load_confidence() -> Confidence:
    """The shipped weights."""
    table = load_tables()["confidence"]
    return Confidence(table["weights"], table["bias"], table["floor"])


def act_numbers(context: Context, told: Sequence[Draft], all_told: Sequence[Sequence[Draft]]) -> dict[str, float]:
    """What the confidence in one act is judged by: its own scores, and its place among the article's acts."""
    first = told[0]
    return {
        **_scores(told),
        **_parties(context, first),
        **_place(context, told),
        **_company(first, all_told),
        first.group: 1.0,
        f"{first.group} unit": _logit(first.score),
        first.kind: 1.0,
        first.choices.get("modality", "asserted"): 1.0,
        "sum": float(first.unit.money is not None),
        f"{first.group} sum": float(first.unit.money is not None),
        "no trigger": float(first.unit.trigger is None),
    }


def _scores(told: Sequence[Draft]) -> dict[str, float]:
    first = told[0]
    return {
        "unit": _logit(first.score),
        "actor": _logit(first.scores["actor"]),
        "target": _logit(first.scores["target"]),
        "beneficiary": _logit(first.scores["beneficiary"]),
        "best mention": _logit(max(draft.score for draft in told)),
        "all mentions": math.log(sum(draft.score for draft in told)),
        "mentions": math.log(len(told)),
        "strength": strength(first),
    }


def _parties(context: Context, first: Draft) -> dict[str, float]:
    row: dict[str, float] = {}
    for slot in ("actor", "target"):
        fillers = first.slots.get(slot, [])
        inside = [any(n.sentence == first.unit.sentence for n in filler.places) for filler in fillers]
        row |= {
            f"{slot}s": float(len(fillers)),
            f"{slot} is a group": float(any(filler.party.startswith("name:") for filler in fillers)),
            f"{slot} in sentence": float(bool(inside) and all(inside)),
            f"{slot} share": sum(context.counts[filler.party] for filler in fillers) / context.namings,
        }
    row["no target"] = float(not first.slots.get("target"))
    row["target is actor"] = float(bool(first.parties("actor") & first.parties("target")))
    return row


def _place(context: Context, told: Sequence[Draft]) -> dict[str, float]:
    """Only the headline counts: a paragraph put before the others must not change what is believed."""
    return {"in title": float(any(context.sentences[draft.unit.sentence].part == "title" for draft in told))}


def _company(first: Draft, all_told: Sequence[Sequence[Draft]]) -> dict[str, float]:
    same = [told[0] for told in all_told if told[0].group == first.group]
    rivals = [draft for draft in same if _same_pair(draft, first) and strength(draft) > strength(first)]
    beside = [told[0] for told in all_told if told[0].unit.sentence == first.unit.sentence]
    return {
        "acts": math.log(len(all_told)),
        "acts of group": math.log(len(same)),
        "stronger of the same parties": float(min(3, len(rivals))),
        "stronger in the sentence": float(min(3, sum(strength(draft) > strength(first) for draft in beside))),
        "article's best": max(strength(told[0]) for told in all_told),
        "article's sum": math.log(sum(strength(told[0]) for told in all_told) + 0.01),
        "group's sum": math.log(sum(strength(draft) for draft in same) + 0.01),
    }


def _same_pair(one: Draft, other: Draft) -> bool:
    pairs: list[set[PartyId]] = [one.parties(slot) & other.parties(slot) for slot in ("actor", "target")]
    return all(pairs)


def _logit(chance: float) -> float:
    chance = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(chance / (1 - chance))
