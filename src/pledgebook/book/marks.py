"""The index of marks: which articles use a phrase. It grows by 64 rows an article, each at a place of its own.

So that adding much does not write a page of the file for every mark, the latest marks stand packed in `fresh_marks`,
one row an article, and in memory; `merge_marks` moves them to `mark_row`, many at a time and in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

import numpy as np
from sqlalchemy import Connection, Text, bindparam, cast, delete, func, select

from pledgebook.book.memory import Fresh, Memory
from pledgebook.book.mentions import chunks
from pledgebook.book.numbering import Numbers
from pledgebook.book.rows import add, add_pairs
from pledgebook.book.schema import Row, article_row, fresh_marks, mark_row
from pledgebook.reconciling.copies import KEPT
from pledgebook.reconciling.fingerprints import fingerprint

MERGED_AT = 32_000  # articles whose marks wait in memory at most: some 250 MB
ROWS = 50_000  # rows merged by one statement
# the users of a mark as one text: a row for each of them took a quarter of the time of adding to a large book
_USERS = (
    select(mark_row.c.mark, func.aggregate_strings(cast(mark_row.c.article_no, Text), ","))
    .where(mark_row.c.mark.in_(bindparam("marks", expanding=True)))
    .group_by(mark_row.c.mark)
)


def pack_marks(marks: Sequence[int]) -> bytes:
    return np.array(marks, dtype="<i8").tobytes()


def unpack_marks(packed: bytes) -> list[int]:
    marks: list[int] = np.frombuffer(packed, dtype="<i8").tolist()
    return marks


class Marks:
    """The users of marks (numbers of articles, in any order), for one writing transaction."""

    def __init__(self, connection: Connection, numbers: Numbers, memory: Memory) -> None:
        self._connection = connection
        self.fresh = mirrored(connection, numbers, memory)
        self._merged: dict[int, str] = {}
        self._new: list[Row] = []

    def ask(self, marks: Iterable[int]) -> None:
        """Looks up in one go the users of many marks."""
        for chunk in chunks(sorted(set(marks)), 2000):
            for mark, articles in self._connection.execute(_USERS, {"marks": chunk}):
                self._merged[mark] = articles

    def many(self, mark: int) -> int:
        """How many articles use a mark that was asked for."""
        merged = self._merged.get(mark)
        return (merged.count(",") + 1 if merged else 0) + len(self.fresh.users(mark))

    def users(self, mark: int, most: int = KEPT) -> Sequence[int]:
        """The articles that use a mark that was asked for, no more than `most`."""
        merged, fresh = self._merged.get(mark), self.fresh.users(mark)
        return [*map(int, merged.split(",", most)[:most]), *fresh][:most] if merged else fresh[:most]

    def add(self, article: int, marks: Iterable[int]) -> None:
        """Adds an article under its marks, but for those that have `KEPT` articles already: a phrase of everyone's."""
        kept = [mark for mark in marks if self.many(mark) < KEPT]
        if kept:
            self.fresh.add(article, kept)
            self._new.append({"article_no": article, "marks": pack_marks(kept)})

    def write(self) -> None:
        """Writes what was added."""
        add(self._connection, fresh_marks, self._new)
        self._new = []


def mirrored(connection: Connection, numbers: Numbers, memory: Memory) -> Fresh:
    """The fresh marks as they stand, read again where others have written since."""
    fresh = memory.fresh
    if fresh.upto not in (numbers.before, numbers.decision):
        fresh.clear()
        for article, packed in connection.execute(select(fresh_marks)):
            fresh.add(article, unpack_marks(packed))
    fresh.upto = numbers.decision
    return fresh


def merge_marks(connection: Connection, numbers: Numbers, memory: Memory) -> None:
    """Moves all fresh marks to `mark_row`, in the order in which it is kept."""
    fresh = mirrored(connection, numbers, memory)
    pairs = fresh.pairs()
    while rows := list(islice(pairs, ROWS)):
        add_pairs(connection, mark_row, rows)
    connection.execute(delete(fresh_marks))
    fresh.clear()


def forget_marks(connection: Connection, memory: Memory, article: str) -> None:
    """Takes an article (id) out of the index, under all texts that it had."""
    rows = select(article_row.c.no, article_row.c.text).where(article_row.c.id == article)
    for number, text in connection.execute(rows).all():
        connection.execute(delete(fresh_marks).where(fresh_marks.c.article_no == number))
        for chunk in chunks(fingerprint(text).marks):
            old = mark_row.c.mark.in_(chunk) & (mark_row.c.article_no == number)
            connection.execute(delete(mark_row).where(old))
    memory.fresh.clear()
