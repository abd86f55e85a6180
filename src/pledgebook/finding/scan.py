"""The cheap scan: which sentences could tell of an act and are worth parsing.

Every word has a learned weight (names of parties share one, so that no country is preferred). A sentence's own
sum is then seen beside the best of its article, the article's total and the sentence before, because a list or
an aside counts where the article is about aid or sanctions.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pledgebook.finding.model import load_tables
from pledgebook.finding.sentences import Sentence
from pledgebook.lexicon.parties import party_words

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9.-]*[A-Za-z0-9]|[$€£¥](?=\s?\d)")
_SUM = re.compile(r"[$€£¥]\s?\d|\b\d[\d,.]*\s?(?:million|billion|trillion|crore|lakh|m|bn)\b", re.IGNORECASE)
_HOPELESS = -2.0  # an article whose best sentence sums to less than this is not looked into further
FLOOR = -2.4  # sentences above it are let through: 97 of 100 coded passages, 1 of 12 sentences of any news


@dataclass(frozen=True, slots=True)
class ScanWeights:
    """A weight a word, and one for each number of `context_of`."""

    words: Mapping[str, float]
    bias: float
    context: tuple[float, ...]
    context_bias: float


@cache
def load_scan() -> ScanWeights:
    """The shipped weights of the scan."""
    table = load_tables()["scan"]
    return ScanWeights(table["words"], table["bias"], tuple(table["context"]), table["context_bias"])


def words_of(text: str) -> set[str]:
    """The words of a sentence as the scan sees them: lower case, PARTY for a party's name, SUM for money."""
    parties = _party_names()
    words = {"PARTY" if word in parties else word.lower() for word in _WORD.findall(text)}
    if _SUM.search(text):
        words.add("SUM")
    return words


@cache
def _party_names() -> frozenset[str]:
    names = party_words().names
    return frozenset(word for word, below in names.items() if "" in below and below[""].kind == "party")


def scan(sentences: Sequence[Sentence], weights: ScanWeights) -> list[bool]:
    """For each sentence, whether it is let through to the parser."""
    own = own_sums([sentence.text for sentence in sentences], weights)
    if not own or max(own) < _HOPELESS:
        return [False] * len(own)
    factors = weights.context
    return [
        weights.context_bias + sum(factor * value for factor, value in zip(factors, row, strict=True)) > FLOOR
        for row in context_of(own)
    ]


def own_sums(texts: Sequence[str], weights: ScanWeights) -> list[float]:
    """The sum of the weights of each text's words."""
    of = weights.words.get
    return [weights.bias + sum(of(word, 0.0) for word in words_of(text)) for text in texts]


def context_of(own: Sequence[float]) -> list[tuple[float, float, float, float]]:
    """For each sentence: its own sum, the best and the total of its article, and the sentence before."""
    best = max(own)
    total = math.log1p(sum(1 / (1 + math.exp(-value - 1)) for value in own))
    return [(value, best, total, before) for before, value in zip([-4.0, *own[:-1]], own, strict=True)]
