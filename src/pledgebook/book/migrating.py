"""Brings a book's tables up to this version of the program, whatever earlier version made it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from pledgebook.book.engine import PATIENCE, Store
from pledgebook.book.finders import SINCE, refill
from pledgebook.book.schema import HEAD
from pledgebook.problems import BadBook

FOLDER = Path(__file__).parent / "migrations"


def bring_up(store: Store, *, make: bool = True) -> None:
    """Makes or upgrades the tables, all or nothing; two programs at once may call it.

    Raises BadBook where a newer program made the book, the database is none of ours, or there is none and not `make`.
    """
    if store.sqlite and not make and not _has_file(store):
        raise BadBook(store.name, "there is no such book; `pledgebook add SOURCE --book FILE` makes one")
    if store.sqlite and not _has_file(store):
        _set_log(store)
    with store.reading() as connection:
        version = version_of(connection, store.name)
    if version == HEAD:
        return
    if not version and not make:
        raise BadBook(store.name, "there is no book yet; `pledgebook add` makes one")
    with store.writing() as connection:
        upgrade(connection, store.name)


def version_of(connection: Connection, name: str) -> str:
    """The book's migration, or "" for an empty database. Raises BadBook where the tables are not ours or too new."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" not in tables or "decision" not in tables:
        if tables:
            raise BadBook(name, "is no book: its tables are those of another program")
        return ""
    version = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")
    if version > HEAD:
        raise BadBook(name, f"was made by a newer Pledgebook (tables {version}, this one knows {HEAD}); upgrade it")
    return version


def upgrade(connection: Connection, name: str, to: str = "head") -> None:
    """Runs what is missing on a connection that is writing."""
    before = version_of(connection, name)
    if before == HEAD:
        return  # another program was quicker
    # A quarter of a second to load, and needed once in the life of a book.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
    if "" < before < SINCE and to == "head":
        refill(connection)


def _has_file(store: Store) -> bool:
    path = Path(store.name)
    return path.is_file() and path.stat().st_size > 0


def _set_log(store: Store) -> None:
    """A write-ahead log, so that readers and the writer do not wait for each other; the file remembers it."""
    try:
        with closing(sqlite3.connect(store.name, timeout=PATIENCE)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):  # locked: another program is making the same book, and does this too
            raise BadBook(store.name, f"cannot be made ({error})") from error
