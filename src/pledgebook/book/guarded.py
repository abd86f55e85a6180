"""Reviews by several people at once: nobody decides on what he did not see, and a decision can be taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from pledgebook.book.browsing import version_of
from pledgebook.book.grouping import Removed, regroup
from pledgebook.book.mentions import chunks
from pledgebook.book.numbering import Numbers
from pledgebook.book.reviewing import Decision, review
from pledgebook.book.rows import close
from pledgebook.book.schema import act_row, decision, entry_row, member, review_act, review_row, standing
from pledgebook.problems import Overtaken


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a review did: the id that the entry has now, and the review's number, by which it can be taken back."""

    entry: str
    number: int


@dataclass(frozen=True, slots=True)
class Made:
    """A review that stands: `entry` is the id under which it was made, `now` the one of today ("" for none)."""

    number: int
    action: str
    entry: str
    now: str
    at: str
    by: str
    why: str


def review_seen(connection: Connection, numbers: Numbers, said: Decision, seen: int) -> Reviewed:
    """Stores and applies a decision on the state that decision `seen` brought.

    Raises Overtaken where the entry has another state by now, and tells by whom.
    """
    now = version_of(connection, said.entry)
    if now != seen:
        raise Overtaken(said.entry, _who(connection, said.entry))
    name = review(connection, numbers, said)
    return Reviewed(name, connection.execute(select(func.max(review_row.c.no))).scalar() or 0)


def _who(connection: Connection, entry: str) -> str:
    """Who brought the last change of an entry, when and how."""
    rows = select(decision).join(entry_row, (entry_row.c.since == decision.c.no) | (entry_row.c.until == decision.c.no))
    row = connection.execute(rows.where(entry_row.c.id == entry).order_by(decision.c.no.desc()).limit(1)).first()
    return f"{row.by} ({row.what}, {row.at[:16].replace('T', ' ')} UTC)" if row else "somebody"


def take_back(connection: Connection, numbers: Numbers, number: int) -> str:
    """Takes a review back: the row stays, closed, and its acts are put together without it. Returns the entry's id.

    Raises Overtaken where the review stands no more.
    """
    row = connection.execute(select(review_row).where(review_row.c.no == number, standing(review_row))).first()
    if not row:
        raise Overtaken(f"review {number}", "somebody, who took it back before")
    close(connection, review_row, review_row.c.no, [number], numbers.decision)
    held = select(act_row.c.no).join(review_act, review_act.c.act == act_row.c.id)
    acts = list(
        connection.scalars(held.where(review_act.c.review_no == number, standing(act_row)).order_by(act_row.c.id))
    )
    regroup(connection, numbers, acts, Removed())
    return _entry_of(connection, acts)


def _entry_of(connection: Connection, acts: Iterable[int]) -> str:
    for chunk in chunks(acts):
        rows = select(member.c.entry).where(member.c.act_no.in_(chunk), standing(member)).order_by(member.c.no)
        found = connection.execute(rows.limit(1)).scalar()
        if found:
            return str(found)
    return ""


def reviews_made(connection: Connection, by: str, limit: int) -> list[Made]:
    """The standing reviews of somebody ("" for everybody), the latest first."""
    rows = (
        select(review_row.c.no, review_row.c.action, review_row.c.entry, decision.c.at, decision.c.by, decision.c.why)
        .join(decision, decision.c.no == review_row.c.since)
        .where(standing(review_row))
    )
    if by:
        rows = rows.where(decision.c.by == by)
    found = connection.execute(rows.order_by(review_row.c.no.desc()).limit(limit)).all()
    now = _entries_now(connection, [row.no for row in found])
    return [Made(r.no, r.action, r.entry, now.get(r.no, ""), r.at, r.by, r.why) for r in found]


def _entries_now(connection: Connection, numbers: list[int]) -> dict[int, str]:
    """For each review the entry that holds its acts now."""
    rows = (
        select(review_act.c.review_no, member.c.entry)
        .join(act_row, (act_row.c.id == review_act.c.act) & standing(act_row))
        .join(member, (member.c.act_no == act_row.c.no) & standing(member))
        .where(review_act.c.review_no.in_(numbers), review_act.c.side == "a")
    )
    return {row.review_no: row.entry for row in connection.execute(rows)}
