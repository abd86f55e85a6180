"""Which articles of a book are copies of one another, kept up as articles come and go.

An article is compared with those that share enough of its marks (an index in the book); copies of copies form one
lineage, named after its origin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select

from pledgebook.book.marks import Marks, forget_marks
from pledgebook.book.memory import Memory
from pledgebook.book.mentions import chunks
from pledgebook.book.numbering import Numbers
from pledgebook.book.packing import unpack_article
from pledgebook.book.rows import add, close
from pledgebook.book.schema import article_row, lineage
from pledgebook.reconciling.copies import KEPT, STOCK, marks_needed
from pledgebook.reconciling.fingerprints import Fingerprint, fingerprint
from pledgebook.reconciling.likeness import likeness
from pledgebook.reconciling.origin import find_origin
from pledgebook.records import Article

_LINEAGES = (
    select(article_row.c.no, article_row.c.id, lineage.c.origin)
    .outerjoin(lineage, (lineage.c.article == article_row.c.id) & lineage.c.until.is_(None))
    .where(article_row.c.no.in_(bindparam("numbers", expanding=True)))
)
_FIRST = 3 * STOCK  # users of a phrase that are looked at first
MOST_NAMES = 300_000  # articles of which the lineage is remembered
_ROWS = select(lineage).where(lineage.c.article.in_(bindparam("names", expanding=True)), lineage.c.until.is_(None))
_TEXTS = select(article_row.c.no, article_row.c.text).where(article_row.c.no.in_(bindparam("numbers", expanding=True)))


@dataclass(frozen=True, slots=True)
class Text:
    """A new article: the number of its row, its id and its text."""

    number: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What the book says of one article's lineage."""

    origin: str
    reason: str


def note_copies(connection: Connection, numbers: Numbers, texts: Sequence[Text], memory: Memory) -> set[str]:
    """Finds the lineages of new articles; returns all articles (ids) whose lineage changed."""
    if not texts:
        return set()
    changed: set[str] = set()
    search = Search(connection, Marks(connection, numbers, memory), memory)
    prints = {text.number: fingerprint(text.text) for text in texts}
    search.prepare(prints)
    for text in texts:
        shown = search.copies_of(text, prints[text.number])
        search.marks.add(text.number, prints[text.number].marks)
        if shown:
            moved = _join(connection, numbers, text.id, shown)
            search.forget(moved | {text.id, *shown})
            changed |= moved
    search.marks.write()
    return changed


def forget_copies(connection: Connection, numbers: Numbers, articles: Iterable[str], memory: Memory) -> set[str]:
    """Takes articles whose text is superseded out of their lineages; returns the articles that stay in those."""
    changed: set[str] = set()
    for name in articles:
        forget_marks(connection, memory, name)
        members = _lineage_of(connection, [name]) - {name}
        close(connection, lineage, lineage.c.article, [name], numbers.decision)
        if members:
            _write(connection, numbers, members, {})
            changed |= members
    return changed


def date_copies(connection: Connection, numbers: Numbers, articles: Iterable[str], memory: Memory) -> set[str]:
    """Finds anew the origin of the lineages of articles that are read otherwise; returns those that changed."""
    changed: set[str] = set()
    for name in articles:
        members = _lineage_of(connection, [name])
        if len(members) > 1:
            memory.fresh.clear()
            changed |= _write(connection, numbers, members, {})
    return changed


class Search:
    """Looks for the copies of a batch of new articles, one after another; asks the book for many at once."""

    def __init__(self, connection: Connection, marks: Marks, memory: Memory) -> None:
        self.marks = marks
        self._connection, self._memory = connection, memory
        self._names, self._origins = marks.fresh.names, marks.fresh.origins

    def prepare(self, prints: Mapping[int, Fingerprint]) -> None:
        """Looks up the marks of the whole batch, and the lineages by which stock phrases are told."""
        marks = {mark for new in prints.values() for mark in new.marks}
        self.marks.ask(marks)
        several = [mark for mark in marks if self.marks.many(mark) > STOCK]
        self._learn({number for mark in several for number in self.marks.users(mark, _FIRST)})
        for number, new in prints.items():
            self._memory.prints.put(number, new)

    def copies_of(self, text: Text, new: Fingerprint) -> dict[str, str]:
        """Of each lineage that the text meets the first member (id) that shows it, with the phrase."""
        met = self._meeting(new)
        self._learn(met)
        others = self._prints(met)
        shown: dict[str, str] = {}
        seen: set[str] = set()
        for number in met:
            name = self._names[number]
            origin = self._origins[name]
            if name != text.id and origin not in seen:
                found = likeness(new, others[number])
                if found.copy:
                    seen.add(origin)
                    shown[name] = found.phrase
        return shown

    def forget(self, names: set[str]) -> None:
        """What is known of these articles' lineages is no longer so."""
        for name in names:
            self._origins.pop(name, None)

    def _meeting(self, new: Fingerprint) -> list[int]:
        """The articles that share enough marks with a new one, those that share most first."""
        shared: Counter[int] = Counter()
        for mark in new.marks:
            many = self.marks.many(mark)
            if many and (many <= STOCK or not self._is_stock(mark)):
                shared.update(self.marks.users(mark))
        enough = marks_needed(new)
        return [number for number, many in sorted(shared.items(), key=lambda row: (-row[1], row[0])) if many >= enough]

    def _is_stock(self, mark: int) -> bool:
        """Whether so many lineages use a phrase that it is everybody's; some of its users mostly settle it."""
        for most in (_FIRST, KEPT):
            some = self.marks.users(mark, most)
            self._learn(some)
            if len({self._origins[self._names[number]] for number in some}) > STOCK:
                return True
        return False

    def _learn(self, numbers: Iterable[int]) -> None:
        if len(self._names) > MOST_NAMES:
            self._names.clear()
            self._origins.clear()
        names, origins = self._names, self._origins
        for chunk in chunks(number for number in numbers if names.get(number) not in origins):
            for number, name, origin in self._connection.execute(_LINEAGES, {"numbers": chunk}).all():
                names[number] = name
                origins[name] = origin or name

    def _prints(self, numbers: Sequence[int]) -> dict[int, Fingerprint]:
        prints = self._memory.prints
        for chunk in chunks(prints.missing(numbers)):
            for number, text in self._connection.execute(_TEXTS, {"numbers": chunk}).all():
                prints.put(number, fingerprint(text))
        return {number: kept for number in numbers if (kept := prints.get(number))}


def _join(connection: Connection, numbers: Numbers, name: str, shown: dict[str, str]) -> set[str]:
    members = _lineage_of(connection, [name, *shown])
    # a new text that joins shows its likeness to the first member; one that stood alone until now, to the new one
    reasons = {other: f"{phrase} of {name}" for other, phrase in shown.items()}
    first = min(shown)
    return _write(connection, numbers, members, {**reasons, name: f"{shown[first]} of {first}"})


def _write(connection: Connection, numbers: Numbers, members: set[str], reasons: dict[str, str]) -> set[str]:
    """Names the lineage after its origin; returns the members whose row changed. One member alone is no lineage."""
    rows = {row.article: row for row in _rows(connection, members)}
    if len(members) < 2:
        close(connection, lineage, lineage.c.article, members, numbers.decision)
        return set(rows)
    origin = find_origin(_articles(connection, members))
    new: dict[str, Standing] = {}
    for name in members:
        told = rows[name].reason if name in rows and name != rows[name].origin else reasons.get(name, "")
        new[name] = Standing(origin.id, origin.reason if name == origin.id else told or "a copy of a copy")
    changed = {n for n, s in new.items() if n not in rows or (rows[n].origin, rows[n].reason) != (s.origin, s.reason)}
    close(connection, lineage, lineage.c.article, changed, numbers.decision)
    add(
        connection,
        lineage,
        [
            {"no": numbers.next(lineage), "article": name, "origin": new[name].origin, "reason": new[name].reason,
             "since": numbers.decision}
            for name in sorted(changed)
        ],
    )  # fmt: skip
    return {name for name in changed if name not in rows or rows[name].origin != new[name].origin}


def _lineage_of(connection: Connection, names: Iterable[str]) -> set[str]:
    """The articles, and all that stand in a lineage with one of them."""
    found = set(names)
    for chunk in chunks(set(_origins(connection, found).values())):
        rows = select(lineage.c.article).where(lineage.c.origin.in_(chunk), lineage.c.until.is_(None))
        found |= set(connection.scalars(rows))
    return found


def _origins(connection: Connection, names: Iterable[str]) -> dict[str, str]:
    return {row.article: row.origin for row in _rows(connection, names)}


def _rows(connection: Connection, names: Iterable[str]) -> list[Any]:
    found: list[Any] = []
    for chunk in chunks(names):
        found += connection.execute(_ROWS, {"names": chunk}).all()
    return found


def _articles(connection: Connection, names: Iterable[str]) -> list[Article]:
    found: list[Article] = []
    for chunk in chunks(names):
        rows = select(article_row).where(article_row.c.id.in_(chunk), article_row.c.until.is_(None))
        found += [unpack_article(row._mapping) for row in connection.execute(rows)]
    return found
