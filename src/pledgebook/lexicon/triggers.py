"""The words that can tell of an act (triggers.csv) and the classes of the words beside them (topics.toml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, cast

from pledgebook.codebook import KINDS, Kind
from pledgebook.lexicon.files import read_csv, read_toml
from pledgebook.lexicon.word_classes import words_by_class
from pledgebook.problems import BadLexicon

WordClass = Literal["verb", "noun"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that can tell of an act of one of `kinds`."""

    word: str
    word_class: WordClass
    kinds: tuple[Kind, ...]


@cache
def load_triggers() -> Mapping[tuple[str, WordClass], Trigger]:
    """Triggers by base form and class. Raises BadLexicon naming file, row and clash."""
    by_word: dict[tuple[str, WordClass], Trigger] = {}
    for number, row in read_csv("triggers.csv", ("word", "class", "kinds")):
        trigger = _trigger(number, row)
        key = (trigger.word, trigger.word_class)
        if key in by_word:
            raise BadLexicon("triggers.csv", number, f"“{trigger.word}” stands twice as a {trigger.word_class}")
        by_word[key] = trigger
    return MappingProxyType(by_word)


def _trigger(number: int, row: dict[str, str]) -> Trigger:
    kinds = tuple(row["kinds"].split())
    unknown = [kind for kind in kinds if kind not in KINDS]
    if not row["word"] or row["word"] != row["word"].lower():
        raise BadLexicon("triggers.csv", number, f"“{row['word']}” must be a word in lower case")
    if unknown or not kinds:
        raise BadLexicon(
            "triggers.csv", number, f"“{row['word']}” needs kinds of the codebook, not {unknown or 'none'}"
        )
    if len(set(kinds)) != len(kinds):
        raise BadLexicon("triggers.csv", number, f"“{row['word']}” names one kind twice")
    if row["class"] not in ("verb", "noun"):
        raise BadLexicon("triggers.csv", number, f"“{row['word']}” must be a verb or a noun, not “{row['class']}”")
    return Trigger(row["word"], cast(WordClass, row["class"]), cast(tuple[Kind, ...], kinds))


@cache
def load_topics() -> Mapping[str, str]:
    """Base form -> topic. Raises BadLexicon where one word stands under two topics."""
    return words_by_class("topics.toml", read_toml("topics.toml"))
