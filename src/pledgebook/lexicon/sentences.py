"""Abbreviations that do not end a sentence (sentences.toml)."""

from functools import cache

from pledgebook.lexicon.files import read_toml
from pledgebook.lexicon.word_classes import words_in


@cache
def load_abbreviations() -> frozenset[str]:
    """Lower-case words, without their last stop. Raises BadLexicon where there are none, or one with a capital."""
    return frozenset(words_in("sentences.toml", "-", read_toml("sentences.toml"), "abbreviations"))
