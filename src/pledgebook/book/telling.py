"""How an entry came to be: every decision about it, with when, by whom, why, and what it changed."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, or_, select

from pledgebook.book.answers import Event
from pledgebook.book.asking import reviews_on, row_asked
from pledgebook.book.packing import unpack_amount
from pledgebook.book.schema import act_row, article_row, decision, entry_row, link_row, member, succession
from pledgebook.reconciling.accepting import show_amount

COMPARED = (
    ("kind", "kind"), ("modality", "modality"), ("actor", "donor or actor"), ("target", "recipient or target"),
    ("beneficiary", "beneficiary"), ("day_start", "first day"), ("day_end", "last day"), ("review", "review"),
)  # fmt: skip
Changes = dict[int, list[str]]


def history(connection: Connection, name: str) -> list[Event]:
    """All decisions about an entry and those that became it, the oldest first. Raises BadInput where there is none."""
    row = row_asked(connection, name, None)
    names = _line_of_descent(connection, row.id)
    changes: Changes = defaultdict(list)
    for each in names:
        _tell_versions(connection, each, changes)
        _tell_members(connection, each, changes)
        _tell_links(connection, each, changes)
    decisions = connection.execute(select(decision).where(decision.c.no.in_(list(changes))).order_by(decision.c.no))
    events = [Event(d.at, d.by, d.what, d.why, tuple(dict.fromkeys(changes[d.no]))) for d in decisions]
    acts = select(act_row.c.id).join(member, member.c.act_no == act_row.c.no).where(member.c.entry.in_(names))
    told = {(event.at, event.by) for event in events}
    reviews = [e for e in reviews_on(connection, set(connection.scalars(acts)), None) if (e.at, e.by) not in told]
    return sorted([*events, *reviews], key=lambda event: event.at)


def _line_of_descent(connection: Connection, name: str) -> list[str]:
    """The entry, and every earlier one that became it or a part of it."""
    names, level = [name], [name]
    while level:
        older = set(connection.scalars(select(succession.c.old).where(succession.c.new.in_(level))))
        level = sorted(older - set(names))
        names += level
    return names


def _tell_versions(connection: Connection, name: str, changes: Changes) -> None:
    rows = connection.execute(select(entry_row).where(entry_row.c.id == name).order_by(entry_row.c.no)).all()
    before: Any = None
    for row in rows:
        if before is None or before.until != row.since:
            changes[row.since].append(f"{name}: {_shown(row)}")
        else:
            changes[row.since] += _differences(before, row)
        before = row
    if before is not None and before.until:
        newer = select(succession.c.new).where(succession.c.old == name, succession.c.since == before.until)
        became = ", ".join(sorted(set(connection.scalars(newer))))
        changes[before.until].append(
            f"{name} became {became}" if became else f"{name}: taken out, nothing tells it any more"
        )


def _shown(row: Any) -> str:
    whom = f" to {row.target}" if row.target else ""
    sum_ = f", {_sum(row)}" if row.currency else ""
    return f"{row.kind} by {row.actor}{whom}{sum_}"


def _sum(row: Any) -> str:
    amount = json.loads(row.body)["amount"]
    return show_amount(unpack_amount(amount)) if amount else "no sum"


def _differences(before: Any, row: Any) -> list[str]:
    found = []
    for column, words in COMPARED:
        old, new = before._mapping[column], row._mapping[column]
        if old != new:
            found.append(f"{words}: {old or 'none'} -> {new or 'none'}")
    if _sum(before) != _sum(row):
        found.append(f"sum: {_sum(before)} -> {_sum(row)} ({row.reason})")
    elif before.reason != row.reason:
        found.append(f"sum stands: {row.reason}")
    if before.sources != row.sources:
        found.append(f"independent sources: {before.sources} -> {row.sources}")
    return found


def _tell_members(connection: Connection, name: str, changes: Changes) -> None:
    rows = (
        select(member.c.since, member.c.until, act_row.c.id, act_row.c.kind, article_row.c.name)
        .join(act_row, act_row.c.no == member.c.act_no)
        .join(article_row, article_row.c.no == act_row.c.article_no)
        .where(member.c.entry == name)
        .order_by(member.c.no)
    )
    for row in connection.execute(rows):
        changes[row.since].append(f"joined: {row.kind} told by {row.name}")
        if row.until:
            changes[row.until].append(f"left: {row.kind} told by {row.name}")


def _tell_links(connection: Connection, name: str, changes: Changes) -> None:
    ends = or_(link_row.c.source == name, link_row.c.target == name)
    for row in connection.execute(select(link_row).where(ends).order_by(link_row.c.no)):
        words = f"{row.source} {row.kind.replace('_', ' ')} {row.target}: {row.phrase}"
        changes[row.since].append(f"link: {words}")
        if row.until:
            changes[row.until].append(f"link no more: {words}")
