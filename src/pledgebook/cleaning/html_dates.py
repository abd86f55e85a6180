"""The day that a web page gives itself: in its machine-readable data, and as its readers see it.

Measured on 134 dated pages: a day shown beside the headline and confirmed, within a day, by the machine-readable
data is right nearly always, and is the publisher's local day, which UTC stamps often miss.
"""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from pledgebook.lexicon.page_dates import page_dates
from pledgebook.values.calendar import day_of
from pledgebook.values.days import find_days

_META = re.compile(r"<meta\b[^>]{0,800}>", re.I)
_KEY = re.compile(r"\b(?:property|name|itemprop)\s*=\s*[\"']?([^\"'\s>]+)", re.I)
_CONTENT = re.compile(r"\bcontent\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.I)
_JSON_LD = re.compile(r"<script\b[^>]{0,200}ld\+json[^>]*>(.*?)</script>", re.I | re.S)
_TIME = re.compile(r"<time\b[^>]{0,400}?\bdatetime\s*=\s*[\"']?([^\"'>]+)[^>]*>", re.I)
_HEADLINE = re.compile(r"<h1\b[^>]*>(.{0,2000}?)</h1>", re.I | re.S)
_UNSEEN = re.compile(r"<(script|style|noscript|svg)\b.*?(?:</\1>|$)|<!--.*?(?:-->|$)", re.I | re.S)
_TAG = re.compile(r"<[^>]*>?")
_ISO = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)")
_OFFSET = re.compile(r"[+-](?!00:?00)\d\d:?\d\d$")
_BEFORE, _AFTER = 8_000, 30_000  # characters of HTML around the headline in which its day is looked for
_SEEN_BEFORE, _SEEN_AFTER = 300, 900  # and of the text seen there


class Shown(NamedTuple):
    """A day seen beside the headline, and whether it is labelled as that of an update."""

    day: date
    updated: bool


class PageDay(NamedTuple):
    day: date
    how: str


def page_day(html: str) -> PageDay | None:
    """The page's own day and where it stands, or None where it gives none or contradicts itself."""
    published, modified = _machine_readable(html)
    shown = _shown(html)
    if published:
        return _published(html, published, modified, shown)
    if shown:
        return PageDay(shown[0].day, "the day shown beside the headline")
    times = _days(_TIME.findall(html))
    if times:
        return PageDay(times[0], "its first time element")
    return PageDay(modified[0], "the day of its last change") if modified else None


def _published(html: str, stamps: list[str], modified: list[date], shown: list[Shown]) -> PageDay | None:
    """The day shown that a stamp of publication confirms; else the one that a stamp of change does; else the stamp's,
    unless the stamps contradict each other."""
    days = _days(stamps)
    for updates in (False, True):
        confirmed = [one.day for one in shown if one.updated is updates and _near(one.day, days)]
        if confirmed:
            return PageDay(confirmed[0], "the day shown beside the headline, confirmed by the page's data")
    changed = [one.day for one in shown if _near(one.day, modified)]
    if changed:
        return PageDay(changed[0], "the day of the update shown beside the headline")
    local = [day for stamp in stamps for day in _days([stamp]) if _OFFSET.search(stamp) and _near(day, days[:1])]
    if local:
        return PageDay(local[0], "the page's data")
    updates_shown = [day for day in _days(_TIME.findall(html))[:1] if _near(day, modified)]
    if updates_shown:
        return PageDay(updates_shown[0], "its time element")
    return PageDay(days[0], "the page's data") if all(_near(day, days[:1]) for day in days) else None


def _near(day: date, others: Iterable[date]) -> bool:
    return any(abs((day - other).days) <= 1 for other in others)


def _machine_readable(html: str) -> tuple[list[str], list[date]]:
    """Stamps of publication, best first, and days of change: JSON-LD of the article itself, then <meta>."""
    known = page_dates()
    published: list[tuple[int, str]] = []
    modified: list[tuple[int, str]] = []
    for loose, node in _nodes(html):
        for key, stamps in (("datePublished", published), ("dateModified", modified)):
            if isinstance(node.get(key), str):
                stamps.append((500 if loose else 0, node[key].strip()))
    for key, value in _metas(html):
        if key in known.published:
            published.append((1 + known.published[key], value))
        elif key in known.modified:
            modified.append((1 + known.modified[key], value))
    return [stamp for stamp in _ranked(published) if _days([stamp])], _days(_ranked(modified))


def _ranked(stamps: list[tuple[int, str]]) -> list[str]:
    return [stamp for _, stamp in sorted(stamps, key=lambda one: one[0])]


def _metas(html: str) -> Iterator[tuple[str, str]]:
    for tag in _META.findall(html):
        key, content = _KEY.search(tag), _CONTENT.search(tag)
        if key and content:
            yield key[1].lower(), (content[1] or content[2] or content[3] or "").strip()


def _nodes(html: str) -> Iterator[tuple[bool, dict[str, Any]]]:
    """JSON-LD nodes that are the page or its article, and whether of a loose type. Lists of other articles, nested
    in them, are not looked into."""
    known = page_dates()
    for script in _JSON_LD.findall(html):
        for node in _flat(_parsed(script)):
            kinds = node.get("@type")
            kinds = set(kinds) if isinstance(kinds, list) and all(isinstance(k, str) for k in kinds) else {str(kinds)}
            if kinds & known.article_types:
                yield False, node
            elif kinds & known.loose_types:
                yield True, node


def _flat(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for one in value:
            yield from _flat(one)
    elif isinstance(value, dict):
        yield value
        yield from _flat(value.get("@graph"))
        yield from _flat(value.get("mainEntity"))


def _parsed(script: str) -> Any:
    try:
        return json.loads(script.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None  # a broken script of the page's says nothing


def _days(stamps: Iterable[str]) -> list[date]:
    return [day for stamp in stamps if (day := stamp_day(stamp))]


def stamp_day(stamp: str) -> date | None:
    """The local day of a written date or timestamp: ISO as it stands, else a date in words or unambiguous figures."""
    iso = _ISO.match(stamp)
    if iso:
        return day_of(int(iso[1]), int(iso[2]), int(iso[3]))
    found = [mention for mention in find_days(stamp[:80]) if mention.rule == "explicit day"]
    return found[0].interval.start if len(found) == 1 and found[0].interval.days == 1 else None


def _shown(html: str) -> list[Shown]:
    """Days with a year that stand beside the longest headline: after it first, then over it."""
    headlines = list(_HEADLINE.finditer(html))
    if not headlines:
        return []
    headline = max(headlines, key=lambda match: len(_seen(match[1])))
    after = _seen(html[headline.end() : headline.end() + _AFTER])[:_SEEN_AFTER]
    before = _seen(html[max(0, headline.start() - _BEFORE) : headline.start()])[-_SEEN_BEFORE:]
    return [shown for text in (after, before) for shown in _shown_in(text)]


def _seen(part: str) -> str:
    return " ".join(entities.unescape(_TAG.sub(" ", _TIME.sub(" ", _UNSEEN.sub(" ", part)))).split())


def _shown_in(text: str) -> Iterator[Shown]:
    labels = page_dates().updated_labels
    for mention in find_days(text):
        if mention.rule == "explicit day" and mention.interval.days == 1:
            before = re.findall(r"[a-z]+", text[max(0, mention.start - 40) : mention.start].lower())[-6:]
            yield Shown(mention.interval.start, any(word in labels for word in before))
