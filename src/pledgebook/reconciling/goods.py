"""Whether two acts name the same goods: heads of their names in common, and quantities that agree or not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pledgebook.lexicon.reconciling import words
from pledgebook.reconciling.words_of import stems
from pledgebook.records import Item

Relation = Literal["same", "alike", "count", "part", "other", "vague", "unsaid"]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two lists of goods stand to each other; for `part`, the smaller and the larger quantity."""

    relation: Relation
    phrase: str
    small: float = 0.0
    large: float = 0.0


def compare_goods(one: tuple[Item, ...], two: tuple[Item, ...]) -> Likeness:
    """The strongest relation among the goods that both name."""
    if not one or not two:
        return Likeness("unsaid", "goods named on one side only" if one or two else "no goods named")
    pairs = [(a, b) for a in one for b in two if _heads(a) & _heads(b) and not _other_model(a, b)]
    counted = [(a, b) for a, b in pairs if a.quantity and b.quantity]
    for a, b in counted:
        if a.quantity == b.quantity:
            return Likeness("same", f"same goods ({b.quantity:g} {b.name})")
    if counted:
        a, b = counted[0]
        small, large = sorted((a.quantity or 0.0, b.quantity or 0.0))
        return Likeness("part", f"{a.quantity:g} {a.name} against {b.quantity:g} {b.name}", small, large)
    if pairs:
        return Likeness("alike", f"goods alike ({pairs[0][0].name}; {pairs[0][1].name})")
    if any(not _heads(item) for item in (*one, *two)):
        return Likeness("vague", f"goods named loosely ({one[0].name}; {two[0].name})")
    if any(a.quantity and a.quantity == b.quantity for a in one for b in two):
        return Likeness("count", f"same count, other name ({one[0].name}; {two[0].name})")
    return Likeness("other", f"other goods ({one[0].name}; {two[0].name})")


def _other_model(a: Item, b: Item) -> bool:
    """Leopard 2 is not Leopard 1: both names hold numbers, and none in common."""
    one, two = _numbers(a.name), _numbers(b.name)
    return bool(one) and bool(two) and one.isdisjoint(two)


def _numbers(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+", name))


def _heads(item: Item) -> frozenset[str]:
    """The stems that name the goods; units and catch-all words ("tonnes", "equipment") name none."""
    return stems(item.name) - words().loose_goods
