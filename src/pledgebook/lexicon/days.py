"""The words that say days (days.toml), checked on load: each word has one meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from pledgebook.lexicon.files import read_toml
from pledgebook.problems import BadLexicon

FILE = "days.toml"
UNITS = ("day", "week", "fortnight", "weekend", "month", "quarter", "year", "decade")
PARTS = ("", "early", "mid", "late", "earlier", "later", "until now")


class Relative(NamedTuple):
    """`shift` units of `unit` from the article's day, and the part of that unit that is meant."""

    unit: str
    shift: int
    part: str = ""


class Stretch(NamedTuple):
    """A recurring stretch of a year, as (month, day) of its first and last day; day 31 means the month's last."""

    first: tuple[int, int]
    last: tuple[int, int]


@dataclass(frozen=True, slots=True)
class DayWords:
    """All tables, each from lower-case word to value; the words as they may be written; and the joints.

    `kinds` gives for every word that stands for itself its letter in the grammar of values/day_rules.py.
    """

    kinds: Mapping[str, tuple[str, Any]]
    written: tuple[str, ...]
    modifiers: Mapping[str, str]
    numbers: Mapping[str, int]
    units: Mapping[str, str]
    joints: Mapping[str, str]
    doubtful: frozenset[str]
    doubtful_before: frozenset[str]
    counted: frozenset[str]
    future: frozenset[str]
    sure_future: frozenset[str]
    never_after_future: frozenset[str]
    future_ends: frozenset[str]
    fiscal_month: int


@cache
def day_words() -> DayWords:
    """Reads and checks days.toml. Raises BadLexicon naming the table and the word."""
    tables = read_toml(FILE)
    kinds: dict[str, tuple[str, Any]] = {}
    written: list[str] = []
    for table, letter, value, words in _rows(tables):
        for word in words:
            if kinds.setdefault(word.lower(), (letter, value)) != (letter, value):
                raise BadLexicon(FILE, table, f"{word!r} has another meaning in another table")
            written.append(word)
    return DayWords(
        kinds=MappingProxyType(kinds),
        written=tuple(sorted(set(written))),
        modifiers=_table(tables, "modifiers"),
        numbers=MappingProxyType({word: int(n) for word, n in _table(tables, "numbers").items()}),
        units=_table(tables, "units", allowed=UNITS),
        joints=_table(tables, "joints"),
        doubtful=frozenset(tables["doubtful"]["months"]),
        doubtful_before=frozenset(tables["doubtful"]["before"]),
        counted=frozenset(tables["counted"]["words"]),
        future=frozenset(tables["future"]["words"]),
        sure_future=frozenset(tables["future"]["sure"]),
        never_after_future=frozenset(tables["future"]["never_before"]),
        future_ends=frozenset(tables["future"]["ends"]),
        fiscal_month=int(tables["fiscal"]["first_month"]),
    )


def _rows(tables: dict[str, Any]) -> Iterator[tuple[str, str, Any, list[str]]]:
    """Yields (table, letter of the grammar, value, words)."""
    for table, letter, top in (("months", "M", 12), ("weekdays", "W", 7), ("short_weekdays", "w", 7)):
        for number, words in tables[table].items():
            yield table, letter, _number(table, number, top), words
    for part, words in tables["parts"].items():
        yield "parts", "E" if part in ("earlier", "later") else "Q", part, words
    for modifier, words in tables["modifiers"].items():
        yield "modifiers", "L", modifier, words
    for phrase, row in tables["relative"].items():
        yield "relative", "K", _relative(phrase, row), [phrase]
    for name, row in tables["seasons"].items():
        yield "seasons", "S", Stretch(_month_day(name, row["start"]), _month_day(name, row["end"])), [name]
    for name, (first, last) in tables["stretches"].items():
        yield "stretches", "Z", Stretch((first, 1), (last, 31)), [name]
    for name, day in tables["holidays"].items():
        yield "holidays", "h", _month_day(name, day), [name]
    for table, letter, key in (("fiscal", "G", "words"), ("since", "I", "words"), ("since", "B", "between")):
        yield table, letter, None, tables[table][key]
    yield "not_days", "x", None, tables["not_days"]["words"]


def _table(tables: dict[str, Any], name: str, allowed: tuple[str, ...] = ()) -> Mapping[str, str]:
    """A table of `value = [words]`, turned round. Raises BadLexicon where a word stands twice."""
    turned: dict[str, str] = {}
    for value, words in tables[name].items():
        if allowed and value not in allowed:
            raise BadLexicon(FILE, name, f"{value!r} is none of {', '.join(allowed)}")
        for word in words:
            if word in turned:
                raise BadLexicon(FILE, name, f"{word!r} stands under {turned[word]} and {value}")
            turned[word] = value
    return MappingProxyType(turned)


def _number(table: str, number: str, top: int) -> int:
    if not number.isdecimal() or not 1 <= int(number) <= top:
        raise BadLexicon(FILE, table, f"{number!r} must be 1 to {top}")
    return int(number)


def _relative(phrase: str, row: dict[str, Any]) -> Relative:
    made = Relative(row["unit"], row["shift"], row.get("part", ""))
    if made.unit not in UNITS or made.part not in PARTS:
        raise BadLexicon(FILE, "relative", f"{phrase!r} has an unknown unit or part")
    return made


def _month_day(name: str, written: str) -> tuple[int, int]:
    month, _, day = written.partition("-")
    if not (month.isdecimal() and day.isdecimal() and 1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        raise BadLexicon(FILE, name, f"{written!r} must be MM-DD")
    return int(month), int(day)
