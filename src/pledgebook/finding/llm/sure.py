"""How sure the reader is of an act that a model tells, with the grammar reader as a second opinion.

`trust` is how often an act is right that the model alone tells. Where the grammar's judge finds the same act with
probability p, both would have to be wrong: 1 - (1 - trust)(1 - p). Where it reads the same words as another kind of
act, trust counts for 1 - p of itself. This is a rule, not a calibration: it takes the two for independent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pledgebook.finding.drafts import group_of
from pledgebook.records import Act, Quote

_SAME = 0.005  # sums that differ by less are one sum


def with_confidence(act: Act, trust: float, others: Sequence[Act]) -> Act:
    """The act with its confidence, and with a rule that says where that comes from."""
    same = max((other.confidence for other in others if is_same(act, other)), default=None)
    against = max((other.confidence for other in others if _contradicts(act, other)), default=0.0)
    if same is not None:
        chance = 1 - (1 - trust) * (1 - same)
        why = f"the grammar reader finds it too ({same:.2f})"
    elif against > 0:
        chance = trust * (1 - against)
        why = f"the grammar reader takes the same words for another kind of act ({against:.2f})"
    else:
        chance, why = trust, "only the model tells of it"
    return replace(act, confidence=chance, rules=(*act.rules, f"trust {trust:.2f}: {why}"))


def is_same(one: Act, other: Act) -> bool:
    """The same group of kinds, an actor in common, and the same sum; without sums, a party or words in common."""
    if group_of(one.kind) != group_of(other.kind) or not set(one.actor) & set(other.actor):
        return False
    if one.amount and other.amount:
        first, second = one.amount.money, other.amount.money
        return first.currency == second.currency and abs(first.low - second.low) <= _SAME * max(first.low, second.low)
    if one.amount or other.amount:
        return _overlap(_words_of(one), _words_of(other))
    aims = [{*act.target, *act.beneficiary} for act in (one, other)]
    return bool(aims[0] & aims[1]) or _overlap(_words_of(one), _words_of(other))


def _contradicts(one: Act, other: Act) -> bool:
    other_kind = group_of(one.kind) != group_of(other.kind)
    return other_kind and _overlap(_words_of(one), _words_of(other))


def _words_of(act: Act) -> list[Quote]:
    """The words that tell the kind."""
    return [said.quote for said in act.said if said.field == "kind"]


def _overlap(some: Sequence[Quote], others: Sequence[Quote]) -> bool:
    return any(a.part == b.part and a.start < b.end and b.start < a.end for a in some for b in others)
