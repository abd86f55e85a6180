"""Words of money: marks of currencies, number words and hedges, loaded from their files, checked and frozen.

Files: currencies.csv (made by quality/make_currencies.py), currency_signs.csv, units.csv, hedges.toml and
money_homes.toml.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, get_args

from pledgebook.codebook import Hedge
from pledgebook.lexicon.files import read_csv, read_toml
from pledgebook.problems import BadLexicon

When = Literal["any", "unit", "weight", "never"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a sign or word of money means: `code` (ISO 4217) or, where home's currency bears `noun`, home's."""

    code: str | None
    noun: str | None = None
    when: When = "any"


@dataclass(frozen=True, slots=True)
class Currencies:
    """`signs` and `codes` as written, `words` in lower case; `begins` holds the beginnings of its phrases."""

    signs: Mapping[str, Mark]
    codes: Mapping[str, Mark]
    words: Mapping[str, Mark]
    begins: frozenset[str]
    nouns: Mapping[str, str]  # "NOK" -> "krone"
    of_country: Mapping[str, tuple[str, ...]]  # "BEL" -> ("BEF", "EUR")


@dataclass(frozen=True, slots=True)
class Units:
    """Number words: `small` add up, `scale` multiply, `short` stand right after digits; `bare` may be money alone."""

    small: Mapping[str, float]
    scale: Mapping[str, float]
    short: Mapping[str, float]
    bare: frozenset[str]


@dataclass(frozen=True, slots=True)
class HedgeWords:
    """Compiled contexts of a sum: `before` and `period_before` end at it, the others start at its end."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    hedge_of: Mapping[str, Hedge]
    period: re.Pattern[str]
    period_before: re.Pattern[str]
    rate: re.Pattern[str]
    ends: frozenset[str]
    money: frozenset[str]
    counted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Home:
    """A currency, and what shows that a bare "$" means it (money_homes.toml)."""

    currency: str
    domains: tuple[str, ...]
    press: tuple[str, ...]
    own: re.Pattern[str]
    names: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Homes:
    homes: tuple[Home, ...]
    frames: re.Pattern[str]
    wires: re.Pattern[str]
    head: int


def any_of(words: Iterable[str]) -> str:
    """A regular expression for one of these phrases, longest first (of none: nothing); a space matches any blanks."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    if not ordered:
        return "(?!)"
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


@cache
def currencies() -> Currencies:
    names = [(line, row) for line, row in read_csv("currencies.csv", ("code", "name", "plural", "countries"))]
    nouns = {row["code"]: row["name"].split()[-1].lower() for _, row in names}
    words = _named(names, nouns)
    signs: dict[str, Mark] = {}
    codes = {code: Mark(code) for code in nouns}
    tables = {"sign": signs, "code": codes, "word": words}
    seen: set[tuple[str, str]] = set()
    for line, row in read_csv("currency_signs.csv", ("mark", "code", "noun", "kind", "when")):
        mark = _mark(line, row, nouns)
        if row["kind"] not in tables or (row["kind"], row["mark"]) in seen:
            raise BadLexicon(
                "currency_signs.csv", line, f"{row['mark']!r} stands twice or is of unknown kind {row['kind']!r}"
            )
        seen.add((row["kind"], row["mark"]))
        tables[row["kind"]][row["mark"]] = mark
    words = {word: mark for word, mark in words.items() if mark.when != "never"}
    begins = {" ".join(word.split()[:n]) for word in words for n in range(1, len(word.split()) + 1)}
    return Currencies(
        signs=MappingProxyType(signs),
        codes=MappingProxyType(codes),
        words=MappingProxyType(words),
        begins=frozenset(begins),
        nouns=MappingProxyType(nouns),
        of_country=MappingProxyType(_by_country(names)),
    )


def _by_country(rows: list[tuple[int, dict[str, str]]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for _, row in rows:
        for country in row["countries"].split():
            found[country] = (*found.get(country, ()), row["code"])
    return found


def _named(rows: list[tuple[int, dict[str, str]]], nouns: Mapping[str, str]) -> dict[str, Mark]:
    """Full names ("norwegian kroner"), and bare nouns that only one currency bears ("hryvnias")."""
    shared = Counter(nouns.values())
    words: dict[str, Mark] = {}
    for line, row in rows:
        if not re.fullmatch(r"[A-Z]{3}", row["code"]):
            raise BadLexicon("currencies.csv", line, f"{row['code']!r} is no ISO 4217 code")
        for name in (row["name"].lower(), row["plural"].lower()):
            words[name] = Mark(row["code"])
            if shared[nouns[row["code"]]] == 1:
                words[name.split()[-1]] = Mark(row["code"])
    return words


def _mark(line: int, row: Mapping[str, str], nouns: Mapping[str, str]) -> Mark:
    code, noun, when = row["code"] or None, row["noun"] or None, row["when"]
    if code and code not in nouns:
        raise BadLexicon("currency_signs.csv", line, f"currency {code!r} is not in currencies.csv")
    if noun and noun not in nouns.values():
        raise BadLexicon("currency_signs.csv", line, f"no currency bears the noun {noun!r}")
    if when not in get_args(When) or not (code or noun or when == "never"):
        raise BadLexicon(
            "currency_signs.csv", line, f"{row['mark']!r} needs a code or a noun, and one of {get_args(When)}"
        )
    return Mark(code, noun, when)  # type: ignore[arg-type]


@cache
def units() -> Units:
    tables: dict[str, dict[str, float]] = defaultdict(dict)
    bare = set()
    for line, row in read_csv("units.csv", ("word", "value", "kind", "bare")):
        if row["kind"] not in ("small", "scale", "short") or row["bare"] not in ("yes", "no"):
            raise BadLexicon("units.csv", line, "kind is small, scale or short; bare is yes or no")
        if any(row["word"] in table for table in tables.values()):
            raise BadLexicon("units.csv", line, f"{row['word']!r} stands twice")
        tables[row["kind"]][row["word"]] = float(row["value"])
        if row["bare"] == "yes":
            bare.add(row["word"])
    small, scale, short = (MappingProxyType(tables[kind]) for kind in ("small", "scale", "short"))
    return Units(small, scale, short, frozenset(bare))


@cache
def hedges() -> HedgeWords:
    file = read_toml("hedges.toml")
    before, after = _hedge_table(file, "before"), _hedge_table(file, "after")
    period, rates, bare = file["per_period"], any_of(file["rates"]["nouns"]), file["bare"]
    each = rf"[\s-]{{0,2}}{any_of(period['every'])}[\s-]{{0,2}}"
    fillers = rf"(?:\s+{any_of(file['fillers']['words'])})*"
    flags = re.IGNORECASE
    return HedgeWords(
        before=re.compile(rf"(?<!\w)(?P<hedge>{any_of(before)}){fillers}\s*[\"“(\[]?\Z", flags),
        after=re.compile(rf"[\s-]{{0,2}}(?P<hedge>{any_of(after)})(?!\w)", flags),
        hedge_of=MappingProxyType({**before, **after}),
        period=re.compile(
            rf"{each}{any_of(period['periods'])}\b|,?\s+(?:plus\s+)?{any_of(period['after'])}(?!\w)", flags
        ),
        period_before=re.compile(rf"\b{any_of(period['before'])}(?:\s+(?:sum|total|amount)\s+of)?\s*\Z", flags),
        rate=re.compile(rf"{each}{rates}\b", flags),
        ends=frozenset(bare["ends"]),
        money=frozenset(bare["money"]),
        counted=frozenset(bare["counted"]),
    )


def _hedge_table(file: Mapping[str, Any], side: str) -> dict[str, Hedge]:
    """Words on one side of a sum, each with the one hedge that it means."""
    table: dict[str, Hedge] = {}
    names: tuple[Hedge, ...] = ("about", "at_least", "up_to")
    for name in names:
        for word in file[name][side]:
            if word in table:
                raise BadLexicon("hedges.toml", name, f"{word!r} is also under {table[word]}")
            table[word] = name
    return table


@cache
def homes() -> Homes:
    file = read_toml("money_homes.toml")
    rows = []
    for row in file["home"]:
        if row["currency"] not in currencies().nouns:
            raise BadLexicon("money_homes.toml", row["currency"], "is no currency of currencies.csv")
        own, names = (re.compile(rf"(?<!\w){any_of(row[key])}(?!\w)") for key in ("own", "names"))
        rows.append(Home(row["currency"], tuple(row["domains"]), tuple(row["press"]), own, names))
    frames, wires = (re.compile(rf"(?<!\w){any_of(file['frames'][key])}(?!\w)") for key in ("words", "wires"))
    return Homes(tuple(rows), frames, wires, int(file["frames"]["head"]))
