"""Whether two acts name one sum: equal, within rounding, restated in another currency, corrected, or another sum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pledgebook.codebook import Hedge
from pledgebook.reconciling.rates import convert
from pledgebook.records import Amount, Money

Relation = Literal["same", "rounded", "converted", "unknown", "differs", "far"]
EXACT = 0.005  # the share by which one figure may be off and still be the same
RATE_SHARE = 0.03  # papers convert at their own day's rate
NEAR_SHARE = 0.4  # beyond this no misreading explains two figures for one act
HEDGE_SHARE: dict[Hedge, float] = {"exact": 0.0, "about": 0.06, "at_least": 0.1, "up_to": 0.0}


@dataclass(frozen=True, slots=True)
class Closeness:
    """How two sums stand to each other; `gap` is the share by which they differ (None: no rate to tell)."""

    relation: Relation
    gap: float | None
    phrase: str


def compare_sums(one: Amount, two: Amount, day: date | None) -> Closeness:
    """The closest pair among stated sums and their restatements; currencies meet at the rate of `day`."""
    stated = [_same_currency(a, b, one, two) for a in _moneys(one) for b in _moneys(two) if a.currency == b.currency]
    if stated:
        return min(stated, key=lambda found: (found.relation != "same", found.gap or 0.0))
    met = [_converted(a, b, one, two, day) for a in _moneys(one) for b in _moneys(two)]
    known = [found for found in met if found.gap is not None]
    return min(known, key=lambda found: found.gap or 0.0) if known else met[0]


def show(money: Money) -> str:
    """ "300m USD", "1.5bn to 2bn EUR": short, for phrases."""
    low, high = _short(money.low), _short(money.high)
    return f"{low if low == high else f'{low} to {high}'} {money.currency}"


def gap(one: Money, two: Money) -> float:
    """The share by which two sums of one currency differ, 0 for overlapping ranges."""
    if one.low <= two.high and two.low <= one.high:
        return 0.0
    small, large = (one.high, two.low) if one.high < two.low else (two.high, one.low)
    return (large - small) / max(abs(large), 1e-9)


def rounding(value: float) -> float:
    """The share that rounding may have taken: half a unit of the last digit that is not zero, two digits at least."""
    digits = f"{value:.9e}".split("e")[0].replace(".", "").rstrip("0")
    unit = 10.0 ** (1 - max(len(digits), 2))
    return 0.5 * unit / float(f"{value:e}".split("e")[0]) if value else 0.0


def _moneys(amount: Amount) -> tuple[Money, ...]:
    return (amount.money, *amount.also)


def _same_currency(a: Money, b: Money, one: Amount, two: Amount) -> Closeness:
    share = gap(a, b)
    if share <= EXACT:
        return Closeness("same", share, f"same sum ({show(a)})")
    slack = max(rounding(a.low), rounding(b.low)) + _hedged(one, two)
    restated = a is not one.money or b is not two.money
    if share <= slack + (RATE_SHARE if restated else 0.0):
        return Closeness("rounded", share, f"{show(a)} within rounding of {show(b)}")
    return _apart(share, f"{show(a)} against {show(b)}")


def _converted(a: Money, b: Money, one: Amount, two: Amount, day: date | None) -> Closeness:
    found = convert(a, b.currency, day)
    if found is None:
        return Closeness("unknown", None, f"no rate to compare {show(a)} with {show(b)}")
    share = gap(found[0], b)
    words = f"{show(a)} is {show(found[0])} ({found[1].note}) against {show(b)}"
    if share <= RATE_SHARE + max(rounding(a.low), rounding(b.low)) + _hedged(one, two):
        return Closeness("converted", share, words)
    return _apart(share, words)


def _hedged(one: Amount, two: Amount) -> float:
    return max(HEDGE_SHARE[one.hedge], HEDGE_SHARE[two.hedge])


def _apart(share: float, words: str) -> Closeness:
    return Closeness("differs" if share <= NEAR_SHARE else "far", share, words)


def _short(value: float) -> str:
    for size, letter in ((1e9, "bn"), (1e6, "m")):
        if abs(value) >= size:
            return f"{value / size:.4g}{letter}"
    return f"{value:,.0f}"
