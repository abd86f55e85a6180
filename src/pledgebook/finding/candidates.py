"""What could be an act (a trigger word, or a sum) and which parties could fill its slots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pledgebook.codebook import PartyId
from pledgebook.finding.context import Context
from pledgebook.finding.named import Named
from pledgebook.finding.tree import head_of
from pledgebook.lexicon.triggers import Trigger, WordClass, load_triggers
from pledgebook.values.money import MoneyMention

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLASSES: dict[str, WordClass] = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "verb"}
_REACH = 3  # sentences before, from which a slot may be filled
_CLIMB = 6  # edges from a sum up to the word that tells of it
_TELLERS = 3  # words above a sum that may tell of it
_DESCRIBING = ("acl", "relcl", "amod", "appos")


@dataclass(frozen=True, slots=True)
class Unit:
    """A place that could tell of one act: `anchor` is its trigger, or the word that governs its sum."""

    sentence: int
    anchor: Token
    trigger: Trigger | None
    money: MoneyMention | None = None

    @property
    def head(self) -> Token:
        """The sum's own head where there is a sum, else the trigger."""
        return head_of(self.anchor.doc, self.money.start, self.money.end) if self.money else self.anchor


@dataclass(frozen=True, slots=True)
class Filler:
    """A party that could fill a slot, with the places that name it, the nearest first."""

    party: PartyId
    places: tuple[Named, ...]


def find_units(context: Context) -> list[Unit]:
    """Every sum with each word that may tell of it, then every trigger word of the parsed sentences, in order."""
    units: list[Unit] = []
    for n, doc in sorted(context.docs.items()):
        for money in context.money[n]:
            head = head_of(doc, money.start, money.end)
            tellers = list(_tellers(head))
            units.extend(Unit(n, token, trigger, money) for token, trigger in tellers)
            if not tellers:
                units.append(Unit(n, head, None, money))
        units.extend(Unit(n, token, trigger) for token in doc if (trigger := trigger_of(token)))
    return units


def trigger_of(token: Token) -> Trigger | None:
    """The lexicon's trigger for a token, by lemma and class."""
    word_class = _CLASSES.get(token.pos_)
    if word_class is None:
        return None
    return load_triggers().get((token.lemma_.lower(), word_class))


def _tellers(head: Token) -> Iterator[tuple[Token, Trigger]]:
    """The triggers above a sum (the nearest verbs and nouns) and those that describe it ("$5m approved by ...")."""
    found = 0
    token = head
    for _ in range(_CLIMB):
        for below in token.children:
            if below.dep_ in _DESCRIBING and below.i > head.i and (trigger := trigger_of(below)):
                yield below, trigger
        if token.head.i == token.i or found == _TELLERS:
            return
        token = token.head
        trigger = trigger_of(token)
        if trigger:
            found += 1
            yield token, trigger


def find_fillers(context: Context, unit: Unit) -> list[Filler]:
    """Parties of the sentence, of those before it, of the headline and the most named ones."""
    places: dict[PartyId, list[Named]] = {}
    for named in _reachable(context, unit):
        places.setdefault(named.party, []).append(named)
    for party in context.most_named:
        places.setdefault(party, [])
    return [Filler(party, tuple(rows)) for party, rows in places.items()]


def _reachable(context: Context, unit: Unit) -> Iterator[Named]:
    middle = unit.head.idx
    yield from sorted(context.named[unit.sentence], key=lambda named: abs(named.start - middle))
    yield from context.before(unit.sentence, _REACH)
    if unit.sentence > 0 and context.sentences[0].part == "title":
        yield from context.named[0]
