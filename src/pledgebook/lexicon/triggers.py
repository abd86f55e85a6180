"""The words that can tell of an act (triggers.csv) and the classes of the words beside them (topics.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from pledgebook.lexicon.files import read_csv, read_toml
from pledgebook.problems import BadLexicon
from pledgebook.records import KINDS, Kind

WordClass = Literal["verb", "noun"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that can tell of an act of one of `kinds`."""

    word: str
    word_class: WordClass
    kinds: tuple[Kind, ...]


@cache
def load_triggers() -> dict[tuple[str, WordClass], Trigger]:
    """Triggers by base form and class. Raises BadLexicon naming file, row and clash."""
    by_word: dict[tuple[str, WordClass], Trigger] = {}
    for number, row in read_csv("triggers.csv", ("word", "class", "kinds")):
        trigger = _trigger(number, row)
        key = (trigger.word, trigger.word_class)
        if key in by_word:
            raise BadLexicon("triggers.csv", number, f"“{trigger.word}” stands twice as a {trigger.word_class}")
        by_word[key] = trigger
    return by_word


def _trigger(number: int, row: dict[str, str]) -> Trigger:
    kinds = tuple(row["kinds"].split())
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown or not kinds:
        raise BadLexicon("triggers.csv", number, f"“{row['word']}” needs kinds of the codebook, not {unknown or 'none'}")
    if row["class"] not in ("verb", "noun"):
        raise BadLexicon("triggers.csv", number, f"“{row['word']}” must be a verb or a noun, not “{row['class']}”")
    return Trigger(row["word"], cast(WordClass, row["class"]), cast(tuple[Kind, ...], kinds))


@cache
def load_topics() -> dict[str, str]:
    """Base form -> topic. Raises BadLexicon where one word stands under two topics."""
    topics: dict[str, str] = {}
    for topic, table in read_toml("topics.toml").items():
        for word in table["words"]:
            if word in topics:
                raise BadLexicon("topics.toml", topic, f"“{word}” stands also under {topics[word]}")
            topics[word] = topic
    return topics
