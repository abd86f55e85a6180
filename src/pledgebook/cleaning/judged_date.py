"""When an article was written, judged from everything in it, against the day that its page claims.

A clue that the claim cannot be true is a plain function that returns a `Finding` or None; each looks only where a
cheap search lets it. Old days alone prove nothing: most articles look back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from pledgebook.cleaning.claimed_date import Claim, text_day
from pledgebook.codebook import Role
from pledgebook.lexicon.page_dates import page_dates
from pledgebook.records import Article, Interval
from pledgebook.values.day_tokens import Token, tokens, trie
from pledgebook.values.days import DayMention, find_days, looks_ahead

_YEAR = re.compile(r"(?<![\d,.$€£])(?:19|20)\d\d(?![\d,]\d)")
_LEAD = 330  # characters in which a report says on what day its news happened
_CREDITS = 500  # characters in which a line credits the paper that it is taken from
_SLACK = timedelta(days=2)  # days by which a claim may lag or run ahead of the text
_OLD = timedelta(days=60)  # from here on, a page is put up again rather than late
_AROUND = timedelta(days=45)  # days before the day of writing in which an event is news
_NEWS = frozenset({"weekday", "today", "yesterday", "last week", "this week", "last month", "relative"})
_DONE = re.compile(r"\b(?:\w{2,}ed|was|were|said|met|told|took|made|held|sent|gave|began|met|won|led|shot|put|cut)\b")
_APART = frozenset({Role.LINK, Role.FURNITURE, Role.CREDIT, Role.REPEAT})


@dataclass(frozen=True, slots=True)
class Finding:
    """Days in which the article was rather written, why, and the passages that show it."""

    days: Interval
    reason: str
    places: tuple[tuple[int, int], ...]


def against_claim(article: Article, claim: date) -> Finding | None:
    """The first clue by which the claim cannot be true, or None."""
    told = _full_days(article)
    return (
        _slipped(article, claim)
        or _tells_of_later(article, claim, told)
        or _opens_with_another(article, claim)
        or _taken_over(article, claim, told)
        or _put_up_again(article, claim, told)
    )


def _slipped(article: Article, claim: date) -> Finding | None:
    """The lead tells of "Thursday" as past where the claim is a Wednesday: a report says "Wednesday" or "last week"."""
    tomorrow = claim + timedelta(days=1)
    found = tokens(article.text[:_LEAD])
    for at, word in enumerate(found.words):
        if word.letter != "W" or word.value != tomorrow.isoweekday():
            continue
        start, end = sentence(article.text, word.start, word.end)
        beside = found.shape[max(0, 2 * at - 2) : 2 * at + 2]  # "Saturday, July 13" is its own day
        alone = re.search(r"(?:^|\||Q )W(?:\||$)", beside) is not None
        ahead = looks_ahead(article.text, word) or _is_to_come(article.text, start, word.start, end)
        own = _bare(article.text, word) and not _not_own().search(article.text, start, end)
        if ahead or not alone or not own or not _DONE.search(article.text, start, end):
            return None
        reason = f"it reports what was done on {tomorrow:%A}, and the day claimed, {claim}, is the day before"
        return Finding(Interval.day(tomorrow), reason, ((start, end),))
    return None


def _bare(text: str, word: Token) -> bool:
    """Not "last Thursday", "Thursday's deadline", "on a Thursday", "a week ago Thursday"."""
    before = re.split(r"[\s,]+", text[max(0, word.start - 30) : word.start].lower().strip())[-2:]
    return not page_dates().not_bare.intersection(before) and text[word.end : word.end + 1] not in "'’"


def _is_to_come(text: str, start: int, said: int, end: int) -> bool:
    """Whether the sentence `text[start:end]` looks ahead to the day said at `said`."""
    return bool(to_come().search(text, max(start, said - 60), said) or _surely_to_come().search(text, start, end))


def _tells_of_later(article: Article, claim: date, told: list[DayMention]) -> Finding | None:
    """A full day after the claim, told as past."""
    later = []
    for mention in told:
        if mention.interval.start <= claim + _SLACK:
            continue
        start, end = sentence(article.text, mention.start, mention.end)
        done = _DONE.search(article.text, start, mention.start) and article.text.endswith("on ", 0, mention.start)
        ahead = _is_to_come(article.text, start, mention.start, end)
        if done and not ahead and not _not_own().search(article.text, start, end):
            later.append((mention, start, end))
    if not later:
        return None
    last = max(mention.interval.end for mention, _, _ in later)
    reason = f"it tells of {last} as past, and the day claimed, {claim}, is before that"
    return Finding(Interval(last, last + _SLACK), reason, tuple((start, end) for _, start, end in later))


def _opens_with_another(article: Article, claim: date) -> Finding | None:
    """Its first lines carry another full day than the page claims."""
    own = text_day(article.text)
    if own is None or abs(own.day - claim) <= _SLACK:
        return None
    reason = f"its own first lines are dated {own.day}, and the page claims {claim}"
    return Finding(Interval.day(own.day), reason, ((own.start, own.end),))


def _taken_over(article: Article, claim: date, told: list[DayMention]) -> Finding | None:
    """A line of its beginning credits an earlier day ("The Courier, 3 May 2021"), and the text speaks of today."""
    for mention in told:
        start, end, _ = _paragraph(article, mention.start)
        short = mention.end > end - 3 and 0 < mention.start - start <= 40 and mention.end <= _CREDITS
        named = article.text[start : mention.start].strip(" ,-–—|·")
        if short and mention.interval.start < claim - _SLACK and named and "," not in named and named[0].isupper():
            today = [one for one in find_days(article.text, claim) if one.rule == "today" and one.start > end]
            reason = f"“{article.text[start:end]}” stands over it, and the page claims {claim}"
            return Finding(mention.interval, reason, ((start, end),)) if today else None
    return None


def _put_up_again(article: Article, claim: date, told: list[DayMention]) -> Finding | None:
    """An old report under a new day: its last full day is in a picture's caption, events of that time are its news,
    and nothing in it is from the time since."""
    past = [mention for mention in told if mention.interval.end <= claim - _OLD]
    if not past or not (caption := _captioned(article, max(mention.interval.end for mention in past), past)):
        return None
    last = caption.interval.end
    own = text_day(article.text)
    years = {int(match.group()) for match in _YEAR.finditer(article.text, own.end if own else 0)}
    if any(year > last.year for year in years) or any(
        last < m.interval.end <= claim for m in told if not _is_own(m, own)
    ):
        return None
    mentions = find_days(article.text, last)
    news = [mention for mention in mentions if mention.rule in _NEWS]
    events = [m for m in mentions if m.rule == "event" and _is_news(article.text, m, last)]
    if len(news) < 2 or not events:
        return None
    reason = (
        f"a caption tells of {last} and “{article.text[events[0].start : events[0].end]}” is its news,"
        f" while nothing in it is from the time up to {claim}, the day claimed"
    )
    places = tuple(sentence(article.text, mention.start, mention.end) for mention in (caption, events[0]))
    return Finding(Interval(last, last + _SLACK), reason, places)


def _is_own(mention: DayMention, own: Claim | None) -> bool:
    return own is not None and mention.end <= own.end


def _captioned(article: Article, last: date, past: list[DayMention]) -> DayMention | None:
    for mention in past:
        start, end, role = _paragraph(article, mention.start)
        if mention.interval.end == last and (role is Role.CAPTION or _in_caption().search(article.text, start, end)):
            return mention
    return None


def _is_news(text: str, mention: DayMention, day: date) -> bool:
    """An event of the weeks before, named without "since" or "after"."""
    recent = day - _AROUND <= mention.interval.end <= day + _SLACK
    return recent and not _back().search(text[max(0, mention.start - 30) : mention.start])


def _full_days(article: Article) -> list[DayMention]:
    """The days said with their year, outside links and furniture; only the surroundings of years are read."""
    found: list[DayMention] = []
    apart = [(p.start, p.end) for p in article.paragraphs if p.role in _APART]
    for match in _YEAR.finditer(article.text):
        begin = max(0, match.start() - 28)
        for one in find_days(article.text[begin : match.end() + 6]):
            if one.rule == "explicit day" and not any(start <= begin + one.start < end for start, end in apart):
                found.append(DayMention(begin + one.start, begin + one.end, one.interval, one.rule))
    return found


def _paragraph(article: Article, at: int) -> tuple[int, int, Role]:
    for paragraph in article.paragraphs:
        if paragraph.start <= at < paragraph.end:
            return paragraph.start, paragraph.end, paragraph.role
    start = article.text.rfind("\n", 0, at) + 1
    end = article.text.find("\n", at)
    return start, len(article.text) if end < 0 else end, Role.BODY


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a passage, cut at its line's ends."""
    before = max(text.rfind(sign, 0, start) + len(sign) for sign in (". ", "! ", "? ", "\n"))
    before = before if before > 1 or text[:1] == "\n" else 0
    stops = [at for sign in (". ", "! ", "? ", "\n") if (at := text.find(sign, end)) >= 0]
    after = min(stops, default=len(text))
    return min(before, start), min(len(text), after + 1) if text[after : after + 1] in (".", "!", "?") else after


@cache
def to_come() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{trie(page_dates().to_come)})\b", re.I)


@cache
def _surely_to_come() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{trie(page_dates().surely_to_come)})\b", re.I)


@cache
def _not_own() -> re.Pattern[str]:
    return re.compile(trie(page_dates().not_own), re.I)


@cache
def _in_caption() -> re.Pattern[str]:
    return re.compile(trie(page_dates().captions) + r"|^[A-Z]{3,9} \d{1,2}:", re.M)


@cache
def _back() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{trie(page_dates().looking_back)})\b[^.;]*$", re.I)
