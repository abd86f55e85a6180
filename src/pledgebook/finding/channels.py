"""The channel of an act: the body through which the support goes to those whom it is for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pledgebook.codebook import PartyId
from pledgebook.finding.context import Context
from pledgebook.finding.drafts import Draft
from pledgebook.finding.named import Named
from pledgebook.finding.nearness import Place, nearest, owned, places_told, quote_of
from pledgebook.finding.tree import head_of
from pledgebook.lexicon.channels import channel_words
from pledgebook.records import Quote

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_GROUPS = ("support", "request", "withdrawal")
_REACH = 6  # edges between an act's word and its channel
_BODIES = ("organisation", "group", "company")


def find_channel(context: Context, told: Sequence[Draft]) -> tuple[tuple[PartyId, ...], tuple[Quote, ...]]:
    """The bodies in the order told, each once, with the passage that names it.

    Anyone behind "through" is a channel; behind "to" only an agency that passes aid on, where the act has a sum and
    somebody else for whom it is.
    """
    first = told[0]
    if first.group not in _GROUPS:
        return (), ()
    aims = first.parties("target") | first.parties("beneficiary")
    found: dict[PartyId, Quote] = {}
    for place in places_told(told):
        for named in _channels(context, place, first.parties("actor"), aims):
            found.setdefault(named.party, quote_of(context, named.sentence, named.start, named.end))
    return tuple(found), tuple(found.values())


def _channels(context: Context, place: Place, actors: set[PartyId], aims: set[PartyId]) -> Iterator[Named]:
    doc, words = context.docs[place.sentence], channel_words()
    has_sum = any(draft.unit.money for draft in place.drafts)
    for named in context.named[place.sentence]:
        if named.party in actors or not (named.role in _BODIES or named.party in words.agencies):
            continue
        head = head_of(doc, named.start, named.end)
        before = _preposition(head) or _word_before(doc, named.start)
        given = has_sum and before in words.to and bool(aims - {named.party}) and _is_agency(named)
        near = (before in words.through or given) and nearest(place.anchors, head) <= _REACH
        if near and owned(context, place, named.start, named.end) and not _of_other_sum(context, place, named):
            yield named


def _preposition(head: Token) -> str:
    """The preposition that a noun hangs on, through the lists and names that it is part of; "" where there is none."""
    while head.dep_ in ("conj", "appos", "compound", "nmod") and head.head.i != head.i:
        head = head.head
    return head.head.lower_ if head.dep_ in ("pobj", "dative") else ""


def _word_before(doc: Doc, start: int) -> str:
    """The word before a name, "the" left out: bullets such as "$85,000 to Austcare" are often parsed badly."""
    words = doc.text[:start].lower().split()[-2:]
    return next((word for word in reversed(words) if word != "the"), "")


def _is_agency(named: Named) -> bool:
    words = channel_words()
    if named.party.startswith("name:"):
        return named.role == "organisation" and words.funds.isdisjoint(named.party[5:].lower().split())
    return named.party in words.agencies


def _of_other_sum(context: Context, place: Place, named: Named) -> bool:
    """Whether the last sum before the body is another act's: "$1m to UNHCR and $2m to WFP"."""
    own = {draft.unit.money.start for draft in place.drafts if draft.unit.money}
    before = [money.start for money in context.money[place.sentence] if money.start < named.start]
    return bool(own and before) and max(before) not in own
