"""Which mentions are worth comparing: those that share a key of parties with a time, a sum or goods.

Keys are plain strings, so that a book can index them. A mention is kept under few keys (`candidate_keys`) and looks
under all near ones (`asked_keys`): a finds b where b finds a. Two mentions that do not find each other are never one
act. Acts of one kind with days of their own meet by month only: weeks apart, they are two. Sums and goods lead
further, to other rungs, to plans, and to tellings without a day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from math import floor, log

from pledgebook.reconciling.entries import FAMILY, Family, Mention
from pledgebook.reconciling.rates import convert
from pledgebook.reconciling.words_of import is_group, stems
from pledgebook.records import Amount

MOST_MONTHS = 13  # a longer period names no month
MOST_YEARS = 2  # a sum promised in one year may be told again, or paid, up to so many calendar years later
GOODS_YEARS = 1
SUM_STEP = log(1.5)  # a bucket's width: figures of one act differ by less
LOOSE = "x"  # how an act is told that has no day of its own, or is a plan
PLANS = ("planned", "conditional")


def candidate_keys(mention: Mention) -> frozenset[str]:
    """The keys under which a mention is kept, always at least one."""
    told = _told(mention)
    tails = [f"{'m' if _has_day(mention) else 'w'}{month}" for month in _months(mention)]
    tails += ["running"] if _is_total(mention) else []
    tails += [f"{value}{asker}" for value in _values(mention) for asker in _askers(mention.family, told)]
    return frozenset(f"{head}|{tail}" for head in _heads(mention) for tail in tails)


def asked_keys(mention: Mention) -> frozenset[str]:
    """The keys under which the mentions are kept that may tell of the same act."""
    told = _told(mention)
    tails = [*_asked_months(mention), *(["running"] if _is_total(mention) else [])]
    tails += [f"{value}{told}" for value in _near_values(mention)]
    return frozenset(f"{head}|{tail}" for head in _heads(mention) for tail in tails)


def _heads(mention: Mention) -> list[str]:
    act = mention.act
    actors = {"*" if is_group(party) else party for party in act.actor} or {"-"}
    targets = {"*" if is_group(party) else party for party in (*act.target, *act.beneficiary)} or {"-"}
    return [f"{mention.family}|{actor}|{target}" for actor in actors for target in targets]


def _is_total(mention: Mention) -> bool:
    return mention.act.amount is not None and mention.act.amount.basis == "running_total"


def _told(mention: Mention) -> str:
    """Its kind where it has a day of its own and is no plan."""
    return LOOSE if not _has_day(mention) or mention.act.modality in PLANS else mention.act.kind


@lru_cache(maxsize=64)
def _askers(family: Family, told: str) -> tuple[str, ...]:
    """As what a telling may be told that is the same act months away: as another kind, or loosely."""
    kinds = [kind for kind, of in FAMILY.items() if of == family and kind != told]
    return (LOOSE, *kinds)


# --- months ----------------------------------------------------------------------------------------------


def _has_day(mention: Mention) -> bool:
    """Whether the act itself is dated, by no longer a period than one that names its months."""
    days = mention.act.date
    return days is not None and _month(days.end) - _month(days.start) < MOST_MONTHS


def _months(mention: Mention) -> Sequence[int]:
    """The months of the act, or that of the telling where it has none."""
    days = mention.act.date
    if days and _has_day(mention):
        return range(_month(days.start), _month(days.end) + 1)
    return (_month(mention.written) if mention.written else 0,)


def _asked_months(mention: Mention) -> Iterator[str]:
    """Its months and their neighbours; a telling without a day may come two months after the act."""
    months, dated = _months(mention), _has_day(mention)
    for kind, back, on in (("m", 1 if dated else 2, 1), ("w", 1 if dated else 2, 2)):
        yield from (f"{kind}{month}" for month in range(months[0] - back, months[-1] + on + 1))


def _month(day: date) -> int:
    return day.year * 12 + day.month


# --- sums and goods --------------------------------------------------------------------------------------


def _values(mention: Mention) -> Iterator[str]:
    for name, year, bucket in _measured(mention):
        yield f"{name}{year}.{bucket}"


def _near_values(mention: Mention) -> Iterator[str]:
    """Sums within a bucket and two years, goods by name within one year, by count within two."""
    for name, year, bucket in _measured(mention):
        far = GOODS_YEARS if name == "g" else MOST_YEARS
        years = range(year - far, year + far + 1) if year else (0,)
        buckets = range(bucket - 1, bucket + 2) if isinstance(bucket, int) else (bucket,)
        yield from (f"{name}{near}.{value}" for near in years for value in buckets)


def _measured(mention: Mention) -> Iterator[tuple[str, int, int | str]]:
    """What leads far: name, year (0 where unknown), and the bucket of a sum, the stem of goods, or their count."""
    act = mention.act
    if act.amount:
        day = act.date.end if act.date else mention.written
        yield from ((name, day.year if day else 0, bucket) for name, bucket in _buckets(act.amount, day))
    start = act.date.start if act.date else mention.written
    if start is None:
        return
    for item in act.items:
        yield from (("g", start.year, stem) for stem in stems(item.name))
        if item.quantity:
            yield "i", start.year, f"{item.quantity:g}"


def _buckets(amount: Amount, day: date | None) -> Iterator[tuple[str, int]]:
    """Buckets of the sum in its currencies, or in dollars where a rate of the day is known."""
    for money in (amount.money, *amount.also):
        found = convert(money, "USD", day)
        value, currency = (found[0].low, "USD") if found else (money.low, money.currency)
        if value > 0:
            yield f"s{currency}", floor(log(value) / SUM_STEP)
