"""Answers kept while the book stays as it is: a few hundred, by what was asked."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from pledgebook.book.desk import Desk

MOST = 300
T = TypeVar("T")


class Kept:
    """A store of answers of one book. What the book's last decision was is asked each time: one look at an index."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = Lock()
        self._held: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, asked: Hashable, make: Callable[[], T]) -> T:
        """The kept answer, or a new one."""
        key = (self._desk.version(), asked)
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                found: T = self._held[key]
                return found
        made = make()
        with self._lock:
            self._held[key] = made
            while len(self._held) > MOST:
                self._held.popitem(last=False)
        return made
