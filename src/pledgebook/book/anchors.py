"""Keeps a review's hold on its acts when a newer version of the program, or of the page, reads an article anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from pledgebook.book.mentions import chunks
from pledgebook.book.naming import without_day
from pledgebook.book.packing import unpack_act
from pledgebook.book.rows import add_new
from pledgebook.book.schema import review_act
from pledgebook.reconciling.entries import FAMILY
from pledgebook.records import Act


def move_anchors(connection: Connection, old: Mapping[str, Any], new: Mapping[str, Act]) -> None:
    """Reviews that hold on to an old act (rows by id) hold on to the new one that stands in its place, too."""
    rows: list[Any] = []
    for chunk in chunks(name for name in old if name not in new):
        rows += connection.execute(select(review_act).where(review_act.c.act.in_(chunk))).all()
    moved = []
    for row in rows:
        name = _place(row.act, unpack_act(old[row.act].body), new)
        if name:
            moved.append({"act": name, "review_no": row.review_no, "side": row.side})
    add_new(connection, review_act, moved)


def _place(name: str, act: Act, new: Mapping[str, Act]) -> str | None:
    """The new act with the same name on another day; else one of the same family whose evidence overlaps most."""
    for other in sorted(new):
        if without_day(other) == without_day(name):
            return other
    alike = {n: _overlap(act, a) for n, a in new.items() if FAMILY[a.kind] == FAMILY[act.kind]}
    best = max(sorted(alike), key=lambda n: alike[n], default=None)
    return best if best and alike[best] else None


def _overlap(one: Act, two: Act) -> int:
    """Letters of evidence in common, or its text word for word where the article's text moved."""
    return sum(
        max(0, min(a.end, b.end) - max(a.start, b.start)) if a.part == b.part else 0
        for a in one.evidence
        for b in two.evidence
    ) + sum(len(a.text) for a in one.evidence for b in two.evidence if a.text == b.text)
