"""Which texts are copies of one another: agency copy, reposts, rewrites by machine. Copies form one lineage.

A new text is compared only with texts that share some of its marks, so the work grows with the number of texts and
not with its square; `likeness` then decides. Nothing here depends on dates: which version is the oldest says `origin`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pledgebook.reconciling.fingerprints import Fingerprint, fingerprint
from pledgebook.reconciling.likeness import Likeness, likeness

SHARED = 4  # marks that two texts must share to be compared; copies were found to share 12 and more of 64
KEPT = 64  # texts kept of one mark
STOCK = 8  # lineages; a phrase that more of them use is everybody's, and leads to nobody


@dataclass(frozen=True, slots=True)
class Match:
    """An earlier text of which the new one is a copy, and how that shows."""

    id: str
    likeness: Likeness


@dataclass(slots=True)
class Work:
    """What was done so far: texts added, pairs met by their marks, and pairs compared word for word."""

    texts: int = 0
    met: int = 0
    compared: int = 0


class Copies:
    """An index of texts that grows one by one. Ids are the caller's; a text may come as its stored fingerprint."""

    def __init__(self) -> None:
        self.work = Work()
        self._ids: list[str] = []
        self._prints: list[Fingerprint] = []
        self._number: dict[str, int] = {}
        self._by_mark: dict[int, tuple[int, ...]] = {}  # tuples: millions of lists would keep the collector busy
        self._lineage: list[list[int]] = []  # of each text, the texts of its lineage; one list shared by all of them

    def add(self, id: str, text: str | Fingerprint) -> tuple[Match, ...]:
        """Adds a text; gives for each lineage that it belongs to the member that showed it (two lineages become one).

        The same text again under its id changes nothing. Raises ValueError where the id has another text.
        """
        new = fingerprint(text) if isinstance(text, str) else text
        if id in self._number:
            if self._prints[self._number[id]].to_bytes() != new.to_bytes():
                raise ValueError(f"{id} is in the index with another text; give the new version an id of its own")
            return ()
        met = self._meeting(new)
        number = self._store(id, new)
        return tuple(self._matches(number, met))

    def lineage(self, id: str) -> tuple[str, ...]:
        """The ids of all copies of a text, itself included, sorted; the first one can name the lineage."""
        return tuple(sorted(self._ids[number] for number in self._lineage[self._number[id]]))

    def groups(self) -> list[tuple[str, ...]]:
        """All lineages of two texts and more, each sorted, in the order of their names."""
        several = {id(members): members for members in self._lineage if len(members) > 1}
        return sorted(tuple(sorted(self._ids[number] for number in members)) for members in several.values())

    def _meeting(self, new: Fingerprint) -> list[int]:
        """The texts that share enough marks with a new one, those that share most first."""
        shared: Counter[int] = Counter()
        for mark in new.marks:
            users = self._by_mark.get(mark, ())
            if len(users) <= STOCK or len({id(self._lineage[user]) for user in users}) <= STOCK:
                shared.update(users)
        enough = marks_needed(new)
        return [
            number for number, many in sorted(shared.items(), key=lambda item: (-item[1], item[0])) if many >= enough
        ]

    def _store(self, id: str, new: Fingerprint) -> int:
        number = self._number[id] = len(self._ids)
        self._ids.append(id)
        self._prints.append(new)
        self._lineage.append([number])
        self.work.texts += 1
        for mark in new.marks:
            users = self._by_mark.get(mark, ())
            if len(users) < KEPT:
                self._by_mark[mark] = (*users, number)
        return number

    def _matches(self, number: int, met: list[int]) -> Iterable[Match]:
        self.work.met += len(met)
        for other in met:
            if self._lineage[other] is self._lineage[number]:
                continue  # another copy has shown it
            self.work.compared += 1
            found = likeness(self._prints[number], self._prints[other])
            if found.copy:
                self._join(number, other)
                yield Match(self._ids[other], found)

    def _join(self, one: int, other: int) -> None:
        less, more = sorted((self._lineage[one], self._lineage[other]), key=len)
        more.extend(less)
        for member in less:
            self._lineage[member] = more


def marks_needed(new: Fingerprint) -> int:
    """How many marks another text must share with this one to be compared; a short text has few, and shares few."""
    return min(SHARED, max(1, len(new.marks) // 4))


def find_copies(texts: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """The lineages of two texts and more among (id, text) pairs: each a sorted tuple of ids."""
    copies = Copies()
    for key, text in texts:
        copies.add(key, text)
    return copies.groups()
