"""Polling feeds politely: asks only for what is new, waits as long as the server wishes, and longer after each failure.

`poll` is one step: it takes what is known of a feed and the time, and gives the new pages and what is known then.
Nothing is kept here; the caller stores the state (`FeedState.to_json`) once it has stored the pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from pledgebook.problems import BadInput, NotFetched
from pledgebook.records import Page
from pledgebook.sources.feeds import Feed, read_feed
from pledgebook.sources.links import Link, page_of
from pledgebook.sources.manners import Manners
from pledgebook.sources.web import XML_TYPES, Answer, Request, Visit, checked, get

INTERVAL = timedelta(minutes=15)  # between two polls of a feed that asks for nothing else
LONGEST = timedelta(days=1)  # however often it failed, and whatever it asks for
TYPES = XML_TYPES | {"text/plain", "text/html"}  # some servers call their feeds so
MOST_SEEN = 2_000  # addresses remembered that a feed shows no longer; some come back
ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"
MAX_AGE = re.compile(r"(?:^|[,\s])max-age=(\d{1,9})")
TRIES = 3  # of a page that cannot be fetched
NOT_MODIFIED, GONE, TOO_MANY, UNAVAILABLE = 304, 410, 429, 503

Pages = list[Page | BadInput]


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is known of a feed between two polls.

    `due` is when it may be asked again (None: now); `seen` are the addresses whose pages came, oldest first;
    `tried` counts the attempts at those that did not; `failures` are polls in a row without an answer; a feed that
    its server calls `gone` is never asked again.
    """

    url: str
    etag: str | None = None
    modified: str | None = None
    due: datetime | None = None
    seen: tuple[str, ...] = ()
    tried: tuple[tuple[str, int], ...] = ()
    failures: int = 0
    gone: bool = False

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "due": self.due.isoformat() if self.due else None}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> FeedState:
        due = datetime.fromisoformat(row["due"]) if row["due"] else None
        tried = tuple((url, many) for url, many in row["tried"])
        return cls(**{**row, "due": due, "seen": tuple(row["seen"]), "tried": tried})


def poll(state: FeedState, now: datetime, manners: Manners, visit: Visit = get) -> tuple[Pages, FeedState]:
    """The pages that are new in a feed, and its state afterwards; nothing where it is gone or not yet due.

    `now` has a time zone. What cannot be fetched comes as a BadInput among the pages: the feed itself, and a page at
    its last try. `manners` are shared by all feeds of a run, so that no host gets two requests at once.
    """
    if state.gone or (state.due and now < state.due):
        return [], state
    answer = _asked(state, manners, visit)
    if isinstance(answer, NotFetched):
        return [answer], _after_failure(state, Answer(0, state.url), now)
    if answer.status == NOT_MODIFIED:
        return [], replace(state, due=now + _wait(answer, 0, now), failures=0)
    try:
        feed = read_feed(checked(answer, state.url).content, answer.url)
    except BadInput as problem:
        return [problem], _after_failure(state, answer, now)
    pages, met = _new_pages(feed, state, manners, visit)
    etag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
    return pages, replace(met, etag=etag, modified=modified, due=now + _wait(answer, feed.wait, now), failures=0)


def _asked(state: FeedState, manners: Manners, visit: Visit) -> Answer | NotFetched:
    """The server's answer to the question whether the feed has changed (RFC 9110, 13.1)."""
    conditions = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
    # a page that is still to be tried again stands in the feed, so the feed is wanted even if it has not changed
    headers = {name: value for name, value in conditions.items() if value and not state.tried}
    try:
        with manners.turn(state.url):
            return visit(Request(state.url, headers | {"Accept": ACCEPT}, TYPES))
    except NotFetched as problem:
        return problem


def _new_pages(feed: Feed, state: FeedState, manners: Manners, visit: Visit) -> tuple[Pages, FeedState]:
    """The pages of entries that were not seen before, the oldest first, as feeds show the newest first."""
    pages: Pages = []
    seen = dict.fromkeys(state.seen)
    tried = dict(state.tried)
    for entry in reversed(feed.entries):
        key = entry.url if isinstance(entry, Link) else entry.id
        if key in seen:
            continue
        page = page_of(entry, manners, visit) if isinstance(entry, Link) else entry
        tried[key] = tried.get(key, 0) + 1
        if isinstance(page, Page) or tried[key] == TRIES:
            pages.append(page)
            seen[key] = None
            del tried[key]
    shown = {entry.url if isinstance(entry, Link) else entry.id for entry in feed.entries}
    still = tuple((key, many) for key, many in tried.items() if key in shown)
    kept = [key for key in seen if key not in shown][-MOST_SEEN:] + [key for key in seen if key in shown]
    return pages, replace(state, seen=tuple(kept), tried=still)


def _after_failure(state: FeedState, answer: Answer, now: datetime) -> FeedState:
    failures = state.failures + 1
    wait = max(_wait(answer, 0, now), INTERVAL * 2 ** min(failures, 16))
    return replace(state, due=now + min(wait, LONGEST), failures=failures, gone=answer.status == GONE)


def _wait(answer: Answer, asked: int, now: datetime) -> timedelta:
    """How long the feed is left alone: what it (`asked`, seconds) or its server asks for, within the limits."""
    wishes = [INTERVAL, timedelta(seconds=min(asked, LONGEST.total_seconds())), _max_age(answer)]
    if answer.status in (TOO_MANY, UNAVAILABLE):
        wishes.append(_retry_after(answer, now))
    return min(max(wishes), LONGEST)


def _max_age(answer: Answer) -> timedelta:
    found = MAX_AGE.search(answer.headers.get("cache-control", ""))
    return timedelta(seconds=min(int(found[1]), LONGEST.total_seconds())) if found else timedelta()


def _retry_after(answer: Answer, now: datetime) -> timedelta:
    """Seconds or a day and hour (RFC 9110, 10.2.3)."""
    said = answer.headers.get("retry-after", "").strip()
    if said.isdecimal():
        return timedelta(seconds=min(int(said), LONGEST.total_seconds()))
    try:
        when = parsedate_to_datetime(said)
    except ValueError:
        return timedelta()
    return (when if when.tzinfo else when.replace(tzinfo=UTC)) - now
