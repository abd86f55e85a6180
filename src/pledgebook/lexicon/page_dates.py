"""Where pages keep their day, and the words around a day that show what it is (page_dates.toml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from pledgebook.lexicon.files import read_toml
from pledgebook.problems import BadLexicon

FILE = "page_dates.toml"


@dataclass(frozen=True, slots=True)
class PageDates:
    """Keys of <meta> and schema.org types with their rank (0 counts most), and the lists of words."""

    published: Mapping[str, int]
    modified: Mapping[str, int]
    article_types: frozenset[str]
    loose_types: frozenset[str]
    published_labels: frozenset[str]
    updated_labels: frozenset[str]
    beside: frozenset[str]
    to_come: tuple[str, ...]
    surely_to_come: tuple[str, ...]
    not_bare: frozenset[str]
    not_own: tuple[str, ...]
    captions: tuple[str, ...]
    looking_back: tuple[str, ...]


@cache
def page_dates() -> PageDates:
    """Reads and checks page_dates.toml. Raises BadLexicon naming the table and the word."""
    tables = read_toml(FILE)
    return PageDates(
        published=_ranked(tables, "published", against="modified"),
        modified=_ranked(tables, "modified", against="published"),
        article_types=frozenset(tables["types"]["article"]),
        loose_types=frozenset(tables["types"]["loose"]),
        published_labels=frozenset(tables["labels"]["published"]),
        updated_labels=frozenset(tables["labels"]["updated"]),
        beside=frozenset(tables["labels"]["beside"]),
        to_come=tuple(tables["to_come"]["words"]),
        surely_to_come=tuple(tables["to_come"]["sure"]),
        not_bare=frozenset(tables["not_bare"]["words"]),
        not_own=tuple(tables["not_own"]["words"]),
        captions=tuple(tables["captions"]["words"]),
        looking_back=tuple(tables["looking_back"]["words"]),
    )


def _ranked(tables: dict[str, Any], name: str, against: str) -> Mapping[str, int]:
    keys: list[str] = tables["meta"][name]
    twice = [key for key in keys if keys.count(key) > 1 or key in tables["meta"][against] or key != key.lower()]
    if twice:
        raise BadLexicon(FILE, f"meta.{name}", f"{twice[0]!r} stands twice, or not in lower case")
    return MappingProxyType({key: rank for rank, key in enumerate(keys)})
