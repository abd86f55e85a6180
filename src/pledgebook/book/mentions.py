"""The acts of a book as mentions: loaded by number or by candidate key, each unpacked once while it is in use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, select

from pledgebook.book.naming import key_number
from pledgebook.book.packing import unpack_act
from pledgebook.book.schema import act_key, act_row, article_row, lineage
from pledgebook.reconciling.candidates import candidate_keys
from pledgebook.reconciling.entries import Mention
from pledgebook.records import Interval

AT_ONCE = 500  # values in one question to the database
SURE_DAYS = 31  # a longer interval does not say when an article was written

_ACTS = (
    select(
        act_row.c.no, act_row.c.id, act_row.c.article, act_row.c.body, article_row.c.day_start, article_row.c.day_end,
        article_row.c.publisher, article_row.c.official, lineage.c.origin,
    )
    .join(article_row, article_row.c.no == act_row.c.article_no)
    .outerjoin(lineage, (lineage.c.article == act_row.c.article) & lineage.c.until.is_(None))
    .where(act_row.c.no.in_(bindparam("numbers", expanding=True)))
)  # fmt: skip
_KEYS = select(act_key.c.key, act_key.c.act_no).where(act_key.c.key.in_(bindparam("keys", expanding=True)))


def chunks(values: Iterable[Any], size: int = AT_ONCE) -> Iterator[list[Any]]:
    """The values in lists of at most `size`."""
    rest = iter(values)
    while chunk := list(islice(rest, size)):
        yield chunk


def day_written(start: date | None, end: date | None) -> date | None:
    """What counts as the day of writing: the last on which it can have been, where that is known well enough."""
    return end if start and end and (end - start).days < SURE_DAYS else None


def written_of(days: Interval | None) -> date | None:
    return day_written(days.start, days.end) if days else None


class Mentions:
    """The mentions of one transaction, by their numbers in `act_row`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._held: dict[int, Mention] = {}
        self._by_key: dict[int, tuple[int, ...]] = {}
        self.number: dict[str, int] = {}

    def load(self, numbers: Iterable[int]) -> list[Mention]:
        """The mentions of these numbers, in their order; superseded acts too."""
        wanted = list(dict.fromkeys(numbers))
        for chunk in chunks(no for no in wanted if no not in self._held):
            for row in self._connection.execute(_ACTS, {"numbers": chunk}):
                self._held[row.no] = _mention(row)
                self.number[row.id] = row.no
        return [self._held[no] for no in wanted]

    def prepare(self, mentions: Sequence[Mention]) -> None:
        """Looks up in one go the candidates of many mentions, which `fetch` is then asked for one by one."""
        self._ask({key_number(key) for mention in mentions for key in candidate_keys(mention)})
        self.load({no for numbers in self._by_key.values() for no in numbers})

    def fetch(self, keys: frozenset[str]) -> list[Mention]:
        """The standing mentions that have one of the candidate keys."""
        numbers = {key_number(key) for key in keys}
        self._ask(numbers)
        return self.load({no for key in numbers for no in self._by_key[key]})

    def _ask(self, keys: set[int]) -> None:
        missing = [key for key in keys if key not in self._by_key]
        found: dict[int, list[int]] = {key: [] for key in missing}
        for chunk in chunks(missing):
            for key, number in self._connection.execute(_KEYS, {"keys": chunk}):
                found[key].append(number)
        self._by_key |= {key: tuple(rows) for key, rows in found.items()}


def _mention(row: Any) -> Mention:
    return Mention(
        id=row.id,
        article=row.article,
        act=unpack_act(row.body),
        written=day_written(row.day_start, row.day_end),
        lineage=row.origin or "",
        publisher=row.publisher,
        official=bool(row.official),
    )
