"""The judge: which units tell of which kind of act, and which parties fill their slots.

Every choice is a small linear model over clues (clues.py); rules only say what may be chosen at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from pledgebook.codebook import KINDS, Kind
from pledgebook.finding.candidates import Filler, Unit, find_fillers, find_units
from pledgebook.finding.clues import unit_clues
from pledgebook.finding.context import Context
from pledgebook.finding.counting import basis_clues, is_new_money
from pledgebook.finding.drafts import SLOTS, Draft, group_of
from pledgebook.finding.filler_clues import filler_clues
from pledgebook.finding.model import Linear
from pledgebook.finding.plurals import EACH

if TYPE_CHECKING:
    from spacy.tokens import Token

NONE = "none"
_WORTH = 0.04  # a unit less likely than this to tell of any act is not looked into further
_GROUPS = 2  # groups of kinds that one unit may tell of ("rejected calls to suspend aid")
_FILLS = {"actor": 0.5, "target": 0.35, "beneficiary": 0.5}  # a filler this likely is taken
_BESIDE = 0.75  # and so is one this near to the best


def judge(context: Context, models: Mapping[str, Linear]) -> list[Draft]:
    """Drafts of all units of an article that are likely enough to tell of an act, in order."""
    drafts: list[Draft] = []
    for unit in find_units(context):
        clues = unit_clues(context, unit)
        chances = models["unit"].probabilities(clues)
        for kind, score in _likely_kinds(unit, chances):
            drafts += _each(_draft(context, unit, kind, score, clues, models))
    return drafts


def _likely_kinds(unit: Unit, chances: Mapping[str, float]) -> list[tuple[Kind, float]]:
    """For each group of kinds that is likely enough, its likeliest kind and the group's probability.

    Only kinds that the trigger may tell of are chosen among; at most two groups are kept.
    """
    best: dict[str, Kind] = {}
    sums: dict[str, float] = {}
    for kind in KINDS:
        if kind in chances and may_tell(unit, kind):
            group = group_of(kind)
            sums[group] = sums.get(group, 0.0) + chances[kind]
            if group not in best or chances[kind] > chances[best[group]]:
                best[group] = kind
    ranked = sorted(sums, key=lambda group: (-sums[group], group))
    return [(best[group], sums[group]) for group in ranked[:_GROUPS] if sums[group] >= _WORTH]


def may_tell(unit: Unit, kind: str) -> bool:
    """A trigger may tell only of the kinds that the lexicon gives it (support is one); a sum alone of any."""
    if unit.trigger is None:
        return True
    return group_of(kind) in {group_of(allowed) for allowed in unit.trigger.kinds}


def _draft(
    context: Context, unit: Unit, kind: Kind, score: float, clues: list[str], models: Mapping[str, Linear]
) -> Draft:
    draft = Draft(unit, kind, score, {})
    fillers = find_fillers(context, unit)
    for slot, chances in slot_chances(context, unit, fillers, draft.group, models).items():
        draft.slots[slot] = _chosen(fillers, chances, slot)
        draft.scores[slot] = max(chances, default=0.0)
    draft.choices["modality"] = _likeliest(models["modality"].probabilities([*clues, f"kind={kind}"]))
    if unit.money:
        bases = models["basis"].probabilities(basis_clues(context, unit, kind))
        draft.choices["basis"] = "increment" if is_new_money(context, unit) else _likeliest(bases)
    return draft


def _likeliest(chances: Mapping[str, float]) -> str:
    return max(chances, key=lambda name: (chances[name], name))


def _each(draft: Draft) -> list[Draft]:
    """One draft an actor where the sentence says "both countries" or "each", else the draft itself."""
    actors = draft.slots["actor"]
    if len(actors) > 1 and (_says_each(draft.unit.anchor) or all(_is_both(draft, actor) for actor in actors)):
        return [replace(draft, slots={**draft.slots, "actor": [actor]}) for actor in actors]
    return [draft]


def _says_each(anchor: Token) -> bool:
    near = [
        *anchor.children,
        *(below for child in anchor.children if child.dep_ == "nsubj" for below in child.children),
    ]
    return any(token.lower_ == EACH for token in near)


def _is_both(draft: Draft, actor: Filler) -> bool:
    return any(named.sentence == draft.unit.sentence and named.role == EACH for named in actor.places)


def slot_chances(
    context: Context, unit: Unit, fillers: list[Filler], group: str, models: Mapping[str, Linear]
) -> dict[str, list[float]]:
    """For each slot, the probability of every filler."""
    rows: dict[str, list[float]] = {slot: [] for slot in SLOTS}
    for filler in fillers:
        clues = filler_clues(context, unit, filler, group)
        for slot in SLOTS:
            rows[slot].append(models[slot].probabilities(clues)["yes"])
    return rows


def _chosen(fillers: list[Filler], chances: list[float], slot: str) -> list[Filler]:
    """The best filler and those beside it; none where even the best is unlikely (an actor always has one)."""
    if not chances:
        return []
    best = max(chances)
    floor = max(_FILLS[slot], best * _BESIDE)
    taken = [filler for filler, chance in zip(fillers, chances, strict=True) if chance >= floor]
    if not taken and slot == "actor":
        taken = [fillers[chances.index(best)]]
    return taken
