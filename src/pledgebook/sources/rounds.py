"""Watching many feeds: polls each when it is due, one after another, and hands on what is new."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import Any, Protocol

from pledgebook.problems import BadInput
from pledgebook.records import Page
from pledgebook.sources.watching import FeedState, Outcome, Poll, Terms

NAP = 60.0  # seconds; a machine that was asleep itself, or whose clock was put right, is noticed after one
LONG_AGO = datetime.min.replace(tzinfo=UTC)
Take = Callable[[Iterable[Page | BadInput]], object]


class Keeper(Protocol):
    """Where states of feeds are kept between two polls: a Book is one."""

    def feed(self, url: str) -> Mapping[str, Any] | None: ...

    def keep_feed(self, url: str, state: Mapping[str, Any]) -> None: ...


@dataclass(frozen=True, slots=True)
class Polled:
    """What came of a poll: `due` is the next one; `more` says that new pages wait for it."""

    url: str
    at: datetime
    outcome: Outcome
    due: datetime
    more: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Watch:
    """Polls feeds on the same `terms`, keeps their states and hands what is new to `take`, which stores it."""

    terms: Terms
    keeper: Keeper
    take: Take
    sleep: Callable[[float], None] = time.sleep  # seconds

    def once(self, urls: Sequence[str]) -> Iterator[Polled]:
        """Polls each feed that is due."""
        for url in urls:
            yield self.poll(url)

    def forever(self, urls: Sequence[str]) -> Iterator[Polled]:
        """Polls each feed whenever it is due, without end. First says which are not due yet."""
        due = {url: self.state(url).due or LONG_AGO for url in urls}
        now = self.terms.clock()
        yield from (Polled(url, now, "not yet due", when) for url, when in due.items() if when > now)
        while True:
            url = min(due, key=lambda name: due[name])
            self._sleep_until(due[url])
            polled = self.poll(url)
            due[url] = polled.due
            yield polled

    def state(self, url: str) -> FeedState:
        """What was kept of the feed last."""
        kept = self.keeper.feed(url)
        return FeedState(url) if kept is None else FeedState.from_json(kept)

    def poll(self, url: str) -> Polled:
        """Asks one feed, stores what is new, then what is known of the feed."""
        before = self.state(url)
        poll = Poll(before, self.terms)
        items = iter(poll)
        first = next(items, None)
        if first is not None:  # storing nothing would still cost a look at the whole book
            self.take(chain([first], items))
        if poll.state != before:
            self.keeper.keep_feed(url, poll.state.to_json())
        now = self.terms.clock()
        return Polled(
            url, now, poll.outcome, poll.state.due or now, poll.more, poll.problem.reason if poll.problem else ""
        )

    def _sleep_until(self, when: datetime) -> None:
        while (seconds := (when - self.terms.clock()).total_seconds()) > 0:
            self.sleep(min(seconds, NAP))
