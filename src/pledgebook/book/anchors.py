"""Where an article is read anew: which new act stands in the place of which old one, for the reviews of it."""

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


def heirs_of(old: Mapping[str, Any], new: Mapping[str, Act]) -> dict[str, str]:
    """For each old act (rows by id) the new one that stands in its place, as far as there is one."""
    places = {name: name if name in new else _place(name, unpack_act(row.body), new) for name, row in old.items()}
    return {name: place for name, place in places.items() if place}


def move_anchors(connection: Connection, heirs: Mapping[str, str]) -> None:
    """Reviews that hold on to an old act hold on to its heir, too."""
    rows: list[Any] = []
    for chunk in chunks(name for name, heir in heirs.items() if heir != name):
        rows += connection.execute(select(review_act).where(review_act.c.act.in_(chunk))).all()
    moved = [{"act": heirs[row.act], "review_no": row.review_no, "side": row.side} for row in rows]
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
