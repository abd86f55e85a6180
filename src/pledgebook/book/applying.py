"""What reviewers decided, applied to what the program found: each time anew, so that a review outlives re-reading.

A review holds on to mentions (its anchors), not to an entry's number. `split` and `join` shape the groups; `accept`,
`correct` and `reject` go with the group that holds most of their anchors.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, bindparam, select

from pledgebook.book.mentions import chunks
from pledgebook.book.packing import unpack_amount, unpack_days
from pledgebook.book.schema import decision, review_act, review_row
from pledgebook.reconciling.accepting import show_amount
from pledgebook.reconciling.entries import Conflict, Entry, Mention, Rung
from pledgebook.reconciling.same_act import Group, judge

FIELDS = ("kind", "modality", "actor", "target", "beneficiary", "amount", "date")
SHAPING = ("split", "join")
WORDS = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}
_TOUCHED = select(review_act.c.review_no).where(review_act.c.act.in_(bindparam("acts", expanding=True)))
_REVIEWS = (
    select(review_row.c.no, review_row.c.action, review_row.c.body, decision.c.by, decision.c.why)
    .join(decision, decision.c.no == review_row.c.since)
    .where(review_row.c.no.in_(bindparam("numbers", expanding=True)), review_row.c.until.is_(None))
)
_ANCHORS = select(review_act).where(review_act.c.review_no.in_(bindparam("numbers", expanding=True)))


@dataclass(frozen=True, slots=True)
class Review:
    """One decision of a reviewer. `values` are corrected fields as JSON; `other` is a split's or join's second side."""

    number: int
    action: str
    by: str
    why: str
    values: dict[str, Any]
    anchors: frozenset[str]
    other: frozenset[str]


def reviews_of(connection: Connection, mentions: Iterable[str]) -> list[Review]:
    """The reviews that stand and hold on to one of these mentions, in the order in which they were made."""
    numbers = {row[0] for chunk in chunks(mentions) for row in connection.execute(_TOUCHED, {"acts": chunk})}
    sides: dict[tuple[int, str], set[str]] = defaultdict(set)
    rows: list[Any] = []
    for chunk in chunks(sorted(numbers)):
        rows += connection.execute(_REVIEWS, {"numbers": chunk}).all()
        for act, number, side in connection.execute(_ANCHORS, {"numbers": chunk}):
            sides[number, side].add(act)
    return [
        Review(
            r.no, r.action, r.by, r.why, json.loads(r.body), frozenset(sides[r.no, "a"]), frozenset(sides[r.no, "b"])
        )
        for r in sorted(rows, key=lambda row: row.no)
    ]


def shape(groups: Sequence[Group], reviews: Sequence[Review]) -> list[Group]:
    """The groups as reviewers want them, in order of their first mention."""
    shaped = list(groups)
    for review in reviews:
        if review.action == "join":
            shaped = _joined(shaped, review)
        elif review.action == "split":
            shaped = [part for group in shaped for part in _split(group, review)]
    return sorted(shaped, key=lambda group: group.mentions[0].id)


def _joined(groups: list[Group], review: Review) -> list[Group]:
    wanted = review.anchors | review.other
    inside = [group for group in groups if wanted & {m.id for m in group.mentions}]
    if len(inside) < 2:
        return groups
    together = _group([m for group in inside for m in group.mentions], inside)
    return [group for group in groups if group not in inside] + [together]


def _split(group: Group, review: Review) -> list[Group]:
    names = {mention.id for mention in group.mentions}
    left, right = review.anchors & names, review.other & names
    if not left or not right:
        return [group]
    by_id = {mention.id: mention for mention in group.mentions}
    for name in sorted(names - left - right):
        here, there = ([by_id[n] for n in sorted(anchors & names)] for anchors in (review.anchors, review.other))
        if _mean(by_id[name], there) > _mean(by_id[name], here):
            right |= {name}
        else:
            left |= {name}
    return [_group([by_id[n] for n in side], [group]) for side in (left, right)]


def _mean(mention: Mention, others: Sequence[Mention]) -> float:
    return sum(judge(mention, other).odds for other in others) / len(others)


def _group(mentions: Sequence[Mention], of: Sequence[Group]) -> Group:
    rows = tuple(sorted(mentions, key=lambda m: m.id))
    names = {mention.id for mention in rows}
    pairs = {pair: verdict for group in of for pair, verdict in group.verdicts.items() if names >= set(pair)}
    return Group(rows, pairs)


def decide(entries: Sequence[Entry], reviews: Sequence[Review]) -> tuple[list[Entry], dict[str, str]]:
    """The entries as corrected, and for each that was reviewed the last word on it ("accepted", ...)."""
    found = {entry.id: entry for entry in entries}
    holder = {mention.id: entry.id for entry in entries for mention in entry.mentions}
    status: dict[str, str] = {}
    for review in reviews:
        names = [holder[anchor] for anchor in sorted(review.anchors) if anchor in holder]
        if review.action in SHAPING or not names:
            continue
        name = max(sorted(set(names)), key=names.count)
        status[name] = WORDS[review.action]
        if review.action == "correct":
            found[name] = correct(found[name], review)
    return [found[entry.id] for entry in entries], status


def correct(entry: Entry, review: Review) -> Entry:
    """The entry with the reviewer's values, each conflict on them decided by him."""
    values: dict[str, Any] = {}
    for field, value in review.values.items():
        values[field] = _value(field, value)
    said = f"decided by {review.by}: {review.why}"
    if "amount" in values:
        values["reason"] = said
    if {"kind", "modality"} & set(values):
        values["rungs"] = (_rung(entry, values),)
    changed = replace(entry, **values)
    return replace(changed, conflicts=tuple(_settled(c, changed, review, said) for c in entry.conflicts))


def _value(field: str, value: Any) -> Any:
    if field == "amount":
        return unpack_amount(value) if value else None
    if field == "date":
        return unpack_days(value)
    return tuple(value) if isinstance(value, list) else value


def _rung(entry: Entry, values: dict[str, Any]) -> Rung:
    return Rung(
        kind=values.get("kind", entry.kind),
        date=values.get("date", entry.date),
        modality=values.get("modality", entry.modality),
        mentions=tuple(m.id for m in entry.mentions),
        articles=tuple(sorted(entry.articles)),
        quotes=tuple(quote for m in entry.mentions for quote in m.act.evidence),
    )


def _settled(conflict: Conflict, entry: Entry, review: Review, said: str) -> Conflict:
    if conflict.field not in review.values:
        return conflict
    if conflict.field == "amount":
        accepted = show_amount(entry.amount) if entry.amount else "no sum"
    else:
        accepted = str(entry.date.start) if entry.date and entry.date.days == 1 else "the reviewer's"
    return replace(conflict, accepted=accepted, reason=said)
