"""Words that stand for a party named before (anaphors.toml)."""

from functools import cache

from pledgebook.lexicon.files import read_toml
from pledgebook.problems import BadLexicon


@cache
def load_anaphors() -> dict[str, str]:
    """Lower-case word -> class of what it stands for: person, plural, thing, office or own."""
    classes: dict[str, str] = {}
    for name, table in read_toml("anaphors.toml").items():
        for word in table["words"]:
            if word in classes:
                raise BadLexicon("anaphors.toml", name, f"“{word}” stands also under {classes[word]}")
            classes[word] = name
    return classes
