"""Clues: what the judge sees of a unit (a trigger or a sum), as short names that a person can read.

A clue is either there or not; its weight is learned (quality/train_judge.py). Those of a party that could fill a
slot of the unit are in filler_clues.py, those of how a sum is counted in counting.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pledgebook.finding.candidates import Unit, trigger_of
from pledgebook.finding.context import Context
from pledgebook.finding.frames import frame_clues
from pledgebook.finding.tree import way
from pledgebook.lexicon.triggers import load_topics

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_WORD = re.compile(r"[a-z][a-z-]+")
_OPEN = ("VERB", "NOUN", "ADJ", "ADV", "PROPN", "AUX", "ADP", "SCONJ")
_WINDOW = 4  # words on each side whose pairs are clues


def unit_clues(context: Context, unit: Unit) -> list[str]:
    """Clues for which kind of act (or none) a unit tells of."""
    doc = context.docs[unit.sentence]
    marks = context.marks(unit.sentence)
    clues = [*_word_clues(unit.anchor, "a", marks), *_above(unit.anchor, marks), *_place_clues(context, unit)]
    clues += _bag(doc, unit.head, marks)
    clues += frame_clues(unit.anchor, _kinds(unit.anchor), marks)
    if unit.money:
        clues += ["money", *_money_clues(unit, marks)]
    else:
        clues.append("word:" + unit.anchor.lemma_.lower())
        clues.append("sum in sentence" if context.money[unit.sentence] else "no sum in sentence")
    return clues


def _said(token: Token, marks: dict[int, str]) -> str:
    if token.i in marks:
        return marks[token.i]
    if token.like_num or token.ent_type_ == "MONEY":
        return "SUM" if token.ent_type_ == "MONEY" else "NUM"
    return "NAME" if token.pos_ == "PROPN" else token.lemma_.lower()


def _classes(token: Token, marks: dict[int, str]) -> list[str]:
    """A token's word, and in capitals the topic that the word belongs to."""
    said = _said(token, marks)
    topic = load_topics().get(said)
    return [said, topic.upper()] if topic else [said]


def _word_clues(token: Token, name: str, marks: dict[int, str]) -> Iterator[str]:
    """The word, its form, and what hangs below it; the same for the kinds that the lexicon gives the word."""
    lemma = _said(token, marks)
    kinds = _kinds(token)
    yield f"{name}={lemma}"
    yield f"{name}={lemma}/{token.tag_}/{token.dep_}"
    yield f"{name}:{kinds}/{token.tag_}/{token.dep_}"
    for edge, said in _below(token, marks):
        yield f"{name}>{edge}>{said}"
        yield f"{name}={lemma}>{edge}>{said}"
        yield f"{name}:{kinds}>{edge}>{said}"


def _kinds(token: Token) -> str:
    """The kinds that the lexicon gives a word, by first letters."""
    trigger = trigger_of(token)
    return "".join(kind[0] for kind in trigger.kinds) if trigger else "-"


def _below(token: Token, marks: dict[int, str]) -> Iterator[tuple[str, str]]:
    """What hangs below a word: (edge or preposition, word or class)."""
    for child in token.children:
        if child.dep_ in ("punct", "det"):
            continue
        edge = child.lower_ if child.dep_ in ("prep", "agent", "dative") else child.dep_
        deeper = child.dep_ in ("prep", "agent", "dative", "dobj", "nsubjpass", "xcomp", "ccomp", "attr", "pobj")
        yield edge, ""
        for said in _classes(child, marks):
            if child.dep_ not in ("prep", "agent", "dative"):
                yield edge, said
        if deeper:
            for below in child.children:
                if below.dep_ not in ("punct", "det"):
                    for said in _classes(below, marks):
                        yield f"{edge}>", said


def _above(token: Token, marks: dict[int, str]) -> Iterator[str]:
    """The words that the anchor hangs under, up to three, with their helpers and negations, and the way up."""
    lemma, step = _said(token, marks), token
    chain = [token, *list(token.ancestors)[:3]]
    yield f"path={'<'.join(_said(link, marks) for link in chain)}"
    yield f"edges={'<'.join(link.dep_ for link in chain)}"
    for height in (1, 2, 3):
        if step.head.i == step.i:
            yield f"root at {height - 1}"
            return
        edge, step = step.dep_, step.head
        for said in _classes(step, marks):
            yield f"up{height}={said}"
            yield f"up{height}:{edge}={said}"
            if height == 1:
                yield f"a={lemma}<{edge}<{said}"
        for child in step.children:
            if child.dep_ in ("aux", "neg", "mark", "auxpass"):
                yield f"up{height}>{child.dep_}>{child.lower_}"


def _bag(doc: Doc, head: Token, marks: dict[int, str]) -> Iterator[str]:
    """The words of the sentence, and those near the anchor with their side."""
    for token in doc:
        if token.pos_ in _OPEN and token.i not in marks:
            for said in _classes(token, marks):
                yield f"w={said}"
        distance = token.i - head.i
        if 0 < abs(distance) <= 5:
            for said in _classes(token, marks):
                yield f"near{'+' if distance > 0 else '-'}={said}"
                if abs(distance) <= 2:
                    yield f"at{distance}={said}"
        if token.lower_ in ("if", "unless", "until", "would", "could", "may", "should", "?"):
            yield f"has {token.lower_}"
    words = [_said(token, marks) for token in doc]
    for at in range(max(0, head.i - _WINDOW), min(len(doc) - 1, head.i + _WINDOW + 1)):
        yield f"b={words[at]} {words[at + 1]}"
    yield f"parties in sentence {min(3, len(set(marks.values())) + (len(marks) > 3))}"
    if not marks:
        yield "no party in sentence"


def _money_clues(unit: Unit, marks: dict[int, str]) -> Iterator[str]:
    """How the sum hangs in its sentence, what follows it, and the words above it with what hangs there."""
    head = unit.head
    yield f"m {head.dep_}<{_said(head.head, marks)}"
    yield f"m way {way(unit.anchor, head)}"
    yield "m has trigger" if unit.trigger else "m has no trigger"
    for child in head.subtree:
        if child.i > head.i and child.pos_ in ("NOUN", "ADP", "ADJ", "VERB"):
            yield f"m after={child.lemma_.lower()}"
    step = head
    for _ in range(5):
        if step.head.i == step.i:
            break
        step = step.head
        yield f"m over={_said(step, marks)}"
        for child in step.children:
            if child.dep_ in ("prep", "dobj", "prt", "aux", "neg"):
                yield f"m over={_said(step, marks)}>{_said(child, marks)}"


def _place_clues(context: Context, unit: Unit) -> Iterator[str]:
    """Where in the document the unit stands, what leads in to it, and what the document is about."""
    sentence = context.sentences[unit.sentence]
    yield f"role={sentence.role.value}" + (" title" if sentence.part == "title" else "")
    topics = load_topics()
    for back, n in enumerate(context.told_before(unit.sentence, 2), 1):
        for word in set(_WORD.findall(context.sentences[n].text.lower())):
            topic = topics.get(word) or topics.get(word.removesuffix("s"))
            if topic:
                yield f"before{back}={topic.upper()}"
                yield f"before{back}={word}"
    if context.sentences[0].part == "title":
        for word in set(_WORD.findall(context.sentences[0].text.lower())):
            yield f"title={word}"
