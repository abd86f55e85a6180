"""Words that stand for a party named before (anaphors.toml)."""

from functools import cache

from pledgebook.lexicon.files import read_toml
from pledgebook.problems import BadLexicon


@cache
def load_anaphors() -> dict[str, str]:
    """Lower-case word -> class of what it stands for: person, plural, thing, office or own."""
    classes: dict[str, str] = {}
    for name, table in read_toml("anaphors.toml").items():
        for word in table.get("words", ()):
            if word in classes:
                raise BadLexicon("anaphors.toml", name, f"“{word}” stands also under {classes[word]}")
            classes[word] = name
    return classes


@cache
def load_pair_words() -> dict[str, list[str]]:
    """Phrases for two countries named before: `each` or `two` followed by one of `nouns`."""
    table = read_toml("anaphors.toml")["pair"]
    return {key: list(table[key]) for key in ("each", "two", "nouns")}
