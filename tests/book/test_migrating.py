"""Books of earlier versions are brought up with all that they hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from pledgebook.book import Book
from pledgebook.book.engine import open_store
from pledgebook.book.migrating import FOLDER, bring_up, upgrade
from pledgebook.book.schema import HEAD, metadata
from pledgebook.problems import BadBook
from pledgebook.records import Reading

FIRST = (
    Path(__file__).parent / "book_0001.jsonl"
)  # the rows of a book of the first tables, with the story of conftest.py
EURO = {"actor": "DEU", "target": "KEN", "sum": "10m EUR", "day": "2021-05-05", "aid": "military"}
CONTENT = "ef22022256b02bdc33e3e90a0b7efafd"


def test_the_first_book_is_brought_up_with_its_data(where: str, teller: Callable[..., Reading]) -> None:
    store = open_store(where)
    with store.writing() as connection:
        upgrade(connection, store.name, "0001")
        for line in FIRST.read_text(encoding="utf-8").splitlines():
            kept = json.loads(line)
            _put(connection, kept["table"], kept["row"])
    store.engine.dispose()
    with Book.open(where) as book:
        health = book.check()
        assert (health.faults, health.content) == ((), CONTENT)
        assert len(book.entries()) == 12
        assert len(book.search("10m EUR")) == 2
        assert book.totals("donor", "USD")[0].pledged == 100e6
        book.add([teller("euro again", "2021-05-05", EURO)])  # its like is found by the keys that were made anew
        assert {line.acts for line in book.entries(donor="DEU")} == {2}
        assert book.check().faults == ()


def _put(connection: Connection, table: str, row: dict[str, Any]) -> None:
    """A row as the first version wrote it; its columns are told by name, whatever later versions call them."""
    values = {name: bytes.fromhex(value) if name == "packed" else value for name, value in row.items()}
    columns = ", ".join(f'"{name}"' for name in values)
    places = ", ".join(f"CAST(:{name} AS date)" if _is_day(name, connection) else f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({places})"), values)


def _is_day(name: str, connection: Connection) -> bool:
    return connection.dialect.name != "sqlite" and name in {"day", "day_start", "day_end", "written"}


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection")  # of the index on a sum or its stand-in
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index")
def test_a_new_book_has_the_tables_that_the_program_knows(where: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    store = open_store(where)
    bring_up(store)
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _ours})
        assert compare_metadata(context, metadata) == []
    store.engine.dispose()


def _ours(thing: object, name: str, kind: str, reflected: bool, other: object) -> bool:
    """Not the search index, which only the migrations know."""
    return not (reflected and other is None and ("words" in name or name == "alembic_version"))


def test_the_newest_migration_is_the_one_that_the_program_expects() -> None:
    numbers = sorted(path.name[:4] for path in (FOLDER / "versions").glob("0*.py"))
    assert numbers[-1] == HEAD
    assert numbers == [f"{n:04d}" for n in range(1, len(numbers) + 1)]


def test_a_book_of_a_newer_program_is_not_touched(where: str) -> None:
    store = open_store(where)
    bring_up(store)
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(BadBook, match="newer Pledgebook"):
        Book.open(where)
    store.engine.dispose()


def test_a_migration_that_fails_leaves_nothing(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic import command

    def fails(*_: object) -> None:
        real(*_)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    real = command.upgrade
    store = open_store(where)
    with monkeypatch.context() as patched:
        patched.setattr(command, "upgrade", fails)
        with pytest.raises(KeyboardInterrupt):
            bring_up(store)
    bring_up(store)
    with store.writing() as connection:
        upgrade(connection, store.name)  # there is nothing left to do
    store.engine.dispose()


def test_readers_find_their_views(where: str) -> None:
    with Book.open(where) as book, book._store.reading() as connection:
        for view in ("entries", "acts", "quotes", "articles", "left_out"):
            assert connection.execute(text(f"SELECT * FROM {view}")).all() == []
