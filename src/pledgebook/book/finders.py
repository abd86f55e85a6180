"""Tables that only lead to others, filled anew: candidate keys of acts and marks of articles, after an upgrade."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from pledgebook.book.marks import pack_marks
from pledgebook.book.mentions import Mentions, chunks
from pledgebook.book.naming import key_number
from pledgebook.book.rows import add
from pledgebook.book.schema import Row, act_key, act_row, article_row, fresh_marks
from pledgebook.reconciling.candidates import candidate_keys
from pledgebook.reconciling.entries import Mention
from pledgebook.reconciling.fingerprints import fingerprint

SINCE = "0003"  # books of earlier tables have other keys and marks


def refill(connection: Connection) -> None:
    """Fills both from the acts and articles that stand; they must be empty."""
    numbers = list(connection.scalars(select(act_row.c.no).where(act_row.c.until.is_(None))))
    for chunk in chunks(numbers):
        mentions = Mentions(connection)
        add(connection, act_key, [row for no in chunk for row in key_rows(no, *mentions.load([no]))])
    numbers = list(connection.scalars(select(article_row.c.no).where(article_row.c.until.is_(None))))
    for chunk in chunks(numbers):
        add(connection, fresh_marks, list(_marked(connection, chunk)))


def key_rows(number: int, mention: Mention) -> list[Row]:
    """The keys under which an act is found by others."""
    return [{"key": key, "act_no": number} for key in {key_number(key) for key in candidate_keys(mention)}]


def _marked(connection: Connection, numbers: list[int]) -> Iterator[Row]:
    rows = select(article_row.c.no, article_row.c.text).where(article_row.c.no.in_(numbers))
    for no, text in connection.execute(rows).all():
        marks = fingerprint(text).marks
        if marks:
            yield {"article_no": no, "marks": pack_marks(marks)}
