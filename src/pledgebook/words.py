"""Words of a question to values: a party, a sum, a day. What is none is a BadSetting that names the option."""

from __future__ import annotations

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
    """The id of a party: a code ("JPN", "EU", "FIN+SWE"), a country by its name ("Japan"), "name:..." as it is."""
    named = _countries().get(word.strip().lower())
    return named or (word if word.startswith("name:") else word.strip().upper())


@cache
def _countries() -> dict[str, str]:
    from pledgebook.lexicon.files import read_csv

    return {row["words"].lower(): row["id"] for _, row in read_csv("country_names.csv", ("words", "id"))}
