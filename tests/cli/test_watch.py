"""`pledgebook watch`, against a server on this machine whose hosts are made-up names; nobody sleeps."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from pledgebook.book import Book
from pledgebook.cli import watch as command
from pledgebook.records import Reading
from pledgebook.sources.manners import Manners
from pledgebook.sources.rounds import Watch
from pledgebook.sources.web import get

Run = Callable[..., "Ended"]  # noqa: F821  (tests/cli/conftest.py)
Site = dict[str, tuple[int, dict[str, str], bytes]]  # path -> status, headers, body
STORY = b"<html><body>Norway sent tents</body></html>"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Site]]:
    """The root of a site, and what it answers; a path that is not there gives 404, an ETag that is sent back 304."""
    answers: Site = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = answers.get(self.path, (404, {}, b""))
            if headers.get("ETag", "") and self.headers.get("If-None-Match") == headers["ETag"]:
                status, body = 304, b""
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    monkeypatch.setattr(server, "handle_error", lambda *_: None)  # of a client that hangs up on a huge feed
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    visit = partial(get, resolve=lambda host, port: "127.0.0.1")
    monkeypatch.setattr(command, "Manners", partial(Manners, visit, sleep=lambda seconds: None))
    yield f"http://npa.example:{server.server_address[1]}", answers
    server.shutdown()
    server.server_close()


def rss(root: str, *paths: str) -> tuple[int, dict[str, str], bytes]:
    items = "".join(f"<item><link>{root}{path}</link></item>" for path in paths)
    return 200, {"Content-Type": "application/rss+xml"}, f"<rss><channel>{items}</channel></rss>".encode()


def rows(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_watch_reads_what_is_new_into_a_book(run: Run, site: tuple[str, Site], reading: Reading, where: str) -> None:
    root, answers = site
    answers["/feed"] = rss(root, "/1")
    answers["/1"] = (200, {"Content-Type": "text/html"}, STORY)
    ended = run("watch", f"{root}/feed", "--once", "--book", where, gives=[reading])
    assert (ended.code, ended.out) == (0, "")
    told, summary = ended.err.splitlines()
    assert told.endswith("/feed: 1 article, 5 acts, 1 left out")
    assert summary.startswith("1 poll of 1 feed: 1 article, 5 acts new, 1 left out, ")
    assert [page.url for page in run.pages] == [f"{root}/1"]  # type: ignore[attr-defined]
    with Book.open(where, make=False) as book:
        assert len(book.entries()) == 5
    again = run("watch", f"{root}/feed", "--once", "--book", where)
    assert again.code == 0
    assert "/feed: not asked before " in again.err
    assert "\n0 polls of 1 feed: 0 articles" in again.err


def test_one_json_object_for_each_poll(run: Run, site: tuple[str, Site], reading: Reading, where: str) -> None:
    root, answers = site
    answers["/feed"] = rss(root, "/1")
    answers["/1"] = (200, {}, STORY)
    answers["/busy"] = (429, {"Retry-After": "7200"}, b"")
    words = ("watch", f"{root}/feed", f"{root}/busy", "--once", "--json", "--book", where)
    ended = run(*words, gives=[reading])
    first, second = rows(ended.out)
    assert {"feed", "at", "outcome", "articles", "acts", "left_out", "known", "bad", "more", "due", "problem"} == set(
        first
    )
    assert (first["outcome"], first["articles"], first["acts"], first["left_out"]) == ("new", 1, 5, 1)
    assert (second["outcome"], second["problem"]) == ("failed", "the server answered 429 (too many requests)")
    assert second["due"] > first["due"]
    assert ended.code == 1
    assert [row["outcome"] for row in rows(run(*words).out)] == ["not yet due"] * 2


def test_a_feed_that_has_not_changed_brings_nothing(run: Run, site: tuple[str, Site], where: str) -> None:
    root, answers = site
    status, headers, body = rss(root)
    answers["/feed"] = (status, {**headers, "ETag": '"v1"'}, body)
    run("watch", f"{root}/feed", "--once", "--book", where)
    with Book.open(where) as book:
        state = book.feed(f"{root}/feed")
        assert state
        assert state["etag"] == '"v1"'
        book.keep_feed(f"{root}/feed", {**state, "due": None})
    del answers["/feed"]
    answers["/feed"] = (500, {"ETag": '"v1"'}, b"")  # 304 where the ETag comes back, an error where it does not
    ended = run("watch", f"{root}/feed", "--once", "--json", "--book", where)
    assert (ended.code, rows(ended.out)[0]["outcome"]) == (0, "nothing new")


BAD: list[tuple[str, tuple[int, dict[str, str], bytes], str]] = [
    ("/none", (404, {}, b""), "the server answered 404 (not found)"),
    ("/error", (500, {}, b""), "the server answered 500 (internal server error)"),
    ("/broken", (200, {"Content-Type": "text/xml"}, b"<rss>&&&"), "the feed is broken ("),
    ("/page", (200, {"Content-Type": "text/html"}, STORY), "it is no feed or sitemap"),
    ("/picture", (200, {"Content-Type": "image/png"}, b"\x89PNG"), "it is image/png"),
    ("/circle", (302, {"Location": "/circle"}, b""), "it redirects more than 5 times"),
    ("/secret/feed", (200, {}, b""), "the site's robots.txt does not allow it"),
    (
        "/long",
        (200, {"Content-Type": "text/xml", "Content-Length": "99999999"}, b"<rss>"),
        "the page has more than 52 MB",
    ),
]


@pytest.mark.parametrize(("path", "answer", "said"), BAD, ids=[case[0] for case in BAD])
def test_a_bad_feed_is_told_in_a_sentence_and_the_next_one_is_read(
    run: Run, site: tuple[str, Site], reading: Reading, tmp_path: Any, path: str, answer: Any, said: str
) -> None:
    root, answers = site
    answers |= {path: answer, "/feed": rss(root, "/1"), "/1": (200, {}, STORY)}
    answers["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /secret\n")
    ended = run("watch", f"{root}{path}", f"{root}/feed", "--once", "--book", str(tmp_path / "x.db"), gives=[reading])
    assert ended.code == 1
    sentence, told, summary = ended.err.splitlines()
    assert sentence.startswith(f"pledgebook: {root}{path}: {said}")
    assert "1 article, 5 acts" in told
    assert "2 polls of 2 feeds" in summary
    assert "1 could not be read" in summary


def test_ctrl_c_ends_with_the_summary(
    run: Run, site: tuple[str, Site], reading: Reading, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, answers = site
    answers |= {"/feed": rss(root, "/1"), "/1": (200, {}, STORY)}

    def interrupted(seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "Watch", partial(Watch, sleep=interrupted))
    ended = run("watch", f"{root}/feed", "--book", where, gives=[reading])
    assert ended.code == 130
    assert "stopped after 1 poll of 1 feed: 1 article, 5 acts new, 1 left out" in ended.err
    with Book.open(where, make=False) as book:
        assert book.check().faults == ()


def test_what_is_no_address_is_told(run: Run, site: tuple[str, Site], tmp_path: Any) -> None:
    root, answers = site
    answers["/feed"] = rss(root)
    ended = run("watch", "feed.xml", f"{root}/feed", "http://[", "--once", "--book", str(tmp_path / "x.db"))
    assert ended.code == 1
    assert ended.err.startswith("pledgebook: feed.xml: is no http(s) address of a feed or sitemap; `pledgebook add`")
    assert "1 poll of 1 feed" in ended.err
    ended = run("watch", "feed.xml", "--book", str(tmp_path / "none.db"))
    assert (ended.code, (tmp_path / "none.db").exists()) == (1, False)


@pytest.mark.parametrize("minutes", ["0", "-5", "1441"])
def test_how_often_has_its_limits(run: Run, tmp_path: Any, minutes: str) -> None:
    ended = run("watch", "http://npa.example/", "--every", minutes, "--book", str(tmp_path / "x.db"))
    assert ended.code == 2
    assert ended.err == f"pledgebook: --every must be 1 to 1440 minutes, not {minutes}\n"


@pytest.mark.parametrize("library", ["feedparser", "protego"])
def test_a_missing_library_is_named(run: Run, tmp_path: Any, monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    ended = run("watch", "http://npa.example/", "--once", "--book", str(tmp_path / "x.db"))
    assert ended.code == 2
    said = f'watching feeds needs {library}; install it with: pip install "pledgebook[feeds]"'
    assert ended.err == f"pledgebook: {said}\n"
    assert list(tmp_path.iterdir()) == []


def test_the_live_line(run: Run, site: tuple[str, Site], reading: Reading, tmp_path: Any, monkeypatch: Any) -> None:
    """What stands there while it waits: feeds, the next poll, what was added."""
    root, answers = site
    answers |= {"/feed": rss(root, "/1"), "/1": (200, {}, STORY)}
    seen: list[str] = []

    class Watched(command.WatchScreen):
        def polled(self, polled: Any, data: bool) -> None:
            seen.append(self.__rich__().plain)
            super().polled(polled, data)
            seen.append(self.__rich__().plain)

    monkeypatch.setattr(command, "WatchScreen", Watched)
    run("watch", f"{root}/feed", f"{root}/none", "--once", "--book", str(tmp_path / "x.db"), gives=[reading])
    assert seen[0] == "watching 2 feeds, asking: 1 article, 5 acts new, 1 left out"
    assert seen[-1].startswith("watching 2 feeds, 1 failing, next poll at ")
