"""New acts -> entries: regroups what they may change, and writes only the rows that differ.

The result is that of reconciling all acts at once: `group_nearby` groups all that may change; where reviewers had a
hand in it, `neighbourhood` names every mention that chains of likely pairs lead to. Entries are named after their
first mention. Whatever changed leaves spots, where links and sums are made anew (settling.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from pledgebook.book.applying import Review, decide, reviews_of, shape
from pledgebook.book.entry_rows import NO_DAY, files_rows, members_of, row_of, standing_rows, verdicts_of
from pledgebook.book.memory import Memory
from pledgebook.book.mentions import Mentions, chunks
from pledgebook.book.nearby import group_nearby
from pledgebook.book.numbering import Numbers
from pledgebook.book.rows import add, add_new, close
from pledgebook.book.schema import Row, act_row, entry_row, file_row, member, spot, succession
from pledgebook.reconciling.assemble import assemble
from pledgebook.reconciling.entries import Entry, Mention
from pledgebook.reconciling.same_act import Group, group_mentions, neighbourhood
from pledgebook.reconciling.shelf import files_of

_OF_ACTS = select(member.c.entry).where(
    member.c.act_no.in_(bindparam("numbers", expanding=True)), member.c.until.is_(None)
)
_NUMBERS = select(act_row.c.no).where(act_row.c.id.in_(bindparam("ids", expanding=True)), act_row.c.until.is_(None))
_TOLD_WITH = (
    select(member.c.entry)
    .join(act_row, act_row.c.no == member.c.act_no)
    .where(act_row.c.article.in_(bindparam("articles", expanding=True)), member.c.until.is_(None))
    .distinct()
)
_ARTICLES = select(act_row.c.article).where(act_row.c.no.in_(bindparam("numbers", expanding=True))).distinct()
_LEAVE = (
    update(member)
    .where(
        member.c.entry == bindparam("of_entry"), member.c.act_no == bindparam("of_act"), member.c.until.is_(None)
    )
    .values(until=bindparam("by"))
)  # fmt: skip
_PLACES = select(file_row.c.giver, file_row.c.taker, file_row.c.day, file_row.c.entry).where(
    file_row.c.entry.in_(bindparam("ids", expanding=True)), file_row.c.shelved == 1
)


@dataclass(slots=True)
class Change:
    """What a batch does to the entries: the rows that stood and those to write, with their acts, by entry."""

    old: dict[str, Any] = field(default_factory=dict)
    new: dict[str, Row] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    were: dict[str, set[int]] = field(default_factory=dict)
    are: dict[str, set[int]] = field(default_factory=dict)
    heirs: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Removed:
    """Superseded acts by number, and the ids of those that stand in their place."""

    acts: Sequence[int] = ()
    heirs: Mapping[int, str] = field(default_factory=dict)


def regroup(
    connection: Connection,
    numbers: Numbers,
    added: Iterable[int],
    removed: Removed,
    memory: Memory | None = None,
) -> int:
    """Puts new acts into entries and takes superseded ones out; returns how many entries changed."""
    mentions = Mentions(connection, memory)
    gone = set(removed.acts)
    groups, reviews = _groups(connection, mentions, set(added), gone)
    entries, status = decide([assemble(group.mentions) for group in groups], reviews)
    change = _change(connection, mentions, {mentions.number[m.id] for e in entries for m in e.mentions} | gone)
    for entry, group in zip(entries, groups, strict=True):
        change.entries[entry.id] = entry
        change.new[entry.id] = row_of(entry, status.get(entry.id, ""), verdicts_of(group))
        change.are[entry.id] = {mentions.number[m.id] for m in entry.mentions}
    _leave_unchanged(change)
    change.heirs = {no: mentions.number[name] for no, name in removed.heirs.items() if name in mentions.number}
    if change.old or change.new:
        _write(connection, numbers, change)
    return len(set(change.old) | set(change.new))


def _groups(
    connection: Connection, mentions: Mentions, added: set[int], gone: set[int]
) -> tuple[list[Group], list[Review]]:
    """The groups that may have changed, as reviewers want them, with the reviews that apply to them."""
    groups = group_nearby(connection, mentions, added, gone)
    if groups is not None:
        return groups, []
    around = _around(connection, mentions, added, gone)
    reviews = reviews_of(connection, [mention.id for mention in around])
    return shape(group_mentions(around, mentions.judged), reviews), reviews


def _around(connection: Connection, mentions: Mentions, added: set[int], gone: set[int]) -> list[Mention]:
    """All standing mentions whose groups may change, whole entries always."""
    found: dict[str, Mention] = {}
    start = mentions.load(sorted(added | _once_near(connection, mentions, gone)))
    while start:
        near = neighbourhood(start, mentions.fetch, mentions.judged, mentions.prepare)
        found |= {mention.id: mention for mention in near}
        numbers = {mentions.number[name] for name in found}
        start = mentions.load(sorted(_held_together(connection, numbers, list(found)) - numbers - gone))
    return [found[name] for name in sorted(found)]


def _once_near(connection: Connection, mentions: Mentions, gone: set[int]) -> set[int]:
    """The standing acts that superseded ones were compared with. An old act may have the id of the new one."""
    if not gone:
        return set()
    old = Mentions(connection).load(sorted(gone))
    names = {mention.id for mention in old}
    near = [mention for mention in neighbourhood(old, mentions.fetch) if mention.id not in names]
    members = _held_together(connection, gone, [])
    return {mentions.number[mention.id] for mention in near} | (members - gone)


def _held_together(connection: Connection, numbers: set[int], names: list[str]) -> set[int]:
    """The acts of the entries that these stand in, and those that a reviewer joined them to."""
    ids = {row[0] for chunk in chunks(numbers) for row in connection.execute(_OF_ACTS, {"numbers": chunk})}
    members = members_of(connection, ids)
    anchors = {name for review in reviews_of(connection, names) for name in review.anchors | review.other}
    joined = {row[0] for chunk in chunks(anchors - set(names)) for row in connection.execute(_NUMBERS, {"ids": chunk})}
    return joined.union(*members.values()) if members else joined


def _change(connection: Connection, mentions: Mentions, numbers: set[int]) -> Change:
    ids = {row[0] for chunk in chunks(numbers) for row in connection.execute(_OF_ACTS, {"numbers": chunk})}
    return Change(old=standing_rows(connection, ids), were=members_of(connection, ids))


def _leave_unchanged(change: Change) -> None:
    for name in list(change.new):
        row = change.old.get(name)
        if row and change.were.get(name) == change.are[name] and _same(row, change.new[name]):
            del change.old[name], change.new[name], change.were[name], change.are[name]


def _same(row: Any, new: Row) -> bool:
    old = row._mapping
    return all(old[column] == value for column, value in new.items())


def _write(connection: Connection, numbers: Numbers, change: Change) -> None:
    _write_spots(connection, change)
    close(connection, entry_row, entry_row.c.id, change.old, numbers.decision)
    rows = [{**row, "no": numbers.next(entry_row), "since": numbers.decision} for row in change.new.values()]
    add(connection, entry_row, rows)
    _write_members(connection, numbers, change)
    _write_files(connection, change)
    _write_successions(connection, numbers, change)


def _write_members(connection: Connection, numbers: Numbers, change: Change) -> None:
    rows: list[Row] = []
    left: list[Row] = []
    for name in sorted(set(change.were) | set(change.are)):
        were, are = change.were.get(name, set()), change.are.get(name, set())
        left += [{"of_entry": name, "of_act": number, "by": numbers.decision} for number in sorted(were - are)]
        rows += [
            {"no": numbers.next(member), "entry": name, "act_no": number, "since": numbers.decision}
            for number in sorted(are - were)
        ]
    if left:
        connection.execute(_LEAVE, left)
    add(connection, member, rows)


def _write_files(connection: Connection, change: Change) -> None:
    for chunk in chunks(change.old):
        connection.execute(delete(file_row).where(file_row.c.entry.in_(chunk)))
    rows = [row for name, new in change.new.items() for row in files_rows(change.entries[name], new["review"])]
    add(connection, file_row, rows)


def _write_successions(connection: Connection, numbers: Numbers, change: Change) -> None:
    """Which entries hold now what a vanished one held."""
    holder = {number: name for name, are in change.are.items() for number in are}
    holder |= {old: holder[new] for old, new in change.heirs.items() if new in holder}
    add(
        connection,
        succession,
        [
            {"no": numbers.next(succession), "old": name, "new": new, "since": numbers.decision}
            for name in sorted(set(change.old) - set(change.new))
            for new in sorted({holder[number] for number in change.were.get(name, ()) if number in holder})
        ],
    )


def _write_spots(connection: Connection, change: Change) -> None:
    """Where links must be made anew: at the old and new places of each entry, and for what is told with it."""
    places = {
        (giver, taker, change.new[name]["day"], name)
        for name in change.new
        for giver, taker in files_of(change.entries[name])
    }
    for chunk in chunks(change.old):
        places |= {tuple(row) for row in connection.execute(_PLACES, {"ids": chunk})}
    placed = {name for *_, name in places}
    names = set(change.old) | set(change.new) | _told_with(connection, change)
    places |= {("", "", NO_DAY, name) for name in names - placed}
    columns = ("giver", "taker", "day", "entry")
    add_new(connection, spot, [dict(zip(columns, place, strict=True)) for place in sorted(places)])


def _told_with(connection: Connection, change: Change) -> set[str]:
    articles = {article for name in change.new for article in change.entries[name].articles}
    numbers = set().union(*change.were.values()) if change.were else set()
    for chunk in chunks(numbers):
        articles |= {row[0] for row in connection.execute(_ARTICLES, {"numbers": chunk})}
    return {row[0] for chunk in chunks(articles) for row in connection.execute(_TOLD_WITH, {"articles": chunk})}
