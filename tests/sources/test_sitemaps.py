"""Sitemaps, sitemaps of sitemaps and packed ones."""

from __future__ import annotations

import gzip
from functools import partial
from pathlib import Path
from typing import Any

from pledgebook.problems import BadInput, NotFetched
from pledgebook.records import Page
from pledgebook.sources import open_sources
from pledgebook.sources.leading import Leading, follow, visit_address
from pledgebook.sources.links import Link
from pledgebook.sources.manners import Manners
from pledgebook.sources.sitemaps import Further, all_links, read_sitemap
from pledgebook.sources.web import get

NEWS = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> http://npa.example/a </loc><lastmod>2024-01-01</lastmod>
<image:image><image:loc>http://npa.example/a.png</image:loc><image:title>A picture</image:title></image:image>
<news:news><news:publication_date>2022-05-19</news:publication_date><news:title>Tents</news:title></news:news></url>
<url><loc>http://npa.example/b</loc></url></urlset>"""
XML = {"Content-Type": "text/xml"}
HTML = {"Content-Type": "text/html"}
visit = partial(get, resolve=lambda host, port: "127.0.0.1")


def index(*urls: str) -> bytes:
    return (
        "<sitemapindex>" + "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls) + "</sitemapindex>"
    ).encode()


def pages(*urls: str) -> bytes:
    return ("<urlset>" + "".join(f"<url><loc>{url}</loc></url>" for url in urls) + "</urlset>").encode()


def calm() -> Manners:
    return Manners(visit, sleep=lambda seconds: None)


def test_a_news_sitemap() -> None:
    first, second = read_sitemap(NEWS, "sitemap.xml")
    assert first == Link("http://npa.example/a", "Tents", "2022-05-19")
    assert second == Link("http://npa.example/b")


def test_a_sitemap_of_sitemaps() -> None:
    assert list(read_sitemap(index("http://npa.example/1"), "s")) == [Further("http://npa.example/1")]


def test_a_sitemap_that_is_cut_off_gives_what_it_has() -> None:
    *links, problem = read_sitemap(NEWS[:-20], "sitemap.xml")
    assert [link.url for link in links if isinstance(link, Link)] == ["http://npa.example/a"]
    assert isinstance(problem, BadInput)
    assert problem.reason.startswith("the sitemap is broken")


def test_entities_are_not_unfolded() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "http://npa.example/">]><urlset><url><loc>&b;</loc></url></urlset>'
    assert list(read_sitemap(bomb, "s")) == []


def test_sitemaps_are_followed_once_and_unpacked(serve: Any) -> None:
    answers: dict[str, Any] = {"/story": (200, HTML, b"<html>Norway sent tents</html>")}
    root = f"http://npa.example:{serve(answers)}"
    packed = gzip.compress(pages(f"{root}/story"))
    answers["/index"] = (200, XML, index(f"{root}/1.xml.gz", f"{root}/index", f"{root}/1.xml.gz", f"{root}/none"))
    answers["/1.xml.gz"] = (200, {"Content-Type": "application/x-gzip"}, packed)
    leading = visit_address(f"{root}/index", visit)
    assert isinstance(leading, Leading)
    page, missing = follow(leading, calm())
    assert isinstance(page, Page)
    assert page.url == f"{root}/story"
    assert isinstance(missing, NotFetched)
    assert (missing.where, missing.reason) == (f"{root}/none", "the server answered 404 (not found)")


def test_sitemaps_without_end_are_left(serve: Any) -> None:
    answers: dict[str, Any] = {}
    root = f"http://npa.example:{serve(answers)}"
    answers.update({f"/{n}": (200, XML, index(f"{root}/{n + 1}")) for n in range(9)})
    (problem,) = all_links(index(f"{root}/0"), "start", calm())
    assert isinstance(problem, BadInput)
    assert "more than 3 deep" in problem.reason


def test_what_is_no_sitemap(serve: Any) -> None:
    root = (
        f"http://npa.example:{serve({'/1': (200, XML, b'<a/>'), '/2': (200, XML, gzip.compress(b'<a/>' * 99)[:-8])})}"
    )
    one, two = all_links(index(f"{root}/1", f"{root}/2"), "start", calm())
    assert isinstance(one, NotFetched)
    assert isinstance(two, NotFetched)
    assert (one.reason, two.reason[:15]) == ("it is no sitemap", "the packed file")


def test_a_packed_sitemap_on_disk(tmp_path: Path) -> None:
    (tmp_path / "sitemap.xml.gz").write_bytes(gzip.compress(pages("http://127.0.0.1:1/a", "http://127.0.0.1:1/b")))
    found = list(open_sources([str(tmp_path)]))
    assert [problem.where for problem in found if isinstance(problem, NotFetched)] == [
        "http://127.0.0.1:1/a",
        "http://127.0.0.1:1/b",
    ]
