"""Which of several told values is accepted, and why: independent sources, the actor's own word, corrections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from pledgebook.lexicon.reconciling import words
from pledgebook.phrases import many
from pledgebook.reconciling.days import days_between
from pledgebook.reconciling.entries import Mention, Side
from pledgebook.reconciling.sum_clue import corrects
from pledgebook.reconciling.sums import compare_sums, show
from pledgebook.reconciling.words_of import is_group, says
from pledgebook.records import Amount, Interval

NEAR_DAYS = 3
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """The accepted value, the mentions that tell it first, and the rest by weight; `reason` names what decided."""

    value: T
    reason: str
    sides: tuple[tuple[T, tuple[Mention, ...]], ...]


def accept_amount(mentions: Sequence[Mention]) -> Choice[Amount] | None:
    """The accepted sum among those told, or None where none is told."""
    told = [m for m in mentions if m.act.amount]
    if not told:
        return None
    groups = _equal_sums(told)
    ranked = sorted(groups, key=lambda group: _sum_rank(group, told), reverse=True)
    best = _best_telling(ranked[0])
    sides = tuple((_amount(_best_telling(group)), tuple(group)) for group in ranked)
    return Choice(_amount(best), _why(ranked, told), sides)


def accept_day(mentions: Sequence[Mention]) -> Choice[Interval] | None:
    """The accepted day among those told, or None where none is told."""
    told: dict[Interval, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.act.date:
            told[mention.act.date].append(mention)
    if not told:
        return None
    ranked = sorted(told, key=lambda day: (_day_weight(day, told), -day.days, -day.start.toordinal()), reverse=True)
    sides = tuple((day, tuple(told[day])) for day in ranked)
    return Choice(ranked[0], _reasons(told[ranked[0]]) if len(ranked) > 1 else "all that say a day agree", sides)


def side(value: str, mentions: Iterable[Mention]) -> Side:
    """One side of a conflict, with its articles and quotations."""
    rows = tuple(mentions)
    return Side(
        value=value,
        mentions=tuple(m.id for m in rows),
        articles=tuple(sorted({m.article for m in rows})),
        sources=len({m.source for m in rows}),
        quotes=tuple(quote for m in rows for quote in m.act.evidence),
    )


def show_amount(amount: Amount) -> str:
    """ "about 45m USD"."""
    hedge = {"exact": "", "about": "about ", "at_least": "at least ", "up_to": "up to "}[amount.hedge]
    return hedge + show(amount.money)


def _equal_sums(told: Sequence[Mention]) -> list[list[Mention]]:
    """Mentions by equal sums: the same figure, a rounding of it or a restatement."""
    groups: list[list[Mention]] = []
    for mention in sorted(told, key=lambda m: (_amount(m).hedge != "exact", m.id)):
        for group in groups:
            if _is_equal(mention, group[0]):
                group.append(mention)
                break
        else:
            groups.append([mention])
    return groups


def _is_equal(one: Mention, two: Mention) -> bool:
    a, b = _amount(one), _amount(two)
    day = next((m.act.date.end for m in (one, two) if m.act.date), one.written)
    return compare_sums(a, b, day).relation in ("same", "rounded", "converted", "unknown")


def _sum_rank(group: Sequence[Mention], told: Sequence[Mention]) -> tuple[float, float, str]:
    """Greater is better. A running total is what was said last; any other sum is what most and the actor say."""
    latest = max((m.written.toordinal() for m in group if m.written), default=0)
    if _grows(told):
        return (float(latest), _weight(group, told), group[0].id)
    return (_weight(group, told), float(-latest), group[0].id)


def _grows(told: Sequence[Mention]) -> bool:
    """Running totals, or a group's total that some tell as one sum ("donors pledged more than 9bn")."""
    bases = {_amount(m).basis for m in told}
    group = any(is_group(party) for m in told for party in m.act.actor)
    return bases == {"running_total"} or (group and bases == {"running_total", "increment"})


def _weight(group: Sequence[Mention], told: Sequence[Mention]) -> float:
    weight = float(len({m.source for m in group}))
    weight += 1.5 if any(m.own_word for m in group) else 0.0
    weight += 0.3 if any(m.act.speaker for m in group) else 0.0
    weight += 3.0 if any(_mends(m, group, told) for m in group) else 0.0
    weight -= 0.4 if all(_amount(m).hedge != "exact" for m in group) else 0.0
    weight -= 1.0 if _is_part(group, told) else 0.0
    return weight + (0.5 if any(_near(m) for m in group) else 0.0)


def _mends(mention: Mention, group: Sequence[Mention], told: Sequence[Mention]) -> bool:
    """A correction: it names the figure that it takes the place of, or says that a paper erred."""
    others = [m for m in told if m not in group]
    replaced = _amount(mention).replaces is not None and any(corrects(mention, other) for other in others)
    return bool(others) and (replaced or (says(mention, "correcting") and _amount(mention).basis == "revision"))


def _is_part(group: Sequence[Mention], told: Sequence[Mention]) -> bool:
    """Told as a part only, while others tell a sum of its own."""
    parts = all(_amount(m).basis == "tranche_of" for m in group)
    return parts and any(_amount(m).basis != "tranche_of" and m.article not in {g.article for g in group} for m in told)


def _near(mention: Mention) -> bool:
    day, written = mention.act.date, mention.written
    return bool(day and written and abs((written - day.end).days) <= NEAR_DAYS)


def _best_telling(group: Sequence[Mention]) -> Mention:
    """Of equal sums: exact before rounded, the currency that most use, then the actor's own, then the earliest."""
    by_currency: dict[str, set[str]] = defaultdict(set)
    for mention in group:
        by_currency[_amount(mention).money.currency].add(mention.source)

    def rank(mention: Mention) -> tuple[object, ...]:
        amount, own = _amount(mention), _own_currency(mention)
        return (
            amount.basis == "tranche_of" and any(_amount(m).basis == "increment" for m in group),
            amount.hedge != "exact" and not own,
            -len(by_currency[amount.money.currency]),
            not own,
            amount.hedge != "exact",
            mention.written or date.max,
            mention.id,
        )

    return min(group, key=rank)


def _own_currency(mention: Mention) -> bool:
    return _amount(mention).money.currency in {words().currency_of.get(party) for party in mention.act.actor}


def _amount(mention: Mention) -> Amount:
    assert mention.act.amount is not None
    return mention.act.amount


def _why(ranked: Sequence[Sequence[Mention]], told: Sequence[Mention]) -> str:
    best = ranked[0]
    sources = len({m.source for m in best})
    if len(ranked) == 1:
        return f"all agree ({many(sources, 'independent source')})"
    if any(_mends(m, best, told) for m in best):
        return "a correction takes the place of the earlier figure"
    if _grows(told):
        return "the latest statement of a growing total"
    return _reasons(best)


def _reasons(best: Sequence[Mention]) -> str:
    sources = len({m.source for m in best})
    reasons = [many(sources, "independent source")]
    reasons += ["the actor's own word"] if any(m.own_word for m in best) else []
    reasons += ["written within days of the act"] if any(_near(m) for m in best) else []
    return "; ".join(reasons)


def _day_weight(day: Interval, told: dict[Interval, list[Mention]]) -> float:
    rows = told[day]
    weight = float(len({m.source for m in rows})) + (1.5 if any(m.own_word for m in rows) else 0.0)
    weight += 0.5 if any(_near(m) for m in rows) else 0.0
    weight += 0.3 if any(m.act.speaker for m in rows) else 0.0
    weight += 1.0 if day.days == 1 else 0.0
    return weight + sum(
        0.5 for other in told if other != day and days_between(day, other) == 0 and other.days > day.days
    )
