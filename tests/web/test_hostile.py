"""Texts that try to break out, to turn lines around or to weigh too much: nothing breaks, leaks or executes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pledgebook.book import Book
from pledgebook.codebook import DoubtName
from pledgebook.problems import Reason
from pledgebook.records import Act, Amount, Article, Doubt, Interval, LeftOut, Money, Reading, Said

if TYPE_CHECKING:
    from starlette.testclient import TestClient

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(2)>'
TURN = "\u202eforeign\u202c \u2066aid\u2069"
NULLS = "a\x00b\x1b[31mc\ud800d"
FORMULA = '=HYPERLINK("http://evil.example")'
LONG = "word " * 2_000_000  # ten megabytes
TAKERS = ("MLI", "NER", "TCD", "SDN", "SOM", "KEN", "UGA", "RWA", "MWI", "ZMB", "MOZ")
HOSTILE = {"script": SCRIPT, "image": IMAGE, "turn": TURN, "nulls": NULLS, "formula": FORMULA, "template": "{{ 7*7 }}",
           "long name": "N" * 5_000, "quotes": "'\"`&<>", "long": LONG}  # fmt: skip


def reading(number: int, words: str) -> Reading:
    """An article in which everything that is text is hostile."""
    said = f"Norway {words} gives $5 million to Mali."
    text = f"{words}\n\n{said}\n\n{words}" if len(words) < 10_000 else f"{said} {words}"
    url = f"javascript:alert({number})" if number % 2 else f"https://host.example/{number}?<script>"
    day = Interval.day(date(2024, 1, number))
    article = Article(f"{words[:50]}{number}", text, title=words[:5000], url=url, date=day, date_reason=words[:500])
    start = text.index("Norway")
    whole, name = article.quote(start, min(start + len(said), start + 9000)), article.quote(start, start + 6)
    doubted = Article(article.id, text, article.title, url, None, article.date, article.date_reason,
                      (Doubt(DoubtName.GARBLED, words[:300], (whole,)),))  # fmt: skip
    said_by = Said("actor", f"name:{words[:90]}", name)
    parties = (f"name:{words[:5000]}", "NOR")
    act = Act("pledge", parties, (whole,), (TAKERS[number],), date=day, amount=Amount(Money(5e6, 5e6, "USD")),
              speaker=f"name:{words[:200]}", said=(said_by,), confidence=0.5, rules=("test",))  # fmt: skip
    return Reading(doubted, (act,), (LeftOut(Reason.UNSURE, whole, words[:300], "rule"),))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, Book]]:
    from starlette.testclient import TestClient

    from pledgebook.web.app import Setup, make_app

    path: Path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    with Book.open(path) as book:
        book.add([reading(number, words) for number, words in enumerate(HOSTILE.values(), 1)])
        yield TestClient(make_app(book, Setup(me=SCRIPT, hosts=frozenset()))), book


def paths(book: Book) -> Iterator[str]:
    yield from ("/", "/ledger", "/ledger?text=Norway", "/totals", "/totals?by=donor", "/conflicts", "/threads",
                "/copies", "/left-out", "/articles", "/search?q=Norway", "/review", "/review?queue=recency", "/feeds",
                "/api")  # fmt: skip
    for line in book.entries(limit=100):
        yield f"/entries/{line.id}"
        yield f"/review?entry={line.id}"
        for telling in book.entry(line.id).tellings:
            yield f"/articles/{telling.source.id}"


def test_no_page_runs_or_breaks(hostile: tuple[TestClient, Book]) -> None:
    client, book = hostile
    told = list(paths(book))
    assert len(told) > 30
    for path in told:
        answer = client.get(path)
        assert answer.status_code == 200, path
        page = answer.text
        assert len(answer.content) < 150_000, path
        assert "<script>" not in page, path
        assert not re.search(r"<img[^>]+onerror", page), path
        assert 'href="javascript:' not in page, path
        assert "\x00" not in page, path
        assert "\u202e" not in page, path


@pytest.mark.parametrize(
    "word", [*(w for w in HOSTILE.values() if len(w) < 200 and "\ud800" not in w), "a" * 300, "%00", "\u0000"]
)
@pytest.mark.parametrize(
    "path",
    [
        "/search",
        "/ledger",
        "/totals",
        "/review",
        "/feeds",
        "/left-out",
        "/articles",
        "/api/search",
        "/api/entries",
        "/login",
    ],
)
def test_no_address_runs_or_breaks(hostile: tuple[TestClient, Book], path: str, word: str) -> None:
    client, _ = hostile
    for name in (
        "q",
        "text",
        "donor",
        "recipient",
        "after",
        "sort",
        "queue",
        "entry",
        "currency",
        "by",
        "next",
        "reason",
    ):
        answer = client.get(path, params={name: word}, follow_redirects=False)
        assert answer.status_code in (200, 303, 400, 404), (name, word)
        if answer.headers.get("content-type", "").startswith("text/html"):
            assert "<script>" not in answer.text
            assert "onerror=alert(2)>" not in answer.text


def test_downloads_hold_no_formula(hostile: tuple[TestClient, Book]) -> None:
    client, _ = hostile
    rows = list(csv.reader(io.StringIO(client.get("/ledger.csv").text)))
    assert len(rows) > 5
    cells = [cell for row in rows[1:] for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]
    assert client.get("/ledger.xlsx").content.startswith(b"PK")
    assert client.get("/totals.xlsx").status_code == 200


def test_machines_get_valid_answers(hostile: tuple[TestClient, Book]) -> None:
    from xml.etree import ElementTree

    client, book = hostile
    ElementTree.fromstring(client.get("/feeds/entries.atom").content)
    for line in book.entries(limit=100):
        assert client.get(f"/api/entries/{line.id}").json()["id"] == line.id
    for theme in ("light", "dark"):
        ElementTree.fromstring(client.get(f"/charts/totals.svg?theme={theme}").text)


def test_a_long_text_comes_in_parts(hostile: tuple[TestClient, Book]) -> None:
    client, book = hostile
    longest = max(
        (telling.source.id for line in book.entries(limit=100) for telling in book.entry(line.id).tellings),
        key=lambda name: len(client.get(f"/api/articles/{name}").json()["text"]),
    )
    first = client.get(f"/articles/{longest}")
    assert "next part" in first.text
    assert len(first.content) < 150_000
    for there in ("9999999999", "-1", "x", "9999990"):
        assert client.get(f"/articles/{longest}?from={there}").status_code == 200


def test_too_much_is_refused(hostile: tuple[TestClient, Book]) -> None:
    client, _ = hostile
    answer = client.post("/add/read", content=b"text=" + b"x" * 13_000_000,
                         headers={"Content-Type": "application/x-www-form-urlencoded"})  # fmt: skip
    assert answer.status_code == 413
    many = "&".join(f"acts={n}" for n in range(5000))
    answer = client.post("/review", content=many, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status_code in (400, 403)


def test_a_fault_shows_no_inside(hostile: tuple[TestClient, Book], monkeypatch: pytest.MonkeyPatch) -> None:
    from starlette.testclient import TestClient

    from pledgebook.web import overview

    client, _ = hostile

    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError("secret inside")

    monkeypatch.setattr(overview, "_told", broken)
    careless = TestClient(client.app, raise_server_exceptions=False)
    answer = careless.get("/?currency=GBP")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
