"""Where the articles of one entry disagree: each field with its sides, the accepted value first, and why."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from pledgebook.reconciling.accepting import Choice, accept_day, show_amount, side
from pledgebook.reconciling.days import PRECISE, days_between
from pledgebook.reconciling.entries import Conflict, Mention, Rung
from pledgebook.reconciling.sums import EXACT, gap, show
from pledgebook.records import Amount, Interval


def find_conflicts(
    mentions: Sequence[Mention], amount: Choice[Amount] | None, rungs: Sequence[Rung]
) -> tuple[Conflict, ...]:
    """All conflicts of one entry, in a fixed order: amount, date, status, aid type."""
    found = [_amounts(mentions, amount), *(_days(mentions, rung) for rung in rungs), _status(mentions), _aid(mentions)]
    return tuple(conflict for conflict in found if conflict)


def _amounts(mentions: Sequence[Mention], amount: Choice[Amount] | None) -> Conflict | None:
    if amount is None:
        return None
    corrected = _corrected(mentions)
    if len(amount.sides) > 1 or corrected or _restated_apart(mentions):
        sides = [side(value, rows) for value, rows in _by_value(amount).items()]
        sides += [
            side(f"{show(row.act.amount.replaces)}, withdrawn", [row])
            for row in corrected
            if row.act.amount and row.act.amount.replaces
        ]
        return Conflict("amount", tuple(sides), show_amount(amount.value), amount.reason)
    return None


def _by_value(amount: Choice[Amount]) -> dict[str, list[Mention]]:
    """Mentions by the sum as each states it, the accepted one first."""
    values: dict[str, list[Mention]] = {show_amount(amount.value): []}
    for _, rows in amount.sides:
        for mention in rows:
            if mention.act.amount:
                values.setdefault(show_amount(mention.act.amount), []).append(mention)
    return values


def _corrected(mentions: Sequence[Mention]) -> list[Mention]:
    """Running totals that take the place of a figure told before: somebody had it wrong."""
    return [m for m in mentions if m.act.amount and m.act.amount.replaces and m.act.amount.basis == "running_total"]


def _restated_apart(mentions: Sequence[Mention]) -> bool:
    """Whether figures of one currency, restatements included, differ, or exact ones stand in two currencies."""
    moneys = [money for m in mentions if m.act.amount for money in (m.act.amount.money, *m.act.amount.also)]
    exact = {m.act.amount.money.currency for m in mentions if m.act.amount and m.act.amount.hedge == "exact"}
    if len(exact) > 1:
        return True
    return any(a.currency == b.currency and gap(a, b) > EXACT for a, b in combinations(moneys, 2))


def _days(mentions: Sequence[Mention], rung: Rung) -> Conflict | None:
    rows = [m for m in mentions if m.id in rung.mentions and m.act.date and not _is_total(m)]
    chosen = accept_day(rows)
    if chosen is None or rung.modality != "asserted":
        return None
    apart = [day for day, _ in chosen.sides if days_between(day, chosen.value) > 0]
    if not apart or chosen.value.days > PRECISE:
        return None
    return Conflict(
        "date", tuple(side(_show(day), told) for day, told in chosen.sides), _show(chosen.value), chosen.reason
    )


def _is_total(mention: Mention) -> bool:
    return bool(mention.act.amount and mention.act.amount.basis == "running_total")


def _status(mentions: Sequence[Mention]) -> Conflict | None:
    denied = [m for m in mentions if m.act.modality == "denied"]
    claimed = [m for m in mentions if m.act.modality != "denied"]
    if not denied or not claimed:
        return None
    sides = (side("denied", denied), side("claimed", claimed))
    return Conflict("status", sides, "denied", "a denied act counts for nothing")


def _aid(mentions: Sequence[Mention]) -> Conflict | None:
    kinds = sorted({m.act.aid_type for m in mentions if m.act.aid_type})
    if len(kinds) < 2:
        return None
    rows = {kind: [m for m in mentions if m.act.aid_type == kind] for kind in kinds}
    ranked = sorted(kinds, key=lambda kind: (-len({m.source for m in rows[kind]}), kind))
    sides = tuple(side(kind, rows[kind]) for kind in ranked)
    return Conflict("aid_type", sides, ranked[0], f"told by {sides[0].sources} independent sources")


def _show(day: Interval) -> str:
    return day.start.isoformat() if day.start == day.end else f"{day.start} to {day.end}"
