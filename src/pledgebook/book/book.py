"""The book: opened once, added to, asked and reviewed. Every answer is a record of `answers`."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, Self, Unpack

from sqlalchemy import select

from pledgebook.book import feeds, listing, telling
from pledgebook.book.adding import Added, Adding, Item, Reads
from pledgebook.book.answers import Event, Line, Told
from pledgebook.book.asking import tell_entry
from pledgebook.book.checking import check
from pledgebook.book.engine import Store, open_store
from pledgebook.book.filters import Filters, find_entries
from pledgebook.book.lists import Disagreement, Found, Health, Lineage, Omission, Thread, TotalLine
from pledgebook.book.migrating import bring_up
from pledgebook.book.numbering import Numbers
from pledgebook.book.reviewing import Decision, review
from pledgebook.book.schema import page, page_content
from pledgebook.book.searching import search
from pledgebook.book.settling import settle
from pledgebook.book.summing import Asked, Narrowed, total
from pledgebook.book.times import decided_by
from pledgebook.problems import BadInput
from pledgebook.records import Page, Reading

Moment = date | datetime | None
LIMIT = 50


class Book:
    """A ledger in one SQLite file, or on a PostgreSQL server. Use as a context manager, or `close` it.

    Every question takes `as_of`: the book as it was at the end of that day (UTC), or at a moment. Lists come in pages
    of `limit`; `after` is the `key` of the last one seen.
    """

    def __init__(self, store: Store, reader: str) -> None:
        self._store = store
        self.reader = reader

    @classmethod
    def open(cls, where: str | Path, *, make: bool = True) -> Self:
        """Opens a file or a postgresql:// address, brings its tables up to this version, and makes what is missing.

        Raises BadBook where it cannot be opened, or, with `make=False`, is not there.
        """
        store = open_store(where)
        try:
            bring_up(store, make=make)
        except BaseException:
            store.engine.dispose()
            raise
        return cls(store, f"pledgebook {version('pledgebook')}")

    @property
    def name(self) -> str:
        """The file, or the server's address without its password."""
        return self._store.name

    def close(self) -> None:
        self._store.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()

    # --- adding ------------------------------------------------------------------------------------------

    def add(
        self,
        items: Iterable[Item],
        read: Reads | None = None,
        tell: Callable[[BadInput], None] | None = None,
        show: Callable[[Added], None] | None = None,
    ) -> Added:
        """Adds pages (read by `read`, by default the program's own reader) or readings, in a stream.

        What the book has already changes nothing. It may be stopped at any moment: what was written stands, and the
        same again completes it. `tell` hears of what cannot be read, `show` of the progress after each batch.
        """
        adding = Adding(self._store, self.reader, read or _reads)
        adding.tell = tell or adding.tell
        adding.show = show or adding.show
        return adding.run(items)

    def settle(self) -> int:
        """Makes links and sums of what an `add` that was stopped has left; returns how many places there were."""
        return settle(self._store, self.reader)

    def pages(self) -> Iterator[Page]:
        """Every archived page as it came, to be read again: `book.add(book.pages())` after an upgrade."""
        with self._store.reading() as connection:
            numbers = list(connection.scalars(select(page.c.no).order_by(page.c.no)))
        for number in numbers:
            with self._store.reading() as connection:
                rows = select(page, page_content.c.packed).join(page_content, page_content.c.sha == page.c.sha)
                row = connection.execute(rows.where(page.c.no == number)).one()
            content = zlib.decompress(row.packed)
            text = content.decode("utf-8", "replace") if row.is_text else None
            yield Page(
                row.name, row.source, None if row.is_text else content, text, row.media_type, row.title, row.claimed,
                row.url, datetime.fromisoformat(row.fetched) if row.fetched else None,
            )  # fmt: skip

    # --- watching ----------------------------------------------------------------------------------------

    def feed(self, url: str) -> Mapping[str, Any] | None:
        """What was last kept of a watched feed (`sources.watching.FeedState` as JSON)."""
        with self._store.reading() as connection:
            return feeds.read_feed(connection, url)

    def keep_feed(self, url: str, state: Mapping[str, Any]) -> None:
        """Keeps what is known of a watched feed now."""
        with self._store.writing() as connection:
            feeds.keep_feed(connection, url, state)

    def known(self, names: Sequence[str]) -> set[str]:
        """Those of these addresses, or ids of pages, of which the book has a page."""
        with self._store.reading() as connection:
            return feeds.known_pages(connection, names)

    # --- asking ------------------------------------------------------------------------------------------

    def entries(
        self, *, after: str = "", limit: int = LIMIT, as_of: Moment = None, **filters: Unpack[Filters]
    ) -> list[Line]:
        """The entries for which all filters hold, newest first."""
        with self._store.reading() as connection:
            at = decided_by(connection, as_of)
            return list(find_entries(connection, filters, at, after, limit))

    def entry(self, id: str, as_of: Moment = None) -> Told:
        """Everything of one entry. An id that is no more leads to the entry that it has become."""
        with self._store.reading() as connection:
            return tell_entry(connection, id, decided_by(connection, as_of))

    def totals(
        self,
        by: str | Sequence[str] = "donor",
        currency: str | None = None,
        as_of: Moment = None,
        limit: int | None = None,
        **narrowed: Unpack[Narrowed],
    ) -> list[TotalLine]:
        """Sums by donor, recipient, month or type, or by several of them; the greatest `limit` first."""
        with self._store.reading() as connection:
            names = [by] if isinstance(by, str) else list(by)
            asked = Asked(tuple(names), currency, narrowed, decided_by(connection, as_of), limit)
            return total(connection, asked)

    def threads(self, after: str = "", limit: int = LIMIT, as_of: Moment = None) -> list[Thread]:
        """Requests with their answers and refusals, sanctions with their easings, support with its withdrawals."""
        with self._store.reading() as connection:
            return list(listing.find_threads(connection, decided_by(connection, as_of), after, limit))

    def conflicts(self, after: str = "", limit: int = LIMIT, as_of: Moment = None) -> list[Disagreement]:
        """Where articles disagree, with the quotes of each side, the accepted value and why."""
        with self._store.reading() as connection:
            return list(listing.find_conflicts(connection, decided_by(connection, as_of), after, limit))

    def copies(self, after: str = "", limit: int = LIMIT, as_of: Moment = None) -> list[Lineage]:
        """Articles that are copies of one another, under their origin; `after` is an origin's id."""
        with self._store.reading() as connection:
            return list(listing.find_copies(connection, decided_by(connection, as_of), after, limit))

    def left_out(self, reason: str = "", after: str = "", limit: int = LIMIT, as_of: Moment = None) -> list[Omission]:
        """What was found but not stored, and pages that could not be read, each with its reason."""
        with self._store.reading() as connection:
            return list(listing.find_left_out(connection, decided_by(connection, as_of), reason, after, limit))

    def search(self, words: str, limit: int = LIMIT) -> list[Found]:
        """Quotations, then articles, that hold all the words; "two words" in quotes are looked for together."""
        with self._store.reading() as connection:
            return search(connection, words, limit)

    def history(self, entry: str) -> list[Event]:
        """How an entry came to be, the oldest decision first."""
        with self._store.reading() as connection:
            return telling.history(connection, entry)

    def check(self) -> Health:
        """Whether the file, the archived pages, the quotations and the sums are as they must be."""
        with self._store.reading() as connection:
            return check(connection)

    # --- reviewing ---------------------------------------------------------------------------------------

    def review(self, decision: Decision) -> str:
        """Stores and applies a reviewer's decision; returns the id that the entry has now."""
        with self._store.writing() as connection:
            numbers = Numbers(connection, decision.by, f"review: {decision.action}", decision.why)
            name = review(connection, numbers, decision)
        self.settle()
        return name


def _reads(pages: Iterator[Page | BadInput]) -> Iterable[Reading | BadInput]:
    from pledgebook.pipeline import read_pages  # brings spaCy with it

    return read_pages(pages)
