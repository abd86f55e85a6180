"""`pledgebook threads`, `conflicts`, `copies`, `left-out` and `search`."""

from __future__ import annotations

from pledgebook import phrases
from pledgebook.book import Disagreement, Found, Lineage, Omission, Thread
from pledgebook.book.answers import Witness, witnesses
from pledgebook.cli.book_entries import cells, in_short, who
from pledgebook.cli.book_entry import LINKS, source_in_short
from pledgebook.cli.book_options import Ask, opened
from pledgebook.cli.book_print import print_list

WITNESSES = 3  # articles told of each side


def run_threads(ask: Ask) -> int:
    with opened(ask) as book:
        return print_list(book.threads(ask.after, ask.limit, ask.day), ask, lambda t: cells(t.root), _replies)


def _replies(thread: Thread) -> list[str]:
    return [f"{'→ ' * depth}{LINKS[kind][0]}: {in_short(line)}" for depth, kind, _, line in thread.replies]


def run_conflicts(ask: Ask) -> int:
    with opened(ask) as book:
        return print_list(book.conflicts(ask.after, ask.limit, ask.day), ask, _conflict, _sides)


def _conflict(row: Disagreement) -> dict[str, str]:
    return {
        "id": row.line.id,
        "who → whom": who(row.line),
        "about": row.conflict.field.replace("_", " "),
        "accepted": row.conflict.accepted,
        "why": row.conflict.reason,
    }


def _sides(row: Disagreement) -> list[str]:
    found = []
    for side in row.conflict.sides:
        told = witnesses(side, row.sayings)
        found.append(f"{side.value}: {phrases.many(side.sources, 'independent source')}")
        found += [f"– {_witness(one)}" for one in told[:WITNESSES]]
        found += [f"– {phrases.many(len(told) - WITNESSES, 'more article')}"] if len(told) > WITNESSES else []
    return found


def _witness(one: Witness) -> str:
    """`Oslo adds 60m (npa.example, 2024-03-14, https://npa.example/1): “...”`."""
    source = one.source
    facts = [source.publisher, phrases.iso_days(source.written), source.url or source.name]
    facts += ["a copy"] if source.is_copy else []
    said = " ".join(f"“{text}”" for text in one.quotes[:1])
    return phrases.plain(f"{source.title or source.name} ({', '.join(filter(None, facts))}): {said}")


def run_copies(ask: Ask) -> int:
    with opened(ask) as book:
        return print_list(book.copies(ask.after, ask.limit, ask.day), ask, _lineage, _copies)


def _lineage(lineage: Lineage) -> dict[str, str]:
    return {"origin": source_in_short(lineage.origin), "copies": str(len(lineage.copies)), "why": lineage.origin.why}


def _copies(lineage: Lineage) -> list[str]:
    return [f"{source_in_short(copy)}: {copy.why}" for copy in lineage.copies]


def run_left_out(ask: Ask, reason: str) -> int:
    with opened(ask) as book:
        return print_list(book.left_out(reason, ask.after, ask.limit, ask.day), ask, _omission, _words)


def _omission(row: Omission) -> dict[str, str]:
    detail = row.out.detail if row.out else row.detail
    return {"page": row.page, "reason": row.reason, "detail": detail, "rule": row.out.rule if row.out else ""}


def _words(row: Omission) -> list[str]:
    return [f"“{row.out.quote.text}”"] if row.out and row.out.quote else []


def run_search(words: str, ask: Ask) -> int:
    with opened(ask) as book:
        return print_list(book.search(words, ask.limit), ask, _found, lambda row: [f"“{phrases.plain(row.passage)}”"])


def _found(row: Found) -> dict[str, str]:
    return {"where": source_in_short(row.source), "entry": row.entry}
