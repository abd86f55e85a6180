"""`check` sees every kind of damage, and names it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from pledgebook.book import Book
from pledgebook.problems import BadBook
from pledgebook.records import Reading

Tell = Callable[..., Reading]
DAMAGES: list[tuple[str, str, str]] = [
    ("a changed letter", "UPDATE article_row SET text = replace(text, '60m', '61m')", "does not say"),
    ("a page of another hash", "UPDATE page_content SET sha = 'x' || sha", "its hash differs"),
    ("a lost page", "DELETE FROM page_content", "bytes of page gift are missing"),
    ("a lost act", "DELETE FROM member WHERE no = 1", "is in 0 entries"),
    ("an act twice", "UPDATE member SET until = NULL, entry = 'e1' WHERE no = 2", "has 0|has 1|has 2|has 3"),
    ("a wrong sum", "UPDATE tally SET pledged = pledged + 1 WHERE \"by\" = 'donor'", "should be"),
    ("a lost sum", "DELETE FROM tally WHERE value = 'NOR'", "should be"),
    ("a loose link", "UPDATE link_row SET target = 'e1'", "which is no entry"),
]


@pytest.mark.parametrize(("damage", "said"), [row[1:] for row in DAMAGES], ids=[row[0] for row in DAMAGES])
def test_damage_is_seen(book: Book, story: list[Reading], damage: str, said: str) -> None:
    book.add(story)
    assert book.check().faults == ()
    with book._store.writing() as connection:
        connection.execute(text(damage))
    faults = book.check().faults
    assert faults
    assert any(re.search(said, fault) for fault in faults), faults


def test_a_page_that_cannot_be_unpacked(book: Book, story: list[Reading]) -> None:
    book.add(story)
    with book._store.writing() as connection:
        connection.execute(text("UPDATE page_content SET packed = :junk"), {"junk": b"junk"})
    assert len([fault for fault in book.check().faults if "cannot be unpacked" in fault]) == len(story)


def test_counts_say_how_much_was_looked_at(book: Book, story: list[Reading]) -> None:
    book.add(story)
    assert book.check().counts == {
        "pages archived": 13, "acts": 14, "quotes": 14, "entries": 12, "links": 6, "left out": 0, "tallies": 56,
    }  # fmt: skip


def test_content_is_what_stands_and_not_how_it_came(
    book: Book, story: list[Reading], teller: Tell, tmp_path: Path
) -> None:
    book.add(story)
    before = book.check().content
    with Book.open(tmp_path / "other.db") as other:
        other.add(story[::-1])
        assert other.check().content == before
        other.add([teller("more", "2021-03-01", {})])
        assert other.check().content != before


@pytest.mark.parametrize("content", [b"not a database at all", b"SQLite format 3\0" + b"x" * 5000])
def test_what_is_no_book_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(content)
    with pytest.raises(BadBook, match=r"x\.db: is (not a book|damaged)"):
        Book.open(path)
    assert path.read_bytes() == content


def test_a_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")
        connection.commit()
    with pytest.raises(BadBook, match="another program"):
        Book.open(path)


WHERE: list[tuple[Any, str]] = [
    ("{dir}", "is a directory"),
    ("{dir}/no/such.db", "there is no directory"),
    ("mysql://x/y", "a file or a postgresql:// address"),
    ("postgresql://nobody@127.0.0.1:1/x", "cannot be reached"),
]


@pytest.mark.parametrize(("where", "said"), WHERE)
def test_where_no_book_can_be(tmp_path: Path, where: str, said: str) -> None:
    with pytest.raises(BadBook, match=said):
        Book.open(where.format(dir=tmp_path))


def test_a_book_that_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(BadBook, match="pledgebook add"):
        Book.open(tmp_path / "none.db", make=False)
    assert list(tmp_path.iterdir()) == []


def test_a_password_is_not_shown() -> None:
    with pytest.raises(BadBook) as problem:
        Book.open("postgresql://ann:secret@127.0.0.1:1/x")
    assert "secret" not in str(problem.value)
