"""Polling a feed or sitemap politely: asks only whether it changed, and fetches only the pages that are not known.

A `Poll` is one question to one feed: it gives the new pages, and afterwards its `state` is what is known of the feed.
Nothing is kept here; the caller stores the pages, then the state.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, Literal

from pledgebook.problems import BadInput, NotFetched
from pledgebook.records import Page
from pledgebook.sources.feeds import read_feed
from pledgebook.sources.leading import HEAD
from pledgebook.sources.links import Link, page_of
from pledgebook.sources.manners import Manners
from pledgebook.sources.sitemaps import SITEMAP_LIMIT, SITEMAP_TYPES, all_links, unpacked
from pledgebook.sources.sniffing import form_of
from pledgebook.sources.waiting import INTERVAL, wait_after, wait_after_failure
from pledgebook.sources.web import SIZE, XML_TYPES, Answer, Request, checked

TYPES = XML_TYPES | SITEMAP_TYPES | {"text/plain", "text/html"}  # some servers call their feeds so
ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"
TRIES = 3  # of a page that cannot be fetched
MOST_TRIED = 2_000  # addresses that gave no page, remembered for one feed
MOST_PAGES = 100  # fetched at one poll, so that no feed keeps the others waiting; the rest comes at the next ones
LONGEST_POLL = timedelta(minutes=5)  # likewise
LOOK = 200  # entries looked up at once
NOT_MODIFIED = 304

Outcome = Literal["new", "nothing new", "not yet due", "failed"]
Item = Link | Page | BadInput


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is known of a feed between two polls.

    `due` is when it may be asked again (None: now); `tried` counts the attempts at pages that could not be fetched;
    `parts` are the sitemaps in it that were read whole, each with its `lastmod`; `failures` are polls in a row
    without a good answer.
    """

    url: str
    etag: str | None = None
    modified: str | None = None
    due: datetime | None = None
    tried: tuple[tuple[str, int], ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    failures: int = 0

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "due": self.due.isoformat() if self.due else None}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> FeedState:
        known = {name: row[name] for name in (part.name for part in fields(cls)) if name in row}
        due = datetime.fromisoformat(known["due"]) if known.get("due") else None
        pairs = {name: tuple(map(tuple, known.get(name, ()))) for name in ("tried", "parts")}
        return cls(**{**known, **pairs, "due": due})


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Terms:
    """What all polls of a run share.

    `known` says of which addresses (or ids of entries) there are pages already; `clock` gives a time with its zone;
    `every` is the least time between two polls of a feed. `manners` see to robots.txt and the pauses.
    """

    manners: Manners
    known: Callable[[Sequence[str]], Collection[str]]
    clock: Callable[[], datetime] = _now
    every: timedelta = INTERVAL


@dataclass(frozen=True, slots=True)
class _Document:
    """A feed or sitemap: what it leads to, oldest first where it has an order, and the seconds that it asks for."""

    items: Iterable[Item]
    wait: int = 0
    parts: dict[str, str] = field(default_factory=dict)


class Poll:
    """One question to a feed: iterate over it once; then `state`, `outcome`, `problem` and `more` are as they are now.

    Gives the pages that are not known yet, and a BadInput for the feed or a part of it that cannot be read and for
    each page at its last try. `more` says that new pages wait for the next poll.
    """

    def __init__(self, state: FeedState, terms: Terms) -> None:
        self.state = state
        self.outcome: Outcome = "nothing new"
        self.problem: BadInput | None = None
        self.more = False
        self._terms = terms
        self._begun = terms.clock()
        self._fetched = 0
        self._tried = dict(state.tried)

    def __iter__(self) -> Iterator[Page | BadInput]:
        if self.state.due and self._begun < self.state.due:
            self.outcome = "not yet due"
            return
        answer = self._asked()
        if answer.status == NOT_MODIFIED:
            self._wait(answer)
            return
        document = self._read(answer) if self.problem is None else _Document(())
        yield from self._new(document.items)
        if self.problem:
            self._failed(answer)
            yield self.problem
        else:
            self._done(answer, document)

    def _asked(self) -> Answer:
        """The server's answer to the question whether the feed has changed (RFC 9110, 13.1)."""
        conditions = {"If-None-Match": self.state.etag, "If-Modified-Since": self.state.modified}
        headers = {name: value for name, value in conditions.items() if value}
        try:
            return self._terms.manners.ask(
                Request(self.state.url, headers | {"Accept": ACCEPT}, TYPES, limit=SITEMAP_LIMIT)
            )
        except NotFetched as problem:
            self.problem = problem
            return Answer(0, self.state.url)

    def _read(self, answer: Answer) -> _Document:
        try:
            return _document(answer, self.state, self._terms.manners)
        except BadInput as problem:
            self.problem = problem
            return _Document(())

    def _new(self, items: Iterable[Item]) -> Iterator[Page | BadInput]:
        """The new pages, until it is enough for one poll."""
        waiting, asked, shown = iter(items), set[str](), set[str]()
        while some := list(islice(waiting, LOOK)):
            known = self._terms.known([_name(item) for item in some if not isinstance(item, BadInput)])
            for item in some:
                if isinstance(item, BadInput):
                    self.problem = item
                    continue
                name = _name(item)
                if name in self._tried:
                    shown.add(name)
                if name in known or name in asked or self._tried.get(name, 0) >= TRIES:
                    continue
                if self._enough():
                    self.more = True
                    return
                asked.add(name)
                yield from self._page(name, item)
        self._tried = {name: many for name, many in self._tried.items() if name in shown | asked}

    def _page(self, name: str, item: Link | Page) -> Iterator[Page | BadInput]:
        self._fetched += 1
        page = page_of(item, self._terms.manners) if isinstance(item, Link) else item
        if isinstance(page, Page):
            self._tried.pop(name, None)
            self.outcome = "new"
            yield page
        else:
            self._tried[name] = self._tried.get(name, 0) + 1
            if self._tried[name] == TRIES:
                yield page

    def _enough(self) -> bool:
        return self._fetched >= MOST_PAGES or self._terms.clock() - self._begun >= LONGEST_POLL

    def _done(self, answer: Answer, document: _Document) -> None:
        # What waits, or is to be tried again, stands in the feed: it is wanted again then, changed or not.
        again = self.more or any(many < TRIES for many in self._tried.values())
        self.state = replace(
            self.state,
            etag=None if again else answer.headers.get("etag"),
            modified=None if again else answer.headers.get("last-modified"),
            parts=self.state.parts if again else tuple(document.parts.items()),
        )
        self._wait(answer, document.wait)

    def _wait(self, answer: Answer, asked: int = 0) -> None:
        now = self._terms.clock()
        due = now + wait_after(answer, now, self._terms.every, asked)
        self.state = replace(self.state, due=due, failures=0, tried=self._remembered())

    def _failed(self, answer: Answer) -> None:
        self.outcome = "failed"
        now, failures = self._terms.clock(), self.state.failures + 1
        due = now + wait_after_failure(answer, now, self._terms.every, failures)
        self.state = replace(self.state, due=due, failures=failures, tried=self._remembered())

    def _remembered(self) -> tuple[tuple[str, int], ...]:
        return tuple(self._tried.items())[-MOST_TRIED:]


def _document(answer: Answer, state: FeedState, manners: Manners) -> _Document:
    """What a server's answer holds. Raises BadInput where it is an error, or neither a feed nor a sitemap."""
    content = unpacked(checked(answer, state.url).content, state.url)
    form = form_of("", content[:HEAD])
    if form == "sitemap":
        parts = dict(state.parts)
        return _Document(all_links(content, answer.url, manners, parts), parts=parts)
    if form in ("html", "pdf", "binary"):
        raise BadInput(state.url, "it is no feed or sitemap; a site's page often links to its feed")
    if len(content) > SIZE:
        raise BadInput(state.url, f"the feed has more than {SIZE / 1e6:.0f} MB")
    feed = read_feed(content, answer.url)
    return _Document(reversed(feed.entries), feed.wait)  # feeds show the newest first


def _name(item: Link | Page) -> str:
    return item.url if isinstance(item, Link) else item.id
