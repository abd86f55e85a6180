"""Watching many feeds over days, with a clock that only moves when somebody sleeps, and a web that is a function."""

from __future__ import annotations

import gc
import tracemalloc
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from typing import Any

import pytest

from pledgebook.problems import BadInput
from pledgebook.records import Page
from pledgebook.sources.manners import Manners
from pledgebook.sources.rounds import NAP, Polled, Watch
from pledgebook.sources.waiting import INTERVAL
from pledgebook.sources.watching import Terms
from pledgebook.sources.web import Answer, Request

START = datetime(2031, 5, 1, 12, tzinfo=UTC)
A, B = "https://a.example/feed", "https://b.example/feed"


@dataclass
class World:
    """A web in which every feed has one new story an hour, a keeper of states, and a clock."""

    now: datetime = START
    status: dict[str, int] = field(default_factory=dict)
    asked: list[tuple[datetime, str]] = field(default_factory=list)
    states: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    naps: list[float] = field(default_factory=list)

    def visit(self, request: Request) -> Answer:
        if not request.url.endswith("/feed"):
            there = "/story" in request.url
            return Answer(200 if there else 404, request.url, {}, b"<html><body>Norway sent tents.</body></html>")
        self.asked.append((self.now, request.url))
        hour = int((self.now - START) / timedelta(hours=1))
        items = "".join(f"<item><link>{request.url[:-5]}/story{n}</link></item>" for n in range(hour, hour - 3, -1))
        return Answer(
            self.status.get(request.url, 200), request.url, {}, f"<rss><channel>{items}</channel></rss>".encode()
        )

    def feed(self, url: str) -> Mapping[str, Any] | None:
        return self.states.get(url)

    def keep_feed(self, url: str, state: Mapping[str, Any]) -> None:
        self.states[url] = state

    def due(self, url: str) -> datetime:
        return datetime.fromisoformat(self.states[url]["due"])

    def take(self, items: Iterable[Page | BadInput]) -> None:
        for item in items:
            if isinstance(item, Page):
                self.taken.append(item.id)
            else:
                self.told.append(str(item))

    def sleep(self, seconds: float) -> None:
        assert 0 < seconds <= NAP
        self.naps.append(seconds)
        self.now += timedelta(seconds=seconds)

    def watch(self) -> Watch:
        known = lambda names: {name for name in names if name in self.taken}
        terms = Terms(Manners(self.visit, sleep=lambda seconds: None), known, lambda: self.now)
        return Watch(terms, self, self.take, self.sleep)


def until(world: World, end: datetime, *urls: str) -> list[Polled]:
    found = []
    for polled in world.watch().forever(urls):
        found.append(polled)
        if len(world.states) == len(urls) and min(world.due(url) for url in urls) >= end:
            break
    return found


def test_each_feed_is_polled_when_it_is_due_and_nothing_comes_twice() -> None:
    world = World()
    found = until(world, START + timedelta(hours=10), A, B)
    assert Counter(url for _, url in world.asked) == {A: 40, B: 40}
    assert max(Counter(world.taken).values()) == 1
    assert len(world.taken) == 2 * (10 + 2)  # one an hour, and two that stood there before
    assert {polled.outcome for polled in found} == {"new", "nothing new"}
    times = [when for when, url in world.asked if url == A]
    assert {later - earlier for earlier, later in pairwise(times)} == {INTERVAL}


def test_a_bad_feed_is_told_and_left_alone_for_longer_while_the_others_go_on() -> None:
    world = World(status={A: 500})
    found = until(world, START + timedelta(hours=24), A, B)
    assert Counter(url for _, url in world.asked) == {A: 6, B: 96}  # after 0.5, 1.5, 3.5, 7.5, 15.5 hours
    assert world.told == [f"{A}: the server answered 500 (internal server error)"] * 6
    assert {polled.problem for polled in found if polled.url == A} == {
        "the server answered 500 (internal server error)"
    }


def test_what_was_known_is_known_to_the_next_run() -> None:
    world = World()
    list(world.watch().once([A, B]))
    taken = len(world.taken)
    world.now += timedelta(minutes=5)
    assert [polled.outcome for polled in world.watch().once([A, B])] == ["not yet due"] * 2
    first, second, third = islice(world.watch().forever([A, B]), 3)
    assert [first.outcome, second.outcome, third.outcome] == ["not yet due", "not yet due", "nothing new"]
    assert (first.due, third.at) == (START + INTERVAL, START + INTERVAL)
    assert len(world.taken) == taken


def test_another_program_that_polls_the_same_feed_is_seen() -> None:
    world = World()
    rounds = world.watch().forever([A])
    next(rounds)
    world.states[A] = {**world.states[A], "due": (START + timedelta(hours=2)).isoformat()}
    assert [polled.outcome for polled in islice(rounds, 2)] == ["not yet due", "new"]
    assert [when for when, _ in world.asked] == [START, START + timedelta(hours=2)]


def test_stopped_in_the_middle_the_state_is_that_of_before() -> None:
    world = World()

    def stops(items: Iterable[Page | BadInput]) -> None:
        world.take(islice(iter(items), 1))
        raise KeyboardInterrupt

    watch = world.watch()
    with pytest.raises(KeyboardInterrupt):
        next(Watch(watch.terms, world, stops, world.sleep).once([A]))
    assert world.states == {}
    list(watch.once([A]))
    assert len(world.taken) == len(set(world.taken)) == 3


def test_nothing_new_is_not_handed_on() -> None:
    world = World()

    def never(items: Iterable[Page | BadInput]) -> None:
        raise AssertionError

    list(world.watch().once([A]))
    world.now += INTERVAL
    watch = world.watch()
    assert next(Watch(watch.terms, world, never, world.sleep).once([A])).outcome == "nothing new"


def test_memory_stays_as_it_is() -> None:
    world = World(status={A: 304})
    rounds = world.watch().forever([A])

    def some_polls() -> int:
        for _ in islice(rounds, 200):
            world.asked.clear()
            world.naps.clear()
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        some_polls()
        before = some_polls()
        assert some_polls() - before < 20_000  # bytes: a hundred a poll would be seen
    finally:
        tracemalloc.stop()
