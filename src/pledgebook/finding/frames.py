"""The frame of a unit: who, what and towards whom, by class, so that rare words share what is known of common ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from pledgebook.lexicon.anaphors import load_anaphors
from pledgebook.lexicon.triggers import load_topics

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass", "agent", "csubj")
_OWNERS = ("poss", "compound", "amod")  # of a noun
_HELPERS = ("aux", "auxpass", "neg", "mark", "prt")
_AIMS = ("to", "for", "on", "against", "from", "in", "with", "toward", "towards", "by", "of", "into")
_DEPTH = 3


def frame_clues(anchor: Token, kinds: str, marks: Mapping[int, str]) -> Iterator[str]:
    """Who does it, what it is about, towards whom, in what mood: alone, in pairs, with the word or its kinds."""
    parts = {
        "who": _who(anchor, marks),
        "what": _what(anchor, marks),
        "whom": _whom(anchor, marks),
        "mood": _mood(anchor),
    }
    word = anchor.lemma_.lower()
    for name, value in parts.items():
        yield f"{name} {value}"
        yield f"{kinds}: {name} {value}"
        yield f"{word}: {name} {value}"
    for (one, first), (other, second) in combinations(parts.items(), 2):
        yield f"{one} {first}, {other} {second}"
        yield f"{kinds}: {one} {first}, {other} {second}"
    yield f"{kinds}: who {parts['who']}, what {parts['what']}, whom {parts['whom']}"
    yield f"{word}: what {parts['what']}, whom {parts['whom']}"


def _who(anchor: Token, marks: Mapping[int, str]) -> str:
    """The class of the subject, or of the owner of a noun; that of the verb above where there is none."""
    for height, step in enumerate((anchor, *list(anchor.ancestors)[:2])):
        edges = _SUBJECTS + _OWNERS if step.pos_ in ("NOUN", "PROPN") else _SUBJECTS
        for child in step.children:
            if child.dep_ in edges:
                found = _party_class(child, marks)
                if found or child.dep_ in ("nsubj", "nsubjpass"):
                    return f"{found or 'other'}{'' if height == 0 else ' above'}"
    return "nobody"


def _party_class(token: Token, marks: Mapping[int, str]) -> str | None:
    for inner in (token, *list(token.subtree)[:6]):
        if inner.i in marks:
            return marks[inner.i]
    return load_anaphors().get(token.lower_) or ("NAME" if token.pos_ == "PROPN" else None)


def _what(anchor: Token, marks: Mapping[int, str]) -> str:
    """The topics of the words at and below the anchor, near ones first: at most two."""
    topics = load_topics()
    found: list[str] = []
    for token in (anchor, *_within(anchor, _DEPTH)):
        topic = "SUM" if token.ent_type_ == "MONEY" else topics.get(token.lemma_.lower())
        if topic and token.i not in marks and topic.upper() not in found and token.i != anchor.i:
            found.append(topic.upper())
    return "+".join(sorted(found[:2])) or "nothing"


def _within(token: Token, depth: int) -> Iterator[Token]:
    for child in token.children:
        yield child
        if depth > 1 and child.dep_ not in ("relcl", "advcl", "nsubj", "nsubjpass", "conj", "parataxis"):
            yield from _within(child, depth - 1)


def _whom(anchor: Token, marks: Mapping[int, str]) -> str:
    """The preposition or edge by which a party hangs below the anchor or its object, subjects aside."""
    for token in _within(anchor, _DEPTH):
        if token.i in marks and token.dep_ not in _SUBJECTS:
            if token.dep_ == "pobj":
                return f"{token.head.lower_ if token.head.lower_ in _AIMS else 'prep'} {marks[token.i]}"
            if token.dep_ in ("dobj", "dative", "iobj", "nsubjpass"):
                return f"{token.dep_} {marks[token.i]}"
            if token.dep_ in ("compound", "amod", "poss", "nmod"):
                return f"of {marks[token.i]}"
    return "no party"


def _mood(anchor: Token) -> str:
    """Helpers of the anchor (will, has, not, to, if) and its form."""
    helpers = [child.lower_ for child in anchor.children if child.dep_ in _HELPERS]
    return f"{anchor.tag_} {' '.join(helpers[:3])}".strip()
