"""The judge: which units tell of which kind of act, and which parties fill their slots.

Every choice is a small linear model over clues (clues.py); rules only say what may be chosen at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pledgebook.codebook import KINDS, Kind
from pledgebook.finding.candidates import Filler, Unit, find_fillers
from pledgebook.finding.context import Context
from pledgebook.finding.counting import basis_clues, settled_basis
from pledgebook.finding.drafts import SLOTS, Draft, group_of
from pledgebook.finding.filler_clues import filler_clues
from pledgebook.finding.joint import with_listed, with_own_sum
from pledgebook.finding.meant import settled_modality
from pledgebook.finding.model import Linear
from pledgebook.finding.plurals import EACH
from pledgebook.finding.senses import NO_SENSES, Senses, Weighed, key_of, mixed, mixed_slots, weigh
from pledgebook.finding.tree import chain_subject, head_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORTH = 0.04  # a unit less likely than this to tell of any act is not looked into further
_GROUPS = 2  # groups of kinds that one unit may tell of ("rejected calls to suspend aid")
_FILLS = {"actor": 0.5, "target": 0.3, "beneficiary": 0.5}  # a filler this likely is taken
_BESIDE = 0.75  # and so is one this near to the best


def judge(
    context: Context,
    models: Mapping[str, Linear],
    senses: Senses = NO_SENSES,
    weighed: Sequence[Weighed] | None = None,
) -> list[Draft]:
    """Drafts of all units of an article that are likely enough to tell of an act, in order.

    `weighed` may give what `weigh` found before; what the encoder made of units is mixed with what the clues say.
    """
    drafts: list[Draft] = []
    for one in weigh(context, models) if weighed is None else weighed:
        sense, in_title = senses.get(key_of(one.unit)), context.sentences[one.unit.sentence].part == "title"
        chances = mixed(one.chances, sense.kind if sense else None)
        for kind, score in _likely_kinds(one.unit, chances):
            drafts += _each(
                _draft(context, one, Draft(one.unit, kind, score, {}, in_title=in_title, sense=sense), models)
            )
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


def _draft(context: Context, one: Weighed, draft: Draft, models: Mapping[str, Linear]) -> Draft:
    fillers, sense, kind = find_fillers(context, one.unit), draft.sense, draft.kind
    for slot, chances in slot_chances(context, draft, fillers, models).items():
        taken = with_listed(context, one.unit, fillers, chances, _chosen(fillers, chances, slot))
        draft.slots[slot] = with_own_sum(context, one.unit, fillers, taken)
        draft.scores[slot] = max(chances, default=0.0)
    draft.slots["actor"] = _without_neighbours(draft, context)
    modalities = models["modality"].probabilities([*one.clues, f"kind={kind}"])
    likely = _likeliest(mixed(modalities, sense.modality if sense else None))
    draft.choices["modality"] = settled_modality(one.unit, kind) or likely
    if one.unit.money:
        bases = models["basis"].probabilities(basis_clues(context, one.unit, kind))
        settled = settled_basis(context, one.unit)
        draft.choices["basis"] = settled or _likeliest(mixed(bases, sense.basis if sense else None))
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


def _without_neighbours(draft: Draft, context: Context) -> list[Filler]:
    """The actors without those that only do the deed of the clause beside: "Norway gave $5m and Peru gave $6m".

    Where the subject of the deed names a party, one that its sentence does not name is no actor beside it.
    """
    actors, doc = draft.slots["actor"], context.docs[draft.unit.sentence]
    if len(actors) == 1:
        return actors
    heads = [
        [head_of(doc, n.start, n.end) for n in actor.places if n.sentence == draft.unit.sentence] for actor in actors
    ]
    own = chain_subject(draft.unit.anchor)
    if own is None or not any(own.is_ancestor(head) or own.i == head.i for row in heads for head in row):
        return actors
    return [
        actor
        for actor, row in zip(actors, heads, strict=True)
        if row and not all(_is_subject_beside(head, own) for head in row)
    ]


def _is_subject_beside(head: Token, own: Token) -> bool:
    """Whether a party is the subject of another verb, and no part of the unit's own subject."""
    return head.dep_ in ("nsubj", "nsubjpass") and head.i != own.i and not own.is_ancestor(head)


def slot_chances(
    context: Context, draft: Draft, fillers: list[Filler], models: Mapping[str, Linear]
) -> dict[str, list[float]]:
    """For each slot, the probability of every filler."""
    rows: list[list[float]] = []
    for filler in fillers:
        clues = filler_clues(context, draft.unit, filler, draft.group)
        said = [models[slot].probabilities(clues)["yes"] for slot in SLOTS]
        rows.append(mixed_slots(said, draft.sense.fillers.get(filler.party) if draft.sense else None))
    return {slot: [row[n] for row in rows] for n, slot in enumerate(SLOTS)}


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
