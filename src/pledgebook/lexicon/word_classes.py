"""Words by class: TOML tables that each hold a list `words`, where a word has one class only."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from pledgebook.problems import BadLexicon


def words_by_class(file: str, tables: Mapping[str, Any]) -> Mapping[str, str]:
    """Word in lower case -> name of its table. Raises BadLexicon naming file, table and clash."""
    classes: dict[str, str] = {}
    for name, table in tables.items():
        for word in words_in(file, name, table, "words"):
            if word in classes:
                raise BadLexicon(file, name, f"“{word}” stands also under {classes[word]}")
            classes[word] = name
    return MappingProxyType(classes)


def words_in(file: str, name: str, table: Any, key: str) -> Iterator[str]:
    """The words of the list `key` of a table. Raises BadLexicon where there is none, or one not in lower case."""
    words = table.get(key) if isinstance(table, Mapping) else None
    if not isinstance(words, list) or not words:
        raise BadLexicon(file, name, f"has no list “{key}” of words")
    for word in words:
        if not isinstance(word, str) or not word or word != word.lower():
            raise BadLexicon(file, name, f"{word!r} must be a word in lower case")
        yield word
