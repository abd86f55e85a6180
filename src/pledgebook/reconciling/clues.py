"""The clues by which two mentions are one act: each a plain function that gives a score in log-odds and a phrase.

The scores are few, round and general; docs/reconciling.md tells how they were set and checked story by story.
"""

from __future__ import annotations

from collections.abc import Callable

from pledgebook.codebook import PartyId
from pledgebook.lexicon.reconciling import words
from pledgebook.reconciling.days import day_clue
from pledgebook.reconciling.entries import NEVER, RANK, Clue, Mention
from pledgebook.reconciling.goods import compare_goods
from pledgebook.reconciling.sum_clue import sum_clue
from pledgebook.reconciling.words_of import is_group, says, told_words

PRIOR = Clue(-1.5, "")
LATER = 14  # days after which money called additional is surely not that of the earlier day


def donor_clue(one: Mention, two: Mention) -> Clue:
    """Who acts. Parties that do not meet at all are never one act, unless a third mention names both."""
    a, b = frozenset(one.act.actor), frozenset(two.act.actor)
    if a == b:
        return Clue(0.5, f"same actor ({_names(a)})")
    if any(map(is_group, a)) and any(map(is_group, b)) and not _others_named(a, b):
        return Clue(0.3, f"both name a group ({_names(a)}; {_names(b)})")
    if a & b:
        return Clue(-0.5 if one.family != "support" else -2.0, f"actors overlap ({_names(a)}; {_names(b)})")
    return Clue(NEVER, f"other actor ({_names(a)}; {_names(b)})")


def recipient_clue(one: Mention, two: Mention) -> Clue:
    """To whom. A gift to two states and the share of one of them are two acts."""
    a, b = recipients(one), recipients(two)
    if a == b or frozenset(one.act.target) == frozenset(two.act.target) != frozenset():
        return Clue(0.5, f"same target ({_names(a) or 'none named'})")
    if not a or not b:
        return Clue(-1.0, "target named on one side only")
    if any(map(is_group, a)) and any(map(is_group, b)):
        return Clue(0.3, "both name a group as target")
    if a & b:
        return Clue(-2.0, f"targets overlap ({_names(a)}; {_names(b)})")
    return Clue(NEVER - 4, f"other target ({_names(a)}; {_names(b)})")


def ladder_clue(one: Mention, two: Mention) -> Clue:
    """Which rung. The same kind again is plain; a later rung is expected later, never earlier."""
    a, b = one.act, two.act
    if a.kind == b.kind:
        return Clue(0.4, f"same kind ({a.kind})")
    if not (a.amount and b.amount) and compare_goods(a.items, b.items).relation in ("unsaid", "other"):
        return Clue(-1.5, f"{a.kind} and {b.kind} without a sum or goods in common")
    if not a.date or not b.date:
        return Clue(0.0, f"{a.kind} and {b.kind} of one ladder")
    low, high = (a, b) if RANK[a.kind] < RANK[b.kind] else (b, a)
    assert low.date is not None
    assert high.date is not None
    if (low.date.start - high.date.end).days > 7:
        return Clue(-5.0, f"a {low.kind} after the {high.kind}")
    return Clue(0.2, f"{low.kind}, then {high.kind}")


def goods_clue(one: Mention, two: Mention) -> Clue:
    """What. The same count of the same goods speaks for one act, another count for a part or another lot."""
    found = compare_goods(one.act.items, two.act.items)
    sums = bool(one.act.amount and two.act.amount)
    scores = {"same": 3.0, "alike": 1.2, "count": 0.7, "part": -5.0, "other": -1.5, "vague": 0.0}
    if found.relation == "unsaid":
        money_for_goods = bool(one.act.items) != bool(two.act.items) and bool(one.act.amount) != bool(two.act.amount)
        return Clue(-1.2 if money_for_goods and one.act.kind == two.act.kind else 0.0, found.phrase)
    return Clue(scores[found.relation] * (0.3 if sums else 1.0), found.phrase)


def channel_clue(one: Mention, two: Mention) -> Clue:
    """Through whom. UN and one of its agencies agree."""
    a, b = frozenset(one.act.channel), frozenset(two.act.channel)
    if not a or not b:
        return Clue(0.0, "")
    if _channels(a) & _channels(b):
        return Clue(1.0, f"same channel ({_names(a & b or a)})")
    return Clue(-2.0, f"other channel ({_names(a)}; {_names(b)})")


def aid_clue(one: Mention, two: Mention) -> Clue:
    """For what: the kind of aid and its form."""
    a, b = one.act, two.act
    score, said = 0.0, []
    if a.aid_type and b.aid_type:
        apart = -2.5 if "military" in (a.aid_type, b.aid_type) else -1.2
        score += 0.5 if a.aid_type == b.aid_type else apart
        said.append(a.aid_type if a.aid_type == b.aid_type else f"{a.aid_type} against {b.aid_type}")
    if a.instrument and a.instrument == b.instrument:
        score += 0.3
    elif a.instrument and b.instrument:
        score += -4.0 if "sale" in (a.instrument, b.instrument) else -1.0
        said.append(f"{a.instrument} against {b.instrument}")
    return Clue(score, f"aid: {', '.join(said)}" if said else "")


def measures_clue(one: Mention, two: Mention) -> Clue:
    """Which penalty, and on whom."""
    a, b = frozenset(one.act.measures), frozenset(two.act.measures)
    listed = frozenset(one.act.listed) & frozenset(two.act.listed)
    if listed:
        return Clue(2.0, f"same names listed ({_names(listed)})")
    if not a or not b:
        return Clue(0.0, "")
    return Clue(1.0, f"same measure ({_names(a & b)})") if a & b else Clue(-5.0, f"other measures ({_names(a | b)})")


def modality_clue(one: Mention, two: Mention) -> Clue:
    """A denial meets a claim only where nothing else fits better; plans meet what came of them."""
    said = (one.act.modality, two.act.modality)
    if said == ("denied", "denied"):
        return Clue(1.0, "both deny it")
    if "denied" in said:
        return Clue(-1.0, "denied on one side")
    planned = one.family == "request" and "planned" in said and said[0] != said[1]
    if planned:
        return Clue(-1.5, "asked by one, to be asked by the other")
    return Clue(-2.0, "planned after the other was done") if _planned_after(one, two) else Clue(0.0, "")


def _planned_after(one: Mention, two: Mention) -> bool:
    """A penalty or its end that is still to come when the other is done, and nothing says that it is the same."""
    plan, deed = (one, two) if one.act.modality in ("planned", "conditional") else (two, one)
    if plan.act.modality == "asserted" or deed.act.modality != "asserted" or one.family in ("support", "request"):
        return False
    if not plan.act.date or not deed.act.date or plan.act.amount or plan.act.items:
        return False
    return plan.act.date.start >= deed.act.date.end


def article_clue(one: Mention, two: Mention) -> Clue:
    """One article tells an act once: what it tells twice are two acts, or two stages of one on two days."""
    a, b = one.act, two.act
    if one.article != two.article:
        return Clue(0.0, "")
    if a.kind == b.kind and "denied" in (a.modality, b.modality):
        return Clue(0.0, "")
    if a.kind != b.kind or not set(a.actor) & set(b.actor):
        return Clue(-1.5, "told apart in one article")
    if a.date and b.date and not a.date.overlaps(b.date):
        return Clue(-3.0, "told apart in one article, with two days")
    if a.modality != b.modality and not _planned_after(one, two):
        return Clue(-4.5, "told apart in one article, once as a plan")
    return Clue(NEVER, "one article tells them apart")


def newness_clue(one: Mention, two: Mention) -> Clue:
    """One calls its money additional, another, a second; on another day than the other's it is another act."""
    cues = (says(one, "additional"), says(two, "additional"))
    if cues[0] == cues[1] or not one.act.date or not two.act.date or one.family != "support":
        return Clue(0.0, "")
    fresh, other = (one.act.date, two.act.date) if cues[0] else (two.act.date, one.act.date)
    later = (fresh.start - other.end).days
    return Clue(-7.0 if later > LATER else -4.5, "called additional") if later > 0 else Clue(0.0, "")


def wording_clue(one: Mention, two: Mention) -> Clue:
    """Words in common that few other acts have."""
    a, b = told_words(one), told_words(two)
    common = a & b
    share = len(common) / max(1, min(len(a), len(b)))
    return Clue(min(1.0, share) * 0.8, f"words in common ({_names(common, 4)})" if common else "")


CLUES: tuple[Callable[[Mention, Mention], Clue], ...] = (
    donor_clue, recipient_clue, sum_clue, day_clue, ladder_clue, goods_clue,
    channel_clue, aid_clue, measures_clue, modality_clue, article_clue, newness_clue, wording_clue,
)  # fmt: skip

# The first of them settle most pairs, the sum many of the rest; `most_of_rest` bounds what all others can add.
PLAIN: tuple[Callable[[Mention, Mention], Clue], ...] = (recipient_clue, day_clue, ladder_clue)
MOST_SUM = 5.5  # what the sum can score: the same odd figure


def most_of_rest(one: Mention, two: Mention) -> float:
    """No less than what the donor and all clues after the ladder can score for two mentions."""
    a, b = one.act, two.act
    goods = 3.0 if a.items and b.items else 0.0
    channel = 1.0 if a.channel and b.channel else 0.0
    aid = (0.5 if a.aid_type and a.aid_type == b.aid_type else 0.0) + (0.3 if a.instrument and b.instrument else 0.0)
    measures = 2.0 if (a.listed and b.listed) or (a.measures and b.measures) else 0.0
    denied = 1.0 if a.modality == b.modality == "denied" else 0.0
    return 0.5 + goods + channel + aid + measures + denied + 0.8


def recipients(mention: Mention) -> frozenset[PartyId]:
    """Target and beneficiary together: refugees in a state and the state that hosts them are one recipient."""
    return frozenset(mention.act.target) | frozenset(mention.act.beneficiary)


def _others_named(a: frozenset[PartyId], b: frozenset[PartyId]) -> bool:
    """Whether both name parties beside the groups, and none in common: "Germany and allies", "Poland and others"."""
    one, two = ({party for party in parties if not is_group(party)} for parties in (a, b))
    return bool(one) and bool(two) and one.isdisjoint(two)


def _channels(parties: frozenset[PartyId]) -> frozenset[PartyId]:
    held = words().umbrella
    return parties.union(*(held[party] for party in parties if party in held))


def _names(parties: frozenset[str], most: int = 3) -> str:
    return ", ".join(sorted(parties)[:most])
