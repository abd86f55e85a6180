"""What a book keeps for those who watch feeds."""

from __future__ import annotations

from sqlalchemy import text

from pledgebook.book import Book
from pledgebook.book.engine import open_store
from pledgebook.book.migrating import upgrade
from pledgebook.records import Page, Reading


def test_the_state_of_a_feed_is_kept_and_replaced(where: str) -> None:
    with Book.open(where) as book:
        assert book.feed("https://npa.example/feed") is None
        book.keep_feed("https://npa.example/feed", {"etag": '"v1"', "tried": [["a", 1]], "due": None})
        book.keep_feed("https://npa.example/other", {"etag": None})
    with Book.open(where) as book:
        assert book.feed("https://npa.example/feed") == {"etag": '"v1"', "tried": [["a", 1]], "due": None}
        book.keep_feed("https://npa.example/feed", {"etag": "é"})
        assert book.feed("https://npa.example/feed") == {"etag": "é"}
        assert book.feed("https://npa.example/other") == {"etag": None}


def test_pages_are_known_by_their_names(book: Book, story: list[Reading]) -> None:
    book.add([*story, Page("https://npa.example/a\0b", "x", text="")])
    asked = ["gift", "https://npa.example/a\0b", "no such", "gift third"]
    assert book.known(asked) == {"gift", "https://npa.example/a\0b", "gift third"}
    assert book.known([]) == set()


def test_what_is_kept_of_feeds_is_no_part_of_the_content(book: Book, story: list[Reading]) -> None:
    book.add(story)
    before = book.check().content
    book.keep_feed("https://npa.example/feed", {"etag": None})
    assert book.check().content == before


def test_text_comes_in_the_order_of_its_bytes_and_views_of_users_outlive_the_change(where: str) -> None:
    store = open_store(where)
    with store.writing() as connection:
        upgrade(connection, store.name, "0001")
        connection.execute(text(r"CREATE VIEW mine AS SELECT CAST(no AS text) || '\:x%' AS what, name FROM page"))
        connection.execute(text("CREATE VIEW mine_too AS SELECT what FROM mine"))
    store.engine.dispose()
    names = ["a", "B", "é", "~", "e1~", "e1f"]
    with Book.open(where) as book:
        book.add([Page(name, "x", text="") for name in names])
        with book._store.reading() as connection:
            rows = connection.execute(text("SELECT name, what FROM mine, page_content ORDER BY name")).all()
            assert [row.name for row in rows] == sorted(names)
            assert rows[0].what.endswith(":x%")
            assert connection.execute(text("SELECT count(*) FROM mine_too")).scalar() == len(names)
