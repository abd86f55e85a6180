"""Opening the database of a book: one SQLite file, or a PostgreSQL server; and what may go wrong there, in a sentence.

Writers are one at a time (BEGIN IMMEDIATE; an advisory lock on PostgreSQL) and readers never wait for them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError

from pledgebook.book.memory import Memory
from pledgebook.problems import BadBook

PATIENCE = 600  # seconds that a writer waits for another; each holds the book for about a second
CACHE_KB = 262_144
LOG_PAGES = 16_384  # of 4 KB: the log is put back into the file when it has 64 MB
LOCK = 0x706C6564  # the advisory lock of a book's writers on PostgreSQL ("pled")
MARK = b"SQLite format 3\0"
SERVERS = ("postgresql://", "postgresql+psycopg://", "postgres://")


@dataclass(frozen=True, slots=True)
class Store:
    """An opened database. `name` is the file or the server's address without its password, for messages."""

    engine: Engine
    name: str
    memory: Memory = field(default_factory=Memory, compare=False)

    @property
    def sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One view of the book, unmoved by writers. Raises BadBook where the database fails."""
        with _told(self.name), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The only writer, from begin to commit; all or nothing is kept. Raises BadBook where the database fails."""
        # On a server the view must be taken after the lock, statement by statement: others wrote while we waited.
        options: dict[str, Any] = {} if self.sqlite else {"isolation_level": "READ COMMITTED"}
        try:
            with _told(self.name), self.engine.execution_options(writes=True, **options).begin() as connection:
                yield connection
        except BaseException:
            self.memory.clear()  # it may hold what is undone now
            raise


def open_store(where: str | Path) -> Store:
    """The database of a path or an address; a file is made on its first use. Raises BadBook where it cannot be."""
    address = str(where)
    if address.startswith(SERVERS):
        return _server(address)
    if "://" in address:
        raise BadBook(address, "a book is a file or a postgresql:// address")
    return _file(Path(address).expanduser())


def _file(path: Path) -> Store:
    if path.is_dir():
        raise BadBook(str(path), "is a directory; name a file in it")
    if not path.parent.is_dir():
        raise BadBook(str(path), f"there is no directory {path.parent}")
    if path.is_file() and not _is_file_of_sqlite(path):
        raise BadBook(str(path), "is not a book (it is no SQLite file)")
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin_file)
    return Store(engine, str(path))


def _is_file_of_sqlite(path: Path) -> bool:
    """True also for an empty file, which SQLite fills."""
    with path.open("rb") as file:
        return file.read(len(MARK)) in (b"", MARK)


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    # The driver's own BEGIN comes too late and is never IMMEDIATE: begins are ours, see `_begin_file`.
    connection.isolation_level = None
    pragmas = ("synchronous=NORMAL", f"cache_size=-{CACHE_KB}", f"wal_autocheckpoint={LOG_PAGES}")
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")


def _begin_file(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _server(address: str) -> Store:
    _, _, rest = address.partition("://")
    try:
        engine = create_engine(f"postgresql+psycopg://{rest}", isolation_level="REPEATABLE READ")
    except ModuleNotFoundError as error:
        raise BadBook(address.split("@")[-1], 'needs the extra "postgres": pip install pledgebook[postgres]') from error
    event.listen(engine, "begin", _begin_server)
    return Store(engine, engine.url.render_as_string(hide_password=True))


def _begin_server(connection: Connection) -> None:
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise BadBook(name, _sentence(error)) from error


def _sentence(error: Exception) -> str:
    said = " ".join(str(getattr(error, "orig", None) or error).split())
    if "disk is full" in said or "No space left" in said:
        return "there is no room left on the disk; what was added before stands, add the rest again when there is room"
    if "locked" in said or "lock timeout" in said:
        return "another program has held the book for too long; try again when it has ended"
    if "readonly" in said or "unable to open" in said:
        return f"cannot be opened for writing ({said})"
    if "malformed" in said or "not a database" in said:
        return f"is damaged ({said}); restore it from a copy"
    if isinstance(error, OperationalError):
        return f"cannot be reached or written ({said[:300]})"
    raise error
