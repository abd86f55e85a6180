"""Words that stand for a party named before (anaphors.toml)."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pledgebook.lexicon.files import read_toml
from pledgebook.lexicon.word_classes import words_by_class, words_in

_FILE = "anaphors.toml"
_PAIR = "pair"  # the table of phrases; all others are classes of words


@cache
def load_anaphors() -> Mapping[str, str]:
    """Lower-case word -> class of what it stands for: person, plural, thing, office or own. Raises BadLexicon."""
    return words_by_class(_FILE, {name: table for name, table in read_toml(_FILE).items() if name != _PAIR})


@cache
def load_pair_words() -> Mapping[str, tuple[str, ...]]:
    """Phrases for two countries named before: `each` or `two` followed by one of `nouns`. Raises BadLexicon."""
    table = read_toml(_FILE).get(_PAIR)
    return MappingProxyType({key: tuple(words_in(_FILE, _PAIR, table, key)) for key in ("each", "two", "nouns")})
