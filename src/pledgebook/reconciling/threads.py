"""What answers what: requests and the pledges or refusals that answer them, support and its withdrawal and release,
sanctions and their easing and renewal, figures and those that take their place, donors and the agencies they fund.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pledgebook.reconciling.entries import Entry, Link
from pledgebook.reconciling.facts import goods, in_currency, is_total
from pledgebook.reconciling.goods import compare_goods
from pledgebook.reconciling.parts import Parts
from pledgebook.reconciling.shelf import Shelf
from pledgebook.reconciling.sums import show
from pledgebook.reconciling.total_of import Totals
from pledgebook.reconciling.words_of import is_group, says
from pledgebook.records import Money

ANSWERED = timedelta(days=550)
SLACK = timedelta(days=1)
SOON = 7  # days within which a cut may be told in two ways


class Threads:
    """All links but `part_of` and `total_of`."""

    def __init__(self, shelf: Shelf, parts: Parts, totals: Totals) -> None:
        self._shelf, self._parts, self._totals = shelf, parts, totals

    def of(self, entry: Entry) -> Iterator[Link]:
        """The links that are looked for from an entry: from it, or to a request and to an agency's act."""
        yield from _revised(entry, self._shelf)
        yield from _refused(entry, self._shelf)
        yield from _withdrawn(entry, self._shelf, self)
        yield from _eased(entry, self._shelf)
        yield from _funded(entry, self._shelf)
        if entry.family == "request":
            yield from _answered(entry, self._shelf, self)

    def is_inside(self, entry: Entry) -> bool:
        """Whether it lies inside another or counts others."""
        return bool(self._parts.of(entry) or self._totals.of(entry))

    def is_secondary(self, entry: Entry) -> bool:
        """Whether it lies inside another, counts others, or revises one."""
        shares = (_is_share_of_plan(self._shelf, link) for link in self._parts.of(entry))
        return not all(shares) or bool(self._totals.of(entry) or _revised(entry, self._shelf))

    def is_free(self, entry: Entry) -> bool:
        return not self.is_secondary(entry) or self.is_resumed(entry)

    def is_resumed(self, entry: Entry) -> bool:
        return bool(_eased(entry, self._shelf))

    def refuses(self, entry: Entry, request: Entry) -> bool:
        return any(link.target == request.id for link in _refused(entry, self._shelf))


def _revised(entry: Entry, shelf: Shelf) -> list[Link]:
    """A raise or cut takes the place of an earlier figure, a renewal of a sanction, a cancellation of a pause."""
    replaced = [m.act.amount.replaces for m in entry.mentions if m.act.amount and m.act.amount.replaces]
    if entry.family == "support" and replaced and not is_total(entry):
        same = [e for e in _own(entry, shelf) if not is_total(e) and _has_sum(e, replaced[0])]
        return _latest("revises", entry, same, "takes its place")
    if entry.family == "sanction" and any(says(m, "renewing") for m in entry.mentions):
        return _latest("revises", entry, _best_measures(entry, _own(entry, shelf)), "renewed or extended")
    if entry.family == "withdrawal" and entry.amount:
        same = [e for e in _own(entry, shelf) if _has_sum(e, entry.amount.money)]
        return _latest("revises", entry, same, "the same money, held before")
    return []


def _own(entry: Entry, shelf: Shelf) -> list[Entry]:
    """What its actors did before towards the same, of its kind."""
    found = [e for e in shelf.near(entry) if e.family == entry.family and e.actor == entry.actor]
    return [e for e in found if e.recipients & entry.recipients and _before(e, entry)]


def _refused(entry: Entry, shelf: Shelf) -> list[Link]:
    if entry.family != "refusal":
        return []
    asked = [r for r in shelf.near(entry) if r.family == "request" and _asked_by(r, entry) and _before(r, entry)]
    return _latest("refuses", entry, [r for r in asked if _fits(r, entry) >= 0], "turns it down")


def _withdrawn(entry: Entry, shelf: Shelf, threads: Threads) -> list[Link]:
    """What is cut, held back or cancelled: the same sum first, then the nearest whole that holds it."""
    if entry.family == "sanction" and any(says(m, "restoring") for m in entry.mentions):
        eased = [e for e in shelf.near(entry) if e.family == "easing" and _same_parties(e, entry) and _before(e, entry)]
        return _latest("withdraws", entry, _best_measures(entry, eased), "put back")
    if entry.family != "withdrawal" or entry.modality == "denied":
        return []
    given = [e for e in shelf.near(entry) if e.family == "support" and _same_parties(e, entry) and _before(e, entry)]
    given = [e for e in given if not is_total(e) and e.modality != "denied" and _holds(e, entry)]
    whole = [e for e in given if not threads.is_inside(e)] or given
    equal = [e for e in given if entry.amount and _has_sum(e, entry.amount.money)]
    equal = equal or _cut_down(entry, given)
    return _latest("withdraws", entry, equal or [e for e in whole if e.amount] or whole, "holds back or cancels it")


def _cut_down(cut: Entry, given: list[Entry]) -> list[Entry]:
    """The figure that a revision of the same days cut by just this sum; the new figure has lost it already."""
    old: list[Entry] = []
    for new in given:
        if not cut.amount or abs(((new.day or date.min) - (cut.day or date.max)).days) > SOON:
            continue
        for amount in (m.act.amount for m in new.mentions if m.act.amount and m.act.amount.replaces):
            money, replaced = amount.money, amount.replaces
            if replaced and abs(replaced.low - money.low - cut.amount.money.low) <= 0.01 * replaced.low:
                old += [e for e in given if _has_sum(e, replaced) and e is not new]
    return old


def _eased(entry: Entry, shelf: Shelf) -> list[Link]:
    """An easing lifts a sanction; support released or resumed lifts a withdrawal and is no new money."""
    if entry.family == "easing":
        hit = [
            e
            for e in shelf.near(entry)
            if e.family == "sanction" and _same_parties(e, entry) and _before(e, entry, same=False)
        ]
        return _earliest("eases", entry, _best_measures(entry, hit), "lifts or softens it")
    if entry.family != "support" or is_total(entry) or entry.modality == "denied":
        return []
    if not any(says(m, "releasing") for m in entry.mentions):
        return []
    held = [
        e
        for e in shelf.near(entry)
        if e.family == "withdrawal" and _same_parties(e, entry) and _before(e, entry, same=False)
    ]
    return _latest("eases", entry, held, "released or paid again")


def _funded(entry: Entry, shelf: Shelf) -> list[Link]:
    """A donor's money that goes through an agency, and what the agency did with it, told together."""
    if entry.family != "support" or len(entry.actor) != 1:
        return []
    agency = entry.actor[0]
    givers = [
        e
        for e in shelf.told_with(entry)
        if e.family == "support" and e.actor != entry.actor and e.recipients & entry.recipients
        and any(agency in m.act.channel for m in e.mentions if m.article in entry.articles)
    ]  # fmt: skip
    best = max(givers, key=lambda e: (e.day or date.min, e.id), default=None)
    return [Link("funds", best.id, entry.id, f"goes through {agency}")] if best else []


def _is_share_of_plan(shelf: Shelf, part: Link) -> bool:
    """One donor's share of what several only plan: it answers a request by itself."""
    share, whole = shelf.entries[part.source], shelf.entries[part.target]
    return part.kind == "part_of" and whole.modality != "asserted" and set(share.actor) != set(whole.actor)


def _answered(request: Entry, shelf: Shelf, threads: Threads) -> list[Link]:
    """A request with the gift that fits it best; a call upon many with the group's gift, or all who pay again.

    What lies inside another entry, or revises one, is passed over.
    """
    to_many = any(is_group(party) for party in request.target) or not request.target
    near = shelf.to(request) if to_many else shelf.near(request)
    given = [e for e in near if _answers(e, request)]
    if to_many and not any(is_group(p) for e in given for p in e.actor if threads.is_free(e)):
        given = [e for e in given if threads.is_resumed(e) and e.day and e.day > (request.day or date.min)]
        return [Link("answers", e.id, request.id, "pays again after the call") for e in given]
    given = [e for e in given if not threads.is_secondary(e)]
    if any(threads.refuses(e, request) for e in near if e.family == "refusal"):  # other goods are then no answer
        given = [e for e in given if compare_goods(goods(request), goods(e)).relation not in ("other", "vague")]
    best = max(given, key=lambda e: (_fits(request, e), -_days_apart(request, e), e.id), default=None)
    if not best or _fits(request, best) < 0:
        return []
    return [Link("answers", best.id, request.id, "gives what was asked for, or something in its place")]


def _answers(entry: Entry, request: Entry) -> bool:
    single_total = is_total(entry) and not any(map(is_group, entry.actor))
    if entry.family != "support" or single_total or entry.modality == "denied":
        return False
    group = any(map(is_group, request.target)) or not request.target
    giver = bool(set(entry.actor) & set(request.target)) or group
    takers = set(request.actor) | set(request.beneficiary)
    asked = request.day or date.min
    soon = (entry.day or asked) - asked <= ANSWERED
    return giver and bool(takers & entry.recipients) and soon and _before(request, entry)


def _asked_by(request: Entry, refusal: Entry) -> bool:
    asked = set(refusal.actor) & set(request.target)
    return bool(asked) and (not refusal.target or bool(set(refusal.target) & set(request.actor)))


def _fits(request: Entry, entry: Entry) -> int:
    """How well an entry meets a request: the same goods, then the same kind of aid; other goods with a count: badly."""
    relation = compare_goods(goods(request), goods(entry)).relation
    score = {"same": 4, "alike": 3, "count": 3, "part": 3, "other": -1}.get(relation, 0)
    kinds = [{m.act.aid_type for m in e.mentions if m.act.aid_type} for e in (request, entry)]
    if kinds[0] and kinds[1]:
        score += 1 if kinds[0] & kinds[1] else -2
    score += 2 if request.amount and entry.amount else 0
    return score


def _days_apart(request: Entry, entry: Entry) -> int:
    return abs(((entry.since or date.max) - (request.day or date.min)).days)


def _same_parties(one: Entry, two: Entry) -> bool:
    return bool(set(one.actor) & set(two.actor)) and bool(one.recipients & two.recipients)


def _before(one: Entry, two: Entry, same: bool = True) -> bool:
    """Whether one is earlier; entries without a day count from the day on which they were told."""
    a, b = one.since or date.min, two.day or date.min
    if one.date and two.date and one.date.days > 7 and one.date.overlaps(two.date):
        return True
    return a <= b + SLACK if same else a < b


def _has_sum(entry: Entry, money: Money) -> bool:
    """Whether the entry's accepted sum, or one that an article tells, is this."""
    told = [m.act.amount.money for m in entry.mentions if m.act.amount]
    return any(t.currency == money.currency and abs(t.low - money.low) <= 0.01 * abs(money.low) for t in told)


def _holds(entry: Entry, part: Entry) -> bool:
    """Whether the sum of an entry is no smaller than what is taken from it, as far as sums and rates are known."""
    if not entry.amount or not part.amount:
        return True
    value = in_currency(part.amount.money, entry.amount.money.currency, part.day)
    return value is None or value <= 1.01 * entry.amount.money.high


def _best_measures(entry: Entry, others: list[Entry]) -> list[Entry]:
    """Those of the others that share most measures; all, where none names any."""
    mine = _measures(entry)
    shared = {e.id: len(mine & _measures(e)) for e in others if not mine or not _measures(e) or mine & _measures(e)}
    most = max(shared.values(), default=0)
    return [e for e in others if shared.get(e.id) == most]


def _measures(entry: Entry) -> set[str]:
    return {measure for mention in entry.mentions for measure in mention.act.measures}


def _latest(kind: str, entry: Entry, others: list[Entry], phrase: str) -> list[Link]:
    best = max((e for e in others if e.id != entry.id), key=lambda e: (e.day or date.min, e.id), default=None)
    return [_link(kind, entry, best, phrase)] if best else []


def _earliest(kind: str, entry: Entry, others: list[Entry], phrase: str) -> list[Link]:
    best = min((e for e in others if e.id != entry.id), key=lambda e: (e.day or date.min, e.id), default=None)
    return [_link(kind, entry, best, phrase)] if best else []


def _link(kind: str, entry: Entry, other: Entry, phrase: str) -> Link:
    of = f" ({show(other.amount.money)})" if other.amount else ""
    return Link(kind, entry.id, other.id, phrase + of)  # type: ignore[arg-type]
