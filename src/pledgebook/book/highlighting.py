"""Where the words that were searched for stand in a passage: the same forms of them that full-text search finds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from typing import Any

from pledgebook.book.packing import storable
from pledgebook.book.searching import terms_of

START, END = "\x02", "\x03"  # letters that no passage needs
_DROP = {ord(START): None, ord(END): None}
Pieces = tuple[tuple[str, bool], ...]


def highlight(words: str, passages: Iterable[str]) -> list[Pieces]:
    """Each passage in pieces: (text, whether it is one of the words). Raises BadSetting where there is no word.

    A small index in memory with the tokens and stems of the book's own; any of the words counts.
    """
    told = _told(passages)
    marked = "SELECT rowid, highlight(hit, 0, ?, ?) FROM hit WHERE hit MATCH ?"
    found = dict(_asked(told, marked, (START, END, _query(words, " OR "))))
    return [_pieces(found.get(number, passage)) for number, passage in enumerate(told)]


def holding(words: str, passages: Iterable[str]) -> set[int]:
    """The places of those passages that hold all the words."""
    return {row[0] for row in _asked(_told(passages), "SELECT rowid FROM hit WHERE hit MATCH ?", (_query(words, " "),))}


def _told(passages: Iterable[str]) -> list[str]:
    return [storable(passage).translate(_DROP) for passage in passages]


def _query(words: str, between: str) -> str:
    return between.join(f'"{term}"' for term in terms_of(words))


def _asked(passages: list[str], question: str, values: tuple[str, ...]) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute("CREATE VIRTUAL TABLE hit USING fts5(words, tokenize = 'porter unicode61')")
        memory.executemany("INSERT INTO hit(rowid, words) VALUES (?, ?)", enumerate(passages))
        return memory.execute(question, values).fetchall()


def _pieces(marked: str) -> Pieces:
    pieces: list[tuple[str, bool]] = []
    for part in marked.split(START):
        inside, end, outside = part.partition(END)
        if not end:
            inside, outside = "", part
        pieces += [(inside, True), (outside, False)]
    return tuple((text, hit) for text, hit in pieces if text)
