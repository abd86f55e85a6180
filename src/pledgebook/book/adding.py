"""Adding: pages or readings in, rows out; a batch at a time, so that it may be stopped at any moment and repeated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from pledgebook.book.engine import Store
from pledgebook.book.marks import MERGED_AT, merge_marks
from pledgebook.book.mentions import chunks
from pledgebook.book.naming import content_of, hash_of, page_key, page_of
from pledgebook.book.numbering import Numbers
from pledgebook.book.schema import entry_row, fresh_marks, page
from pledgebook.book.settling import pending, settle
from pledgebook.book.writing import Came, write_batch
from pledgebook.problems import BadInput
from pledgebook.records import Page, Reading

BATCH = 64  # articles in one transaction: short enough that others never wait long
SETTLE_FROM = 4000  # spots; fewer wait for the end of adding
SETTLE_SHARE = 0.5  # of the book's entries: settling in ever greater steps keeps the whole work near-linear

Item = Page | Reading | BadInput
Reads = Callable[[Iterator[Page | BadInput]], Iterable[Reading | BadInput]]
_KNOWN = select(page.c.key).where(
    page.c.key.in_(bindparam("keys", expanding=True)), page.c.reader == bindparam("reader")
)


@dataclass(slots=True)
class Added:
    """What an `add` has done so far. `known` pages stood in the book already; `bad` could not be read."""

    articles: int = 0
    known: int = 0
    acts: int = 0
    left_out: int = 0
    bad: int = 0


class Unanswered(BadInput):
    """A page that the language model gave no good answer for: it is not in the book, and a repeat asks again."""


def _answered(outcome: Reading | BadInput) -> Reading | BadInput:
    if isinstance(outcome, Reading) and outcome.unanswered:
        return Unanswered(outcome.article.id, f"{outcome.unanswered}; not added: add it again")
    return outcome


class Adding:
    """One run of `add`. `tell` is called for everything that could not be read, `show` after each batch."""

    def __init__(self, store: Store, reader: str, reads: Reads) -> None:
        self.done = Added()
        self.tell: Callable[[BadInput], None] = lambda problem: None
        self.show: Callable[[Added], None] = lambda done: None
        self._store, self._reader, self._reads = store, reader, reads

    def run(self, items: Iterable[Item]) -> Added:
        """Adds everything, and settles what was left to settle, even by an earlier run that was stopped."""
        for batch in chunks(items, BATCH):
            came = list(self._read(batch))
            if came:
                self._write(came)
                self._settle_at_times()
            self.show(self.done)
        self._merge()
        settle(self._store, self._reader)
        return self.done

    def _read(self, batch: Sequence[Item]) -> Iterator[Came]:
        """What is new in a batch, with what was read from it."""
        pages = list(self._unread(batch))
        outcomes = iter(self._reads(iter([item for item in pages if not isinstance(item, Reading)])) if pages else ())
        for item in pages:
            outcome = item if isinstance(item, Reading) else _answered(next(outcomes))
            if isinstance(outcome, BadInput):
                self.done.bad += 1
                self.tell(outcome)
            if isinstance(item, Reading):
                yield Came(page_of(item), item)
            elif isinstance(item, Page) and not isinstance(outcome, Unanswered):
                yield Came(item, outcome)

    def _unread(self, batch: Sequence[Item]) -> Iterator[Item]:
        """All but the pages that this version has read before."""
        pages = [(page_of(item) if isinstance(item, Reading) else item) for item in batch]
        keys = [page_key(p, hash_of(content_of(p))) if isinstance(p, Page) else "" for p in pages]
        known = self._known(set(keys))
        for item, key in zip(batch, keys, strict=True):
            if key in known:
                self.done.known += 1
            else:
                known |= {key} if key else set()
                yield item

    def _known(self, keys: set[str]) -> set[str]:
        with self._store.reading() as connection:
            return {row[0] for row in connection.execute(_KNOWN, {"keys": list(keys), "reader": self._reader})}

    def _write(self, batch: Sequence[Came]) -> None:
        with self._store.writing() as connection:
            numbers = Numbers(connection, self._reader, "add")
            written = write_batch(connection, numbers, batch, self._reader, self._store.memory)
            if self._store.memory.fresh.articles >= MERGED_AT:
                merge_marks(connection, numbers, self._store.memory)
        self.done.articles += sum(isinstance(came.outcome, Reading) for came in batch)
        self.done.acts += written.acts
        self.done.left_out += written.left_out

    def _merge(self) -> None:
        """Puts the marks of the latest articles in their place, those of an earlier run that was stopped too."""
        with self._store.reading() as connection:
            waiting = connection.execute(select(fresh_marks.c.article_no).limit(1)).first()
        if waiting:
            with self._store.writing() as connection:
                merge_marks(connection, Numbers(connection, self._reader, "settle"), self._store.memory)

    def _settle_at_times(self) -> None:
        with self._store.reading() as connection:
            waiting = pending(connection)
            if waiting < SETTLE_FROM:
                return
            entries = connection.execute(select(func.max(entry_row.c.no))).scalar() or 0
        if waiting > SETTLE_SHARE * entries:
            settle(self._store, self._reader)
