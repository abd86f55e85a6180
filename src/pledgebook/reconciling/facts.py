"""Plain facts of an entry that links and totals ask for: its days, goods, sums in another currency, figures named."""

from __future__ import annotations

import re
from datetime import date

from pledgebook.reconciling.entries import Entry
from pledgebook.reconciling.rates import convert
from pledgebook.reconciling.words_of import is_group
from pledgebook.records import Item, Money


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
    scale = next((size for size in (1e9, 1e6) if money.low >= size), 1.0)
    figure = re.compile(rf"(?<![\d.,]){re.escape(f'{money.low / scale:g}')}(?![\d]|[.,]\d)")
    return any(figure.search(quote.text) for mention in entry.mentions for quote in mention.act.evidence)


def of_group(entry: Entry) -> bool:
    return any(is_group(party) for party in entry.actor)
