"""Which entry lies inside another (`part_of`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pledgebook.reconciling.entries import Entry, Link
from pledgebook.reconciling.facts import count_goods, goods, in_currency, is_total, names_figure, of_group
from pledgebook.reconciling.goods import compare_goods
from pledgebook.reconciling.shelf import Shelf
from pledgebook.reconciling.sums import show
from pledgebook.reconciling.words_of import says

LONGEST = 1500  # days between a package and its parts


def find_parts(shelf: Shelf) -> list[Link]:
    """`part_of` links: to the smallest entry that holds the part, or to several where it is cut in two ways."""
    found: dict[str, dict[str, str]] = {}
    for child in shelf.entries.values():
        if child.family == "support" and not is_total(child):
            found[child.id] = dict(_parents(child, shelf))
    return [
        Link("part_of", child, parent, phrase)
        for child, parents in sorted(found.items())
        for parent, phrase in sorted(parents.items())
        if not any(parent in found.get(other, {}) for other in parents if other != parent)
    ]


def _parents(child: Entry, shelf: Shelf) -> Iterator[tuple[str, str]]:
    tranche = any(m.act.amount and m.act.amount.basis == "tranche_of" for m in child.mentions)
    holders = [p for p in _holders(child, shelf) if (tranche and not _siblings(child, p)) or _reason(child, p)]
    together = [p for p in holders if p.articles & child.articles]
    if tranche and not any(_reason(child, p) for p in holders):
        wide = [p for p in holders if _wider(child, p) and (p in together or _joint(child, p))]
        yield from ((p.id, "told as a part of it") for p in wide)
        holders = [] if wide else [p for p in together or holders if p.amount]
        holders = [p for p in holders if not _is_part(p)] or holders
    else:
        holders = [p for p in holders if _reason(child, p)]
    best = max(
        holders, key=lambda p: (bool(_reason(child, p)), _same_aid(child, p), p.day or date.min, p.id), default=None
    )
    if best:
        yield best.id, _reason(child, best) or "told as a part of it"


def _holders(child: Entry, shelf: Shelf) -> list[Entry]:
    """Entries that could hold it: wider or equal parties, a greater sum, not done long after."""
    rows = {p.id: p for p in (*shelf.near(child), *shelf.told_with(child))}
    return [p for p in rows.values() if p.family == "support" and _covers(p, child) and _greater(p, child)]


def _covers(parent: Entry, child: Entry) -> bool:
    if is_total(parent) and not of_group(parent):
        return False
    actors = set(child.actor) <= set(parent.actor) or of_group(parent)
    targets = child.recipients <= parent.recipients or set(child.target) <= set(parent.target)
    days = (child.day or date.min) >= (parent.day or date.min) or bool(child.articles & parent.articles)
    near = abs(((child.day or date.max) - (parent.day or date.max)).days) <= LONGEST
    denied = parent.modality == "denied" or child.modality == "denied"
    return actors and targets and days and near and not denied


def _greater(parent: Entry, child: Entry) -> bool:
    if parent.amount and child.amount:
        value = in_currency(child.amount.money, parent.amount.money.currency, child.day)
        return value is None or value < 0.995 * parent.amount.money.high
    return bool(parent.amount) or not child.amount


def _reason(child: Entry, parent: Entry) -> str:
    """Why a thing without the word "part of it" lies inside another: goods of the same kind, or the figure is named."""
    likeness = compare_goods(goods(child), goods(parent))
    fewer = count_goods(child) < count_goods(parent) and not set(child.actor).isdisjoint(parent.actor)
    later = (child.day or date.min) >= (parent.day or date.min)
    if likeness.relation == "part" and fewer and later and child.kind == "delivery":
        return f"{likeness.small:g} of {likeness.large:g}"
    if likeness.relation == "part" and fewer and parent.modality != "asserted" and parent.articles & child.articles:
        return f"{likeness.small:g} of {likeness.large:g}"
    own = parent.amount if parent.actor == child.actor and not is_total(parent) else None
    if own and names_figure(child, own.money) and (not child.amount or child.amount.basis == "tranche_of"):
        return f"its passage names the {show(own.money)}"
    return _included(child, parent)


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


def _siblings(one: Entry, two: Entry) -> bool:
    """Two parts of one purpose each, of one donor and recipient, told by one article: neither holds the other."""

    def parts(entry: Entry) -> set[str]:
        return {m.article for m in entry.mentions if m.act.amount and m.act.amount.basis == "tranche_of"}

    alike = one.actor == two.actor and (one.recipients == two.recipients or not one.recipients or not two.recipients)
    return alike and bool(parts(one) & parts(two))


def _is_part(entry: Entry) -> bool:
    amounts = [m.act.amount for m in entry.mentions if m.act.amount]
    return bool(amounts) and all(amount.basis == "tranche_of" for amount in amounts)


def _same_aid(child: Entry, parent: Entry) -> int:
    def kinds(entry: Entry) -> set[str]:
        return {v for m in entry.mentions for v in (m.act.aid_type, m.act.instrument) if v}

    return len(kinds(child) & kinds(parent))
