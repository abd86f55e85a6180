"""Groups again what new acts may change, and no more: their own entries, held against those that they could join.

Chains of likely pairs may lead through all that two parties ever did; to follow them would cost more with every act.
They need not be followed. Joining goes by scores: what ends in one group joins in the same order whether others are
there or not. So a set of whole entries can be grouped by itself, as long as none of it joins an entry outside. The new
acts (`core`) are grouped together with every entry that one of them is likely to belong to (the `ring`). Where all
ring entries come out as they were, nothing else can differ; where one does not, it belongs to the core, and again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, select

from pledgebook.book.applying import reviews_of
from pledgebook.book.entry_rows import members_of
from pledgebook.book.mentions import Mentions, chunks
from pledgebook.book.schema import member
from pledgebook.reconciling.entries import Mention
from pledgebook.reconciling.same_act import Group, group_mentions

_HOLDERS = select(member.c.act_no, member.c.entry).where(
    member.c.act_no.in_(bindparam("numbers", expanding=True)), member.c.until.is_(None)
)


def group_nearby(connection: Connection, mentions: Mentions, added: set[int], gone: set[int]) -> list[Group] | None:
    """The groups that new and superseded acts (numbers) may change, as grouping the whole book would make them.

    None where reviewers have shaped one of the entries at hand: these are no longer what scores alone make of them.
    """
    core = added | (set(_members(connection, gone)) - gone)
    looked: dict[int, set[int]] = {}
    while True:
        core |= set(_members(connection, core)) - gone
        ring = _members(connection, _likely(mentions, core, looked))
        held = mentions.load([*sorted(core), *sorted(ring)])
        if reviews_of(connection, [mention.id for mention in held]):
            return None
        apart = {mentions.load([number])[0].id: entry for number, entry in ring.items()}
        groups = group_mentions(held, mentions.judged, apart)
        moved = _moved(groups, apart)
        if not moved:
            return [group for group in groups if group.mentions[0].id not in apart]
        core |= {mentions.number[name] for name in moved}


def _members(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """All acts of the entries in which these stand, with their entries."""
    holders: set[str] = set()
    for chunk in chunks(sorted(numbers)):
        holders |= {entry for _, entry in connection.execute(_HOLDERS, {"numbers": chunk}).all()}
    return {number: entry for entry, acts in members_of(connection, sorted(holders)).items() for number in acts}


def _likely(mentions: Mentions, core: set[int], looked: dict[int, set[int]]) -> set[int]:
    """The acts outside the core that are likely to be one with an act in it; `looked` remembers those of each."""
    fresh = mentions.load(sorted(core - set(looked)))
    mentions.prepare(fresh)
    for mention in fresh:
        looked[mentions.number[mention.id]] = set(_likely_to(mentions, mention))
    return {other for number in core for other in looked[number]} - core


def _likely_to(mentions: Mentions, mention: Mention) -> Iterable[int]:
    for other in mentions.fetch(mention):
        if other.id != mention.id and mentions.judged.likely(mention, other):
            yield mentions.number[other.id]


def _moved(groups: Sequence[Group], apart: dict[str, str]) -> set[str]:
    """The acts of the ring that are in another company than before."""
    were: dict[str, set[str]] = {}
    for name, entry in apart.items():
        were.setdefault(entry, set()).add(name)
    moved: set[str] = set()
    for group in groups:
        names = {mention.id for mention in group.mentions}
        ring = names & set(apart)
        if ring and names != were[apart[min(ring)]]:
            moved |= ring
    return moved
