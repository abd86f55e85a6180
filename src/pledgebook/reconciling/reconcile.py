"""Acts of many articles -> entries, put together, linked and counted. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date

from pledgebook.reconciling.assemble import assemble
from pledgebook.reconciling.entries import Entry, Link, Mention, Reconciled, Total
from pledgebook.reconciling.facts import is_total
from pledgebook.reconciling.parts import Parts
from pledgebook.reconciling.same_act import group_mentions
from pledgebook.reconciling.shelf import Shelf
from pledgebook.reconciling.threads import Threads
from pledgebook.reconciling.total_of import Totals
from pledgebook.reconciling.totals import Ledger, compare_stated, count_total, infer_earlier, known_by


def reconcile(mentions: Iterable[Mention]) -> Reconciled:
    """The book of these mentions. The result does not depend on their order; ids of mentions must be unique."""
    groups = group_mentions(mentions)
    entries = [assemble(group.mentions) for group in groups]
    verdicts = {pair: verdict for group in groups for pair, verdict in group.verdicts.items()}
    links = link_entries(entries)
    ledger = Ledger(entries, links)
    stated = [row for e in entries if is_total(e) for row in [compare_stated(ledger, e)] if row]
    for row in stated:
        earlier = infer_earlier(ledger, ledger.entries[row.entry], row)
        if earlier:
            entries.append(earlier)
            links.append(Link("total_of", row.entry, earlier.id, "inferred from the total"))
    ordered = tuple(sorted(entries, key=lambda e: (known_by(e), e.id)))
    links.sort(key=_by_source)
    return Reconciled(ordered, tuple(links), totals_by_currency(ledger), tuple(stated), verdicts)


def link_entries(entries: Sequence[Entry], makers: Container[str] | None = None) -> list[Link]:
    """All links among entries, in order of source.

    Of a part of a book, those that are looked for from its `makers`; the part must hold all that these look at, what
    that looks at, and so on once more.
    """
    shelf = Shelf(entries)
    parts = Parts(shelf)
    totals = Totals(shelf, parts)
    threads = Threads(shelf, parts, totals)
    links: set[Link] = set()
    for entry in shelf.entries.values():
        if makers is None or entry.id in makers:
            links.update(parts.of(entry), totals.of(entry), threads.of(entry))
    return sorted(links, key=_by_source)


def totals_by_currency(ledger: Ledger) -> tuple[Total, ...]:
    """One total for each actor, target and currency that they used, as of the last day known between them."""
    totals = []
    for actor, target in ledger.files():
        rows = [e for e in ledger.file(actor, target) if e.amount and e.family == "support" and not e.inferred]
        days = [known_by(e) for e in ledger.file(actor, target) if known_by(e) < date.max]
        for currency in sorted({e.amount.money.currency for e in rows if e.amount}):
            if days:
                totals.append(count_total(ledger, actor, target, currency, max(days)))
    return tuple(totals)


def _by_source(link: Link) -> tuple[str, str, str]:
    return link.source, link.kind, link.target
