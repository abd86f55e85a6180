"""Words that settle whether an act was done or only meant (modality.toml)."""

from dataclasses import dataclass, fields
from functools import cache

from pledgebook.lexicon.files import read_toml
from pledgebook.lexicon.word_classes import words_in

_FILE = "modality.toml"


@dataclass(frozen=True, slots=True)
class Meant:
    """Base forms in lower case. A word of `intent` over an act's word makes it planned and one of `threat` makes a
    withdrawal conditional; one of `future` beside it makes it planned where its kind is done by doing, not by promising
    it, unless a word of `condition` stands in the sentence.
    """

    intent: frozenset[str]
    threat: frozenset[str]
    future: frozenset[str]
    condition: frozenset[str]


@cache
def meant_words() -> Meant:
    """The rows of the file. Raises BadLexicon where one is missing."""
    table = read_toml(_FILE)
    return Meant(
        **{each.name: frozenset(words_in(_FILE, each.name, table.get(each.name), "words")) for each in fields(Meant)}
    )
