"""Ways through the grammar of one sentence, as short strings that a model and a reader can use."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FAR = "far"
_CHAIN = 5  # words up which a subject is looked for
_DOERS = (("agent",), ("nsubj",), ("poss",), ("nsubjpass",))
_BARRIERS = ("relcl", "advcl", "parataxis", "ROOT")
_LONGEST = 7  # edges of a way that still says something


def head_of(doc: Doc, start: int, end: int) -> Token:
    """The grammatical head of the characters `[start:end]` of the sentence."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return span.root if span is not None else doc[0]


def has_to(verb: Token) -> bool:
    """Whether a verb is "to" be done."""
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def way(anchor: Token, other: Token) -> str:
    """The way from `anchor` to `other`: edges up with '^', edges down by name, prepositions by their word."""
    up = [anchor, *anchor.ancestors]
    places = {token.i: n for n, token in enumerate(up)}
    down = []
    token = other
    while token.i not in places:
        down.append(_edge(token))
        if token.head.i == token.i or len(down) > _LONGEST:
            return _FAR
        token = token.head
    climbed = [f"{step.dep_}^" for step in up[: places[token.i]]]
    steps = _without_repeats(climbed + down[::-1])
    return ">".join(steps) if len(steps) <= _LONGEST else _FAR


def _edge(token: Token) -> str:
    if token.dep_ in ("prep", "agent", "dative"):
        return f"{token.dep_}:{token.lower_}"
    return token.dep_


def _without_repeats(steps: list[str]) -> list[str]:
    return [step for n, step in enumerate(steps) if n == 0 or step != steps[n - 1]]


def chain_subject(anchor: Token) -> Token | None:
    """Who does what the anchor tells: its own agent, owner or subject, else that of the verbs it hangs under.

    In "the Commission is expected to announce a package of 5m", the Commission for each of the three words.
    """
    step = anchor
    for _ in range(_CHAIN):
        for edges in _DOERS:
            found = next((child for child in step.children if child.dep_ in edges), None)
            if found is not None and not (found.dep_ == "poss" and step.pos_ == "VERB"):
                return next((c for c in found.children if c.dep_ == "pobj"), found) if found.dep_ == "agent" else found
        if step.head.i == step.i or step.dep_ in _BARRIERS:
            return None
        step = step.head
    return None
