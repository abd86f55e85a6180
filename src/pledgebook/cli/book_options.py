"""What the commands that ask a book have in common: which book, as of when, how much, and printed how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from pledgebook.book import Book
from pledgebook.problems import BadSetting

DEFAULT_BOOK = "pledgebook.db"


@dataclass(frozen=True, slots=True)
class Ask:
    """The common options, as they were written."""

    book: str = DEFAULT_BOOK
    as_of: str | None = None
    limit: int = 50
    after: str = ""
    json: bool = False
    csv: bool = False

    @property
    def day(self) -> date | None:
        return day_of(self.as_of, "--as-of")


def opened(ask: Ask) -> Book:
    """The book, which must be there. Raises BadSetting where the options do not go together."""
    if ask.json and ask.csv:
        raise BadSetting("--json and --csv cannot both be printed")
    if ask.limit < 1:
        raise BadSetting(f"--limit must be at least 1, not {ask.limit}")
    return Book.open(ask.book, make=False)


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
    scales = {"k": 1e3, "m": 1e6, "bn": 1e9, "tn": 1e12}
    figure, scale = word.lower().replace(",", "").replace("_", ""), 1.0
    for unit, size in scales.items():
        if figure.endswith(unit):
            figure, scale = figure.removesuffix(unit), size
            break
    try:
        return float(figure) * scale
    except ValueError as error:
        raise BadSetting(f"{option} must be a sum such as 300m or 1.5bn, not {word!r}") from error


def party_of(word: str) -> str:
    """The id of a party: a code ("JPN", "EU", "FIN+SWE"), a country by its name ("Japan"), "name:..." as it is."""
    named = _countries().get(word.strip().lower())
    return named or (word if word.startswith("name:") else word.strip().upper())


@cache
def _countries() -> dict[str, str]:
    from pledgebook.lexicon.files import read_csv

    return {row["words"].lower(): row["id"] for _, row in read_csv("country_names.csv", ("words", "id"))}
