"""What each entry adds to the totals, and the sums of all that, kept up as entries and links change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from pledgebook.book.entry_rows import NO_DAY
from pledgebook.book.mentions import chunks
from pledgebook.book.numbering import Numbers
from pledgebook.book.packing import dump, joined
from pledgebook.book.rows import add, close
from pledgebook.book.schema import Row, counted, tally
from pledgebook.reconciling.entries import Entry, Total
from pledgebook.reconciling.totals import Ledger, count_total

KINDS = ("pledged", "committed", "delivered")
CONVERTED = ("USD", "EUR")  # what totals are kept in beside the stated currency
STATED = "stated "  # before the currency of a tally of stated sums
HUNDREDTHS = 100
MOST = 9e15  # units of a currency; a greater sum is an error of reading and would not fit
Sums = dict[tuple[str, str, str], list[int]]
_STANDING = select(counted).where(counted.c.entry.in_(bindparam("ids", expanding=True)), counted.c.until.is_(None))


class OneEntry(Ledger):
    """A ledger with all its links, that counts a single entry."""

    shares_apart = True

    def __init__(self, ledger: Ledger, entry: Entry) -> None:
        self.entries = ledger.entries
        self._from, self._to = ledger._from, ledger._to
        self._entry = entry

    def file(self, actor: str, target: str) -> list[Entry]:
        return [self._entry]


def count_entry(ledger: Ledger, entry: Entry, aid_type: str) -> Row | None:
    """The row of an entry of support that has a sum, without `no`, `since` and `until`; None for any other."""
    if entry.family != "support" or not entry.amount:
        return None
    one, stated = OneEntry(ledger, entry), entry.amount.money.currency
    own = count_total(one, "", "", stated, date.max)
    dollars, euros = (count_total(one, "", "", currency, date.max) for currency in CONVERTED)
    why = own.left_out[0].partition(": ")[2] if own.left_out else ""
    if max(own.pledged, dollars.pledged, euros.pledged) > MOST:
        why, own, dollars, euros = "a sum too great to be true", *(_nothing(t) for t in (own, dollars, euros))
    return {
        "entry": entry.id,
        "donor": joined(sorted(entry.actor)),
        "recipient": joined(sorted(entry.target or entry.beneficiary)),
        "month": f"{entry.day:%Y-%m}" if entry.day else "",
        "type": aid_type,
        "day": entry.day or NO_DAY,
        "currency": stated,
        **_sums("", own),
        **_sums("_usd", dollars),
        **_sums("_eur", euros),
        "why": why,
        "notes": dump(sorted({*own.conversions, *dollars.conversions, *euros.conversions})),
    }


def _nothing(total: Total) -> Total:
    return Total(total.actor, total.target, total.currency, total.as_of, 0.0, 0.0, 0.0)


def _sums(tail: str, total: Total) -> Row:
    """Hundredths of the unit; None where the entry does not count or there is no rate."""
    values = (total.pledged, total.committed, total.delivered)
    return {
        f"{kind}{tail}": round(value * HUNDREDTHS) if total.parts else None
        for kind, value in zip(KINDS, values, strict=True)
    }


def write_counted(connection: Connection, numbers: Numbers, rows: Iterable[Row], names: Iterable[str]) -> None:
    """Makes `rows` what stands for the entries `names`, and keeps the tallies up."""
    new = {row["entry"]: row for row in rows}
    old: dict[str, Any] = {}
    for chunk in chunks(names):
        old |= {row.entry: row._mapping for row in connection.execute(_STANDING, {"ids": chunk})}
    same = {name for name in new if name in old and all(old[name][key] == value for key, value in new[name].items())}
    gone = [name for name in old if name not in same]
    fresh = [row for name, row in new.items() if name not in same]
    if not gone and not fresh:
        return
    close(connection, counted, counted.c.entry, gone, numbers.decision)
    add(connection, counted, [{**row, "no": numbers.next(counted), "since": numbers.decision} for row in fresh])
    sums: Sums = defaultdict(lambda: [0, 0, 0, 0, 0])
    for name in gone:
        _tell(sums, old[name], -1)
    for row in fresh:
        _tell(sums, row, 1)
    _write_tallies(connection, sums)


def tallies_of(rows: Iterable[Any]) -> Sums:
    """The tallies that the rows of `counted` make: (by, value, currency) -> pledged, committed, delivered, how many."""
    sums: Sums = defaultdict(lambda: [0, 0, 0, 0, 0])
    for row in rows:
        _tell(sums, row, 1)
    return {key: values for key, values in sums.items() if values[3] or values[4]}


def _tell(sums: Sums, row: Any, sign: int) -> None:
    if row["pledged"] is None:
        return
    groups = [(by, row[by]) for by in ("donor", "recipient", "month", "type")]
    groups += [("pair", f"{row['donor']}|{row['recipient']}"), ("all", "")]
    for by, value in groups:
        for currency, tail in ((STATED + row["currency"], ""), ("USD", "_usd"), ("EUR", "_eur")):
            cell = sums[by, value, currency]
            known = row[f"pledged{tail}"] is not None
            for n, kind in enumerate(KINDS):
                cell[n] += sign * (row[f"{kind}{tail}"] or 0)
            cell[3 if known else 4] += sign


def _write_tallies(connection: Connection, sums: Sums) -> None:
    names = (*KINDS, "entries", "missing")
    rows = [
        {"by": by, "value": value, "currency": currency, **dict(zip(names, values, strict=True))}
        for (by, value, currency), values in sorted(sums.items())
        if any(values)
    ]
    if not rows:
        return
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(tally)
    added = {name: tally.c[name] + statement.excluded[name] for name in names}
    connection.execute(statement.on_conflict_do_update(index_elements=list(tally.primary_key), set_=added), rows)
    connection.execute(delete(tally).where(tally.c.entries == 0, tally.c.missing == 0))
