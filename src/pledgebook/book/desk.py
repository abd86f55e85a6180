"""The book as people look at it page by page: more orders, an article with its marks, counts, and safe reviews."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pledgebook.book import behind, browsing, guarded
from pledgebook.book.answers import Line
from pledgebook.book.articles import find_articles
from pledgebook.book.asking import lines_of
from pledgebook.book.behind import Behind, Figure
from pledgebook.book.book import LIMIT, Book, Moment
from pledgebook.book.browsing import Came, Holdings, ToldArticle
from pledgebook.book.filters import Filters
from pledgebook.book.guarded import Made, Reviewed
from pledgebook.book.lists import Held
from pledgebook.book.numbering import Numbers
from pledgebook.book.queueing import Urgency, queue, still_waiting
from pledgebook.book.reviewing import Decision
from pledgebook.book.schema import file_row
from pledgebook.book.sorting import Order, find_sorted
from pledgebook.book.times import decided_by
from pledgebook.reconciling.entries import Conflict

__all__ = ["Desk"]
MOST_PARTIES = 20_000


class Desk:
    """What pages need of a book beside its own questions. Holds no state but the book."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._store = book._store

    def version(self) -> int:
        """The number of the last decision: as long as it is the same, every answer is."""
        with self._store.reading() as connection:
            return browsing.latest(connection)

    def holdings(self) -> Holdings:
        with self._store.reading() as connection:
            return browsing.holdings(connection)

    def came(self, limit: int = 10) -> list[Came]:
        with self._store.reading() as connection:
            return browsing.what_came(connection, limit)

    def parties(self) -> tuple[list[str], list[str]]:
        """Those who give and those who receive, most frequent first."""
        with self._store.reading() as connection:
            givers = browsing.parties_of(connection, file_row.c.giver, MOST_PARTIES)
            return givers, browsing.parties_of(connection, file_row.c.taker, MOST_PARTIES)

    def lines(
        self, filters: Filters, order: Order = "newest", after: str = "", limit: int = LIMIT, as_of: Moment = None
    ) -> list[tuple[str, Line]]:
        """Entries with the keys by which the next page is asked for."""
        with self._store.reading() as connection:
            return find_sorted(connection, filters, order, decided_by(connection, as_of), after, limit)

    def behind(self, figure: Figure, after: str = "", limit: int = LIMIT) -> Behind:
        """The entries behind a figure of the totals, the greatest first, and what all of them come to."""
        with self._store.reading() as connection:
            return behind.behind(connection, figure, after, limit)

    def left_out(self, figure: Figure) -> Behind:
        """How much is left out of a table of totals, without the entries."""
        with self._store.reading() as connection:
            return behind.left_out(connection, figure)

    def hits(self, words: str, entries: Iterable[str]) -> Mapping[str, list[str]]:
        """The quotations of these entries that hold the words."""
        with self._store.reading() as connection:
            return browsing.hits(connection, words, entries)

    def article(self, id: str) -> ToldArticle:
        """An article with all that was read from it. Raises BadInput where there is none."""
        with self._store.reading() as connection:
            return browsing.tell_article(connection, id)

    def articles(self, words: str = "", after: str = "", limit: int = LIMIT) -> list[Held]:
        """Articles, the last added first; with words, those that hold them all. Raises BadSetting for no words."""
        with self._store.reading() as connection:
            return list(find_articles(connection, words, after, limit))

    def by_id(self, entries: Iterable[str]) -> dict[str, Line]:
        """The entries of these ids that stand now."""
        with self._store.reading() as connection:
            return lines_of(connection, entries, None)

    def moments(self, entries: Iterable[str]) -> dict[str, str]:
        """When (UTC) each entry came to its present state."""
        with self._store.reading() as connection:
            return browsing.moments(connection, entries)

    def conflicts_of(self, entries: Iterable[str]) -> dict[str, tuple[Conflict, ...]]:
        """The conflicts of each of these entries."""
        with self._store.reading() as connection:
            return browsing.conflicts_of(connection, entries)

    # --- reviewing ---------------------------------------------------------------------------------------

    def seen(self, entry: str) -> int:
        """The number of an entry's present state, for `review`."""
        with self._store.reading() as connection:
            return browsing.version_of(connection, entry)

    def queue(self, urgency: Urgency, limit: int) -> list[str]:
        """The ids of entries that wait for review, the most urgent first."""
        with self._store.reading() as connection:
            return queue(connection, urgency, limit)

    def waits(self, entry: str) -> bool:
        """Whether an entry of this id stands and was not reviewed."""
        with self._store.reading() as connection:
            return still_waiting(connection, entry)

    def review(self, decision: Decision, seen: int) -> Reviewed:
        """As `book.review`, but only on the state `seen`. Raises Overtaken where there is another by now."""
        with self._store.writing() as connection:
            numbers = Numbers(connection, decision.by, f"review: {decision.action}", decision.why)
            done = guarded.review_seen(connection, numbers, decision, seen)
        self.book.settle()
        return done

    def take_back(self, number: int, by: str) -> str:
        """Takes a review back; returns the id that its entry has now. Raises Overtaken where it stands no more."""
        with self._store.writing() as connection:
            name = guarded.take_back(
                connection, Numbers(connection, by, "review: taken back", f"review {number}"), number
            )
        self.book.settle()
        return name

    def reviews(self, by: str = "", limit: int = LIMIT) -> list[Made]:
        """The standing reviews of somebody, or of everybody, the latest first."""
        with self._store.reading() as connection:
            return guarded.reviews_made(connection, by, limit)
