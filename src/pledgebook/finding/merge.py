"""Puts the mentions of one act inside an article together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pledgebook.finding.drafts import Draft
from pledgebook.finding.nearness import items_in
from pledgebook.values.money import MoneyMention

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLANS_APART = ("support", "sanction")  # what is planned here is another act than what was done
_GOES_ON = 2  # sentences
_SAME = 0.005  # sums that differ by less are one sum


def merge(drafts: Iterable[Draft]) -> list[list[Draft]]:
    """Groups of drafts that tell of one act, the draft that tells it best first in each.

    Drafts with a sum come first and open groups; one without a sum joins the nearest group that it shares parties with.
    """
    ranked = sorted(drafts, key=lambda d: (d.unit.money is None, -strength(d), d.unit.sentence, d.unit.anchor.i))
    groups: list[list[Draft]] = []
    for draft in ranked:
        home = max(
            (group for group in groups if _one_act(draft, group)),
            key=lambda group: _nearness(draft, group),
            default=None,
        )
        if home is None:
            groups.append([draft])
        else:
            home.append(draft)
    return groups


def strength(draft: Draft) -> float:
    """How likely the draft is right in kind and actor."""
    return draft.score * draft.scores.get("actor", 0.0)


def _nearness(draft: Draft, group: list[Draft]) -> tuple[bool, int]:
    first = group[0]
    same = first.unit.sentence == draft.unit.sentence
    return same and first.unit.anchor.i == draft.unit.anchor.i, -abs(first.unit.sentence - draft.unit.sentence)


def _one_act(draft: Draft, group: list[Draft]) -> bool:
    first = group[0]
    if draft.group != first.group or draft.unit is first.unit:  # one unit twice: "both countries" act each
        return False
    one, other = draft.unit.money, first.unit.money
    beside = draft.unit.sentence == first.unit.sentence
    if one and other:
        very_same = beside and one.start == other.start
        return very_same or (
            _same_sum(one, other)
            and not _parts_of_one_list(draft, first)
            and _share(draft, first, "actor")
            and _share_aim(draft, first)
        )
    if beside and draft.unit.anchor.i == first.unit.anchor.i:
        return True
    if _told_apart(draft, first, beside) or any(_coordinated(draft, member) for member in group):
        return False
    if one is None and other is None and not beside:
        return _same_parties(draft, first) or _goes_on(draft, first)
    return _share(draft, first, "actor") and _share_aim(draft, first)


def _parts_of_one_list(one: Draft, other: Draft) -> bool:
    """Two lines of a list that give the same sum to two ends: "$300,000 for tents", "$300,000 for wells"."""
    parts = all(draft.choices.get("basis") == "tranche_of" and not draft.in_title for draft in (one, other))
    return parts and one.unit.anchor.doc.text != other.unit.anchor.doc.text


def _told_apart(draft: Draft, first: Draft, beside: bool) -> bool:
    """Plans and deeds are two acts; so are goods sent and money promised in another sentence, but for the headline."""
    if draft.group in _PLANS_APART and draft.choices.get("modality") != first.choices.get("modality"):
        return True
    apart = not beside and not (draft.in_title or first.in_title)
    if not apart or (draft.unit.money is None) == (first.unit.money is None):
        return False
    return draft.kind != first.kind or _counts_goods(draft if draft.unit.money is None else first)


def _counts_goods(draft: Draft) -> bool:
    """Whether the draft's own words say how many of something: "will supply 60 tonnes of biscuits"."""
    anchor = draft.unit.anchor
    start, end = anchor.left_edge.idx, anchor.right_edge.idx + len(anchor.right_edge)
    return any(mention.item.quantity and start <= mention.start < end for mention in items_in(anchor.doc.text))


def _coordinated(one: Draft, other: Draft) -> bool:
    """Two sanctions told by two verbs joined by "and" are two acts."""
    if one.group != "sanction" or one.unit.sentence != other.unit.sentence:
        return False
    first, second = _verb_of(one.unit.anchor), _verb_of(other.unit.anchor)
    return (first.dep_ == "conj" and first.head.i == second.i) or (second.dep_ == "conj" and second.head.i == first.i)


def _verb_of(token: Token) -> Token:
    """The verb that a word is, or is the object of."""
    while token.pos_ != "VERB" and token.dep_ in ("dobj", "pobj", "prep", "nsubjpass", "compound"):
        token = token.head
    return token


def _same_parties(one: Draft, other: Draft) -> bool:
    return all(one.parties(slot) == other.parties(slot) for slot in ("actor", "target"))


def _goes_on(one: Draft, other: Draft) -> bool:
    """A request without a target of its own goes on with what the sentences before it asked."""
    near = one.group == "request" and abs(one.unit.sentence - other.unit.sentence) <= _GOES_ON
    return near and _share(one, other, "actor") and not (one.parties("target") and other.parties("target"))


def _same_sum(one: MoneyMention, other: MoneyMention) -> bool:
    pairs = ((one.low, other.low), (one.high, other.high))
    near = all(abs(first - second) <= _SAME * max(first, second) for first, second in pairs)
    return near and one.currency == other.currency


def _share(one: Draft, other: Draft, slot: str) -> bool:
    return bool(one.parties(slot) & other.parties(slot))


def _share_aim(one: Draft, other: Draft) -> bool:
    """A target or beneficiary in common, or none named on one side."""
    aims = [draft.parties("target") | draft.parties("beneficiary") for draft in (one, other)]
    return bool(aims[0] & aims[1]) or not all(aims)
