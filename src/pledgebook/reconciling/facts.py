"""Plain facts of an entry that links and totals ask for: its days, goods, sums in another currency, figures named."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from pledgebook.lexicon.reconciling import words
from pledgebook.reconciling.entries import Entry
from pledgebook.reconciling.rates import convert
from pledgebook.reconciling.words_of import is_group
from pledgebook.records import Item, Money

BESIDE = 20  # characters between "out of the" and the sum that it takes from


def is_total(entry: Entry) -> bool:
    """Whether the entry is a running total, never to be added to others."""
    return entry.basis == "running_total"


def last_day(entry: Entry) -> date:
    """The last day on which it was told or done."""
    days = [d for m in entry.mentions for d in (m.act.date.end if m.act.date else None, m.written) if d]
    return max(days, default=date.max)


def goods(entry: Entry) -> tuple[Item, ...]:
    """The goods of all its mentions."""
    return tuple(item for mention in entry.mentions for item in mention.act.items)


def count_goods(entry: Entry) -> float:
    return max((item.quantity or 0.0 for item in goods(entry)), default=0.0)


def in_currency(money: Money, currency: str, day: date | None) -> float | None:
    """The sum in a currency at the rate of the day, or None."""
    if money.currency == currency:
        return money.low
    found = convert(money, currency, day)
    return found[0].low if found else None


def names_figure(entry: Entry, money: Money) -> bool:
    """Whether a quotation of the entry names the figure of a sum ("the first of its $180 million loan")."""
    figure = _figure(money.low)
    return any(figure.search(quote.text) for mention in entry.mentions for quote in mention.act.evidence)


def takes_from(entry: Entry, money: Money) -> bool:
    """Whether a quotation takes the entry out of a sum: "out of the first 300 million, 13 billion yen was signed"."""
    figure, cue = _figure(money.low), words().cues["out_of"]
    texts = [quote.text.lower() for mention in entry.mentions for quote in mention.act.evidence]
    return any(figure.search(text, at.end(), at.end() + BESIDE) for text in texts for at in cue.finditer(text))


@lru_cache(maxsize=4096)
def _figure(value: float) -> re.Pattern[str]:
    scale = next((size for size in (1e9, 1e6) if value >= size), 1.0)
    return re.compile(rf"(?<![\d.,]){re.escape(f'{value / scale:g}')}(?![\d]|[.,]\d)")


def of_group(entry: Entry) -> bool:
    return any(is_group(party) for party in entry.actor)
