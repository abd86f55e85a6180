"""Lists over the whole book: threads, conflicts, lineages of copies, and what was left out. Newest first, by pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, exists, func, select, tuple_

from pledgebook.book.asking import lines_of
from pledgebook.book.filters import key_of, line_of, number_of
from pledgebook.book.lists import Disagreement, Lineage, Omission, Thread
from pledgebook.book.mentions import chunks
from pledgebook.book.packing import unpack_conflicts, unpack_left_out
from pledgebook.book.schema import entry_row, left_out_row, lineage, link_row, page, standing
from pledgebook.book.sources_of import sayings_of, sources_of
from pledgebook.book.writing import UNREADABLE

THREADED = ("answers", "refuses", "withdraws", "eases", "revises", "funds")
DEEPEST = 6
MOST_REPLIES = 200
_E = entry_row.c


def find_threads(connection: Connection, at: int | None, after: str, limit: int) -> Iterator[Thread]:
    """What was asked, given, imposed first, each with all that answered, refused, withdrew, eased or replaced it."""
    follow = (link_row.c.kind.in_(THREADED), standing(link_row, at))
    begun = exists().where(link_row.c.target == _E.id, *follow)
    follows = exists().where(link_row.c.source == _E.id, *follow)
    rows = select(entry_row).where(standing(entry_row, at), begun, ~follows, _E.review != "rejected")
    roots = connection.execute(_paged(rows, after).limit(limit)).all()
    replies = _replies(connection, [row.id for row in roots], at)
    lines = lines_of(connection, {name for told in replies.values() for *_, name in told}, at)
    for row in roots:
        told = [(depth, kind, phrase, lines[name]) for depth, kind, phrase, name in replies[row.id] if name in lines]
        yield Thread(line_of(row), tuple(told))


def _replies(connection: Connection, roots: list[str], at: int | None) -> dict[str, list[tuple[int, str, str, str]]]:
    """What follows each root, level by level: depth, kind and phrase of the link, and the entry from which it goes."""
    told: dict[str, list[tuple[int, str, str, str]]] = {root: [] for root in roots}
    seen = {root: {root} for root in roots}
    level = {root: [root] for root in roots}
    for depth in range(1, DEEPEST + 1):
        links = _links_to(connection, {name for names in level.values() for name in names}, at)
        for root, names in level.items():
            found = sorted((row for name in names for row in links.get(name, ())), key=lambda row: row.no)[
                :MOST_REPLIES
            ]
            told[root] += [(depth, row.kind, row.phrase, row.source) for row in found if row.source not in seen[root]]
            level[root] = sorted({row.source for row in found} - seen[root])
            seen[root].update(level[root])
        if not any(level.values()):
            break
    return told


def _links_to(connection: Connection, names: set[str], at: int | None) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for chunk in chunks(sorted(names)):
        rows = select(link_row).where(
            link_row.c.target.in_(chunk), link_row.c.kind.in_(THREADED), standing(link_row, at)
        )
        for row in connection.execute(rows).all():
            found.setdefault(row.target, []).append(row)
    return found


def find_conflicts(connection: Connection, at: int | None, after: str, limit: int) -> Iterator[Disagreement]:
    """The conflicts of at most `limit` entries."""
    rows = select(entry_row).where(standing(entry_row, at), _E.conflicts > 0, _E.review != "rejected")
    found = [
        (line_of(row), conflict)
        for row in connection.execute(_paged(rows, after).limit(limit)).all()
        for conflict in unpack_conflicts(json.loads(row.body)["conflicts"])
    ]
    said = sayings_of(
        connection, {act for _, conflict in found for side in conflict.sides for act in side.mentions}, at
    )
    for line, conflict in found:
        yield Disagreement(line, conflict, said)


def _paged(rows: Any, after: str) -> Any:
    if after:
        rows = rows.where(tuple_(_E.day, _E.id) < tuple_(*key_of(after)))
    return rows.order_by(_E.day.desc(), _E.id.desc())


def find_copies(connection: Connection, at: int | None, after: str, limit: int) -> Iterator[Lineage]:
    """Lineages in the order of their origins' ids, from behind the one named `after`."""
    origins = select(lineage.c.origin).where(standing(lineage, at), lineage.c.origin > after)
    names = list(connection.scalars(origins.group_by(lineage.c.origin).order_by(lineage.c.origin).limit(limit)))
    rows = select(lineage.c.article, lineage.c.origin).where(lineage.c.origin.in_(names), standing(lineage, at))
    members: dict[str, list[str]] = {name: [] for name in names}
    for row in connection.execute(rows):
        members[row.origin].append(row.article)
    sources = sources_of(connection, {name for group in members.values() for name in group}, at)
    for name, group in members.items():
        if name in sources:
            copies = sorted((sources[n] for n in group if n != name and n in sources), key=_by_day)
            yield Lineage(sources[name], tuple(copies))


def _by_day(source: Any) -> tuple[str, str]:
    return (source.written.end.isoformat() if source.written else "~", source.id)


def find_left_out(connection: Connection, at: int | None, reason: str, after: str, limit: int) -> Iterator[Omission]:
    """What was left out, the latest first; `reason` is one of `Reason` or "could not be read"."""
    rows = select(left_out_row, page.c.name, page.c.article).join(page, page.c.no == left_out_row.c.page_no)
    rows = rows.where(standing(left_out_row, at))
    if reason:
        rows = rows.where(left_out_row.c.reason == reason)
    if after:
        rows = rows.where(left_out_row.c.no < number_of(after))
    found = connection.execute(rows.order_by(left_out_row.c.no.desc()).limit(limit)).all()
    sources = sources_of(connection, {row.article for row in found}, at)
    for row in found:
        out = None if row.reason == UNREADABLE else unpack_left_out(row._mapping)
        yield Omission(row.no, row.name, row.reason, out, row.detail, sources.get(row.article))


def reasons_left_out(connection: Connection, at: int | None) -> dict[str, int]:
    """How much was left out for which reason."""
    rows = select(left_out_row.c.reason, func.count()).where(standing(left_out_row, at))
    return dict(connection.execute(rows.group_by(left_out_row.c.reason)).tuples().all())
