"""Polling feeds: what is asked, when the next time is, and what is new. The web is a function, the clock a number."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from pledgebook.problems import BadInput, NotFetched
from pledgebook.records import Page
from pledgebook.sources.manners import MOST_HOSTS, Manners
from pledgebook.sources.waiting import INTERVAL, LONGEST, PATIENCE
from pledgebook.sources.watching import LONGEST_POLL, MOST_PAGES, TRIES, FeedState, Poll, Terms
from pledgebook.sources.web import SIZE, Answer, Request, get

NOW = datetime(2031, 5, 1, 12, tzinfo=UTC)
URL = "https://npa.example/feed"
HTML = {"content-type": "text/html"}


def rss(*paths: str, ttl: str = "") -> bytes:
    items = "".join(f"<item><link>https://npa.example{path}</link></item>" for path in paths)
    return f"<rss version='2.0'><channel>{ttl}{items}</channel></rss>".encode()


def sitemap(*paths: str) -> bytes:
    return f"<urlset>{''.join(f'<url><loc>https://npa.example{path}</loc></url>' for path in paths)}</urlset>".encode()


def index(**changed: str) -> bytes:
    parts = "".join(
        f"<sitemap><loc>https://npa.example/{name}</loc><lastmod>{day}</lastmod></sitemap>"
        for name, day in changed.items()
    )
    return f"<sitemapindex>{parts}</sitemapindex>".encode()


@dataclass
class Web:
    """Answers by path; a path that is not there gives 404. Everything that was asked is kept.

    `kept` are the names of the pages that came of polls, as a book would know them; `now` is what its clock shows.
    """

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    now: datetime = NOW
    each: timedelta = timedelta()  # what a request takes

    def __call__(self, request: Request) -> Answer:
        self.asked.append(request)
        self.now += self.each
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

    @property
    def terms(self) -> Terms:
        return Terms(Manners(self, sleep=lambda seconds: None), self.known, lambda: self.now)

    def known(self, names: Sequence[str]) -> set[str]:
        return self.kept & set(names)


def once(web: Web, state: FeedState, now: datetime = NOW) -> tuple[list[Any], FeedState]:
    """What a poll gives, and the state afterwards; its pages are kept."""
    return polled(web, state, now)[:2]


def polled(web: Web, state: FeedState, now: datetime = NOW) -> tuple[list[Any], FeedState, Poll]:
    web.asked.clear()
    web.now = now
    poll = Poll(state, web.terms)
    pages = list(poll)
    web.kept.update(page.id for page in pages if isinstance(page, Page))
    return pages, poll.state, poll


def urls(pages: Sequence[Any]) -> list[str]:
    return [page.url.removeprefix("https://npa.example") for page in pages]


def test_what_is_new_comes_oldest_first_and_once() -> None:
    web = Web()
    web.story("/1", "/2", "/3")
    web.put("/feed", rss("/2", "/1", "/2"), etag='"v1"', last_modified="Thu, 01 May 2031 11:00:00 GMT")
    pages, state, poll = polled(web, FeedState(URL))
    # the second telling of /2 stands before the first one when read from the end
    assert sorted(urls(pages)) == ["/1", "/2"]
    assert (state.due, poll.outcome) == (NOW + INTERVAL, "new")
    web.put("/feed", rss("/3", "/2", "/1"))
    pages, state = once(web, state, NOW + INTERVAL)
    assert urls(pages) == ["/3"]
    sent = next(request for request in web.asked if request.url == URL).headers
    assert (sent["If-None-Match"], sent["If-Modified-Since"]) == ('"v1"', "Thu, 01 May 2031 11:00:00 GMT")
    web.put("/feed", rss("/5", "/4"))
    web.story("/4", "/5")
    assert urls(once(web, state, state.due or NOW)[0]) == ["/4", "/5"]


def test_what_the_book_has_from_elsewhere_is_not_fetched() -> None:
    web = Web(kept={"https://npa.example/1"})
    web.put("/feed", rss("/1"))
    pages, _, poll = polled(web, FeedState(URL))
    assert (pages, web.paths, poll.outcome) == ([], ["/robots.txt", "/feed"], "nothing new")


def test_a_feed_that_has_not_changed() -> None:
    web = Web()
    web.put("/feed", b"", 304)
    pages, state, poll = polled(web, FeedState(URL, etag='"v1"', failures=2))
    assert pages == []
    assert (state.etag, state.failures, state.due, poll.outcome) == ('"v1"', 0, NOW + INTERVAL, "nothing new")


def test_a_feed_is_not_asked_before_its_time() -> None:
    web = Web()
    state = FeedState(URL, due=NOW + timedelta(seconds=1))
    pages, after, poll = polled(web, state)
    assert (pages, after, poll.outcome, web.asked) == ([], state, "not yet due", [])


WAITS: list[tuple[str, int, bytes, dict[str, str], timedelta]] = [
    ("nothing asked for", 200, rss(), {}, INTERVAL),
    ("by the feed", 200, rss(ttl="<ttl>60</ttl>"), {}, timedelta(hours=1)),
    ("by the feed, too often", 200, rss(ttl="<ttl>1</ttl>"), {}, INTERVAL),
    ("by the server", 200, rss(), {"cache_control": "public, max-age=7200"}, timedelta(hours=2)),
    ("by the server, without end", 200, rss(), {"cache_control": "max-age=999999999"}, LONGEST),
    ("too many requests", 429, b"", {"retry_after": "5400"}, timedelta(minutes=90)),
    ("unavailable until", 503, b"", {"retry_after": "Thu, 01 May 2031 15:00:00 GMT"}, timedelta(hours=3)),
    ("too many requests, without end", 429, b"", {"retry_after": "999999999"}, PATIENCE),
    ("come back in three days", 503, b"", {"retry_after": "259200"}, timedelta(days=3)),
    ("retry-after without need", 200, rss(), {"retry_after": "5400"}, INTERVAL),
    ("unavailable until the past", 503, b"", {"retry_after": "Thu, 01 May 2020 15:00:00 GMT"}, 2 * INTERVAL),
    ("unavailable until nonsense", 503, b"", {"retry_after": "soon"}, 2 * INTERVAL),
    ("an error", 500, b"", {}, 2 * INTERVAL),
    ("a broken feed", 200, b"<rss>&&&", {}, 2 * INTERVAL),
    ("a broken sitemap", 200, b"<urlset><url><loc>&&&", {}, 2 * INTERVAL),
    ("no feed", 200, b"<!doctype html><html><body>News</body></html>", {}, 2 * INTERVAL),
    ("a picture", 200, bytes(range(256)), {}, 2 * INTERVAL),
]


@pytest.mark.parametrize(("name", "status", "content", "headers", "wait"), WAITS, ids=[case[0] for case in WAITS])
def test_how_long_a_feed_is_left_alone(
    name: str, status: int, content: bytes, headers: dict[str, str], wait: timedelta
) -> None:
    web = Web()
    web.put("/feed", content, status, **headers)
    assert once(web, FeedState(URL))[1].due == NOW + wait


def test_two_polls_are_never_nearer_than_wished() -> None:
    web = Web()
    web.put("/feed", rss(ttl="<ttl>60</ttl>"))
    for every, due in ((timedelta(hours=3), timedelta(hours=3)), (timedelta(minutes=1), timedelta(hours=1))):
        poll = Poll(FeedState(URL), replace(web.terms, every=every))
        assert list(poll) == []
        assert poll.state.due == NOW + due


def test_each_failure_doubles_the_pause() -> None:
    web, state, pauses = Web(), FeedState(URL), []
    for _ in range(10):
        now = state.due or NOW
        (problem,), state = once(web, state, now)
        assert isinstance(problem, NotFetched)
        pauses.append((state.due or now) - now)
    assert pauses[:4] == [INTERVAL * 2, INTERVAL * 4, INTERVAL * 8, INTERVAL * 16]
    assert pauses[-1] == LONGEST


def test_a_feed_that_is_gone_is_left_alone_for_a_month() -> None:
    web = Web()
    web.put("/feed", b"", 410)
    (problem,), state = once(web, FeedState(URL))
    assert "410" in problem.reason
    assert state.due == NOW + timedelta(days=30)


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


def test_a_page_that_was_given_up_is_remembered_as_long_as_the_feed_shows_it() -> None:
    web = Web()
    web.put("/feed", rss("/1"), etag='"v1"')
    _, state = once(web, FeedState(URL, tried=(("https://npa.example/1", TRIES), ("https://npa.example/0", TRIES))))
    assert state.tried == (("https://npa.example/1", TRIES),)
    assert state.etag == '"v1"'
    assert web.paths == ["/robots.txt", "/feed"]


def test_a_long_feed_comes_in_pieces_and_is_asked_for_again() -> None:
    web = Web()
    paths = [f"/{n}" for n in range(MOST_PAGES + 5)]
    web.story(*paths)
    web.put("/feed", rss(*reversed(paths)), etag='"v1"')
    pages, state, poll = polled(web, FeedState(URL))
    assert (urls(pages), poll.more, state.etag) == (paths[:MOST_PAGES], True, None)
    pages, state, poll = polled(web, state, state.due or NOW)
    assert (urls(pages), poll.more, state.etag) == (paths[MOST_PAGES:], False, '"v1"')


def test_a_slow_site_does_not_keep_the_others_waiting() -> None:
    web = Web(each=LONGEST_POLL / 4)
    web.story("/1", "/2", "/3", "/4")
    web.put("/feed", rss("/4", "/3", "/2", "/1"))
    pages, state, poll = polled(web, FeedState(URL))
    assert (urls(pages), poll.more) == (["/1", "/2"], True)
    assert state.due == web.now + INTERVAL  # counted from the end of the poll
    web.each = timedelta()
    assert urls(once(web, state, state.due or NOW)[0]) == ["/3", "/4"]


def test_a_page_that_failed_before_is_not_forgotten_by_a_poll_that_ends_early() -> None:
    web = Web(each=LONGEST_POLL)
    web.put("/feed", rss("/2", "/1"))
    before = (("https://npa.example/2", 2), ("https://npa.example/0", 1))
    _, state, _ = polled(web, FeedState(URL, tried=before))
    assert state.tried == before


def test_a_feed_that_is_too_large() -> None:
    web = Web()
    web.put("/feed", rss("/1") + b" " * SIZE)
    (problem,), _, poll = polled(web, FeedState(URL))
    assert (problem.reason, poll.outcome) == ("the feed has more than 10 MB", "failed")


def test_redirects_are_followed_as_politely_as_links() -> None:
    web = Web()
    web.story("/2")
    web.put("/feed", b"", 301, location="/new")
    web.put("/new", rss("/1"))
    web.put("/1", b"", 302, location="https://npa.example/2")
    (page,), _ = once(web, FeedState(URL))
    assert (page.id, page.url) == ("https://npa.example/1", "https://npa.example/2")
    assert all(not request.follow for request in web.asked[1:])
    web.kept.clear()
    web.put("/robots.txt", b"User-agent: *\nDisallow: /2\n")
    _, state = once(web, FeedState(URL, tried=(("https://npa.example/1", TRIES - 1),)))
    assert web.paths == ["/robots.txt", "/feed", "/new", "/1"]
    assert state.tried == (("https://npa.example/1", TRIES),)
    web.put("/new", b"", 301, location="/feed")
    (problem,), _ = once(web, FeedState(URL))
    assert problem.reason == "it redirects more than 5 times"


def test_addresses_that_are_none() -> None:
    web = Web()
    web.put("/feed", sitemap("/1").replace(b"https://npa.example/1", b"http://["))
    (problem,), _ = once(web, FeedState(URL, tried=(("http://[", TRIES - 1),)))
    assert (problem.where, problem.reason) == ("http://[", "this is no valid web address")
    web.put("/feed", b"", 301, location="http://[")
    (problem,), _ = once(web, FeedState(URL))
    assert (problem.where, problem.reason) == (URL, "it redirects to no valid web address")


def test_a_sitemap() -> None:
    web = Web()
    web.story("/1", "/2")
    web.put("/feed", gzip.compress(sitemap("/1", "/2")), etag='"v1"', content_type="application/x-gzip")
    pages, state = once(web, FeedState(URL))
    assert (urls(pages), state.etag) == (["/1", "/2"], '"v1"')
    web.story("/3")
    web.put("/feed", sitemap("/1", "/2", "/3"))
    assert urls(once(web, state, state.due or NOW)[0]) == ["/3"]


def test_a_part_of_a_sitemap_is_read_again_only_where_it_changed() -> None:
    web = Web()
    web.story("/1", "/2", "/3")
    web.put("/feed", index(a="2031-04-01", b="2031-05-01"))
    web.put("/a", sitemap("/1"))
    web.put("/b", sitemap("/2"))
    pages, state = once(web, FeedState(URL))
    assert urls(pages) == ["/1", "/2"]
    web.put("/feed", index(a="2031-04-01", b="2031-05-02"))
    web.put("/b", sitemap("/2", "/3"))
    pages, state = once(web, state, state.due or NOW)
    assert urls(pages) == ["/3"]
    assert web.paths == ["/robots.txt", "/feed", "/b", "/3"]
    assert FeedState.from_json(json.loads(json.dumps(state.to_json()))) == state


def test_a_part_of_a_sitemap_that_cannot_be_read_is_asked_for_again() -> None:
    web = Web()
    web.story("/2")
    web.put("/feed", index(a="2031-04-01", b="2031-05-01"))
    web.put("/b", sitemap("/2"))
    (page, problem), state, poll = polled(web, FeedState(URL))
    assert (page.url, problem.where) == ("https://npa.example/2", "https://npa.example/a")
    assert (poll.outcome, state.due, state.parts) == ("failed", NOW + 2 * INTERVAL, ())


@pytest.mark.parametrize("content", [b"", b"<rss", b"<rss><channel><item><link>/1</link>", b"\xff\xfe\x00", b"{}"])
def test_broken_feeds_are_told_in_a_sentence(content: bytes) -> None:
    web = Web()
    web.put("/feed", content)
    for problem in once(web, FeedState(URL))[0]:
        assert isinstance(problem, BadInput)
        assert "\n" not in str(problem)


def test_manners_forget_hosts_that_are_not_asked() -> None:
    time, web = [0.0], Web()
    manners = Manners(web, clock=lambda: time[0], sleep=lambda seconds: None)
    for n in range(MOST_HOSTS + 10):
        with manners.turn(f"https://host{n}.example/"):
            time[0] += 0.5
    assert len(manners._hosts) < MOST_HOSTS
    web.asked.clear()
    with manners.turn(f"https://host{n}.example/"):
        assert web.asked == []  # the last one is still known


def test_a_state_outlives_storage() -> None:
    state = FeedState(URL, '"v1"', None, NOW, (("c", 2),), (("d", "2031-01-01"),), 1)
    assert FeedState.from_json(json.loads(json.dumps(state.to_json()))) == state
    assert FeedState.from_json(FeedState(URL).to_json()) == FeedState(URL)
    # as another version wrote it
    assert FeedState.from_json({"url": URL, "etag": "x", "seen": ["a"]}) == FeedState(URL, "x")


def test_from_a_server_on_this_machine(serve: Callable[..., int]) -> None:
    answers: dict[str, Any] = {"/1": (200, HTML, b"<html><body>Norway sent tents</body></html>")}
    root = f"http://npa.example:{serve(answers)}"
    answers["/feed"] = (200, {"Content-Type": "text/xml"}, rss("/1").replace(b"https://npa.example", root.encode()))
    visit = partial(get, resolve=lambda host, port: "127.0.0.1")
    terms = Terms(Manners(visit, sleep=lambda seconds: None), lambda names: set())
    (page,) = Poll(FeedState(f"{root}/feed"), terms)
    assert isinstance(page, Page)
    assert page.url == f"{root}/1"
