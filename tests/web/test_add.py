"""A text is read and shown before it is added."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from pledgebook.book import Book

if TYPE_CHECKING:
    from starlette.testclient import TestClient

TEXT = "LIMA, May 7, 2024 — Chile will give Peru $9 million after the landslides, the foreign ministry said on Tuesday."


def test_a_text_is_shown_then_added_once(own: TestClient, own_book: Book, csrf: Callable[..., str]) -> None:
    form = {"csrf": csrf(own), "text": TEXT, "title": "Help for Peru", "date": "2024-05-07"}
    shown = own.post("/add/read", data=form)
    assert shown.status_code == 200
    assert "USD 9m" in shown.text
    assert "not in the book yet" in shown.text
    assert own_book.entries(donor="CHL") == []
    drop = re.search(r'name="drop" value="([^"]+)"', shown.text)
    assert drop
    added = own.post("/add", data={"csrf": csrf(own), "drop": drop[1]})
    assert "Added: 1 act" in added.text
    assert own_book.entries(donor="CHL")[0].amount
    assert "too long ago" in own.post("/add", data={"csrf": csrf(own), "drop": drop[1]}).text
    again = re.search(r'name="drop" value="([^"]+)"', own.post("/add/read", data={**form, "csrf": csrf(own)}).text)
    assert again
    assert "has this article already" in own.post("/add", data={"csrf": csrf(own), "drop": again[1]}).text
    assert own_book.check().faults == ()


def test_what_cannot_be_read_is_told(own: TestClient, csrf: Callable[..., str]) -> None:
    for fields, words in (
        ({"text": ""}, "write or drop a text"),
        ({"text": "x" * 200_001}, "has more than 200,000 letters"),
        ({"text": TEXT, "date": "soon"}, "is no day"),
        ({"text": "Das Ministerium sagte am Dienstag, dass es noch keine Antwort gebe und weiter warte."}, "English"),
        ({"url": "ftp://example.org/x"}, "no http(s) address"),
        ({"url": "http://127.0.0.1:9/"}, "public"),
        ({"url": "http://169.254.169.254/latest"}, "public"),
        ({"url": "http://[::1]/"}, "public"),
    ):
        answer = own.post("/add/read", data={"csrf": csrf(own), **fields})
        assert answer.status_code == 422, fields
        assert words in answer.text, (fields, answer.text)


def test_somebody_elses_drop_is_not_added(own_book: Book) -> None:
    from pledgebook.pipeline import read_article
    from pledgebook.records import Page
    from pledgebook.web.drops import Drops

    drops = Drops()
    name = drops.put(Page("x", "x", text=TEXT), read_article(TEXT), "Ann")
    assert drops.get(name, "Bo") is None
    assert drops.get(name, "Ann")
