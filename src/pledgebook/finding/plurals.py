"""Words that stand for two countries named before: "both countries", "the two governments".

They mean the pair that was last named side by side ("Japan and South Korea"), not the last two countries named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from pledgebook.finding.named import Named
from pledgebook.finding.sentences import Sentence
from pledgebook.lexicon.anaphors import load_pair_words
from pledgebook.lexicon.countries import country_ids

PLURAL = "plural"
EACH = "each"  # a plural that tells the same act of each of the two
_JOINT = re.compile(r"\s*,?\s+(?:and|&)\s+(?:the\s+)?", re.IGNORECASE)


def add_plurals(sentences: Sequence[Sentence], rows: list[list[Named]]) -> None:
    """Adds to each sentence's parties those that its plural words stand for; the passage that names them is kept."""
    pair: tuple[Named, Named] | None = None
    for sentence, row in zip(sentences, rows, strict=True):
        for match in _pattern().finditer(sentence.text):
            here = _pair_before(sentence, row, match.start()) or pair
            role = EACH if match.group("each") else PLURAL
            at = Named("", sentence.number, match.start(), match.end(), role)
            row += [replace(at, party=named.party, namer=named) for named in here or ()]
        row.sort(key=lambda named: named.start)
        pair = _pair_before(sentence, row, len(sentence.text)) or pair


def _pair_before(sentence: Sentence, row: Sequence[Named], end: int) -> tuple[Named, Named] | None:
    """The last two countries named side by side before a place in a sentence."""
    named = [n for n in row if n.end <= end and n.namer is None and n.party in country_ids()]
    for one, other in reversed(list(pairwise(named))):
        if one.party != other.party and _JOINT.fullmatch(sentence.text, one.end, other.start):
            return one, other
    return None


@cache
def _pattern() -> re.Pattern[str]:
    each, two, nouns = ("|".join(map(re.escape, load_pair_words()[key])) for key in ("each", "two", "nouns"))
    return re.compile(rf"\b(?:(?P<each>{each})|{two}) (?:{nouns})\b", re.IGNORECASE)
