"""Words of a question to values: a party, a sum, a day. What is none is a BadSetting that names the option."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from math import isfinite

from pledgebook.problems import BadSetting

SCALES = {"k": 1e3, "m": 1e6, "bn": 1e9, "tn": 1e12}


def day_of(word: str | None, option: str) -> date | None:
    """The day, where one was given."""
    if word is None:
        return None
    try:
        return date.fromisoformat(word)
    except ValueError as error:
        raise BadSetting(f"{option} must be a day such as 2022-05-19, not {word!r}") from error


def sum_of(word: str | None, option: str) -> float | None:
    """`300m`, `1.5bn`, `20000` as a number."""
    if word is None:
        return None
    figure, scale = word.strip().lower().replace(",", "").replace("_", ""), 1.0
    for unit, size in SCALES.items():
        if figure.endswith(unit):
            figure, scale = figure.removesuffix(unit), size
            break
    try:
        value = float(figure) * scale
    except ValueError as error:
        raise BadSetting(f"{option} must be a sum such as 300m or 1.5bn, not {word!r}") from error
    if not isfinite(value):
        raise BadSetting(f"{option} must be a sum such as 300m or 1.5bn, not {word!r}")
    return value


def party_of(word: str) -> str:
    """The id of a party: a code ("JPN", "EU", "FIN+SWE"), a country or an organisation by its name ("Japan", "UK",
    "World Bank"), "name:..." as it is."""
    named = party_names().get(word.strip().lower())
    return named or (word if word.startswith("name:") else word.strip().upper())


def is_party(id: str) -> bool:
    """Whether it is "name:..." or the code of a country or an organisation that the lexicon has, or several joined."""
    return id.startswith("name:") or set(id.split("+")) <= _codes()


@cache
def party_names() -> Mapping[str, str]:
    """Names of countries and organisations, in small letters, and the code of each."""
    from pledgebook.lexicon.files import read_csv

    organisations = read_csv("organisations.csv", ("id", "role", "words"))
    countries = read_csv("countries.csv", ("id", "names", "adjectives", "people", "capitals"))
    named = {words.lower(): row["id"] for _, row in organisations for words in row["words"].split("|") if row["id"]}
    named |= {words.lower(): row["id"] for _, row in countries for words in row["names"].split("|") if words}
    return named | {row["words"].lower(): row["id"] for _, row in read_csv("country_names.csv", ("words", "id"))}


@cache
def _codes() -> frozenset[str]:
    return frozenset(party_names().values())
