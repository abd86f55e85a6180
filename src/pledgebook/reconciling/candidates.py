"""Which mentions are worth comparing: those that share a key of parties with a time, a sum or goods.

Keys are plain strings, so that a book can index them; two mentions without a common key are never one act.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import floor, log

from pledgebook.reconciling.entries import Mention
from pledgebook.reconciling.rates import convert
from pledgebook.reconciling.words_of import is_group, stems
from pledgebook.records import Amount

MOST_MONTHS = 13  # a longer period names no month
MOST_YEARS = 2  # a sum promised in one year may be told again, or paid, up to so many calendar years later
SUM_STEP = log(1.5)  # a bucket's width: figures of one act differ by less


def candidate_keys(mention: Mention) -> frozenset[str]:
    """The keys of one mention, always at least one. Neighbouring buckets share a key, so near values meet."""
    act = mention.act
    actors = {"*" if is_group(party) else party for party in act.actor} or {"-"}
    targets = {"*" if is_group(party) else party for party in (*act.target, *act.beneficiary)} or {"-"}
    tails = set(_tails(mention))
    heads = [f"{mention.family}|{actor}|{target}" for actor in actors for target in targets]
    return frozenset(f"{head}|{tail}" for head in heads for tail in tails)


def _tails(mention: Mention) -> Iterator[str]:
    act = mention.act
    yield from (f"m{month}" for month in _months(mention))
    if act.amount:
        if act.amount.basis == "running_total":
            yield "running"
        yield from _sum_keys(act.amount, act.date.end if act.date else mention.written)
    yield from _goods_keys(mention)


def _goods_keys(mention: Mention) -> Iterator[str]:
    """Goods by name within two years, by count within three."""
    day = mention.act.date.start if mention.act.date else mention.written
    for item in mention.act.items:
        for stem in stems(item.name):
            if day:
                yield from (f"g{day.year}{stem}", f"g{day.year + 1}{stem}")
        if item.quantity and day:
            yield from (f"i{year}x{item.quantity:g}" for year in range(day.year, day.year + 1 + MOST_YEARS))


def _months(mention: Mention) -> Iterator[int]:
    """Months of the act and of the telling, and the one after each, so that neighbours meet."""
    found: set[int] = set()
    for start, end in ((d.start, d.end) for d in (mention.act.date,) if d):
        first, last = _month(start), _month(end)
        found.update(range(first, last + 2) if last - first < MOST_MONTHS else ())
    if not found:
        month = _month(mention.written) if mention.written else 0
        found.update((month - 1, month, month + 1))
    yield from sorted(found)


def _month(day: date) -> int:
    return day.year * 12 + day.month


def _sum_keys(amount: Amount, day: date | None) -> Iterator[str]:
    """Buckets of the sum in its currencies and in dollars, where a rate of the day is known."""
    for money in (amount.money, *amount.also):
        found = convert(money, "USD", day)
        value, currency = (found[0].low, "USD") if found else (money.low, money.currency)
        if value > 0:
            bucket = floor(log(value) / SUM_STEP)
            years = range(day.year, day.year + 1 + MOST_YEARS) if day else (0,)
            yield from (f"s{year}{currency}{near}" for year in years for near in (bucket, bucket + 1))
