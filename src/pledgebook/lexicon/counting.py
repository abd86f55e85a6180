"""Words that settle how a sum is counted (counting.toml)."""

import re
from dataclasses import dataclass
from functools import cache

from pledgebook.lexicon.files import read_toml
from pledgebook.lexicon.money import any_of
from pledgebook.lexicon.word_classes import words_in

_FILE = "counting.toml"


@dataclass(frozen=True, slots=True)
class Settling:
    """Words of two kinds of sum.

    A word of `before` right before a sum and one of `beside` after it make it new money. A word of `enough` before one
    that follows "to", or one of `with_total` and one of `total`, make it a running total. So does a phrase of `so_far`
    beside it; one of `recurring` makes it a sum per period.
    """

    before: frozenset[str]
    beside: frozenset[str]
    enough: frozenset[str]
    with_total: frozenset[str]
    total: frozenset[str]
    so_far: re.Pattern[str]
    recurring: re.Pattern[str]


@cache
def settling_words() -> Settling:
    """The rows of the file. Raises BadLexicon where one is missing."""
    table = read_toml(_FILE)

    def words(section: str, name: str) -> list[str]:
        return list(words_in(_FILE, section, table.get(section), name))

    return Settling(
        before=frozenset(words("increment", "before")),
        beside=frozenset(words("increment", "beside")),
        enough=frozenset(words("running_total", "enough")),
        with_total=frozenset(words("running_total", "with_total")),
        total=frozenset(words("running_total", "total")),
        so_far=_said(words("running_total", "so_far")),
        recurring=_said(words("per_period", "recurring")),
    )


def _said(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(phrases)}\b")
