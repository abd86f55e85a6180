"""Whether the days of two mentions fit one act: near days for it, weeks between two gifts of one kind against it."""

from __future__ import annotations

from pledgebook.phrases import many
from pledgebook.reconciling.entries import RANK, Clue, Mention
from pledgebook.records import Interval

PRECISE = 7  # an interval of up to so many days names the act's own time
GAPS = ((0, 2.0), (1, 1.2), (3, 0.5), (7, -0.7), (14, -2.5), (30, -5.0))  # days between, score; beyond: APART
APART = -7.0
CLIMB = (
    (0, 1.5),
    (3, 0.7),
    (30, 0.0),
    (90, -0.3),
    (400, -0.7),
    (1100, -1.2),
)  # a rung may follow long after the one below
PLANNED = ((3, 1.2), (14, 0.7), (60, 0.0), (400, -0.7))
REMINDED = ((0, 0.2), (31, 0.7), (120, 0.2))  # a telling without a day is no news of its day: it recalls
VAGUE = ((0, 0.8), (7, -0.3), (31, -3.0))


def day_clue(one: Mention, two: Mention) -> Clue:
    """Days of one rung must be near; a later rung may come later; an undated telling lies before its article."""
    a, b = one.act.date, two.act.date
    if _totals(one, two):
        starts = abs((a.start - b.start).days) if a and b and a.days > PRECISE and b.days > PRECISE else 0
        return Clue(0.5 if starts <= 62 else -3.0, f"totals since days {starts} apart" if starts else "")
    if a and b:
        return _both_dated(one, two, a, b)
    if a or b:
        dated, bare = (one, two) if a else (two, one)
        return _one_dated(dated, bare)
    return _undated(one, two)


def days_between(a: Interval, b: Interval) -> int:
    """Days from the end of the earlier to the start of the later, 0 where they overlap."""
    return max(0, (b.start - a.end).days, (a.start - b.end).days)


def _both_dated(one: Mention, two: Mention, a: Interval, b: Interval) -> Clue:
    between = days_between(a, b)
    if _plan_first(one, two, a, b):
        return Clue(_step(between, PLANNED, -2.0), f"planned, done {many(between, 'day')} later")
    if one.act.kind != two.act.kind and one.act.kind in RANK:
        return Clue(_step(between, CLIMB, -2.0), f"rungs {many(between, 'day')} apart")
    if max(a.days, b.days) > PRECISE:
        told = f"at least {many(between, 'day')} apart" if between else "days overlap"
        return Clue(_step(between, VAGUE, APART), told)
    return Clue(_step(between, GAPS, APART), "same day" if not between else f"days {between} apart")


def _totals(one: Mention, two: Mention) -> bool:
    amounts = (one.act.amount, two.act.amount)
    return all(amount is not None and amount.basis == "running_total" for amount in amounts)


def _plan_first(one: Mention, two: Mention, a: Interval, b: Interval) -> bool:
    """Weighed or expected on one day, done on a later one: two rungs."""
    first, last = (one, two) if (a.start, a.end) <= (b.start, b.end) else (two, one)
    plans = ("planned", "conditional")
    return first.act.modality in plans and last.act.modality == "asserted" and one.family != "request"


def _one_dated(dated: Mention, bare: Mention) -> Clue:
    assert dated.act.date is not None
    if bare.written is None:
        return Clue(0.0, "day unsaid on one side")
    since = (bare.written - dated.act.date.start).days
    if since < -1:
        loose = bare.act.modality != "asserted" or (dated.act.date.days > PRECISE and since >= -PRECISE)
        return Clue(-1.0 if loose else -6.0, "told before the other's day")
    since = max(0, (bare.written - dated.act.date.end).days)
    return Clue(_step(since, REMINDED, -0.5), f"told {many(since, 'day')} after the other's day")


def _undated(one: Mention, two: Mention) -> Clue:
    if one.written is None or two.written is None:
        return Clue(0.0, "days unsaid")
    apart = abs((one.written - two.written).days)
    return Clue(_step(apart, ((3, 0.9), (14, 0.5), (60, -0.2)), -1.5), f"days unsaid, told {many(apart, 'day')} apart")


def _step(value: int, steps: tuple[tuple[int, float], ...], beyond: float) -> float:
    return next((score for most, score in steps if value <= most), beyond)
