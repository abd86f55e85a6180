"""Which entry lies inside another (`part_of`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pledgebook.reconciling.entries import Entry, Link
from pledgebook.reconciling.facts import count_goods, goods, in_currency, is_total, names_figure, of_group, takes_from
from pledgebook.reconciling.goods import Likeness, compare_goods
from pledgebook.reconciling.shelf import Shelf
from pledgebook.reconciling.sums import show
from pledgebook.reconciling.words_of import says
from pledgebook.records import Amount, Money

LONGEST = 1500  # days between a package and its parts
SOON = 7  # days within which a sum may be told in two ways
ODD = 0.01  # the share by which two ways of telling one sum may differ
MOST_YEARS = 10  # payments of one period in a whole


class Parts:
    """`part_of` links: to the smallest entry that holds the part, or to several where it is cut in two ways."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._found: dict[str, dict[str, str]] = {}

    def of(self, child: Entry) -> list[Link]:
        """The links from an entry."""
        parents = self._parents(child)
        held = {far for near in parents for far in self._parents(self._shelf.entries[near]) if far != near}
        return [Link("part_of", child.id, name, parents[name]) for name in sorted(parents) if name not in held]

    def _parents(self, child: Entry) -> dict[str, str]:
        """Whatever holds it, with the reason; asked once."""
        if child.id not in self._found:
            single = child.family == "support" and not is_total(child)
            self._found[child.id] = dict(_parents(child, self._shelf)) if single else {}
        return self._found[child.id]


def _parents(child: Entry, shelf: Shelf) -> Iterator[tuple[str, str]]:
    tranche = any(m.act.amount and m.act.amount.basis == "tranche_of" for m in child.mentions)
    together = [p for p in _joint_gifts(child, shelf) if _adds_up(p, shelf)]
    if together:
        yield together[0].id, "with the gifts of the others it makes the joint one"
        return
    able = _holders(child, shelf)
    reasons = {p.id: _reason(child, p) for p in able}
    holders = [p for p in able if reasons[p.id] or (tranche and not _siblings(child, p))]
    if tranche and not any(reasons.values()):
        together = [p for p in holders if p.articles & child.articles]
        wide = [p for p in holders if _wider(child, p) and (p in together or _joint(child, p))]
        yield from ((p.id, "told as a part of it") for p in wide)
        holders = [] if wide else [p for p in together or holders if p.amount]
        holders = [p for p in holders if not _is_part(p)] or holders
    else:
        holders = [p for p in holders if reasons[p.id]]
    best = max(holders, key=lambda p: (bool(reasons[p.id]), *_rank(child, p)), default=None)
    if best:
        yield best.id, reasons[best.id] or "told as a part of it"


def _rank(child: Entry, parent: Entry) -> tuple[bool, int, date, str]:
    """Of those that fit alike, the best comes first, is of its purpose, and is the latest of such."""
    day = parent.day or date.min
    return day <= (child.day or date.max), _same_aid(child, parent), day, parent.id


def _holders(child: Entry, shelf: Shelf) -> list[Entry]:
    """Entries that could hold it: wider or equal parties, a greater sum, not done long after."""
    if child.modality == "denied":
        return []
    day = child.day or date.max
    together = [p for p in shelf.told_with(child) if abs((day - (p.day or date.max)).days) <= LONGEST]
    rows = {p.id: p for p in (*shelf.earlier(child, LONGEST), *together)}
    return [p for p in rows.values() if p.family == "support" and _covers(p, child) and _greater(p, child)]


def _covers(parent: Entry, child: Entry) -> bool:
    """Whether the parties, days left aside, are as wide as the part's."""
    group = of_group(parent)
    if parent.modality == "denied" or (is_total(parent) and not group):
        return False
    actors = group or set(child.actor) <= set(parent.actor)
    return actors and (child.recipients <= parent.recipients or set(child.target) <= set(parent.target))


def _greater(parent: Entry, child: Entry) -> bool:
    if parent.amount and child.amount:
        value = in_currency(child.amount.money, parent.amount.money.currency, child.day)
        return value is None or value < 0.995 * parent.amount.money.high
    return bool(parent.amount) or not child.amount


def _reason(child: Entry, parent: Entry) -> str:
    """Why a thing without the word "part of it" lies inside another: goods of the same kind, or the figure is named."""
    some, all_ = goods(child), goods(parent)
    if some and all_ and (said := _goods_of(child, parent, compare_goods(some, all_))):
        return said
    own = parent.amount if parent.actor == child.actor and not is_total(parent) else None
    if own and _names(child, own.money):
        return f"its passage names the {show(own.money)}"
    return _difference(child, parent) or _of_years(child, parent) or _included(child, parent)


def _goods_of(child: Entry, parent: Entry, likeness: Likeness) -> str:
    """Some of the same goods: delivered later, or told beside a plan for more."""
    fewer = count_goods(child) < count_goods(parent) and not set(child.actor).isdisjoint(parent.actor)
    if likeness.relation != "part" or not fewer:
        return ""
    later = (child.day or date.min) >= (parent.day or date.min) and child.kind == "delivery"
    beside = parent.modality != "asserted" and parent.articles & child.articles
    return f"{likeness.small:g} of {likeness.large:g}" if later or beside else ""


def _names(child: Entry, money: Money) -> bool:
    """Whether its passage names a sum that it belongs to: beside no sum of its own or a part, or "out of" it."""
    if child.amount and child.amount.basis != "tranche_of":
        return takes_from(child, money)
    return names_figure(child, money)


def _difference(child: Entry, parent: Entry) -> str:
    """ "Raised from 50m to 80m" and "an additional 30m" within days are one raise."""
    if not _is_near(child, parent) or not child.amount or child.amount.basis != "increment":
        return ""
    for money, old in ((a.money, a.replaces) for a in _amounts(parent) if a.replaces and a.basis == "revision"):
        alike = money.currency == old.currency == child.amount.money.currency if old else False
        if old and alike and abs(money.low - old.low - child.amount.money.low) <= ODD * money.low:
            return f"raised by it, from {show(old)}"
    return ""


def _of_years(child: Entry, parent: Entry) -> str:
    """ "10m a year" and "50m over five years", promised within days."""
    if not _is_near(child, parent) or not child.amount or not parent.amount or child.amount.basis != "per_period":
        return ""
    one, whole = child.amount.money, parent.amount.money
    times = whole.low / one.low if one.low and one.currency == whole.currency else 0.0
    whole_number = 2 <= round(times) <= MOST_YEARS and abs(times - round(times)) <= ODD * times
    return f"{round(times)} times that sum" if whole_number and parent.amount.basis != "per_period" else ""


def _amounts(entry: Entry) -> list[Amount]:
    return [m.act.amount for m in entry.mentions if m.act.amount]


def _is_near(child: Entry, parent: Entry) -> bool:
    days = abs(((child.day or date.min) - (parent.day or date.max)).days)
    return days <= SOON and set(child.actor) == set(parent.actor)


def _included(child: Entry, parent: Entry) -> str:
    """Goods named in one breath with a sum: "120m, including 25,000 tents"."""
    together = child.articles & parent.articles and child.kind == parent.kind and child.date == parent.date
    if together and not child.amount and parent.amount and any(says(m, "containing") for m in child.mentions):
        return "told as included in it"
    return ""


def _wider(child: Entry, parent: Entry) -> bool:
    """A cut of a larger sum by donor or by recipient, and not only by purpose."""
    return set(parent.actor) != set(child.actor) or parent.recipients != child.recipients


def _joint(child: Entry, parent: Entry) -> bool:
    """One donor's share of what several named donors gave together within days."""
    apart = abs(((child.day or date.min) - (parent.day or date.max)).days)
    return set(child.actor) < set(parent.actor) and apart <= 3


def _joint_gifts(child: Entry, shelf: Shelf) -> list[Entry]:
    """What this donor and others, all named, give together within days."""
    if not child.amount or child.amount.basis == "per_period":
        return []
    joint = [
        p for p in shelf.near(child) if len(p.actor) > 1 and p.family == "support" and p.amount and not of_group(p)
    ]
    return [p for p in joint if not is_total(p) and _joint(child, p) and p.recipients == child.recipients]


def _adds_up(joint: Entry, shelf: Shelf) -> bool:
    """Whether the gifts of each of its donors, told within days, add up to it."""
    rows = [
        e for e in shelf.near(joint) if _joint(e, joint) and e.family == "support" and e.recipients == joint.recipients
    ]
    amounts = [e.amount.money for e in rows if e.amount and joint.amount and not is_total(e)]
    donors = {donor for e in rows if e.amount for donor in e.actor}
    if not joint.amount or donors != set(joint.actor) or len(amounts) != len(rows):
        return False
    whole = joint.amount.money
    same = all(money.currency == whole.currency for money in amounts)
    return same and abs(sum(money.low for money in amounts) - whole.low) <= ODD * whole.low


def _siblings(one: Entry, two: Entry) -> bool:
    """Two parts of one purpose each, of one donor and recipient, told by one article: neither holds the other."""

    def parts(entry: Entry) -> set[str]:
        return {m.article for m in entry.mentions if m.act.amount and m.act.amount.basis == "tranche_of"}

    alike = one.actor == two.actor and (one.recipients == two.recipients or not one.recipients or not two.recipients)
    return alike and bool(parts(one) & parts(two))


def _is_part(entry: Entry) -> bool:
    amounts = _amounts(entry)
    return bool(amounts) and all(amount.basis == "tranche_of" for amount in amounts)


def _same_aid(child: Entry, parent: Entry) -> int:
    def kinds(entry: Entry) -> set[str]:
        return {v for m in entry.mentions for v in (m.act.aid_type, m.act.instrument) if v}

    return len(kinds(child) & kinds(parent))
