"""Which running total counts which entries (`total_of`)."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from pledgebook.reconciling.entries import Entry, Link
from pledgebook.reconciling.facts import count_goods, goods, in_currency, is_total, last_day, of_group
from pledgebook.reconciling.goods import compare_goods
from pledgebook.reconciling.parts import Parts
from pledgebook.reconciling.shelf import Shelf
from pledgebook.reconciling.sums import EXACT

MOST_PARTS = 12  # entries tried as parts of a count of goods
ADDS_UP = 0.005  # the share by which entries that make a total may differ from it
RETOLD = 14  # days between two tellings of one total


class Totals:
    """`total_of` links from each running total to the entries of its actor, recipient and time, without their parts."""

    def __init__(self, shelf: Shelf, parts: Parts) -> None:
        self._shelf, self._parts = shelf, parts
        self._told = {_sum_key(e) for e in shelf.entries.values() if is_total(e)}
        self._found: dict[str, list[Link]] = {}

    def of(self, total: Entry) -> list[Link]:
        """The links from an entry; looked for once."""
        if total.id not in self._found:
            phrase, rows = self._rows(total)
            self._found[total.id] = [Link("total_of", total.id, e.id, phrase) for e in rows]
        return self._found[total.id]

    def _rows(self, total: Entry) -> tuple[str, list[Entry]]:
        if is_total(total) and not of_group(total):
            return "counted in the total", _counted(total, self._shelf, self._parts)
        if _sum_key(total) in self._told and _is_retold(total, self._shelf):
            rest = _counted(total, self._shelf, self._parts)
            told_as_one = len(rest) > 1 and bool(_adding_up(total, rest))
            return "the total, told as one sum", rest if told_as_one else []
        if total.family == "support" and not total.amount:
            return "its goods add up to it", _goods_counted(total, self._shelf)
        return "", []


def _counted(total: Entry, shelf: Shelf, parts: Parts) -> list[Entry]:
    """The entries that a total may count, no part beside its whole: the earliest that add up to it, else all."""
    start = total.date.start if total.date and total.date.days > 7 else None
    end = last_day(total)
    found = {
        e.id: e
        for e in shelf.near(total)
        if e.family == "support" and e.amount and not is_total(e) and e.modality == "asserted"
        and set(e.actor) == set(total.actor) and e.recipients & total.recipients
        and (e.day or date.min) <= end and (start is None or (e.date.end if e.date else end) >= start)
        and not _other_aid(e, total)
        and (total.kind != "delivery" or e.kind == "delivery" or not _told_delivered(total, shelf))
    }  # fmt: skip
    rows = [e for e in found.values() if not any(link.target in found for link in parts.of(e))]
    return _adding_up(total, [e for e in rows if not _same_sum(e, total)]) or _adding_up(total, rows) or rows


def _adding_up(total: Entry, rows: list[Entry]) -> list[Entry]:
    """The first of the entries, in order of day, that together make the total ("so far", "before this"); else none."""
    known = 0.0
    for number, entry in enumerate(rows, start=1):
        money = entry.amount.money if entry.amount else None
        value = in_currency(money, total.amount.money.currency, entry.day) if money and total.amount else None
        known += value or 0.0
        if total.amount and abs(known - total.amount.money.low) <= ADDS_UP * total.amount.money.low:
            return rows[:number]
    return []


def _sum_key(entry: Entry) -> tuple[frozenset[str], str, float]:
    """Who gives, and what sum: by it an entry is quickly held against all totals."""
    money = entry.amount.money if entry.amount else None
    return frozenset(entry.actor), money.currency if money else "", money.low if money else 0.0


def _is_retold(entry: Entry, shelf: Shelf) -> bool:
    """Whether a sum of its own is that of a running total told within days: "doubles its aid to 600m"."""
    if entry.family != "support" or not entry.amount or entry.amount.basis != "increment":
        return False
    return any(
        is_total(e) and abs((last_day(e) - last_day(entry)).days) <= RETOLD
        for e in shelf.near(entry)
        if _sum_key(e) == _sum_key(entry) and e.recipients & entry.recipients
    )


def _same_sum(one: Entry, two: Entry) -> bool:
    if not one.amount or not two.amount or one.amount.money.currency != two.amount.money.currency:
        return False
    return abs(one.amount.money.low - two.amount.money.low) <= EXACT * abs(two.amount.money.low)


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
    if not count:
        return []
    rows = [
        e for e in shelf.near(total) if e.family == "support" and e.actor == total.actor and 0 < count_goods(e) < count
    ]
    rows = [e for e in rows if e.recipients == total.recipients and (e.day or date.min) <= last_day(total)]
    rows = [e for e in rows if compare_goods(goods(e), goods(total)).relation == "part"][-MOST_PARTS:]
    for size in (2, 3):
        for chosen in combinations(rows, size):
            if sum(map(count_goods, chosen)) == count:
                return list(chosen)
    return []
