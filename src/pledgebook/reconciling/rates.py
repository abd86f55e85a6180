"""Exchange rates: the ECB's reference rate of a day (CurrencyConverter), or a declared peg; otherwise none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from pledgebook.lexicon.reconciling import pegs
from pledgebook.records import Money

BACK_DAYS = 7  # the ECB sets no rate on week-ends and holidays: the last one before the day holds


@dataclass(frozen=True, slots=True)
class Rate:
    """1 unit of `source` is `value` units of `target` on `day`; `note` shows the rate, the day and who set it."""

    source: str
    target: str
    value: float
    day: date
    note: str


@cache
def rate(source: str, target: str, day: date) -> Rate | None:
    """The rate of the day or of the last banking day before it, or None where nobody set one."""
    if source == target:
        return Rate(source, target, 1.0, day, "same currency")
    left, right = _anchored(source, day), _anchored(target, day)
    middle = _ecb(left[0], right[0], day)
    if middle is None:
        return None
    value, set_on = middle
    whole = value * left[1] / right[1]
    who = "; ".join(filter(None, ["ECB" if left[0] != right[0] else "", left[2], right[2]]))
    note = f"1 {source} = {whole:.6g} {target} on {set_on} ({who})"
    return Rate(source, target, whole, set_on, note)


def convert(money: Money, currency: str, day: date | None) -> tuple[Money, Rate] | None:
    """The sum in another currency at the rate of the day, with the rate, or None: no rate is made up."""
    found = rate(money.currency, currency, day) if day else None
    return (Money(money.low * found.value, money.high * found.value, currency), found) if found else None


def _anchored(currency: str, day: date) -> tuple[str, float, str]:
    """The currency that the ECB quotes, how much of it one unit is worth, and the peg's source."""
    for peg in pegs().get(currency, ()):
        if peg.since <= day <= peg.until:
            return peg.anchor, peg.rate, peg.source
    return currency, 1.0, ""


def _ecb(source: str, target: str, day: date) -> tuple[float, date] | None:
    if source == target:
        return 1.0, day
    from currency_converter import RateNotFoundError  # type: ignore[import-untyped]

    for back in range(BACK_DAYS):
        asked = day - timedelta(days=back)
        try:
            return float(_converter().convert(1.0, source, target, asked)), asked
        except (ValueError, RateNotFoundError):  # no such currency; no rate on that day
            continue
    return None


@cache
def _converter() -> Any:
    from currency_converter import CurrencyConverter  # 0.2 s to load: only where money is converted

    return CurrencyConverter(fallback_on_missing_rate=False, fallback_on_wrong_date=False)
