"""Answers about one entry: everything that is known of it, with its quotations."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, or_, select

from pledgebook.book.answers import Count, Event, Line, Step, Telling, Tie, Told
from pledgebook.book.counting import HUNDREDTHS
from pledgebook.book.filters import line_of
from pledgebook.book.mentions import chunks
from pledgebook.book.packing import unpack_act, unpack_conflicts, unpack_days
from pledgebook.book.schema import (
    act_row,
    counted,
    decision,
    entry_row,
    link_row,
    member,
    review_act,
    review_row,
    standing,
    stated_row,
    succession,
)
from pledgebook.book.settling import unpack_stated
from pledgebook.book.sources_of import sources_of
from pledgebook.problems import BadInput
from pledgebook.reconciling.entries import Stated

SHORTEST = 5  # letters of an id that are enough to ask by


def row_asked(connection: Connection, name: str, at: int | None) -> Any:
    """The row of the entry with this id (or the only one that begins so), or of the one that it has become.

    Raises BadInput where there is none.
    """
    seen: set[str] = set()
    wanted = _whole(connection, name)
    while wanted not in seen:
        seen.add(wanted)
        row = connection.execute(select(entry_row).where(entry_row.c.id == wanted, standing(entry_row, at))).first()
        if row:
            return row
        newer = select(succession.c.new).where(succession.c.old == wanted).order_by(succession.c.no.desc())
        wanted = connection.execute(newer.limit(1)).scalar() or wanted
    when = "" if at is None else " at that time"
    raise BadInput(name, f"there is no such entry in the book{when}; `pledgebook entries` lists those that there are")


def _whole(connection: Connection, name: str) -> str:
    if len(name) < SHORTEST:
        return name
    begins = select(entry_row.c.id).where(entry_row.c.id >= name, entry_row.c.id < name + "~").distinct().limit(2)
    found = list(connection.scalars(begins))
    return found[0] if len(found) == 1 else name


def tell_entry(connection: Connection, name: str, at: int | None) -> Told:
    """Everything of one entry as it stood at a decision. Raises BadInput where there is none of this id."""
    row = row_asked(connection, name, at)
    body = json.loads(row.body)
    acts = _acts(connection, row.id, at)
    return Told(
        line=line_of(row),
        steps=tuple(
            Step(kind, modality, unpack_days(days), tuple(told)) for kind, days, modality, told in body["rungs"]
        ),
        tellings=_tellings(connection, acts, body["verdicts"], at),
        conflicts=unpack_conflicts(body["conflicts"]),
        ties=tuple(_ties(connection, row.id, at)),
        count=_count(connection, row.id, at),
        stated=_stated(connection, row.id, at),
        reviews=tuple(reviews_on(connection, [act.id for act in acts], at)),
        asked=name if not row.id.startswith(name) else row.id,
    )


def _acts(connection: Connection, name: str, at: int | None) -> list[Any]:
    rows = (
        select(act_row)
        .join(member, member.c.act_no == act_row.c.no)
        .where(member.c.entry == name, standing(member, at))
        .order_by(act_row.c.id)
    )
    return list(connection.execute(rows))


def _tellings(connection: Connection, acts: list[Any], verdicts: Any, at: int | None) -> tuple[Telling, ...]:
    sources = sources_of(connection, {act.article for act in acts}, at)
    why = {mention: tuple(phrases) for mention, _, _, phrases in verdicts}
    found = []
    for row in acts:
        act = unpack_act(row.body)
        if row.article in sources:
            quotes = tuple(quote.text for quote in act.evidence)
            found.append(
                Telling(row.id, act.kind, act.modality, act.amount, act.date, act.speaker, quotes,
                        sources[row.article], why.get(row.id, ()))
            )  # fmt: skip
    return tuple(found)


def _ties(connection: Connection, name: str, at: int | None) -> Iterable[Tie]:
    ends = or_(link_row.c.source == name, link_row.c.target == name)
    rows = connection.execute(select(link_row).where(ends, standing(link_row, at)).order_by(link_row.c.no)).all()
    lines = lines_of(connection, {row.target if row.source == name else row.source for row in rows}, at)
    for row in rows:
        forward = row.source == name
        other = row.target if forward else row.source
        if other in lines:
            yield Tie(row.kind, forward, row.phrase, lines[other])


def lines_of(connection: Connection, names: Iterable[str], at: int | None) -> dict[str, Line]:
    """The entries of these ids that stood at a decision."""
    found: dict[str, Line] = {}
    for chunk in chunks(names):
        rows = connection.execute(select(entry_row).where(entry_row.c.id.in_(chunk), standing(entry_row, at)))
        found |= {row.id: line_of(row) for row in rows}
    return found


def _count(connection: Connection, name: str, at: int | None) -> Count | None:
    row = connection.execute(select(counted).where(counted.c.entry == name, standing(counted, at))).first()
    if not row:
        return None
    pledged, committed, delivered = ((v or 0) / HUNDREDTHS for v in (row.pledged, row.committed, row.delivered))
    return Count(row.currency, pledged, committed, delivered, row.why, tuple(json.loads(row.notes)))


def _stated(connection: Connection, name: str, at: int | None) -> Stated | None:
    rows = select(stated_row.c.body).where(stated_row.c.entry == name, standing(stated_row, at))
    text = connection.execute(rows).scalar()
    return unpack_stated(text) if text else None


def reviews_on(connection: Connection, acts: Iterable[str], at: int | None) -> Iterable[Event]:
    """The reviews that hold on to one of these acts, in their order."""
    numbers: set[int] = set()
    for chunk in chunks(acts):
        numbers |= set(connection.scalars(select(review_act.c.review_no).where(review_act.c.act.in_(chunk))))
    rows = (
        select(review_row, decision.c.at, decision.c.by, decision.c.why)
        .join(decision, decision.c.no == review_row.c.since)
        .where(review_row.c.no.in_(sorted(numbers)), standing(review_row, at))
        .order_by(review_row.c.no)
    )
    for row in connection.execute(rows):
        values = json.loads(row.body)
        changes = tuple(f"{field}: {json.dumps(value, ensure_ascii=False)}" for field, value in values.items())
        yield Event(row.at, row.by, row.action, row.why, changes)
