"""Makes links, stated totals, inferred money and counted sums anew wherever entries changed.

Entries change batch by batch and leave spots; settling works the spots off in pieces, each one transaction, so that it
may be stopped at any moment and goes on where it was. Links follow from the entries alone: however they came in, a
settled book is the same.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select

from pledgebook.book.counting import count_entry, write_counted
from pledgebook.book.engine import Store
from pledgebook.book.entry_rows import NO_DAY, files_rows, load_entries, row_of, standing_rows
from pledgebook.book.memory import Memory
from pledgebook.book.mentions import Mentions, chunks
from pledgebook.book.numbering import Numbers
from pledgebook.book.packing import dump
from pledgebook.book.regions import Files, looked_at, named_places, places_of, touched
from pledgebook.book.rows import add, close
from pledgebook.book.schema import Row, entry_row, file_row, link_row, spot, stated_row
from pledgebook.reconciling.assemble import entry_id
from pledgebook.reconciling.entries import Entry, Link, Stated
from pledgebook.reconciling.facts import is_total
from pledgebook.reconciling.reconcile import link_entries
from pledgebook.reconciling.totals import Ledger, compare_stated, infer_earlier
from pledgebook.records import Money

PIECE = 2000  # spots worked off in one transaction
AT_ONCE = 1500  # entries whose links are made at a time
CHAIN = ("revises", "withdraws", "eases")  # links that hand a change of a sum on
COUNTING = (*CHAIN, "part_of", "total_of", "funds")
MADE_BY_TARGET = ("answers", "funds")  # a request looks for its answers, an agency's act for its donor
STATUS = ("part_of", "total_of", "revises", "eases")  # links whose source is then looked at otherwise by others
INFERRED = "inferred from the total"


_SPOTS = select(spot).order_by(spot.c.taker, spot.c.giver, spot.c.day).limit(bindparam("most"))
_STATUS = select(link_row.c.source, link_row.c.kind, link_row.c.target).where(
    link_row.c.source.in_(bindparam("names", expanding=True)), link_row.c.until.is_(None), link_row.c.kind.in_(STATUS)
)
_TYPES = select(entry_row.c.id, entry_row.c.aid_type).where(
    entry_row.c.id.in_(bindparam("ids", expanding=True)), entry_row.c.until.is_(None)
)
_TOLD = select(entry_row.c.id, entry_row.c.no).where(
    entry_row.c.id.in_(bindparam("ids", expanding=True)), entry_row.c.until.is_(None), entry_row.c.inferred == 0,
    entry_row.c.review != "rejected",
)  # fmt: skip


def pending(connection: Connection) -> int:
    """How many spots wait."""
    return connection.execute(select(func.count()).select_from(spot)).scalar() or 0


class Settling:
    """What one run of `settle` knows: the files of the shelf, and the entries whose links it has made.

    Both hold as long as nobody else writes: a run changes links and sums, and no entry that is told.
    """

    def __init__(self, store: Store, by: str) -> None:
        self._store, self._by = store, by
        self._upto: int | None = None  # the last decision that is known
        self.memory = store.memory
        self.files = Files()
        self.done: set[str] = set()

    def piece(self) -> int:
        """Works off some spots in one transaction; returns how many there were."""
        with self._store.writing() as connection:
            rows = connection.execute(_SPOTS, {"most": PIECE}).all()
            if rows:
                numbers = Numbers(connection, self._by, "settle")
                self._follow(numbers)
                _settle(connection, numbers, rows, self)
                _take_away(connection, rows)
        return len(rows)

    def _follow(self, numbers: Numbers) -> None:
        if self._upto != numbers.before:
            self.files.clear()
            self.done.clear()
        self._upto = numbers.decision


def settle(store: Store, by: str) -> int:
    """Works off all spots; returns how many there were."""
    run, done = Settling(store, by), 0
    while many := run.piece():
        done += many
    return done


def _take_away(connection: Connection, rows: Iterable[Any]) -> None:
    named = [getattr(spot.c, name) == bindparam(f"this_{name}") for name in ("taker", "giver", "day", "entry")]
    values = [{f"this_{name}": value for name, value in row._mapping.items()} for row in rows]
    connection.execute(delete(spot).where(*named), values)


def _settle(connection: Connection, numbers: Numbers, spots: Sequence[Any], run: Settling) -> None:
    changed = {row.entry for row in spots}
    places = [((row.giver, row.taker), row.day) for row in spots if row.taker]
    todo = touched(connection, run.files, places, changed) - run.done
    while todo:
        turned: set[str] = set()
        for some in _in_places(connection, todo):
            moved, other = _relink(connection, numbers, some, run)
            changed |= moved
            turned |= other
        run.done |= todo
        # what looks at an entry that became, or ceased to be, a part or a revision: its links may change in turn
        todo = touched(connection, run.files, places_of(connection, turned), ()) - run.done
    _recount(connection, numbers, _handed_on(connection, changed), run)


def _in_places(connection: Connection, names: set[str]) -> Iterator[set[str]]:
    """The entries in lists of moderate length, those that stand near each other together."""
    places: dict[str, tuple[str, str, date]] = {}
    for (giver, taker), day, name in named_places(connection, names):
        places[name] = min(places.get(name, (taker, giver, day)), (taker, giver, day))
    ordered = sorted(names, key=lambda name: (*places.get(name, ("", "", NO_DAY)), name))
    yield from map(set, chunks(ordered, AT_ONCE))


def _relink(connection: Connection, numbers: Numbers, mine: set[str], run: Settling) -> tuple[set[str], set[str]]:
    """Makes the links from these entries anew; returns the ends of links that changed, and the entries that now have
    other kinds of links, or are parts of others.
    """
    near = looked_at(connection, run.files, mine, calls=True)
    around = looked_at(connection, run.files, near)
    entries = _real(connection, looked_at(connection, run.files, around), run.memory)
    before = _kinds(connection, mine)
    moved = _write_links(connection, numbers, link_entries(list(entries.values()), mine), _told_links(connection, mine))
    after = _kinds(connection, mine)
    return moved, {name for name in mine if before.get(name) != after.get(name)}


def _kinds(connection: Connection, names: Iterable[str]) -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for chunk in chunks(names):
        for source, kind, target in connection.execute(_STATUS, {"names": chunk}):
            found[source].add((kind, target if kind == "part_of" else ""))
    return found


def _real(connection: Connection, ids: Iterable[str], memory: Memory) -> dict[str, Entry]:
    """The entries that are told and not rejected. Their mentions may have other lineages by now: links ask for none."""
    numbers = {row.no: row.id for chunk in chunks(ids) for row in connection.execute(_TOLD, {"ids": chunk})}
    found = {name: kept for no, name in numbers.items() if (kept := memory.entries.get(no))}
    missing = {name: no for no, name in numbers.items() if name not in found}
    for name, entry in load_entries(connection, missing, Mentions(connection, memory)).items():
        memory.entries.put(missing[name], entry)
        found[name] = entry
    return found


def _told_links(connection: Connection, makers: Iterable[str]) -> list[Any]:
    """The standing links that were made for these entries, inferred money apart."""
    found: list[Any] = []
    for chunk in chunks(makers):
        made = (link_row.c.source.in_(chunk) & link_row.c.kind.not_in(MADE_BY_TARGET)) | (
            link_row.c.target.in_(chunk) & link_row.c.kind.in_(MADE_BY_TARGET)
        )
        found += connection.execute(select(link_row).where(made, link_row.c.until.is_(None))).all()
    return [row for row in found if row.phrase != INFERRED]


def _inferred_links(connection: Connection, names: Iterable[str]) -> list[Any]:
    found: list[Any] = []
    for chunk in chunks(names):
        mine = link_row.c.source.in_(chunk) & (link_row.c.phrase == INFERRED)
        found += connection.execute(select(link_row).where(mine, link_row.c.until.is_(None))).all()
    return found


def _write_links(connection: Connection, numbers: Numbers, links: Iterable[Link], standing: Iterable[Any]) -> set[str]:
    """Makes `links` stand in place of the rows `standing`; returns the ends of those that changed."""
    new = {(link.kind, link.source, link.target): link.phrase for link in links}
    old = {(row.kind, row.source, row.target): row for row in standing}
    gone = [key for key, row in old.items() if new.get(key) != row.phrase]
    fresh = [key for key, phrase in new.items() if key not in old or old[key].phrase != phrase]
    close(connection, link_row, link_row.c.no, [old[key].no for key in gone], numbers.decision)
    rows = [dict(zip(("kind", "source", "target"), key, strict=True), phrase=new[key]) for key in sorted(fresh)]
    add(connection, link_row, [{**row, "no": numbers.next(link_row), "since": numbers.decision} for row in rows])
    return {end for key in (*gone, *fresh) for end in key[1:]}


def _handed_on(connection: Connection, names: set[str]) -> set[str]:
    """The entries, and those whose sums may follow from theirs: over one link that counts, then along chains of
    revisions, withdrawals and releases.
    """
    found = set(names)
    for kinds in (COUNTING, CHAIN, CHAIN):
        found |= _linked(connection, found, kinds)
    return found


def _linked(connection: Connection, names: Iterable[str], kinds: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for chunk in chunks(names):
        for near, far in ((link_row.c.source, link_row.c.target), (link_row.c.target, link_row.c.source)):
            ends = select(far).where(near.in_(chunk), link_row.c.kind.in_(kinds), link_row.c.until.is_(None))
            found |= set(connection.scalars(ends))
    return found


# --- sums ------------------------------------------------------------------------------------------------


def _recount(connection: Connection, numbers: Numbers, names: set[str], run: Settling) -> None:
    """Stated totals, inferred money and counted sums of these entries, from the links that stand."""
    around = _real(connection, _handed_on(connection, names), run.memory)
    ledger = Ledger(around.values(), _standing_links(connection, around))
    stated: dict[str, Stated] = {}
    earlier: dict[str, Entry] = {}
    for name in sorted(names & set(around)):
        row = compare_stated(ledger, around[name]) if is_total(around[name]) else None
        if row:
            stated[name] = row
            inferred = infer_earlier(ledger, around[name], row)
            earlier |= {name: inferred} if inferred else {}
    _write_stated(connection, numbers, stated, names)
    _write_inferred(connection, numbers, earlier, names)
    kinds = {row.id: row.aid_type for chunk in chunks(names) for row in connection.execute(_TYPES, {"ids": chunk})}
    rows = [count_entry(ledger, around[name], kinds[name]) for name in sorted(names & set(around))]
    write_counted(connection, numbers, filter(None, rows), names)


def _standing_links(connection: Connection, entries: dict[str, Entry]) -> list[Link]:
    links = []
    for chunk in chunks(entries):
        for row in connection.execute(select(link_row).where(link_row.c.source.in_(chunk), link_row.c.until.is_(None))):
            if row.target in entries:
                links.append(Link(row.kind, row.source, row.target, row.phrase))
    return sorted(links, key=lambda link: (link.source, link.kind, link.target))


def _write_stated(connection: Connection, numbers: Numbers, stated: dict[str, Stated], names: Iterable[str]) -> None:
    new = {name: pack_stated(row) for name, row in stated.items()}
    old: dict[str, str] = {}
    for chunk in chunks(names):
        rows = select(stated_row.c.entry, stated_row.c.body).where(
            stated_row.c.entry.in_(chunk), stated_row.c.until.is_(None)
        )
        old |= {row.entry: row.body for row in connection.execute(rows)}
    close(connection, stated_row, stated_row.c.entry, [n for n in old if new.get(n) != old[n]], numbers.decision)
    rows_new: list[Row] = [
        {"no": numbers.next(stated_row), "entry": name, "difference": stated[name].difference, "body": body,
         "since": numbers.decision}
        for name, body in new.items() if old.get(name) != body
    ]  # fmt: skip
    add(connection, stated_row, rows_new)


def pack_stated(row: Stated) -> str:
    """A stated total as text; `unpack_stated` gives it back."""
    values = asdict(row) | {"as_of": row.as_of.isoformat() if row.as_of else None}
    return dump(values)


def unpack_stated(text: str) -> Stated:
    values = json.loads(text)
    day = date.fromisoformat(values["as_of"]) if values["as_of"] else None
    values |= {"stated": Money(**values["stated"]), "as_of": day, "parts": tuple(values["parts"])}
    return Stated(**values)


def _write_inferred(connection: Connection, numbers: Numbers, earlier: dict[str, Entry], names: Iterable[str]) -> None:
    """Inferred entries of these totals and the links to them."""
    new = {entry.id: (entry, row_of(entry)) for entry in earlier.values()}
    old = standing_rows(connection, [entry_id("inferred", name) for name in names])
    same = {n for n, row in old.items() if n in new and all(row._mapping[k] == v for k, v in new[n][1].items())}
    gone, fresh = sorted(set(old) - same), sorted(set(new) - same)
    close(connection, entry_row, entry_row.c.id, gone, numbers.decision)
    for chunk in chunks(gone):
        connection.execute(delete(file_row).where(file_row.c.entry.in_(chunk)))
    rows = [{**new[n][1], "no": numbers.next(entry_row), "since": numbers.decision} for n in fresh]
    add(connection, entry_row, rows)
    add(connection, file_row, [row for n in fresh for row in files_rows(new[n][0], "")])
    links = [Link("total_of", name, entry.id, INFERRED) for name, entry in earlier.items()]
    _write_links(connection, numbers, links, _inferred_links(connection, names))
