"""The desk readies itself while it starts, and answers no otherwise for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pledgebook.book import Book
from pledgebook.web import charts
from pledgebook.web.app import Setup, make_app
from pledgebook.web.rendering import environment
from pledgebook.web.warming import ready, warm

if TYPE_CHECKING:
    import pytest

TOKEN = re.compile(r'name="csrf" value="[^"]+"')


def test_a_readied_desk_answers_as_another(opened, shared_book: Book) -> None:  # type: ignore[no-untyped-def]
    cold, warmed = opened(shared_book), opened(shared_book)
    environment.cache_clear()
    warm(warmed.app).join(60)
    assert set(environment().list_templates()) == {key[1] for key in environment().cache or {}}
    for path in ("/", "/totals", "/review"):
        one, two = (TOKEN.sub("", client.get(path).text) for client in (cold, warmed))
        assert one == two


def test_what_is_asked_first_is_there(shared_book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """The overview and its pictures are made before anybody asks, and no entry is looked at for it."""
    app = make_app(shared_book, Setup(me="Ann"))
    ready(app)
    entry = app.state.queues.ready("confidence")[0]
    assert app.state.queues.others(entry, "Bo") == ""
    monkeypatch.setattr(charts, "draw", lambda *_: "drawn anew")
    from starlette.testclient import TestClient

    client = TestClient(app, base_url="http://localhost")
    for by in ("donor", "month"):
        assert "drawn anew" not in client.get(f"/charts/totals.svg?by={by}&currency=USD").text


def test_an_empty_book_is_readied(opened, tmp_path) -> None:  # type: ignore[no-untyped-def]
    with Book.open(tmp_path / "new.db") as book:
        client = opened(book)
        ready(client.app)
        assert "This book is empty" in client.get("/").text
