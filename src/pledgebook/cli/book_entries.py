"""`pledgebook entries`: a list of entries, newest first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pledgebook import phrases
from pledgebook.book import Filters, Line
from pledgebook.cli.book_options import Ask, opened
from pledgebook.cli.book_print import print_list
from pledgebook.codebook import KINDS
from pledgebook.problems import BadSetting
from pledgebook.words import day_of, party_of, sum_of

AID = ("military", "humanitarian", "financial", "development")


def run_entries(ask: Ask, words: Mapping[str, Any]) -> int:
    """Prints the entries that answer to the filters, which come as the words of the command line."""
    filters = filters_of(words)
    with opened(ask) as book:
        lines = book.entries(after=ask.after, limit=ask.limit, as_of=ask.day, **filters)
    return print_list(lines, ask, cells, lambda line: ())


def filters_of(words: Mapping[str, Any]) -> Filters:
    """The filters that were given. Raises BadSetting for a kind, a day or a sum that is none."""
    given: dict[str, Any] = {name: value for name, value in words.items() if value}
    for name, known in (("kind", KINDS), ("aid_type", AID)):
        if name in given and given[name] not in known:
            raise BadSetting(f"--{name.replace('_', '-')} must be one of {', '.join(known)}, not {given[name]!r}")
    for name in ("donor", "recipient"):
        if name in given:
            given[name] = party_of(given[name])
    for name in ("since", "until"):
        if name in given:
            given[name] = day_of(given[name], f"--{name}")
    for name in ("min_sum", "max_sum"):
        if name in given:
            given[name] = sum_of(given[name], f"--{name.replace('_', '-')}")
    if "currency" in given:
        given["currency"] = given["currency"].upper()
    filters: Filters = {}
    filters.update(given)  # type: ignore[typeddict-item]
    return filters


def cells(line: Line) -> dict[str, str]:
    """An entry's columns for people."""
    kind = line.kind if line.modality == "asserted" else f"{line.kind} ({line.modality})"
    marks = [
        "inferred" if line.inferred else "",
        phrases.many(line.conflicts, "conflict") if line.conflicts else "",
        line.review,
    ]
    return {
        "id": line.id,
        "who → whom": who(line),
        "kind": kind,
        "amount": phrases.amount(line.amount),
        "when": phrases.days(line.date),
        "aid": line.aid_type,
        "sources": str(line.sources) if line.sources else "",
        "marks": ", ".join(filter(None, marks)),
    }


def who(line: Line) -> str:
    """`Japan → Ukraine`, as for an act."""
    words = phrases.parties(line.actor)
    if line.target:
        words += f" → {phrases.parties(line.target)}"
    return f"{words}, for {phrases.parties(line.beneficiary)}" if line.beneficiary else words


def in_short(line: Line) -> str:
    """One line: `pledge: Japan → Ukraine, USD 300m, 19 May 2022 (e0123…)`."""
    parts = [who(line), phrases.amount(line.amount), phrases.days(line.date)]
    return f"{line.kind}: {', '.join(filter(None, parts))} ({line.id})"
