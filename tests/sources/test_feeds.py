"""RSS and Atom feeds, from files and from a server on this machine."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pledgebook.problems import BadInput, BadSetup, NotFetched
from pledgebook.records import Page
from pledgebook.sources import open_sources
from pledgebook.sources.feeds import read_feed
from pledgebook.sources.leading import Leading, follow, visit_address
from pledgebook.sources.links import Link
from pledgebook.sources.manners import Manners
from pledgebook.sources.web import Answer, get

RSS = b"""<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?><!-- made by hand -->
<rss version="2.0"><channel><title>News</title><ttl>60</ttl>
<item><title>Tents &amp; boats</title><link>/story</link><pubDate>Thu, 19 May 2022 08:43:00 GMT</pubDate></item>
<item><description>&lt;p&gt;Norway sent tents.&lt;/p&gt;</description></item>
<item><title>Nothing to read</title></item>
</channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>tag:npa.example,2022:1</id><title>Boats</title>
<link href="https://npa.example/boats"/><updated>2022-05-20T10:00:00Z</updated></entry></feed>"""
HTML = {"Content-Type": "text/html; charset=utf-8"}
XML = {"Content-Type": "application/rss+xml"}
STORY = b"<html><body>Norway sent tents</body></html>"
visit = partial(get, resolve=lambda host, port: "127.0.0.1")


def calm() -> Manners:
    return Manners(visit, sleep=lambda seconds: None)


def test_an_rss_feed() -> None:
    feed = read_feed(RSS, "https://npa.example/feed")
    link, page = feed.entries
    assert link == Link("https://npa.example/story", "Tents & boats", "Thu, 19 May 2022 08:43:00 GMT")
    assert isinstance(page, Page)
    assert (page.text, page.media_type) == ("<p>Norway sent tents.</p>", "text/html")
    assert page.id.startswith("https://npa.example/feed#")
    assert feed.wait == 3600


def test_an_atom_feed() -> None:
    (link,) = read_feed(ATOM, "feed.xml").entries
    assert link == Link("https://npa.example/boats", "Boats", "2022-05-20T10:00:00Z")


BROKEN = [
    b"<rss", b"<rss>&&&&", b"<feed><entry",
    b"<?xml version='1.0' encoding='\0'?><rss/>", b"<?xml version='1.0' encoding='utf-\xff8'?><rss/>",
]  # fmt: skip


@pytest.mark.parametrize("content", BROKEN)
def test_a_broken_feed(content: bytes) -> None:
    with pytest.raises(BadInput, match=r"feed.xml: the feed is broken .*; fetch it again"):
        read_feed(content, "feed.xml")


def test_an_entry_whose_link_is_no_address_is_read_itself() -> None:
    item = b"<item><link>http://[</link><description>Norway sent tents.</description></item>"
    (page,) = read_feed(b"<rss><channel>" + item + b"</channel></rss>", "https://npa.example/feed").entries
    assert isinstance(page, Page)
    assert page.text == "Norway sent tents."


def test_a_short_feed_is_never_taken_for_an_address() -> None:
    with pytest.raises(BadInput):
        read_feed(b"http://npa.example/feed", "feed.xml")


def test_a_feed_on_disk_gives_its_own_pages_and_follows_its_links(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(RSS.replace(b"/story", b"http://127.0.0.1:1/story"))
    refused, page = open_sources([str(tmp_path / "feed.xml")])
    assert isinstance(refused, NotFetched)
    assert "not public" in refused.reason
    assert isinstance(page, Page)


def test_a_feed_at_an_address_is_followed(serve: Any) -> None:
    port = serve({"/feed": (200, XML, RSS), "/story": (200, HTML, STORY)})
    leading = visit_address(f"http://npa.example:{port}/feed", visit)
    assert isinstance(leading, Leading)
    page, _ = follow(leading, calm())
    assert isinstance(page, Page)
    assert (page.id, page.content) == (f"http://npa.example:{port}/story", STORY)
    assert (page.title, page.date) == ("Tents & boats", "Thu, 19 May 2022 08:43:00 GMT")


def test_a_page_at_an_address_is_a_page(serve: Any) -> None:
    page = visit_address(f"http://npa.example:{serve({'/': (200, HTML, STORY)})}/", visit)
    assert isinstance(page, Page)
    assert page.content == STORY


def test_other_xml_is_no_page(serve: Any) -> None:
    port = serve({"/": (200, {"Content-Type": "application/xml"}, b"<a>b</a>")})
    with pytest.raises(NotFetched, match="application/xml, but no feed or sitemap"):
        visit_address(f"http://npa.example:{port}/", visit)


def test_robots_are_heeded(serve: Any) -> None:
    robots = b"User-agent: *\nDisallow: /story\n"
    answers = {"/feed": (200, XML, RSS), "/story": (200, HTML, STORY), "/robots.txt": (200, {}, robots)}
    leading = visit_address(f"http://npa.example:{serve(answers)}/feed", visit)
    assert isinstance(leading, Leading)
    refused, _ = follow(leading, calm())
    assert isinstance(refused, NotFetched)
    assert "robots.txt does not allow" in refused.reason


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "feedparser", None)
    with pytest.raises(
        BadSetup, match=r'reading a feed needs feedparser; install it with: pip install "pledgebook\[feeds\]"'
    ):
        read_feed(RSS, "feed.xml")


def test_one_request_at_a_time_and_pauses_between() -> None:
    """The clock stands still but for sleeping, so each pause is seen."""
    time, slept = [0.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        time[0] += seconds

    manners = Manners(lambda request: Answer(404, request.url), clock=lambda: time[0], sleep=sleep)
    for url in ("http://a.example/1", "http://a.example/2", "http://b.example/1", "http://a.example/3"):
        with manners.turn(url):
            pass
    assert slept == [0.0, 1.0, 0.0, 1.0]
