"""Texts and addresses that were read and shown, kept a while, so that what is added is what was seen."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from pledgebook.records import Page, Reading

MOST, SECONDS = 40, 1800.0


@dataclass(frozen=True, slots=True)
class Drop:
    """A page that somebody dropped, and what was read from it."""

    page: Page
    reading: Reading
    by: str
    until: float


class Drops:
    """The last few drops by a name that cannot be guessed; safe to use from several threads."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Drop] = OrderedDict()
        self._lock = Lock()

    def put(self, page: Page, reading: Reading, by: str) -> str:
        """Keeps a drop and returns its name."""
        name = secrets.token_urlsafe(18)
        with self._lock:
            self._held[name] = Drop(page, reading, by, time.monotonic() + SECONDS)
            while len(self._held) > MOST:
                self._held.popitem(last=False)
        return name

    def get(self, name: str, by: str) -> Drop | None:
        """The drop of this name, where this person dropped it and it was not too long ago."""
        drop = self._held.get(name)
        return drop if drop and drop.by == by and drop.until > time.monotonic() else None

    def take(self, name: str) -> None:
        """Forgets a drop that was added."""
        with self._lock:
            self._held.pop(name, None)
