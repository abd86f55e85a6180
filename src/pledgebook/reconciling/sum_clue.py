"""The clue of the sum: how much, and how it counts: as a total, a part, a correction or a sum of its own."""

from __future__ import annotations

from datetime import date

from pledgebook.reconciling.entries import Clue, Mention
from pledgebook.reconciling.goods import compare_goods
from pledgebook.reconciling.sums import Closeness, compare_sums, show
from pledgebook.reconciling.words_of import is_group, says

CLOSE = 0.12  # a share of difference that loose reporting explains
ROUGH = 0.5  # "up to", "about", "more than" may stand for a figure that is further off
SUM_SCORE = {"same": 4.0, "rounded": 2.5, "converted": 3.0, "unknown": 0.0, "differs": -1.5, "far": -9.0}


def sum_clue(one: Mention, two: Mention) -> Clue:
    """How much. Running totals grow and stay one entry; a correction keeps its day, a raise has a day of its own."""
    a, b = one.act.amount, two.act.amount
    if not a or not b:
        return _one_sum(one, two)
    totals = (a.basis == "running_total") + (b.basis == "running_total")
    found = compare_sums(a, b, _common_day(one, two))
    if one.family == "withdrawal" and _remains(one, two):
        return Clue(1.0, f"what remains of it ({show(a.money)}; {show(b.money)})")
    if totals == 2 and one.act.kind == two.act.kind:
        grown = max(-1.0, SUM_SCORE[found.relation] * 0.5) if found.gap is not None else 0.0
        return Clue(2.0 + grown, f"both state a running total ({show(a.money)}; {show(b.money)})")
    if totals:
        return _mixed_total(one, two, found)
    if found.relation == "differs" and _is_part_of(one, two, found):
        return Clue(-4.0, f"a part of it ({found.phrase})")
    if found.relation == "differs" and (found.gap or 0.0) <= CLOSE:
        return _revised(one, two) or Clue(-0.5, found.phrase)
    rough = ROUGH if found.relation == "differs" and (a.hedge, b.hedge) != ("exact", "exact") else 0.0
    return _revised(one, two) or Clue(SUM_SCORE[found.relation] + _odd_sum(found, a.money.low) + rough, found.phrase)


def corrects(newer: Mention, older: Mention) -> bool:
    """A correction speaks of the day of the old act or owns up to an error; a raise has a day of its own."""
    if newer.act.date and older.act.date and newer.act.date.overlaps(older.act.date):
        return True
    return says(newer, "correcting") and newer.act.kind == older.act.kind and not newer.own_word


def _one_sum(one: Mention, two: Mention) -> Clue:
    """A sum on one side or none: totals and parts are not told without their sum; other acts are."""
    amount = one.act.amount or two.act.amount
    if amount and amount.basis == "running_total" and not _same_goods(one, two):
        return Clue(-3.0, "a running total against an act without a sum")
    if amount:
        return Clue(-0.5 if amount.basis == "tranche_of" else 0.0, "sum on one side only")
    return Clue(0.0, "no sums")


def _same_goods(one: Mention, two: Mention) -> bool:
    return compare_goods(one.act.items, two.act.items).relation in ("same", "alike")


def _mixed_total(one: Mention, two: Mention, found: Closeness) -> Clue:
    """A total against a single sum: only a group's total ("donors pledged") is told both ways."""
    group = any(is_group(party) for m in (one, two) for party in m.act.actor)
    if group:
        return Clue(1.0 if found.relation != "far" else -3.0, f"a group's total ({found.phrase})")
    if _same_goods(one, two) and found.relation in ("same", "rounded", "converted"):
        return Clue(2.0, f"total of one gift ({found.phrase})")
    return Clue(-6.0, "a running total against a sum of its own")


def _is_part_of(one: Mention, two: Mention, found: Closeness) -> bool:
    """Of two sums that no error explains the smaller one is told as a part, the greater one as a whole."""
    small, large = sorted((one, two), key=lambda m: m.act.amount.money.low if m.act.amount else 0.0)
    bases = [m.act.amount.basis if m.act.amount else "" for m in (small, large)]
    return bases == ["tranche_of", "increment"] and (found.gap or 0.0) > CLOSE


def _remains(one: Mention, two: Mention) -> bool:
    """Of what was stopped on one day, a later article tells the part that is stopped still."""
    first, last = (one, two) if (one.written or date.min) <= (two.written or date.min) else (two, one)
    a, b, days = first.act.amount, last.act.amount, (first.act.date, last.act.date)
    if not a or not b or not days[0] or not days[1] or b.basis != "tranche_of" or a.money.currency != b.money.currency:
        return False
    return one.article != two.article and days[0].overlaps(days[1]) and b.money.high < a.money.low


def _revised(one: Mention, two: Mention) -> Clue | None:
    """One figure takes the place of the other: a paper's correction is one act, a donor's raise is two."""
    for newer, older in ((one, two), (two, one)):
        new, old = newer.act.amount, older.act.amount
        if not new or not old or not new.replaces or old.basis == "revision":
            continue
        if (
            new.replaces.currency == old.money.currency
            and abs(new.replaces.low - old.money.low) <= 0.01 * old.money.low
        ):
            words_ = f"{show(new.money)} in place of {show(old.money)}"
            if corrects(newer, older):
                return Clue(4.0, f"correction: {words_}")
            return Clue(-9.0, f"raised or cut: {words_}")
    return None


def _odd_sum(found: Closeness, value: float) -> float:
    """An odd figure (813,100) is seldom met twice by chance; a round one (10m) often."""
    digits = len(f"{value:.6e}".split("e")[0].rstrip("0").replace(".", ""))
    return min(1.5, 0.5 * (digits - 2)) if found.relation == "same" and digits > 2 else 0.0


def _common_day(one: Mention, two: Mention) -> date | None:
    for mention in (one, two):
        if mention.act.date:
            return mention.act.date.end
    return one.written or two.written
