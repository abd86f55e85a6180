"""The acts of a book as mentions: loaded by number or by candidate key, each unpacked once while it is in use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, select

from pledgebook.book.memory import Memory
from pledgebook.book.naming import key_number
from pledgebook.book.packing import unpack_act
from pledgebook.book.schema import act_key, act_row, article_row, lineage
from pledgebook.reconciling.entries import Mention
from pledgebook.reconciling.same_act import Judged
from pledgebook.records import Interval

AT_ONCE = 500  # values in one question to the database
KEYS_AT_ONCE = 2000
SURE_DAYS = 31  # a longer interval does not say when an article was written

_ACTS = (
    select(
        act_row.c.no, act_row.c.id, act_row.c.article, act_row.c.body, article_row.c.day_start, article_row.c.day_end,
        article_row.c.publisher, article_row.c.official,
    )
    .join(article_row, article_row.c.no == act_row.c.article_no)
    .where(act_row.c.no.in_(bindparam("numbers", expanding=True)))
)  # fmt: skip
_ORIGINS = select(lineage.c.article, lineage.c.origin).where(
    lineage.c.article.in_(bindparam("articles", expanding=True)), lineage.c.until.is_(None)
)
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
    """The mentions of one transaction, by their numbers in `act_row`. What `memory` holds is not unpacked again."""

    def __init__(self, connection: Connection, memory: Memory | None = None) -> None:
        self._connection = connection
        self._memory = memory or Memory()
        self._held: dict[int, Mention] = {}
        self._by_key: dict[int, tuple[int, ...]] = {}
        self.number: dict[str, int] = {}

    @property
    def judged(self) -> Judged:
        return self._memory.judged

    def load(self, numbers: Iterable[int]) -> list[Mention]:
        """The mentions of these numbers, in their order; superseded acts too."""
        wanted = list(dict.fromkeys(numbers))
        missing = [no for no in wanted if no not in self._held]
        if missing:
            self._unpack(missing)
        return [self._held[no] for no in wanted]

    def _unpack(self, numbers: Sequence[int]) -> None:
        """Puts these mentions to those held, each with its lineage as it is now."""
        found = {no: kept for no in numbers if (kept := self._memory.mentions.get(no))}
        for chunk in chunks(no for no in numbers if no not in found):
            for row in self._connection.execute(_ACTS, {"numbers": chunk}).all():
                found[row.no] = _mention(row)
                self._memory.mentions.put(row.no, found[row.no])
        origins: dict[str, str] = {}
        for chunk in chunks({mention.article for mention in found.values()}):
            rows = self._connection.execute(_ORIGINS, {"articles": chunk}).all()
            origins |= {row.article: row.origin for row in rows}
        for no, mention in found.items():
            origin = origins.get(mention.article)
            self._held[no] = replace(mention, lineage=origin) if origin else mention
            self.number[mention.id] = no

    def prepare(self, mentions: Sequence[Mention]) -> None:
        """Looks up in one go the candidates of many mentions, which `fetch` is then asked for one by one."""
        keys = {key for mention in mentions for key in self._keys(mention)}
        missing = [key for key in keys if key not in self._by_key]
        self._by_key |= dict.fromkeys(missing, ())
        for chunk in chunks(sorted(missing), KEYS_AT_ONCE):
            for key, number in self._connection.execute(_KEYS, {"keys": chunk}).all():
                self._by_key[key] += (number,)
        self.load({no for key in keys for no in self._by_key[key]})

    def fetch(self, mention: Mention) -> list[Mention]:
        """The standing mentions that are kept under one of the keys that a mention asks for."""
        keys = self._keys(mention)
        if any(key not in self._by_key for key in keys):
            self.prepare([mention])
        return self.load({no for key in keys for no in self._by_key[key]})

    def _keys(self, mention: Mention) -> list[int]:
        return [key_number(key) for key in self.judged.asked(mention)]


def _mention(row: Any) -> Mention:
    """Without its lineage, which is all of it that may change."""
    return Mention(
        id=row.id,
        article=row.article,
        act=unpack_act(row.body),
        written=day_written(row.day_start, row.day_end),
        publisher=row.publisher,
        official=bool(row.official),
    )
