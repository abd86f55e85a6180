"""Which passages of an act's sentences belong to its word: how near they are in the grammar, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pledgebook.finding.candidates import trigger_of
from pledgebook.finding.context import Context
from pledgebook.finding.drafts import Draft
from pledgebook.finding.tree import head_of
from pledgebook.records import Quote
from pledgebook.values.items import ItemMention, find_items

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FAR = 99  # edges between words that no way joins
_COMPLETING = ("xcomp", "ccomp", "pcomp", "prep", "prt")
_DOCS = 64  # parsed sentences whose verbs are kept, for the same reason
_KEPT = 256  # sentences whose goods are kept, since several acts and slots ask for the same ones


@dataclass(frozen=True, slots=True)
class Place:
    """One sentence that tells of an act: its number and the drafts that stand in it, best first."""

    sentence: int
    drafts: tuple[Draft, ...]

    @property
    def anchors(self) -> list[Token]:
        """The words that tell of the act here, and the heads of its sums."""
        tokens = {token.i: token for draft in self.drafts for token in (draft.unit.anchor, draft.unit.head)}
        return list(tokens.values())


def places_told(told: Sequence[Draft]) -> list[Place]:
    """The sentences of an act, that of its best draft first."""
    by_sentence: dict[int, list[Draft]] = {}
    for draft in told:
        by_sentence.setdefault(draft.unit.sentence, []).append(draft)
    return [Place(number, tuple(drafts)) for number, drafts in by_sentence.items()]


def quote_of(context: Context, sentence: int, start: int, end: int) -> Quote:
    """The characters `[start:end]` of a sentence as a quotation of the article."""
    whole = context.sentences[sentence]
    return context.article.quote(whole.start + start, whole.start + end, whole.part)


def edges(one: Token, other: Token) -> int:
    """Number of edges of the grammar between two words of a sentence; FAR where no way joins them."""
    up = {one.i: 0}
    for height, token in enumerate(one.ancestors, 1):
        up[token.i] = height
    steps = 0
    while other.i not in up:
        if other.head.i == other.i:
            return FAR
        other, steps = other.head, steps + 1
    return steps + up[other.i]


def nearest(anchors: Sequence[Token], other: Token) -> int:
    """Edges to the nearest of several words."""
    return min((edges(anchor, other) for anchor in anchors), default=FAR)


def rivals(context: Context, place: Place) -> Iterator[Token]:
    """Other trigger verbs of the sentence: neither tell they of this act, nor hang over or complete its words."""
    own = {token.i for token in place.anchors}
    for anchor in place.anchors:
        own.update(token.i for token in anchor.ancestors)
        own.update(_completing(anchor))
    yield from (verb for verb in _trigger_verbs(context.docs[place.sentence]) if verb.i not in own)


@lru_cache(maxsize=_DOCS)
def _trigger_verbs(doc: Doc) -> tuple[Token, ...]:
    """The triggers that are verbs; "including", tagged as one, only leads on."""
    return tuple(token for token in doc if token.pos_ == "VERB" and token.dep_ != "prep" and trigger_of(token))


def _completing(anchor: Token) -> Iterator[int]:
    """The verbs that say what a word is about: "ruled out *sending*", "urged them *to arm*"."""
    todo = [anchor]
    while todo:
        for child in todo.pop().children:
            if child.dep_ in _COMPLETING:
                yield child.i
                todo.append(child)


def owned(context: Context, place: Place, start: int, end: int) -> bool:
    """Whether the passage `[start:end]` of the sentence is nearer to this act's words than to any other's."""
    head = head_of(context.docs[place.sentence], start, end)
    above = {head.i, *(token.i for token in head.ancestors)}
    over = [rival for rival in rivals(context, place) if rival.i in above]
    own = nearest(place.anchors, head) if over else 0
    return all(edges(rival, head) > own for rival in over)


@lru_cache(maxsize=_KEPT)
def items_in(text: str) -> tuple[ItemMention, ...]:
    """The goods of a sentence."""
    return tuple(find_items(text))
