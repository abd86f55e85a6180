"""What waits for review, list by list: made at a moment, used up one by one, and made anew when it is used up.

What somebody looks at is kept for him a while, so that two reviewers are not shown the same entry.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from threading import Lock

from pledgebook.book.desk import Desk
from pledgebook.book.queueing import Urgency

LONG = 200  # entries of a list
FRESH = 120.0  # seconds for which a list is used
KEPT = 180.0  # seconds for which an entry is kept for whoever looks at it


@dataclass(slots=True)
class _Made:
    at: float
    names: list[str] = field(default_factory=list)


class Queues:
    """The queues of one desk; safe to use from several threads."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._made: dict[str, _Made] = {}
        self._looked: dict[str, tuple[str, float]] = {}
        self._lock = Lock()

    def next(self, urgency: Urgency, person: str, after: str = "") -> str:
        """The next entry that waits and nobody else looks at, from behind `after`; "" where there is none.

        Raises BadSetting for an order that there is not.
        """
        names = self.ready(urgency)
        start = names.index(after) + 1 if after in names else 0
        for name in [*names[start:], *(n for n in names[:start] if n != after)]:
            if self._free(name, person) and self._desk.waits(name):
                self.look(name, person)
                return name
        return ""

    def look(self, entry: str, person: str) -> None:
        """Keeps an entry for whoever looks at it, and lets go of the one before."""
        now = time.monotonic()
        with self._lock:
            held = self._looked.items()
            self._looked = {name: by for name, by in held if by[1] > now and by[0] != person}
            self._looked[entry] = (person, now + KEPT)

    def others(self, entry: str, person: str) -> str:
        """Who else looks at an entry now."""
        by, until = self._looked.get(entry, ("", 0.0))
        return by if by != person and until > time.monotonic() else ""

    def _free(self, entry: str, person: str) -> bool:
        return not self.others(entry, person)

    def ready(self, urgency: Urgency) -> list[str]:
        """The list as it was made last, or anew where that is long ago or used up."""
        now = time.monotonic()
        held = self._made.get(urgency)
        if held is None or now - held.at > FRESH or not any(map(self._desk.waits, held.names)):
            held = _Made(now, self._desk.queue(urgency, LONG))
            self._made[urgency] = held
        return held.names
