"""When an article was written, where its page claims no day: bounds from its address and from what it tells of."""

from __future__ import annotations

import re
from datetime import date

from pledgebook.cleaning.judged_date import Finding, sentence, to_come
from pledgebook.records import Article, Interval, Page
from pledgebook.values.calendar import day_of, month_of
from pledgebook.values.day_tokens import Token, tokens
from pledgebook.values.days import DayMention, find_days

_MONTH_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(\d\d?)/")
_NEWS_OF = 366  # days after the last event named in which a weekday and a day of the month are tried together
_PAST = frozenset({"explicit day", "month", "event"})


def without_claim(page: Page, article: Article) -> Finding | None:
    """The narrowest bounds that can be had, with their reason, or None."""
    told = _latest_told(article)
    if told is None:
        return _month_in_address(page)
    day = _dated_weekday(article, told)
    address = _month_in_address(page)
    if day and (address is None or address.days.overlaps(day.days)):
        return day
    if address:
        return address
    if told.rule != "explicit day" and page.fetched is None:
        return None  # from a year or an event alone, an article may be any number of years away
    start = told.interval.start
    until = page.fetched.date() if page.fetched else date(start.year + 1, 12, 31)
    reason = (
        f"the latest day that it tells of is “{article.text[told.start : told.end]}”; nothing says how much later it is"
    )
    return Finding(Interval(start, until), reason, ((told.start, told.end),)) if start <= until else None


def _month_in_address(page: Page) -> Finding | None:
    match = _MONTH_IN_ADDRESS.search(page.url or "")
    if not match or not 1 <= int(match[2]) <= 12:
        return None
    return Finding(month_of(int(match[1]), int(match[2])), "the month in the page's address", ())


def _latest_told(article: Article) -> DayMention | None:
    """The latest time that the text names with its year, or by an event, and does not look ahead to."""
    text = article.text
    known = [mention for mention in find_days(text) if mention.rule in _PAST and not _ahead(text, mention)]
    return max(known, key=lambda mention: mention.interval.start, default=None)


def _ahead(text: str, mention: DayMention) -> bool:
    start, _ = sentence(text, mention.start, mention.end)
    return bool(to_come().search(text[max(start, mention.start - 60) : mention.start]))


def _dated_weekday(article: Article, told: DayMention) -> Finding | None:
    """ "Monday (April 11)": the year in which that day is a Monday, the first after the latest time told of."""
    found = tokens(article.text)
    for weekday, month, day in zip(found.words, found.words[1:], found.words[2:], strict=False):
        if weekday.letter + month.letter + day.letter not in ("WMD", "WDM") or day.end - weekday.start > 30:
            continue
        first, second = (month, day) if month.letter == "M" else (day, month)
        if made := _year_of(weekday, first.value[0], second.value, told.interval.start):
            words = article.text[weekday.start : day.end]
            reason = f"“{words}” is {made} in the year after the latest day that it tells of"
            return Finding(Interval.day(made), reason, ((weekday.start, day.end),))
    return None


def _year_of(weekday: Token, month: int, day: int, after: date) -> date | None:
    for year in (after.year, after.year + 1):
        made = day_of(year, month, day)
        if made and made.isoweekday() == weekday.value and 0 <= (made - after).days <= _NEWS_OF:
            return made
    return None
