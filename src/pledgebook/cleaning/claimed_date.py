"""The day of publication that a page claims, never a guess.

Looked for in this order: the day that a table or feed gives; the page's machine-readable and shown day; a full day
in its address; a line of the text's beginning that is a date. All days are the local ones, as written.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from pledgebook.cleaning.html_dates import page_day, stamp_day
from pledgebook.lexicon.days import day_words
from pledgebook.lexicon.page_dates import page_dates
from pledgebook.records import Article, Page
from pledgebook.values.calendar import day_of
from pledgebook.values.days import DayMention, find_days

_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?|[a-z]{3,9})[/-](\d\d?)(?=[/.-]|$)", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d")
_TOP = 600  # characters in which a text can say its day
_LINE = 110  # a longer line is prose
_BESIDE = re.compile(r"[a-z.]{2,}", re.I)
_AGENCY = re.compile(r"\s*(?:\([A-Z][\w .]{1,20}\)\s*)?(?:—|–|--|-|:)\s")


class Claim(NamedTuple):
    """The day and where it stands; `start` and `end` are its place in the text, where that is the source."""

    day: date
    how: str
    start: int = 0
    end: int = 0


def claimed_date(page: Page, article: Article, html: str | None) -> Claim | None:
    """The page's claim, or None where it makes none that can be read without guessing."""
    if page.date and (day := stamp_day(page.date)):
        return Claim(day, "the table that listed it")
    in_address = address_day(page.url or article.url)
    found = page_day(html) if html else None
    if in_address and (found is None or abs((found.day - in_address).days) <= 1):
        return Claim(in_address, "the page's address")
    if found:
        return Claim(found.day, found.how)
    return text_day(article.text)


def address_day(url: str | None) -> date | None:
    """The day in an address: /2019/09/22/, /2019/sep/21/, /2019-09-22/."""
    match = _IN_ADDRESS.search(url or "")
    if not match:
        return None
    month = match[2]
    if not month.isdecimal():
        letter, value = day_words().kinds.get(month.lower()[:3], ("", None))
        return day_of(int(match[1]), value, int(match[3])) if letter == "M" else None
    return day_of(int(match[1]), int(month), int(match[3]))


def text_day(text: str) -> Claim | None:
    """A day with its year in the first lines, alone in its line, labelled as published, or opening a report."""
    at = 0
    claims: list[tuple[bool, Claim]] = []
    for line in text[:_TOP].split("\n"):
        if _YEAR.search(line[:_LINE]):
            claims += [(updated, claim) for updated, claim in [_line_day(line, at)] if claim]
        at += len(line) + 1
    claims.sort(key=lambda one: one[0])  # a day of publication goes before one of an update
    return claims[0][1] if claims else None


def _line_day(line: str, at: int) -> tuple[bool, Claim | None]:
    found = [one for one in find_days(line[:_LINE]) if one.rule == "explicit day" and one.interval.days == 1]
    if len(found) != 1:
        return False, None
    mention = found[0]
    labels = page_dates()
    before = [word.lower().strip(".") for word in _BESIDE.findall(line[: mention.start])]
    updated = any(word in labels.updated_labels for word in before)
    labelled = updated or any(word in labels.published_labels for word in before[:2])
    if not ((len(line) <= _LINE and (labelled or _alone(line, mention))) or _opens_report(line, mention)):
        return False, None
    how = "the line of the text that says when it was updated" if updated else "the first lines of the text"
    return updated, Claim(mention.interval.start, how, at + mention.start, at + mention.end)


def _alone(line: str, mention: DayMention) -> bool:
    """Nothing but an hour, a weekday or a word or two of the trade stands beside the day."""
    rest = line[: mention.start] + " " + line[mention.end :]
    words = [word.lower().strip(".") for word in _BESIDE.findall(rest)]
    known = page_dates()
    said = known.beside | known.published_labels | known.updated_labels
    return not [word for word in words if word and word not in said and not find_weekday(word)]


def find_weekday(word: str) -> bool:
    return day_words().kinds.get(word, ("", None))[0] in ("W", "w")


def _opens_report(line: str, mention: DayMention) -> bool:
    """ "KYIV, May 20, 2022 (Reuters) - ": capitals before the day, a dash after it."""
    before = line[: mention.start].strip(" ,(")
    return bool(_AGENCY.match(line[mention.end :].lstrip(") ")) and before.isupper() and len(before) <= 40)
