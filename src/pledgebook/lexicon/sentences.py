"""Abbreviations that do not end a sentence (sentences.toml)."""

from functools import cache

from pledgebook.lexicon.files import read_toml


@cache
def load_abbreviations() -> frozenset[str]:
    """Lower-case words, without their last stop."""
    return frozenset(read_toml("sentences.toml")["abbreviations"])
