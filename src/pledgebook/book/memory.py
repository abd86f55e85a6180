"""What a program that adds much remembers from one transaction to the next: rows that never change, unpacked once.

All of it could be asked of the book again. It is forgotten whenever a transaction fails: its numbers are given anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Generic, TypeVar

from pledgebook.reconciling.entries import Entry, Mention
from pledgebook.reconciling.fingerprints import Fingerprint
from pledgebook.reconciling.same_act import Judged

MENTIONS, ENTRIES, PRINTS = 60_000, 30_000, 30_000  # held at most: some 300, 200 and 50 MB
Held = TypeVar("Held")


class Kept(Generic[Held]):
    """Things by number; of too many, those put there first are dropped."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: dict[int, Held] = {}

    def get(self, number: int) -> Held | None:
        return self._held.get(number)

    def missing(self, numbers: Iterable[int]) -> list[int]:
        return [number for number in numbers if number not in self._held]

    def put(self, number: int, what: Held) -> None:
        if len(self._held) >= self._most:
            for old in list(self._held)[: self._most // 4]:
                del self._held[old]
        self._held[number] = what

    def clear(self) -> None:
        self._held.clear()

    def __len__(self) -> int:
        return len(self._held)


class Fresh:
    """The table `fresh_marks` in memory: who uses a mark; and some articles with the lineages that they stand in.

    It holds as long as nobody else writes (`upto`).
    """

    def __init__(self) -> None:
        self.upto: int | None = None  # the last decision that is in it
        self.articles = 0
        self.names: dict[int, str] = {}  # ids of articles by number
        self.origins: dict[str, str] = {}  # of their lineages, by id; an article that has none is its own
        self._users: dict[int, int | tuple[int, ...]] = {}

    def add(self, article: int, marks: Iterable[int]) -> None:
        self.articles += 1
        for mark in marks:
            users = self._users.get(mark)
            if users is None:
                self._users[mark] = article
            else:
                self._users[mark] = (*users, article) if isinstance(users, tuple) else (users, article)

    def users(self, mark: int) -> tuple[int, ...]:
        users = self._users.get(mark, ())
        return users if isinstance(users, tuple) else (users,)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """All (mark, article) in order of mark."""
        for mark in sorted(self._users):
            users = self._users[mark]
            if isinstance(users, int):
                yield mark, users
            else:
                yield from ((mark, article) for article in users)

    def clear(self) -> None:
        self.upto, self.articles = None, 0
        for held in (self._users, self.names, self.origins):
            held.clear()


class Memory:
    """`mentions` by number of act (without lineage), `entries` by number of row, `prints` by number of article."""

    def __init__(self) -> None:
        self.mentions: Kept[Mention] = Kept(MENTIONS)
        self.entries: Kept[Entry] = Kept(ENTRIES)
        self.prints: Kept[Fingerprint] = Kept(PRINTS)
        self.judged = Judged()
        self.fresh = Fresh()

    def clear(self) -> None:
        parts: tuple[Any, ...] = (self.mentions, self.entries, self.prints, self.judged, self.fresh)
        for part in parts:
            part.clear()
