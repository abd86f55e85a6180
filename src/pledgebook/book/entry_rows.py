"""Entries as rows of the book, and back for counting and linking."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, select

from pledgebook.book.mentions import Mentions, chunks
from pledgebook.book.packing import dump, pack_conflicts, pack_rungs, storable, unpack_conflicts, unpack_days
from pledgebook.book.schema import Row, entry_row, member
from pledgebook.book.told import read_told, told_body, told_columns
from pledgebook.reconciling.entries import Entry, Mention, Rung, Verdict
from pledgebook.reconciling.rates import convert
from pledgebook.reconciling.same_act import Group
from pledgebook.reconciling.shelf import File, files_of

NO_DAY = date.min  # of an entry that neither tells its day nor stands in a dated article
_STANDING = select(entry_row).where(entry_row.c.id.in_(bindparam("ids", expanding=True)), entry_row.c.until.is_(None))
_MEMBERS = select(member.c.entry, member.c.act_no).where(
    member.c.entry.in_(bindparam("ids", expanding=True)), member.c.until.is_(None)
)


def row_of(entry: Entry, review: str = "", verdicts: Sequence[Any] = ()) -> Row:
    """All columns of `entry_row` but `no`, `since` and `until`. Equal entries give equal rows."""
    body = {
        **told_body(entry),
        "rungs": pack_rungs(entry.rungs),
        "conflicts": pack_conflicts(entry.conflicts),
        "verdicts": verdicts,
    }
    return {
        **told_columns(entry),
        "id": entry.id,
        "usd": _in_dollars(entry),
        "day": entry.day or NO_DAY,
        "written": entry.written,
        "aid_type": _aid_type(entry),
        "inferred": int(entry.inferred),
        "acts": len(entry.mentions),
        "sources": len({m.source for m in entry.mentions}),
        "conflicts": len(entry.conflicts),
        "review": review,
        "reason": entry.reason,
        "body": dump(body),
    }


def files_rows(entry: Entry, review: str) -> list[Row]:
    """Where the entry is found by its parties. Only what is `shelved` is looked at for links: not what is inferred or
    rejected, nor the name of a group, which stands on the shelf as "*".
    """
    shelved = files_of(entry) if not entry.inferred and review != "rejected" else frozenset()
    named = _named_files(entry) - shelved
    day = entry.day or NO_DAY
    return [
        {"giver": giver, "taker": taker, "day": day, "entry": entry.id, "shelved": int(files is shelved)}
        for files in (shelved, named)
        for giver, taker in sorted(files)
    ]


def _named_files(entry: Entry) -> frozenset[File]:
    """As `files_of`, with groups by their names."""
    if entry.family == "request":
        givers, takers = entry.target, (*entry.actor, *entry.beneficiary)
    else:
        givers, takers = entry.actor, (*entry.target, *entry.beneficiary)
    return frozenset((storable(g), storable(t)) for g in givers or ("*",) for t in takers or ("*",))


def verdicts_of(group: Group) -> list[Any]:
    """For each mention but the first, the verdict that speaks most for it: [mention, other, odds, phrases]."""
    best: dict[str, tuple[float, str, Verdict]] = {}
    for (one, two), verdict in group.verdicts.items():
        for name, other in ((one, two), (two, one)):
            if name not in best or (verdict.odds, other) > best[name][:2]:
                best[name] = (verdict.odds, other, verdict)
    names = [mention.id for mention in group.mentions[1:] if mention.id in best]
    return [[name, best[name][1], best[name][0], list(best[name][2].phrases)] for name in names]


def unpack_entry(row: Any, mentions: Iterable[Mention]) -> Entry:
    """The entry of a row and its mentions, as it was decided; rungs hold their mentions' articles and quotes again."""
    told = tuple(sorted(mentions, key=lambda m: m.id))
    body = json.loads(row.body)
    by_id = {mention.id: mention for mention in told}
    return Entry(
        **read_told(row),
        mentions=told,
        rungs=tuple(_rung(packed, by_id) for packed in body["rungs"]),
        conflicts=unpack_conflicts(body["conflicts"]),
        written=row.written,
    )


def standing_rows(connection: Connection, ids: Iterable[str]) -> dict[str, Any]:
    """The rows that stand, by id."""
    return {row.id: row for chunk in chunks(ids) for row in connection.execute(_STANDING, {"ids": chunk})}


def members_of(connection: Connection, ids: Iterable[str]) -> dict[str, set[int]]:
    """The numbers of the acts of each entry."""
    found: dict[str, set[int]] = defaultdict(set)
    for chunk in chunks(ids):
        for entry, number in connection.execute(_MEMBERS, {"ids": chunk}):
            found[entry].add(number)
    return found


def load_entries(connection: Connection, ids: Iterable[str], mentions: Mentions) -> dict[str, Entry]:
    """The standing entries of these ids, by id; those that are inferred have no mentions."""
    rows = standing_rows(connection, ids)
    members = members_of(connection, rows)
    mentions.load(no for name in rows for no in members.get(name, ()))
    return {name: unpack_entry(row, mentions.load(members.get(name, ()))) for name, row in rows.items()}


def _rung(packed: Sequence[Any], by_id: dict[str, Mention]) -> Rung:
    kind, days, modality, names = packed
    told = [by_id[name] for name in names if name in by_id]
    return Rung(
        kind=kind,
        date=unpack_days(days),
        modality=modality,
        mentions=tuple(names),
        articles=tuple(sorted({mention.article for mention in told})),
        quotes=tuple(quote for mention in told for quote in mention.act.evidence),
    )


def _in_dollars(entry: Entry) -> float | None:
    """The sum at the rate of the act's day, to compare sums by; None where there is no rate."""
    if not entry.amount:
        return None
    if entry.amount.money.currency == "USD":
        return round(entry.amount.money.low, 2)
    found = convert(entry.amount.money, "USD", entry.date.end if entry.date else entry.written)
    return round(found[0].low, 2) if found else None


def _aid_type(entry: Entry) -> str:
    """What most independent sources call it; of equally many, the first by name."""
    told = Counter(kind for kind, _ in {(m.act.aid_type, m.source) for m in entry.mentions} if kind)
    return min(told, key=lambda kind: (-told[kind], kind), default="")
