"""Which running total counts which entries (`total_of`)."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from pledgebook.reconciling.entries import Entry, Link
from pledgebook.reconciling.facts import count_goods, goods, is_total, last_day, of_group
from pledgebook.reconciling.goods import compare_goods
from pledgebook.reconciling.shelf import Shelf

MOST_PARTS = 12  # entries tried as parts of a count of goods


def find_totals_of(shelf: Shelf, parts: list[Link]) -> list[Link]:
    """`total_of` links from each running total to the entries of its actor, recipient and time, without their parts."""
    inside = {link.source for link in parts}
    links = []
    for total in shelf.entries.values():
        if is_total(total) and not of_group(total):
            links += [Link("total_of", total.id, e.id, "counted in the total") for e in _counted(total, shelf, inside)]
        elif total.family == "support" and not total.amount:
            links += [Link("total_of", total.id, e.id, "its goods add up to it") for e in _goods_counted(total, shelf)]
    return links


def _counted(total: Entry, shelf: Shelf, inside: set[str]) -> list[Entry]:
    start = total.date.start if total.date and total.date.days > 7 else None
    end = last_day(total)
    return [
        e
        for e in shelf.near(total)
        if e.family == "support" and e.amount and not is_total(e) and e.id not in inside and e.modality == "asserted"
        and set(e.actor) == set(total.actor) and e.recipients & total.recipients
        and (e.day or date.min) <= end and (start is None or (e.date.end if e.date else end) >= start)
        and not _other_aid(e, total)
        and (total.kind != "delivery" or e.kind == "delivery" or not _told_delivered(total, shelf))
    ]  # fmt: skip


def _told_delivered(total: Entry, shelf: Shelf) -> bool:
    """Whether deliveries of its own are known, so that a total "has provided" counts those."""
    return any(
        e.kind == "delivery" and e.amount and not is_total(e) for e in shelf.near(total) if e.actor == total.actor
    )


def _other_aid(one: Entry, two: Entry) -> bool:
    kinds = [{m.act.aid_type for m in e.mentions if m.act.aid_type} for e in (one, two)]
    return bool(kinds[0]) and bool(kinds[1]) and kinds[0].isdisjoint(kinds[1])


def _goods_counted(total: Entry, shelf: Shelf) -> list[Entry]:
    """Two or three entries of the same goods that add up exactly to a larger count."""
    count = count_goods(total)
    rows = [
        e
        for e in shelf.near(total)
        if e.family == "support" and e.actor == total.actor and e.recipients == total.recipients
    ]
    rows = [
        e
        for e in rows
        if compare_goods(goods(e), goods(total)).relation == "part" and (e.day or date.min) <= last_day(total)
    ]
    rows = [e for e in rows if 0 < count_goods(e) < count][-MOST_PARTS:]
    for size in (2, 3):
        for chosen in combinations(rows, size):
            if sum(map(count_goods, chosen)) == count:
                return list(chosen)
    return []
