"""What the commands that ask a book have in common: which book, as of when, how much, and printed how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pledgebook.book import Book
from pledgebook.problems import BadSetting
from pledgebook.words import day_of

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
