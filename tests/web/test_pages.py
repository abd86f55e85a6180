"""Every page answers, says what it must, and holds what is asked of it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from pledgebook.book import Book
from pledgebook.web.guards import SAFE

if TYPE_CHECKING:
    from starlette.testclient import TestClient

PAGES = (
    "/", "/ledger", "/ledger?donor=Norway&kind=pledge", "/ledger?text=flood&sort=sum", "/totals", "/totals?by=month",
    "/totals?by=recipient&currency=EUR", "/totals?recipient=MOZ", "/conflicts", "/threads", "/copies", "/left-out",
    "/search", "/search?q=flood", "/review", "/review?queue=conflict", "/review?queue=sum", "/review?queue=recency",
    "/articles", "/articles?q=flood", "/add", "/api", "/feeds", "/people",
)  # fmt: skip
LIGHT = 150_000  # bytes of a page


def line(book: Book, **filters: object) -> str:
    """The id of the newest entry that these filters let through."""
    return book.entries(limit=1, **filters)[0].id  # type: ignore[arg-type]


@pytest.mark.parametrize("path", PAGES)
def test_pages_answer_and_are_light(desk: TestClient, path: str) -> None:
    answer = desk.get(path)
    assert answer.status_code == 200
    assert len(answer.content) < LIGHT
    assert answer.text.count("<h1") == 1
    for name, value in SAFE.items():
        assert answer.headers[name] == value


@pytest.mark.parametrize("path", PAGES)
def test_pages_bring_nothing_that_the_policy_forbids(desk: TestClient, path: str) -> None:
    page = desk.get(path).text
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page
    assert page.count("<script") == page.count('<script src="/static/')
    assert "//cdn" not in page


def test_the_overview_says_who_pledged_what(desk: TestClient) -> None:
    page = desk.get("/").text
    assert '<dt>Articles</dt><dd><a href="/articles">50</a></dd>' in page
    assert "Who pledged most to" in page
    assert 'src="/charts/totals.svg?by=donor&amp;currency=USD"' in page


def test_an_empty_book_says_what_to_do(opened, tmp_path) -> None:  # type: ignore[no-untyped-def]
    with Book.open(tmp_path / "new.db") as book:
        client = opened(book)
        for path in PAGES:
            assert client.get(path).status_code == 200, path
        assert "This book is empty" in client.get("/").text
        assert client.get("/charts/totals.svg").status_code == 200


def test_the_ledger_filters_by_address(desk: TestClient) -> None:
    page = desk.get("/ledger?donor=Norway").text
    assert "Mozambique" in page
    assert "Somalia" not in page.partition('id="results"')[2]
    assert "No entry answers to this" in desk.get("/ledger?donor=Fiji").text


def test_hits_are_highlighted_in_any_form_of_the_word(desk: TestClient) -> None:
    page = desk.get("/ledger?text=flood").text
    assert '<mark class="hit">floods</mark>' in page
    assert '<mark class="hit">floods</mark>' in desk.get("/search?q=flood").text


@pytest.mark.parametrize("sort", ["newest", "oldest", "sum", "sources", "added"])
def test_paging_shows_every_entry_once(desk: TestClient, shared_book: Book, sort: str) -> None:
    wanted = {entry.id for entry in shared_book.entries(limit=500)}
    seen: list[str] = []
    path = f"/api/entries?sort={sort}&limit=7"
    after = ""
    while True:
        told = desk.get(path + (f"&after={after}" if after else "")).json()
        seen += [row["id"] for row in told["items"]]
        after = told["next"]
        if not after:
            break
    assert len(seen) == len(set(seen))
    assert set(seen) == wanted


def test_sums_come_greatest_first(desk: TestClient) -> None:
    rows = desk.get("/api/entries?sort=sum&currency=USD").json()["items"]
    sums = [row["amount"]["high"] for row in rows]
    assert sums == sorted(sums, reverse=True)
    assert len(sums) > 5


def test_downloads_hold_what_is_shown(desk: TestClient, shared_book: Book) -> None:
    answer = desk.get("/ledger.csv?recipient=Mozambique&sort=sum")
    assert answer.headers["content-disposition"] == 'attachment; filename="ledger.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))
    wanted = [row["id"] for row in desk.get("/api/entries?recipient=Mozambique&sort=sum&limit=500").json()["items"]]
    assert [row["id"] for row in rows] == wanted
    assert {row["recipient_or_target"] for row in rows} >= {"Mozambique"}
    assert desk.get("/ledger.xlsx?recipient=Mozambique").content.startswith(b"PK")
    assert desk.get("/totals.csv").text.count("\r\n") > 5
    assert desk.get("/totals.xlsx?by=month").content.startswith(b"PK")


def test_an_entry_shows_ladder_copies_conflict_and_history(desk: TestClient, shared_book: Book) -> None:
    page = desk.get(f"/entries/{line(shared_book, donor='NOR', conflicting=True)}").text
    for words in (
        "How far it came",
        "Where articles disagree",
        "copies of this text",
        "History",
        "60m USD",
        "50m USD",
    ):
        assert words in page, words


def test_a_stated_total_is_shown_as_a_sum(desk: TestClient, shared_book: Book) -> None:
    total = next(
        entry for entry in shared_book.entries(donor="NOR") if entry.amount and entry.amount.money.low == 1.2e8
    )
    assert "60m known + 60m inferred = 120m stated, in USD" in desk.get(f"/entries/{total.id}").text


def test_an_entry_that_is_not_there(desk: TestClient) -> None:
    answer = desk.get("/entries/e00000000")
    assert answer.status_code == 404
    assert "there is no such entry" in answer.text


def test_an_article_marks_its_values(desk: TestClient, shared_book: Book) -> None:
    told = shared_book.entry(line(shared_book, donor="NOR", conflicting=True))
    page = desk.get(f"/articles/{told.tellings[0].source.id}").text
    assert 'data-says="amount: USD 60m"' in page
    assert '<mark class="said">' in page
    assert "not fetched by this program" in page
    assert desk.get("/articles/a0").status_code == 404


def test_pieces_are_the_text_to_the_letter(shared_book: Book) -> None:
    from pledgebook.book.desk import Desk
    from pledgebook.web.marking import blocks_of

    for entry in shared_book.entries(limit=20):
        for telling in shared_book.entry(entry.id).tellings:
            told = Desk(shared_book).article(telling.source.id)
            for block in blocks_of(told)[0]:
                for piece in block.pieces:
                    assert told.article.text[piece.start : piece.start + len(piece.text)] == piece.text


@pytest.mark.parametrize("query", ["by=donor", "by=month&theme=dark", "by=recipient&narrow=1", "by=type&currency=EUR"])
def test_charts_are_svg_without_styles_or_scripts(desk: TestClient, query: str) -> None:
    answer = desk.get(f"/charts/totals.svg?{query}")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.text.startswith("<svg")
    assert "<script" not in answer.text
    assert "delivered" in answer.text


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/ledger?kind=gift", "kind must be one of"),
        ("/ledger?since=yesterday", "since must be a day"),
        ("/ledger?min_sum=lots", "min_sum must be a sum"),
        ("/ledger?min_sum=nan", "min_sum must be a sum"),
        ("/ledger?after=x", "must be the key of an entry"),
        ("/ledger?after=x&sort=sum", "must be the key of the last entry"),
        ("/ledger?text=%22%22", "there is no word to search for"),
        ("/left-out?after=x", "must be the key of the last row"),
        ("/articles?after=99999999999999999999", "must be the key of the last row"),
        ("/ledger?currency=euro", "currency must be a code"),
        ("/totals?by=colour", "by must be one of"),
        ("/totals?currency=XXX", "nobody sets a rate"),
        ("/search?q=...", "there is no word to search for"),
        ("/review?queue=luck", "queue must be one of"),
    ],
)
def test_bad_questions_get_one_sentence(desk: TestClient, path: str, words: str) -> None:
    answer = desk.get(path)
    assert answer.status_code == 400
    assert words in answer.text.replace("&#39;", "'")


def test_a_page_that_is_not_there(desk: TestClient) -> None:
    assert desk.get("/nowhere").status_code == 404
    assert desk.post("/ledger").status_code == 405
