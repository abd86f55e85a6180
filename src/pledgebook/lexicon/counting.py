"""Words that settle how a sum is counted (counting.toml)."""

from functools import cache

from pledgebook.lexicon.files import read_toml
from pledgebook.lexicon.word_classes import words_in

_FILE = "counting.toml"


@cache
def increment_words() -> tuple[frozenset[str], frozenset[str]]:
    """(words before a sum, words elsewhere in its sentence) that together make it new money."""
    table = read_toml(_FILE).get("increment")
    return (
        frozenset(words_in(_FILE, "increment", table, "before")),
        frozenset(words_in(_FILE, "increment", table, "beside")),
    )
