"""What the quotations of an act say beyond its fields: cues (additional ...) and the words that set it apart."""

from __future__ import annotations

from functools import lru_cache

from pledgebook.codebook import PartyId
from pledgebook.lexicon.reconciling import words
from pledgebook.reconciling.entries import Mention
from pledgebook.records import Quote


def says(mention: Mention, cue: str) -> bool:
    """Whether a quotation holds a cue of reconciling.toml ("additional", "correcting", ...)."""
    return bool(words().cues[cue].search(_text(mention.act.evidence)))


def told_words(mention: Mention) -> frozenset[str]:
    """The stems of the quotations that may tell this act from others."""
    return _told(mention.act.evidence)


def stems(text: str) -> frozenset[str]:
    """Words of three letters or more, without stopwords, numbers and plural endings."""
    return _stems(text)


@lru_cache(maxsize=65536)
def is_group(party: PartyId) -> bool:
    """Whether a party is a group without an id: "name:Western allies"."""
    return party.startswith("name:") and not words().groups.isdisjoint(party[5:].lower().split())


@lru_cache(maxsize=65536)
def _text(quotes: tuple[Quote, ...]) -> str:
    return " ".join(quote.text for quote in quotes).lower()


@lru_cache(maxsize=65536)
def _told(quotes: tuple[Quote, ...]) -> frozenset[str]:
    return _stems(_text(quotes))


@lru_cache(maxsize=65536)
def _stems(text: str) -> frozenset[str]:
    cleaned = "".join(letter if letter.isalpha() else " " for letter in text.lower())
    return frozenset(_stem(word) for word in cleaned.split() if len(word) > 2 and word not in words().stopwords)


def _stem(word: str) -> str:
    if len(word) <= 4 or not word.endswith("s") or word.endswith("ss"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ses", "xes", "zes", "ches", "shes")) else word[:-1]
