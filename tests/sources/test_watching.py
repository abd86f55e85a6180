"""Polling feeds: what is asked, when the next time is, and what is new. The web is a function, the clock a number."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from pledgebook.problems import NotFetched
from pledgebook.records import Page
from pledgebook.sources.manners import Manners
from pledgebook.sources.watching import INTERVAL, LONGEST, MOST_SEEN, TRIES, FeedState, poll
from pledgebook.sources.web import Answer, Request, get

NOW = datetime(2031, 5, 1, 12, tzinfo=UTC)
URL = "https://npa.example/feed"
HTML = {"content-type": "text/html"}


def rss(*paths: str, ttl: str = "") -> bytes:
    items = "".join(f"<item><link>https://npa.example{path}</link></item>" for path in paths)
    return f"<rss version='2.0'><channel>{ttl}{items}</channel></rss>".encode()


@dataclass
class Web:
    """Answers by path; a path that is not there gives 404. Everything that was asked is kept."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)

    def __call__(self, request: Request) -> Answer:
        self.asked.append(request)
        path = request.url.removeprefix("https://npa.example")
        return self.answers.get(path, Answer(404, request.url))

    def put(self, path: str, content: bytes, status: int = 200, **headers: str) -> None:
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = Answer(status, f"https://npa.example{path}", said, content)

    def story(self, *paths: str) -> None:
        for path in paths:
            self.put(path, f"<html><body>Norway sent tents: {path}</body></html>".encode(), content_type="text/html")

    @property
    def paths(self) -> list[str]:
        return [request.url.removeprefix("https://npa.example") for request in self.asked]


def once(web: Web, state: FeedState, now: datetime = NOW) -> tuple[list[Any], FeedState]:
    web.asked.clear()
    return poll(state, now, Manners(web, sleep=lambda seconds: None), web)


def test_what_is_new_comes_oldest_first_and_once() -> None:
    web = Web()
    web.story("/1", "/2", "/3")
    web.put("/feed", rss("/2", "/1"), etag='"v1"', last_modified="Thu, 01 May 2031 11:00:00 GMT")
    pages, state = once(web, FeedState(URL))
    assert [page.url for page in pages] == ["https://npa.example/1", "https://npa.example/2"]
    assert state.due == NOW + INTERVAL
    web.put("/feed", rss("/3", "/2", "/1"))
    pages, state = once(web, state, NOW + INTERVAL)
    assert [page.url for page in pages] == ["https://npa.example/3"]
    sent = next(request for request in web.asked if request.url == URL).headers
    assert (sent["If-None-Match"], sent["If-Modified-Since"]) == ('"v1"', "Thu, 01 May 2031 11:00:00 GMT")


def test_a_feed_that_has_not_changed() -> None:
    web = Web()
    web.put("/feed", b"", 304)
    before = FeedState(URL, etag='"v1"', failures=2, seen=("https://npa.example/1",))
    pages, state = once(web, before)
    assert pages == []
    assert (state.etag, state.failures, state.seen) == ('"v1"', 0, before.seen)


def test_a_feed_is_not_asked_before_its_time() -> None:
    web = Web()
    state = FeedState(URL, due=NOW + timedelta(seconds=1))
    assert once(web, state) == ([], state)
    assert web.asked == []


WAITS: list[tuple[str, int, bytes, dict[str, str], timedelta]] = [
    ("nothing asked for", 200, rss(), {}, INTERVAL),
    ("by the feed", 200, rss(ttl="<ttl>60</ttl>"), {}, timedelta(hours=1)),
    ("by the feed, too often", 200, rss(ttl="<ttl>1</ttl>"), {}, INTERVAL),
    ("by the server", 200, rss(), {"cache_control": "public, max-age=7200"}, timedelta(hours=2)),
    ("by the server, without end", 200, rss(), {"cache_control": "max-age=999999999"}, LONGEST),
    ("too many requests", 429, b"", {"retry_after": "5400"}, timedelta(minutes=90)),
    ("unavailable until", 503, b"", {"retry_after": "Thu, 01 May 2031 15:00:00 GMT"}, timedelta(hours=3)),
    ("unavailable until the past", 503, b"", {"retry_after": "Thu, 01 May 2020 15:00:00 GMT"}, 2 * INTERVAL),
    ("unavailable until nonsense", 503, b"", {"retry_after": "soon"}, 2 * INTERVAL),
    ("an error", 500, b"", {}, 2 * INTERVAL),
    ("a broken feed", 200, b"<rss>&&&", {}, 2 * INTERVAL),
]


@pytest.mark.parametrize(("name", "status", "content", "headers", "wait"), WAITS, ids=[case[0] for case in WAITS])
def test_how_long_a_feed_is_left_alone(
    name: str, status: int, content: bytes, headers: dict[str, str], wait: timedelta
) -> None:
    web = Web()
    web.put("/feed", content, status, **headers)
    assert once(web, FeedState(URL))[1].due == NOW + wait


def test_each_failure_doubles_the_pause() -> None:
    web, state, pauses = Web(), FeedState(URL), []
    for _ in range(10):
        now = state.due or NOW
        (problem,), state = once(web, state, now)
        assert isinstance(problem, NotFetched)
        pauses.append((state.due or now) - now)
    assert pauses[:4] == [INTERVAL * 2, INTERVAL * 4, INTERVAL * 8, INTERVAL * 16]
    assert pauses[-1] == LONGEST


def test_a_feed_that_is_gone_is_never_asked_again() -> None:
    web = Web()
    web.put("/feed", b"", 410)
    (problem,), state = once(web, FeedState(URL))
    assert "410" in problem.reason
    assert state.gone
    assert once(web, state, NOW + timedelta(days=9)) == ([], state)
    assert web.asked == []


def test_a_page_that_fails_is_tried_again_and_then_named() -> None:
    web, state = Web(), FeedState(URL)
    web.put("/feed", rss("/1"), etag='"v1"')
    for attempt in range(1, TRIES + 1):
        pages, state = once(web, state, state.due or NOW)
        assert "If-None-Match" not in web.asked[1].headers  # the feed is wanted, changed or not
        assert len(pages) == (attempt == TRIES)
    assert isinstance(pages[0], NotFetched)
    assert once(web, state, state.due or NOW)[0] == []
    assert "/1" not in web.paths


def test_robots_are_heeded_for_the_feed_and_its_pages() -> None:
    web = Web()
    web.story("/1")
    web.put("/feed", rss("/1"))
    web.put("/robots.txt", b"User-agent: Pledgebook\nDisallow: /feed\n")
    (problem,), _ = once(web, FeedState(URL))
    assert "robots.txt does not allow" in problem.reason
    web.put("/robots.txt", b"User-agent: *\nDisallow: /1\n")
    once(web, FeedState(URL))
    assert web.paths == ["/robots.txt", "/feed"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_whose_robots_cannot_be_read_is_left_alone(status: int) -> None:
    web = Web()
    web.story("/1")
    web.put("/feed", rss("/1"))
    web.put("/robots.txt", b"", status)
    (problem,), state = once(web, FeedState(URL))
    assert "robots.txt cannot be read" in problem.reason
    assert (web.paths, state.failures) == (["/robots.txt"], 1)


def test_robots_are_asked_for_once_and_again_after_a_day() -> None:
    web, time = Web(), [0.0]
    manners = Manners(web, clock=lambda: time[0], sleep=lambda seconds: None)
    for _ in range(3):
        with manners.turn(URL):
            pass
    assert web.paths == ["/robots.txt"]
    time[0] = 86_400.0
    with manners.turn(URL):
        pass
    assert web.paths == ["/robots.txt"] * 2


def test_a_site_that_wants_long_pauses() -> None:
    web, slept = Web(), []
    web.put("/robots.txt", b"User-agent: *\nCrawl-delay: 7\n")
    manners = Manners(web, clock=lambda: 0.0, sleep=slept.append)
    for _ in range(2):
        with manners.turn(URL):
            pass
    assert slept == [0.0, 7.0]
    web.put("/robots.txt", b"User-agent: *\nCrawl-delay: 3600\n")
    with pytest.raises(NotFetched, match="too slow"), Manners(web).turn(URL):
        pass


def test_the_memory_of_a_feed_has_an_end_but_holds_what_the_feed_shows() -> None:
    web = Web()
    old = ("https://npa.example/1", *(f"https://npa.example/old{n}" for n in range(MOST_SEEN + 50)))
    web.put("/feed", rss("/1"))
    _, state = once(web, FeedState(URL, seen=old))
    assert len(state.seen) == MOST_SEEN + 1
    assert "https://npa.example/1" in state.seen
    assert web.paths == ["/robots.txt", "/feed"]


def test_a_state_outlives_storage() -> None:
    state = FeedState(URL, '"v1"', None, NOW, ("a", "b"), (("c", 2),), 1, False)
    assert FeedState.from_json(json.loads(json.dumps(state.to_json()))) == state
    assert FeedState.from_json(FeedState(URL).to_json()) == FeedState(URL)


def test_from_a_server_on_this_machine(serve: Callable[..., int]) -> None:
    answers: dict[str, Any] = {"/1": (200, HTML, b"<html><body>Norway sent tents</body></html>")}
    root = f"http://npa.example:{serve(answers)}"
    answers["/feed"] = (200, {"Content-Type": "text/xml"}, rss("/1").replace(b"https://npa.example", root.encode()))
    visit = partial(get, resolve=lambda host, port: "127.0.0.1")
    (page,), _ = poll(FeedState(f"{root}/feed"), NOW, Manners(visit, sleep=lambda seconds: None), visit)
    assert isinstance(page, Page)
    assert page.url == f"{root}/1"
