"""The steps of reading as a person uses them one at a time: visit an address, read a page, read chosen words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from pledgebook.problems import BadInput, NotInText
from pledgebook.records import Article, Page, Quote, Reading
from pledgebook.settings import Settings

__all__ = ["SAYABLE", "find_words", "read_page", "reread", "visit"]


def visit(url: str) -> Page:
    """The page at a public http(s) address. Raises NotFetched where there is none, or BadInput for no address."""
    from pledgebook.sources.web import fetch

    if not re.match(r"https?://[^\s/]+", url, re.IGNORECASE):
        raise BadInput(url, "is no http(s) address")
    return fetch(url)


def read_page(page: Page, settings: Settings | None = None) -> Reading:
    """What a page says. Raises BadInput where it has no text or is not in English."""
    from pledgebook.pipeline import read_pages

    outcome = next(read_pages([page], settings))
    if isinstance(outcome, BadInput):
        raise outcome
    return outcome


def find_words(article: Article, words: str) -> Quote:
    """Where the words stand in the article, blanks apart. Raises NotInText where nowhere, or in several places."""
    parts = words.split()
    if not parts:
        raise NotInText("choose the words that say the value")
    pattern = re.compile(r"\s+".join(map(re.escape, parts)))
    found = [article.quote(m.start(), m.end()) for m in pattern.finditer(article.text)]
    if not found:
        raise NotInText(f"the article does not say “{' '.join(parts)[:80]}”; copy the words as they stand there")
    if len(found) > 1:
        raise NotInText(
            f"the article says “{' '.join(parts)[:80]}” {len(found)} times; choose some words around it too"
        )
    return found[0]


def reread(article: Article, field: str, quote: Quote) -> Any:
    """The value of a field, in the codebook's JSON, that these words of the article say.

    `field` is one of `SAYABLE`. Raises NotInText where the words do not stand there or do not say one such value.
    """
    if field not in SAYABLE:
        raise NotInText(f"words can say {', '.join(SAYABLE)}, not {field!r}")
    if article.quote(quote.start, quote.end, quote.part) != quote:
        raise NotInText(f"the article does not say “{quote.text[:80]}” there")
    return _READ[field](article, quote)


def _amount(article: Article, quote: Quote) -> dict[str, Any]:
    from pledgebook.values.money import find_money, home_currency

    sums = find_money(quote.text, home_currency(article.text, article.url))
    if len(sums) != 1:
        raise NotInText(
            f"“{quote.text[:80]}” says {'no sum' if not sums else 'several sums'}; choose one with its currency"
        )
    found = sums[0]
    if found.currency is None:
        raise NotInText(f"“{quote.text[:80]}” names no currency; choose the words with it")
    row: dict[str, Any] = {"low": found.low, "high": found.high, "currency": found.currency}
    row |= {"basis": "per_period" if found.per_period else "increment", "hedge": found.hedge}
    if found.also:
        row["also"] = [money.to_json() for money in found.also]
    return row


def _days(article: Article, quote: Quote) -> dict[str, str]:
    from pledgebook.values.days import find_days

    days = find_days(quote.text, _own_day(article))
    if len(days) != 1:
        raise NotInText(f"“{quote.text[:80]}” says {'no day' if not days else 'several days'}; choose one")
    return days[0].interval.to_json()


def _parties(article: Article, quote: Quote) -> list[str]:
    """The parties named; where none is known, a "name:" of the very words."""
    from pledgebook.values.parties import find_parties

    day = _own_day(article)
    found = [party for mention in find_parties(quote.text, _names(article, day), day) for party in mention.ids]
    return list(dict.fromkeys(found)) or [f"name:{' '.join(quote.text.split())}"]


@lru_cache(maxsize=8)
def _names(article: Article, day: date | None) -> Mapping[str, str]:
    from pledgebook.values.parties import learn_names

    return learn_names(f"{article.title}\n\n{article.text}" if article.title else article.text, day)


def _own_day(article: Article) -> date | None:
    from pledgebook.finding.context import own_day

    own = own_day(article)
    return own.end if own else None


_READ: Mapping[str, Callable[[Article, Quote], Any]] = {
    "amount": _amount,
    "date": _days,
    "actor": _parties,
    "target": _parties,
    "beneficiary": _parties,
}
SAYABLE = tuple(_READ)
