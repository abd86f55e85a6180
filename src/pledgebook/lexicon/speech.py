"""Words that report what somebody said (speech.toml)."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pledgebook.lexicon.files import read_toml
from pledgebook.problems import BadLexicon

CLASSES = ("says", "according", "self")


@cache
def load_speech() -> Mapping[str, str]:
    """Base form in lower case -> says, according or self. Raises BadLexicon naming file, row and clash."""
    tables = read_toml("speech.toml")
    if set(tables) != set(CLASSES):
        raise BadLexicon("speech.toml", "-", f"needs exactly the tables {', '.join(CLASSES)}")
    classes: dict[str, str] = {}
    for name, table in tables.items():
        for word in table["words"]:
            if word != word.lower():
                raise BadLexicon("speech.toml", name, f"“{word}” must be in lower case")
            if word in classes:
                raise BadLexicon("speech.toml", name, f"“{word}” stands also under {classes[word]}")
            classes[word] = name
    return MappingProxyType(classes)


@cache
def self_words() -> re.Pattern[str]:
    """The words by which a speaker means himself ("I", "we"); "US" and "ME" are other words."""
    words = sorted(word for word, name in load_speech().items() if name == "self")
    forms = [form for word in words for form in (("I",) if word == "i" else (word, word.capitalize()))]
    return re.compile(rf"\b(?:{'|'.join(forms)})\b")
