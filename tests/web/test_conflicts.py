"""Each conflict says which articles disagree: title, publisher, day, address and words; days in ISO form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pledgebook.book import Book

if TYPE_CHECKING:
    from starlette.testclient import TestClient

SHORT_DAY = re.compile(r"\b\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}\b")
ONE_OF_MANY = re.compile(r"\b1 (independent sources|sources|articles|conflicts|entries|acts|copies|days|places)\b")


def side_of(page: str, value: str) -> str:
    """What stands under one side of the first conflict that has it."""
    (found,) = [part for part in page.split('<div class="side')[1:] if f">{value}<" in part.partition("</p>")[0]]
    return found.partition("</section>")[0]


def test_the_page_says_who_says_what(desk: TestClient, shared_book: Book) -> None:
    entry = shared_book.entries(limit=1, donor="NOR", conflicting=True)[0].id
    for path in ("/conflicts", f"/entries/{entry}", f"/review?entry={entry}"):
        told = side_of(desk.get(path).text, "50m USD")
        assert "Oslo offers $50 million more" in told
        assert 'href="https://maputo-post.example/2024/03/15/6"' in told
        assert ">maputo-post.example</a>" in told
        assert "2024-03-15" in told
        assert "pledged a further $50 million" in told
        assert 'href="/articles/' in told
        assert "1 independent source<" in told


def test_copies_stand_behind_and_are_called_so(desk: TestClient) -> None:
    told = side_of(desk.get("/conflicts").text, "60m USD")
    assert "3 more articles" in told
    assert '<span class="tag">copy</span>' in told
    assert '<span class="tag">copy</span>' not in told.partition("<details>")[0]


def test_the_api_says_who_says_what(desk: TestClient) -> None:
    conflict = next(row for row in desk.get("/api/conflicts").json()["items"] if row["accepted"] == "60m USD")
    side = next(side for side in conflict["sides"] if side["value"] == "50m USD")
    (told,) = side["told_by"]
    assert (told["title"], told["publisher"], told["date"]["start"]) == (
        "Oslo offers $50 million more",
        "maputo-post.example",
        "2024-03-15",
    )
    assert told["url"] == "https://maputo-post.example/2024/03/15/6"
    assert any("$50 million" in quote for quote in told["quotes"])
    entry = desk.get(f"/api/entries/{conflict['entry']['id']}").json()
    assert entry["conflicts_told"][0]["sides"] == conflict["sides"]


PATHS = ("/", "/ledger", "/conflicts", "/threads", "/copies", "/review", "/review?queue=conflict", "/totals/entries",
         "/api/conflicts", "/api/entries", "/feeds/entries.atom", "/feeds/conflicts.atom")  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_days_are_in_iso_form_and_plurals_right(desk: TestClient, path: str) -> None:
    told = re.sub(r"<[^>]+>", " ", desk.get(path).text)
    assert SHORT_DAY.search(told) is None
    assert ONE_OF_MANY.search(told) is None
