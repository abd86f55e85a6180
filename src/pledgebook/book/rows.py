"""The three things done to rows: added, added unless they are there, and closed by a decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table, insert, update
from sqlalchemy.dialects import postgresql, sqlite

from pledgebook.book.mentions import chunks
from pledgebook.book.schema import Row


def add(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Adds rows that all have the same columns."""
    if rows:
        connection.execute(insert(table), rows)


def add_new(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Adds those rows whose primary key is not there yet."""
    if not rows:
        return
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    connection.execute(dialect.insert(table).on_conflict_do_nothing(), rows)


def add_pairs(connection: Connection, table: Table, rows: Sequence[tuple[int, int]]) -> None:
    """Adds those of very many rows of two numbers that are not there yet."""
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    columns = ", ".join(column.name for column in table.c)
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({columns}) VALUES ({mark}, {mark}) ON CONFLICT DO NOTHING", list(rows)
    )


def close(connection: Connection, table: Table, column: Column[Any], values: Iterable[Any], decision: int) -> None:
    """Closes the standing rows whose column holds one of the values; they remain, for whoever asks how it was."""
    for chunk in chunks(values):
        connection.execute(update(table).where(column.in_(chunk), table.c.until.is_(None)).values(until=decision))
