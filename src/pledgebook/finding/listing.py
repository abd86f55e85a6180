"""The persons, companies and ships by name that a sanction or easing hits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pledgebook.codebook import PartyId
from pledgebook.finding.context import Context
from pledgebook.finding.drafts import Draft
from pledgebook.finding.nearness import Place, nearest, owned, places_told, quote_of
from pledgebook.finding.tree import head_of
from pledgebook.lexicon.listing import listing_words
from pledgebook.records import Quote

if TYPE_CHECKING:
    from spacy.tokens import Token

_KINDS = ("sanction", "easing")
_ENTITIES = ("PERSON", "ORG")
_ROLES = ("leader", "company", "organisation")
_REACH = 6  # edges between an act's word and a name
_ALONG = ("conj", "appos", "compound", "nmod", "flat")

Span = tuple[int, int]


def find_listed(context: Context, told: Sequence[Draft]) -> tuple[tuple[str, ...], tuple[Quote, ...]]:
    """The names as written, in the order told, each once, with the passage of each; none for other kinds of act."""
    if told[0].kind not in _KINDS:
        return (), ()
    found: dict[str, Quote] = {}
    for place in places_told(told):
        for start, end in _names(context, place, told[0].parties("actor")):
            quote = quote_of(context, place.sentence, start, end)
            found.setdefault(" ".join(quote.text.split()), quote)
    return tuple(found), tuple(found.values())


def _names(context: Context, place: Place, actors: set[PartyId]) -> Iterator[Span]:
    doc = context.docs[place.sentence]
    for start, end in _candidates(context, place.sentence, actors):
        head = head_of(doc, start, end)
        if nearest(place.anchors, head) <= _REACH and _is_hit(head, place) and owned(context, place, start, end):
            yield start, end


def _candidates(context: Context, sentence: int, actors: set[PartyId]) -> list[Span]:
    """Names of persons and private bodies; what names a state, an organ or the actor is none."""
    doc, named = context.docs[sentence], context.named[sentence]
    spans = [_bare(doc.text, e.start_char, e.end_char) for e in doc.ents if e.label_ in _ENTITIES]
    spans += [(n.start, n.end) for n in named if n.role in _ROLES and n.party.startswith("name:")]
    states = [n for n in named if n.party in actors or (not n.party.startswith("name:") and n.role != "leader")]
    kept: list[Span] = []
    for start, end in sorted(set(spans), key=lambda span: (span[0] - span[1], span)):
        words = set(doc.text[start:end].lower().split())
        taken = any(n.start < end and n.end > start for n in states) or any(a < end and b > start for a, b in kept)
        if not taken and words.isdisjoint(listing_words()["public"]):
            kept.append((start, end))
    return sorted(kept)


def _bare(text: str, start: int, end: int) -> Span:
    """A name without "the" before it and "'s" behind it."""
    if text[start:end].lower().startswith("the "):
        start += 4
    if text[start:end].endswith(("'s", "’s")):
        end -= 2
    return start, end


def _is_hit(head: Token, place: Place) -> bool:
    """Whether a name is the object of the sanction, or stands in a list that is, with no other verb in between."""
    while head.dep_ in _ALONG and head.head.i != head.i:
        head = head.head
    if head.dep_ == "pobj" and head.head.lower_ not in listing_words()["before"]:
        return False
    if head.dep_ not in ("pobj", "dobj", "nsubjpass"):
        return False
    own = {token.i for anchor in place.anchors for token in (anchor, anchor.head)}
    for token in head.ancestors:
        if token.i in own:
            return True
        if token.pos_ in ("VERB", "AUX") and token.lower_ not in listing_words()["before"]:
            return False
    return False
