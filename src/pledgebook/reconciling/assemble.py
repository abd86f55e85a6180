"""Makes an entry of a group of mentions: its rungs, accepted sum and day, conflicts, and an id from its content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from pledgebook.reconciling.accepting import accept_amount
from pledgebook.reconciling.conflicts import find_conflicts
from pledgebook.reconciling.entries import Entry, Mention, Rung
from pledgebook.reconciling.ladder import climb, furthest
from pledgebook.records import Interval


def assemble(mentions: Sequence[Mention]) -> Entry:
    """The entry of one group. Raises ValueError for an empty group."""
    if not mentions:
        raise ValueError("an entry needs a mention; inferred entries are made in totals.py")
    rows = tuple(sorted(mentions, key=lambda m: m.id))
    rungs = climb(rows)
    top = furthest(rungs)
    asserted = [m for m in rows if m.act.modality != "denied"] or list(rows)
    amount = accept_amount(asserted)
    return Entry(
        id=entry_id(rows[0].id),
        kind=top.kind,
        actor=_parties(rows, "actor"),
        target=_parties(rows, "target"),
        beneficiary=_parties(rows, "beneficiary"),
        amount=amount.value if amount else None,
        date=_first_day(rungs),
        modality=top.modality,
        mentions=rows,
        rungs=rungs,
        conflicts=find_conflicts(rows, amount, rungs),
        reason=amount.reason if amount else "",
        written=min((m.written for m in rows if m.written), default=None),
    )


def entry_id(*parts: str) -> str:
    """An id from what the entry is made of: mentions that join later (with later ids) leave it as it is."""
    return "e" + sha256("\n".join(parts).encode()).hexdigest()[:16]


def _parties(mentions: Sequence[Mention], field: str) -> tuple[str, ...]:
    """The parties that most sources tell; of equally many, the fuller list."""
    told: Counter[tuple[str, ...]] = Counter()
    for value, _ in {(tuple(getattr(m.act, field)), m.source) for m in mentions}:
        told[value] += 1
    return max(told, key=lambda value: (bool(value), told[value], len(value), value))


def _first_day(rungs: Sequence[Rung]) -> Interval | None:
    """The day of the act: of its first asserted rung that has one, or the most precise one that lies inside that."""
    dated = [rung for rung in rungs if rung.date]
    sure = [rung for rung in dated if rung.modality == "asserted"] or dated
    days = sorted((rung.date for rung in sure if rung.date), key=lambda day: (day.start, day.end))
    inside = [day for day in days if day.start >= days[0].start and day.end <= days[0].end]
    return min(inside, key=lambda day: day.days, default=None)
