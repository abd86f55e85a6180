"""Whether words settle that an act was only planned or threatened, whatever a model thinks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pledgebook.codebook import Modality
from pledgebook.finding.candidates import Unit
from pledgebook.finding.tree import has_to
from pledgebook.lexicon.modality import meant_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_BY_DOING = ("request", "withdrawal")  # "will ask" is no request yet; "will give" is a pledge


def settled_modality(unit: Unit, kind: str) -> Modality | None:
    """Planned for "sought to withhold" and "will ask", conditional for "threatened to withhold", else None."""
    known, verb = meant_words(), _leading(unit.anchor)
    over = verb.head.lemma_.lower() if _hangs_by_to(verb) else ""
    if over in known.threat and kind == "withdrawal":
        return "conditional"
    if over in known.intent:
        return "planned"
    helpers = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    if kind in _BY_DOING and not helpers.isdisjoint(known.future) and not _is_conditional(verb):
        return "planned"
    return None


def _leading(token: Token) -> Token:
    """The first of verbs that stand side by side: "will explain the cut and announce sanctions"."""
    while token.dep_ == "conj" and token.head.pos_ == "VERB":
        token = token.head
    return token


def _hangs_by_to(verb: Token) -> bool:
    """Whether a verb stands as "to do" under another word."""
    return verb.head.i != verb.i and has_to(verb)


def _is_conditional(verb: Token) -> bool:
    return any(token.lower_ in meant_words().condition for token in verb.doc)
