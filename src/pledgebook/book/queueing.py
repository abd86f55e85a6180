"""What waits for review, the most urgent first: by confidence, conflict, sum or recency."""

from __future__ import annotations

from typing import Literal, get_args

from sqlalchemy import Connection, func, select

from pledgebook.book.mentions import chunks
from pledgebook.book.schema import act_row, entry_row, member, standing
from pledgebook.problems import BadSetting

Urgency = Literal["confidence", "conflict", "sum", "recency"]
URGENCIES: tuple[Urgency, ...] = get_args(Urgency)
ACTS_LOOKED_AT = 4  # for each place of the queue, since several acts may be of one entry or reviewed
_E = entry_row.c


def queue(connection: Connection, urgency: Urgency, limit: int) -> list[str]:
    """At most `limit` entries that are told and not reviewed. Raises BadSetting for an order that there is not."""
    if urgency not in URGENCIES:
        raise BadSetting(f"the queue is by {', '.join(URGENCIES)}, not by {urgency!r}")
    if urgency == "confidence":
        return _unsure(connection, limit)
    rows = select(_E.id).where(standing(entry_row), _E.review == "", _E.inferred == 0)
    if urgency == "conflict":
        rows = rows.where(_E.conflicts > 0).order_by(_E.conflicts.desc(), _E.sources.desc(), _E.id)
    elif urgency == "sum":
        rows = rows.where(_E.usd.is_not(None)).order_by(_E.usd.desc(), _E.id)
    else:
        rows = rows.order_by(_E.no.desc())
    return list(connection.scalars(rows.limit(limit)))


def _unsure(connection: Connection, limit: int) -> list[str]:
    """The entries of the acts of which the judge was least sure."""
    rows = select(act_row.c.no).where(standing(act_row)).order_by(act_row.c.confidence, act_row.c.no)
    numbers = list(connection.scalars(rows.limit(limit * ACTS_LOOKED_AT)))
    found: dict[int, str] = {}
    for chunk in chunks(numbers):
        waiting = (
            select(member.c.act_no, member.c.entry)
            .join(entry_row, (_E.id == member.c.entry) & standing(entry_row))
            .where(member.c.act_no.in_(chunk), standing(member), _E.review == "", _E.inferred == 0)
        )
        found |= {row.act_no: row.entry for row in connection.execute(waiting)}
    return list(dict.fromkeys(found[number] for number in numbers if number in found))[:limit]


def still_waiting(connection: Connection, entry: str) -> bool:
    """Whether the entry stands and nobody has reviewed it."""
    rows = select(func.count()).where(_E.id == entry, standing(entry_row), _E.review == "")
    return bool(connection.execute(rows).scalar())
