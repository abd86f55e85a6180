"""The words and fixed rates of reconciling, read from reconciling.toml and pegs.csv, validated and frozen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from pledgebook.lexicon.files import read_csv, read_toml
from pledgebook.problems import BadLexicon

FILE = "reconciling.toml"
CUES = ("additional", "repeated", "correcting", "containing", "out_of", "releasing", "renewing", "restoring")


@dataclass(frozen=True, slots=True)
class Peg:
    """1 unit of a currency is `rate` units of `anchor` between the two days, by the law or bank named in `source`."""

    anchor: str
    rate: float
    since: date
    until: date
    source: str


@dataclass(frozen=True, slots=True)
class Words:
    """What reconciling.toml says: patterns match whole words in lower case."""

    groups: frozenset[str]
    cues: Mapping[str, re.Pattern[str]]
    official: re.Pattern[str]
    umbrella: Mapping[str, frozenset[str]]
    currency_of: Mapping[str, str]
    dollars: frozenset[str]
    stopwords: frozenset[str]
    loose_goods: frozenset[str]


@cache
def words() -> Words:
    """The word tables. Raises BadLexicon where a table is missing, empty or holds a word twice."""
    tables = read_toml(FILE)
    cues = {name: _pattern(_list(tables, "cues", name)) for name in CUES}
    return Words(
        groups=frozenset(_list(tables, "groups", "words")),
        cues=cues,
        official=_pattern(_list(tables, "official", "words")),
        umbrella={name: frozenset(_list(tables, "umbrella", name)) for name in tables.get("umbrella", {})},
        currency_of=_currencies(tables),
        dollars=frozenset(_list(tables, "dollars", "codes")),
        stopwords=frozenset(_list(tables, "stopwords", "words")),
        loose_goods=frozenset(_list(tables, "loose_goods", "stems")),
    )


@cache
def pegs() -> Mapping[str, tuple[Peg, ...]]:
    """Fixed rates by currency. Raises BadLexicon on a rate that is no positive number or a day that is none."""
    found: dict[str, tuple[Peg, ...]] = {}
    for number, row in read_csv("pegs.csv", ("currency", "anchor", "rate", "since", "until", "source")):
        try:
            since, until = date.fromisoformat(row["since"]), date.fromisoformat(row["until"])
            peg = Peg(row["anchor"], float(row["rate"]), since, until, row["source"])
        except ValueError as error:
            raise BadLexicon("pegs.csv", number, str(error)) from error
        if peg.rate <= 0 or until <= since or not peg.source:
            raise BadLexicon("pegs.csv", number, "needs a positive rate, days in order and a source")
        found[row["currency"]] = (*found.get(row["currency"], ()), peg)
    return found


def _list(tables: dict[str, Any], table: str, key: str) -> list[str]:
    row = f"{table}.{key}"
    rows = tables.get(table, {}).get(key)
    if not isinstance(rows, list) or not rows or not all(isinstance(word, str) and word for word in rows):
        raise BadLexicon(FILE, row, "must be a list of words")
    twice = {word for word in rows if rows.count(word) > 1}
    if twice:
        raise BadLexicon(FILE, row, f"holds {sorted(twice)} twice")
    return rows


def _currencies(tables: dict[str, Any]) -> dict[str, str]:
    rows = tables.get("currency_of", {})
    for party, currency in rows.items():
        if not (isinstance(currency, str) and re.fullmatch("[A-Z]{3}", currency)):
            raise BadLexicon(FILE, f"currency_of.{party}", f"{currency!r} is no ISO 4217 code")
    return dict(rows)


def _pattern(rows: list[str]) -> re.Pattern[str]:
    longest_first = sorted(rows, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")
