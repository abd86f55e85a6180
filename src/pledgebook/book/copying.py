"""Which articles of a book are copies of one another, kept up as articles come and go.

An article is compared with those that share enough of its marks (an index in the book); copies of copies form one
lineage, named after its origin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from pledgebook.book.mentions import chunks
from pledgebook.book.numbering import Numbers
from pledgebook.book.packing import unpack_article
from pledgebook.book.rows import add, close
from pledgebook.book.schema import article_row, lineage, mark_row
from pledgebook.reconciling.copies import KEPT, SHARED
from pledgebook.reconciling.fingerprints import Fingerprint, fingerprint
from pledgebook.reconciling.likeness import Likeness, likeness
from pledgebook.reconciling.origin import find_origin
from pledgebook.records import Article

_USERS = select(mark_row.c.mark, mark_row.c.article).where(mark_row.c.mark.in_(bindparam("marks", expanding=True)))
_UNMARK = delete(mark_row).where(
    mark_row.c.mark == bindparam("this_mark"), mark_row.c.article == bindparam("this_article")
)
_ROWS = select(lineage).where(lineage.c.article.in_(bindparam("names", expanding=True)), lineage.c.until.is_(None))
_TEXTS = select(article_row.c.id, article_row.c.text).where(
    article_row.c.id.in_(bindparam("names", expanding=True)), article_row.c.until.is_(None)
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the book says of one article's lineage."""

    origin: str
    reason: str


def note_copies(connection: Connection, numbers: Numbers, texts: Sequence[tuple[str, str]]) -> set[str]:
    """Finds the lineages of new articles (id, text); returns all articles whose lineage changed."""
    changed: set[str] = set()
    for name, text in texts:
        new = fingerprint(text)
        users = _users(connection, new)
        _mark(connection, name, new, users)
        shown = {other: found.phrase for other, found in _copies(connection, new, _meeting(name, new, users))}
        if shown:
            changed |= _join(connection, numbers, name, shown)
    return changed


def forget_copies(connection: Connection, numbers: Numbers, articles: Iterable[str]) -> set[str]:
    """Takes articles whose text is superseded out of their lineages; returns the articles that stay in those."""
    changed: set[str] = set()
    for name in articles:
        connection.execute(delete(mark_row).where(mark_row.c.article == name))
        members = _lineage_of(connection, [name]) - {name}
        close(connection, lineage, lineage.c.article, [name], numbers.decision)
        if members:
            _write(connection, numbers, members, {})
            changed |= members
    return changed


def _users(connection: Connection, new: Fingerprint) -> dict[int, list[str]]:
    users: dict[int, list[str]] = {mark: [] for mark in new.marks}
    for mark, article in connection.execute(_USERS, {"marks": new.marks}) if users else ():
        users[mark].append(article)
    return users


def _mark(connection: Connection, name: str, new: Fingerprint, users: dict[int, list[str]]) -> None:
    """Keeps of each mark the `KEPT` articles that are first by id: a phrase of everyone's leads to few of them, and to
    the same ones in whatever order they came.
    """
    rows, gone = [], []
    for mark, articles in users.items():
        last = max(articles, default="")
        full = len(articles) >= KEPT
        if name in articles or (full and name > last):
            continue
        rows.append({"mark": mark, "article": name})
        if full:
            gone.append({"this_mark": mark, "this_article": last})
    add(connection, mark_row, rows)
    if gone:
        connection.execute(_UNMARK, gone)


def _meeting(name: str, new: Fingerprint, users: dict[int, list[str]]) -> list[str]:
    """The articles that share enough marks with a new one, those that share most first."""
    shared = Counter(article for articles in users.values() for article in articles if article != name)
    enough = min(SHARED, max(1, len(new.marks) // 4))
    return [article for article, many in sorted(shared.items(), key=lambda row: (-row[1], row[0])) if many >= enough]


def _copies(connection: Connection, new: Fingerprint, others: Sequence[str]) -> Iterable[tuple[str, Likeness]]:
    """Of each lineage that the new text meets, the first member that shows it."""
    known = _origins(connection, others)
    met: set[str] = set()
    for chunk in chunks(others, 50):
        texts = {row.id: row.text for row in connection.execute(_TEXTS, {"names": chunk})}
        for other in chunk:
            group = known.get(other, other)
            if group not in met and other in texts:
                found = likeness(new, fingerprint(texts[other]))
                if found.copy:
                    met.add(group)
                    yield other, found


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
