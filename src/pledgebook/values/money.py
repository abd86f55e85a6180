"""Sums of money in a text, each with its own span: value, currency, hedge, restatements.

A sum is a number beside a mark of money ("$40bn", "NOK 250m", "300 million yen"), or a number of millions that
counts nothing else ("an extra 20 million in aid"; its currency is None, and whoever reads on decides). Vague sums
("billions", "several million dollars") and prices of a unit of goods ("$60 a barrel") are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pledgebook.codebook import Hedge
from pledgebook.lexicon.money import Mark, currencies, hedges, homes, units
from pledgebook.records import Money
from pledgebook.values.marks import Sum, sum_at
from pledgebook.values.numbers import Number, find_numbers

_RANGE = re.compile(r"\s{0,2}(?P<join>[-–—]|to|and)\s{0,2}")
_NO_RANGE = re.compile(r"\b(?:from|by)\s+(?:\w+\s)?\Z", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:\w+\s)?\Z", re.IGNORECASE)
_RESTATES = re.compile(r"\s{0,3}[(\[]\s?(?:[^\d()\[\]]{0,24}?\s)?|,?\s+or\s+(?:\w+\s){0,2}|\s*[;/=]\s*(?:or\s)?")
_WORD = re.compile(r"[\s-]+([^\W\d_][\w’'.]*)")
_HOST = re.compile(r"(?:\w+:)?//(?:[^/@]*@)?([^/:?#]+)")
_MANY = 100.0  # a range whose ends differ by more than this is two sums


@dataclass(frozen=True, slots=True)
class MoneyMention:
    """`text[start:end]` states a sum from `low` to `high` (equal for one figure).

    `currency` is ISO 4217, or None where none is said; `bare` marks a "$" or "dollars" without a country. `also` are
    restatements in other currencies right behind it; `per_period` says that it recurs ("a year").
    """

    start: int
    end: int
    low: float
    high: float
    currency: str | None
    bare: bool
    hedge: Hedge
    also: tuple[Money, ...] = ()
    per_period: bool = False


def find_money(text: str, home: str | None = None) -> list[MoneyMention]:
    """All sums of a text, in order, without overlap. `home` is the currency that a bare "$" means (USD where None)."""
    sums = [sum_at(text, number) for number in find_numbers(text)]
    mentions: list[MoneyMention] = []
    place = 0
    while place < len(sums):
        low, high = sums[place], sums[place]
        joined = sums[place + 1] if place + 1 < len(sums) else None
        if joined and (pair := _range(text, low, joined)):
            (low, high), place = pair, place + 1
        place += 1
        mention = _mention(text, low, high, home)
        if mention and not (mentions and mention.start < mentions[-1].end):
            mentions.append(mention)
    return list(_with_restatements(text, mentions))


def says(text: str, money: Money, home: str | None = None) -> bool:
    """Whether the passage states this sum; a sum without a currency states it in whatever currency is meant."""
    mentions = find_money(text, home)
    stated = [(m.low, m.high, m.currency or money.currency) for m in mentions]
    stated += [(also.low, also.high, also.currency) for m in mentions for also in m.also]
    return any(
        _same(low, money.low) and _same(high, money.high) and currency == money.currency
        for low, high, currency in stated
    )


def home_currency(text: str, url: str | None = None) -> str | None:
    """The currency that a bare "$" means in this document, or None (USD): by its address, then by the text."""
    known = homes()
    host = "." + match[1].lower() if url and (match := _HOST.match(url)) else ""
    for home in known.homes:
        if host.endswith(home.domains):
            return home.currency
    if "$" not in text and "dollar" not in text:
        return None
    lower = text.lower()
    framed = bool(known.frames.search(lower, 0, known.head)) and not known.wires.search(lower, 0, known.head)
    for home in known.homes:
        at_home = framed or host.endswith(home.press)
        if home.own.search(lower) or (at_home and len(home.names.findall(lower)) >= 2):
            return home.currency
    return None


def money_of(text: str, mention: MoneyMention, country: str) -> MoneyMention:
    """The mention with its currency read as that country's (ISO 3166-1 alpha-3), where its own words leave it open.

    "250 million kroner" of NOR are NOK and of DNK are DKK; a number without any mark of money stays as it is.
    """
    known = currencies()
    last = text[mention.start : mention.end].split()[-1].lower()
    noun = known.words[last].noun if mention.currency is None and last in known.words else None
    codes = [code for code in known.of_country.get(country, ()) if known.nouns[code] == noun]
    return replace(mention, currency=codes[0]) if codes else mention


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-9 * max(abs(one), abs(other))


def _range(text: str, low: Sum, high: Sum) -> tuple[Sum, Sum] | None:
    """The two ends of a range, the mark and unit of one lent to the other; None where they are two sums."""
    join = _RANGE.fullmatch(text, low.end, high.start)
    if not join or not (low.mark or high.mark) or _NO_RANGE.search(text, max(0, low.start - 16), low.start):
        return None
    if join["join"] == "and" and not _BETWEEN.search(text, max(0, low.start - 24), low.start):
        return None
    if high.mark is None and not _same_kind(text, low.number, high.number, join["join"]):
        return None
    if low.mark and high.mark and low.mark.code != high.mark.code:
        return None
    lent = replace(low, number=_lent_unit(low.number, high.number), mark=low.mark or high.mark)
    ends = lent, replace(high, mark=high.mark or low.mark)
    return ends if 0 < lent.number.value < high.number.value <= _MANY * lent.number.value else None


def _same_kind(text: str, low: Number, high: Number, join: str) -> bool:
    """Whether a number without a mark behind a sum is money too: not in "$2 million to 20 million people"."""
    if high.unit is None:
        return low.unit is None and join in "-–—"
    return join in "-–—" or not _counts(text, high.end)


def _lent_unit(low: Number, high: Number) -> Number:
    """ "1.2-1.5 billion": the unit is said once, for both."""
    if low.unit is None and high.unit is not None and low.raw < 1000:
        return replace(low, value=low.raw * (high.value / high.raw if high.raw else 1), unit=high.unit)
    return low


def _mention(text: str, low: Sum, high: Sum, home: str | None) -> MoneyMention | None:
    mark = low.mark
    if mark is None and not _bare_sum(text, low):
        return None
    if hedges().rate.match(text, high.end):
        return None
    currency, bare = _meant(mark, home) if mark else (None, False)
    between = _BETWEEN.search(text, max(0, low.start - 24), low.start) if high is not low else None
    return MoneyMention(
        start=between.start() if between else low.start,
        end=high.end,
        low=low.number.value,
        high=high.number.value,
        currency=currency,
        bare=bare,
        hedge=_hedge(text, low.start, high.end),
        per_period=_recurs(text, low.start, high.end),
    )


def _meant(mark: Mark, home: str | None) -> tuple[str | None, bool]:
    """(currency, bare) of a mark, given the document's home currency."""
    if mark.noun is None:
        return mark.code, False
    noun = currencies().nouns.get(home) if home else None
    dollars = mark.noun == "dollar"
    return (home if noun == mark.noun else mark.code), dollars


def _bare_sum(text: str, found: Sum) -> bool:
    """Whether a number without a mark may be money: millions that count nothing."""
    if found.number.unit not in units().bare or text[max(0, found.start - 1) : found.start].strip(" \"“('").isalnum():
        return False
    return text[max(0, found.start - 1) : found.start] not in ("-", "/", ".") and not _counts(text, found.end)


def _counts(text: str, end: int) -> bool:
    """Whether the words after a number name things that are counted: "2 million Syrian refugees"."""
    known = hedges()
    for place in range(4):
        match = _WORD.match(text, end)
        if not match:
            return text[end : end + 1] == "%"
        word, end = match[1].lower().rstrip("."), match.end()
        if word in known.money:
            return False
        if word in known.counted and (word != "of" or place == 0):
            return True
        if word in known.ends:
            return False
        if word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s")):
            return True
    return False


def _hedge(text: str, start: int, end: int) -> Hedge:
    known = hedges()
    match = known.before.search(text, max(0, start - 48), start) or known.after.match(text, end)
    return known.hedge_of[" ".join(match["hedge"].lower().split())] if match else "exact"


def _recurs(text: str, start: int, end: int) -> bool:
    known = hedges()
    return bool(known.period.match(text, end) or known.period_before.search(text, max(0, start - 32), start))


def _with_restatements(text: str, mentions: list[MoneyMention]) -> Iterator[MoneyMention]:
    """Folds "CAD55 million (US$40 million)" into one mention: a sum in another currency right behind is `also`."""
    place = 0
    while place < len(mentions):
        first, end = mentions[place], mentions[place].end
        also: list[Money] = []
        place += 1
        while place < len(mentions) and (money := _restated(text, first, end, mentions[place])):
            also.append(money)
            end, place = mentions[place].end, place + 1
        yield (
            replace(first, also=tuple(also), per_period=first.per_period or _recurs(text, first.start, end))
            if also
            else first
        )


def _restated(text: str, first: MoneyMention, end: int, second: MoneyMention) -> Money | None:
    if second.currency is None or not _RESTATES.fullmatch(text, end, second.start):
        return None
    currency = second.currency
    if currency == first.currency:
        if not second.bare or first.bare or currency == "USD":
            return None
        currency = "USD"  # "A$50 million ($35 million)" in an Australian paper
    return Money(second.low, second.high, currency)
