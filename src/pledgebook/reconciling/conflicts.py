"""Where the articles of one entry disagree: each field with its sides, the accepted value first, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations

from pledgebook.phrases import many
from pledgebook.reconciling.accepting import Choice, accept_day, show_amount, side
from pledgebook.reconciling.days import PRECISE, days_between
from pledgebook.reconciling.dollars import own_dollars
from pledgebook.reconciling.entries import Conflict, Mention, Rung
from pledgebook.reconciling.rates import convert
from pledgebook.reconciling.sums import EXACT, gap, show
from pledgebook.records import Amount, Interval, Money

GROWING = timedelta(days=14)  # after so many days a greater total has grown; before, somebody has it wrong


def find_conflicts(
    mentions: Sequence[Mention], amount: Choice[Amount] | None, rungs: Sequence[Rung]
) -> tuple[Conflict, ...]:
    """All conflicts of one entry, in a fixed order: amount, date, status, aid type."""
    sums = _amounts(mentions, amount) or (_currency(mentions, amount) if amount else None)
    found = [sums, *(_days(mentions, rung) for rung in rungs), _status(mentions), _aid(mentions)]
    return tuple(conflict for conflict in found if conflict)


def _amounts(mentions: Sequence[Mention], amount: Choice[Amount] | None) -> Conflict | None:
    if amount is None:
        return None
    mentions = _of_one_time(mentions)
    corrected = _corrected(mentions)
    values = _by_value(amount, {mention.id for mention in mentions})
    apart = sum(any(row in mentions for row in rows) for _, rows in amount.sides) > 1
    if apart or corrected or _hedged_apart(mentions) or _restated_apart(mentions):
        sides = [side(value, rows) for value, rows in values.items()]
        sides += [
            side(f"{show(row.act.amount.replaces)}, withdrawn", [row])
            for row in corrected
            if row.act.amount and row.act.amount.replaces
        ]
        return Conflict("amount", tuple(sides), show_amount(amount.value), amount.reason)
    return None


def _of_one_time(mentions: Sequence[Mention]) -> list[Mention]:
    """All but tellings of a running total that it has outgrown since: it is no conflict that a total grows."""
    told = {(m.written, m.act.amount.money.low) for m in mentions if m.written and m.act.amount and _is_total(m)}
    past = {row for row in told if _outgrown(*row, told)}
    return [m for m in mentions if not (m.act.amount and (m.written, m.act.amount.money.low) in past and _is_total(m))]


def _outgrown(day: date, low: float, told: set[tuple[date, float]]) -> bool:
    """Nobody tells another sum near the day, and all that tell it long after tell no less."""
    later = [value for other, value in told if other - day > GROWING]
    return (
        bool(later) and min(later) >= low and all(value == low for other, value in told if abs(other - day) <= GROWING)
    )


def _by_value(amount: Choice[Amount], ids: set[str]) -> dict[str, list[Mention]]:
    """Those mentions by the sum as each states it, the accepted one first."""
    values: dict[str, list[Mention]] = {show_amount(amount.value): []}
    for _, rows in amount.sides:
        for mention in rows:
            if mention.act.amount and mention.id in ids:
                values.setdefault(show_amount(mention.act.amount), []).append(mention)
    return values


def _corrected(mentions: Sequence[Mention]) -> list[Mention]:
    """Running totals that take the place of a figure told before: somebody had it wrong."""
    return [m for m in mentions if m.act.amount and m.act.amount.replaces and m.act.amount.basis == "running_total"]


def _hedged_apart(mentions: Sequence[Mention]) -> bool:
    """Whether figures of one currency are exact in one telling and rough ("some", "more than") in another.

    "Up to 64m" is no rough figure: it is what was signed of a promise.
    """
    told = [(amount.money.currency, amount.hedge) for amount in (m.act.amount for m in mentions) if amount]
    rough = {currency for currency, hedge in told if hedge in ("about", "at_least")}
    exact = {currency for currency, hedge in told if hedge == "exact"}
    return bool(rough & exact)


def _restated_apart(mentions: Sequence[Mention]) -> bool:
    """Whether figures of one currency differ, exact ones stand in two, or restatements do not meet at a rate."""
    amounts = [m.act.amount for m in mentions if m.act.amount]
    if len({amount.money.currency for amount in amounts if amount.hedge == "exact"}) > 1:
        return True
    moneys = {money for amount in amounts for money in (amount.money, *amount.also)}
    if any(a.currency == b.currency and gap(a, b) > EXACT for a, b in combinations(moneys, 2)):
        return True
    own = {amount.money.currency for amount in amounts}
    others = [money for amount in amounts for money in amount.also if money.currency not in own]
    return any(_unequal(a, b, mentions) for a, b in combinations(others, 2) if a.currency != b.currency)


def _unequal(one: Money, two: Money, mentions: Sequence[Mention]) -> bool:
    days = sorted(day for m in mentions for day in (m.act.date.end if m.act.date else m.written,) if day)
    found = convert(one, two.currency, days[0] if days else None)
    return found is not None and gap(found[0], two) > EXACT


def _currency(mentions: Sequence[Mention], amount: Choice[Amount]) -> Conflict | None:
    """A bare "$" of a donor that has dollars of its own, where no telling says which."""
    doubtful = own_dollars(mentions)
    if doubtful is None:
        return None
    money = amount.value.money
    own = show_amount(Amount(Money(money.low, money.high, doubtful), hedge=amount.value.hedge))
    accepted = show_amount(amount.value)
    sides = (side(accepted, mentions), side(f"{own}, if the $ is the donor's own", mentions))
    return Conflict("amount", sides, accepted, "a bare $ is taken for US dollars")


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
    mentions = [m for m in mentions if not _is_total(m)]  # a total holds money of several types
    kinds = sorted({m.act.aid_type for m in mentions if m.act.aid_type})
    if len(kinds) < 2:
        return None
    rows = {kind: [m for m in mentions if m.act.aid_type == kind] for kind in kinds}
    ranked = sorted(kinds, key=lambda kind: (-len({m.source for m in rows[kind]}), kind))
    sides = tuple(side(kind, rows[kind]) for kind in ranked)
    return Conflict("aid_type", sides, ranked[0], f"told by {many(sides[0].sources, 'independent source')}")


def _show(day: Interval) -> str:
    return day.start.isoformat() if day.start == day.end else f"{day.start} to {day.end}"
