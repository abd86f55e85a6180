"""`pledgebook totals`: sums by donor, recipient, month or type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pledgebook import phrases
from pledgebook.book import TotalLine
from pledgebook.cli.book_entries import filters_of
from pledgebook.cli.book_options import Ask, opened
from pledgebook.cli.book_print import print_list, say


def run_totals(ask: Ask, by: str, currency: str | None, words: Mapping[str, Any]) -> int:
    """`by` holds one or several dimensions with commas between."""
    narrowed: Any = filters_of(words)
    dimensions = [name.strip() for name in by.split(",") if name.strip()]
    with opened(ask) as book:
        lines = book.totals(dimensions, currency.upper() if currency else None, ask.day, ask.limit + 1, **narrowed)
    code = print_list(lines[: ask.limit], ask, _cells, lambda line: ())
    if len(lines) > ask.limit:
        say(f"there are more than these {ask.limit}: --limit {10 * ask.limit}")
    return code


def _cells(line: TotalLine) -> dict[str, str]:
    values = {
        name: (phrases.parties(value.split("+")) if name in ("donor", "recipient") else value) or "(not told)"
        for name, value in line.value.items()
    }
    return {
        **values,
        "pledged": f"{line.currency} {_rounded(line.pledged)}",
        "committed": _rounded(line.committed) if line.committed else "",
        "delivered": _rounded(line.delivered) if line.delivered else "",
        "entries": str(line.entries),
        "without rate": str(line.missing) if line.missing else "",
    }


def _rounded(value: float) -> str:
    """To four figures: a sum of converted sums is no more exact than that."""
    return phrases.number(float(f"{value:.4g}"))
