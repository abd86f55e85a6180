"""Words that settle how a sum is counted (counting.toml)."""

from dataclasses import dataclass
from functools import cache

from pledgebook.lexicon.files import read_toml
from pledgebook.lexicon.word_classes import words_in

_FILE = "counting.toml"


@dataclass(frozen=True, slots=True)
class Settling:
    """Words of two kinds of sum.

    A word of `before` right before a sum and one of `beside` after it make it new money. A word of `enough` before one
    that follows "to", or one of `with_total` and one of `total`, make it a running total.
    """

    before: frozenset[str]
    beside: frozenset[str]
    enough: frozenset[str]
    with_total: frozenset[str]
    total: frozenset[str]


@cache
def settling_words() -> Settling:
    """The rows of the file. Raises BadLexicon where one is missing."""
    table, lists = (
        read_toml(_FILE),
        {"increment": ("before", "beside"), "running_total": ("enough", "with_total", "total")},
    )
    return Settling(
        **{
            name: frozenset(words_in(_FILE, section, table.get(section), name))
            for section, names in lists.items()
            for name in names
        }
    )
