"""The list of articles, and what leads to them: what was left out, at its place."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from pledgebook.book import Book
from pledgebook.book.answers import Source
from pledgebook.records import Quote
from pledgebook.web.wording import WINDOW, place

if TYPE_CHECKING:
    from starlette.testclient import TestClient

PLACES = re.compile(r'href="(/articles/[^"#]+)#(left-[^"]+)"')


def test_what_was_left_out_leads_to_its_place(desk: TestClient, shared_book: Book) -> None:
    out = [row for row in shared_book.left_out(limit=100) if row.out and row.out.quote]
    found = PLACES.findall(desk.get("/left-out").text)
    assert len(found) == len(out) > 3
    for page, anchor in found:
        assert f'id="{anchor}"' in desk.get(page).text


def test_a_place_in_a_long_article_is_in_the_part_that_holds_it() -> None:
    source = Source("a1", "x", None, None, date(2024, 1, 1), None, ())
    assert place(source, Quote(7, 9, "ab")) == "/articles/a1#left-7"
    far = 2 * WINDOW + 7
    assert place(source, Quote(far, far + 2, "ab")) == f"/articles/a1?from={2 * WINDOW}#left-{far}"
    assert place(source, Quote(7, 9, "ab", "title")) == "/articles/a1#left-title-7"


def test_the_api_names_the_article_of_what_was_left_out(desk: TestClient) -> None:
    rows = desk.get("/api/left-out").json()["items"]
    assert all(desk.get(f"/api/articles/{row['article']}").status_code == 200 for row in rows)


def test_the_list_of_articles_can_be_searched(desk: TestClient) -> None:
    page = desk.get("/articles").text
    assert page.count('<th scope="row" class="heading">') == 50
    assert '<a href="/articles" aria-current="page">Articles</a>' in page
    found = desk.get("/articles?q=flood").text
    assert 0 < found.count('<th scope="row" class="heading">') < 50
    assert "No article of the book holds these words" in desk.get("/articles?q=xyzzy").text
    assert desk.get("/articles?q=...").status_code == 400


def test_the_list_of_articles_says_what_each_tells(desk: TestClient, shared_book: Book) -> None:
    rows = desk.get("/api/articles?limit=500").json()["items"]
    assert len(rows) == 50
    for row in rows:
        told = desk.get(f"/api/articles/{row['id']}").json()
        assert (row["acts"], row["title"]) == (len(told["acts"]), told["title"])
    assert sum(row["acts"] for row in rows) >= 50
    assert any(row["doubts"] for row in rows)


def test_a_long_list_of_articles_turns_its_pages(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pledgebook.web.article.ROWS", 20)
    seen: list[str] = []
    path: str | None = "/articles"
    while path:
        page = desk.get(path).text
        seen += re.findall(r'class="heading"><a href="/articles/([^"]+)"', page)
        found = re.search(r'rel="next" href="([^"]+)"', page)
        path = found[1] if found else None
    assert len(seen) == len(set(seen)) == 50
