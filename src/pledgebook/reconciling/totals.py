"""Arithmetic of the book: what was promised by a day, each sum once; stated totals held against known sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from pledgebook.codebook import PartyId
from pledgebook.reconciling.assemble import entry_id
from pledgebook.reconciling.entries import RANK, Entry, Link, Stated, Total
from pledgebook.reconciling.facts import is_total, last_day, of_group
from pledgebook.reconciling.rates import convert
from pledgebook.reconciling.sums import show
from pledgebook.records import Amount, Money

AGREES = 0.02  # the share by which a stated total and the known sums may differ by rounding


class Ledger:
    """Entries and links of one reconciling, indexed for counting. Built once, then only read.

    With `shares_apart` the shares of named donors are taken off what a group or several give together, so that sums
    over all donors count each of them once.
    """

    shares_apart = False

    def __init__(self, entries: Iterable[Entry], links: Iterable[Link]) -> None:
        self.entries = {entry.id: entry for entry in entries}
        self._from: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._to: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._files: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for link in links:
            self._from[link.kind, link.source].append(link.target)
            self._to[link.kind, link.target].append(link.source)
        for entry in sorted(self.entries.values(), key=lambda e: e.id):
            self._files[joint(entry.actor), joint(entry.target)].append(entry)

    def files(self) -> list[tuple[str, str]]:
        """All (actor, target) pairs, joint donors written "FIN+SWE"."""
        return sorted(self._files)

    def file(self, actor: str, target: str) -> list[Entry]:
        """The entries of a pair; the order of joint parties does not matter."""
        return self._files.get((joint(actor.split("+")), joint(target.split("+"))), [])

    def linked(self, kind: str, source: Entry) -> list[Entry]:
        return [self.entries[name] for name in self._from.get((kind, source.id), ()) if name in self.entries]

    def linking(self, kind: str, target: Entry) -> list[Entry]:
        return [self.entries[name] for name in self._to.get((kind, target.id), ()) if name in self.entries]


def count_total(ledger: Ledger, actor: str, target: str, currency: str, as_of: date) -> Total:
    """What `actor` has promised `target` by the end of `as_of`, in `currency`, nothing twice; see `Total`."""
    parts: list[str] = []
    notes: list[str] = []
    left: list[str] = []
    sums = {"pledge": 0.0, "commitment": 0.0, "delivery": 0.0}
    for entry in ledger.file(actor, target):
        if entry.family != "support" or not entry.amount or known_by(entry) > as_of:
            continue
        why = why_not_counted(ledger, entry, as_of)
        value = None if why else _value(entry.amount.money, currency, entry, notes)
        if value is None:
            left.append(f"{entry.id}: {why or f'no rate from {entry.amount.money.currency} to {currency}'}")
            continue
        less = _held_back(ledger, entry, currency, as_of, notes) + _shares(ledger, entry, currency, as_of, notes)
        parts.append(entry.id)
        for kind in sums:
            if _reached(entry, kind, as_of):
                sums[kind] += max(0.0, value - less)
    return Total(
        actor,
        target,
        currency,
        as_of,
        sums["pledge"],
        sums["commitment"],
        sums["delivery"],
        tuple(parts),
        tuple(notes),
        tuple(left),
    )


def why_not_counted(ledger: Ledger, entry: Entry, as_of: date) -> str:
    """Why an entry of support adds nothing to a total, or "" where it counts."""
    if entry.inferred:
        return "inferred, not reported"
    if (is_total(entry) or ledger.linked("total_of", entry)) and not _all_there_is(ledger, entry):
        return "a running total of others"
    if entry.modality != "asserted":
        return f"only {entry.modality}"
    newer = [e for e in ledger.linking("revises", entry) if known_by(e) <= as_of]
    if newer:
        return f"replaced by {newer[0].id}"
    if any(_same_giver(entry, e) for e in ledger.linked("part_of", entry)):
        return "a part of another entry"
    if ledger.linked("eases", entry):
        return "released money, counted where it was promised"
    if ledger.linking("funds", entry):
        return "passes on a donor's money"
    return ""


def known_by(entry: Entry) -> date:
    """The day from which an entry counts: that of the act, else the day on which it was first told."""
    return entry.day or date.max


def compare_stated(ledger: Ledger, total: Entry) -> Stated | None:
    """A running total held against the entries that it counts, revised figures left out; None where it has no sum."""
    if not total.amount:
        return None
    stated, day = total.amount.money, last_day(total)
    held = ledger.linked("total_of", total) or ledger.linking("part_of", total)
    counted = [e for e in held if e.amount and not e.inferred and not _replaced(ledger, e, day)]
    notes: list[str] = []
    values = [(e, _value(e.amount.money, stated.currency, e, notes)) for e in counted if e.amount]
    known = sum(value for _, value in values if value is not None)
    difference = stated.low - known
    return Stated(
        total.id,
        stated,
        day,
        known,
        difference,
        tuple(e.id for e in counted),
        _explain(stated, known, difference, values),
    )


def infer_earlier(ledger: Ledger, total: Entry, stated: Stated) -> Entry | None:
    """The earlier money that "an additional 300m, doubling its total to 600m" implies, as far as the book lacks it.

    None where the known entries add up to it, or where no article tells the total along with a gift that it counts.
    What a group's total has beyond the known gifts is that of other donors, and not earlier.
    """
    if of_group(total):
        return None
    fresh = [ledger.entries[name] for name in stated.parts if ledger.entries[name].articles & total.articles]
    if not fresh or not total.amount or stated.difference <= AGREES * stated.stated.low:
        return None
    latest = max(fresh, key=lambda e: (known_by(e), e.id))
    lacking = Money(stated.difference, stated.difference, stated.stated.currency)
    known = show(Money(stated.known, stated.known, stated.stated.currency))
    return Entry(
        id=entry_id("inferred", total.id),
        kind=latest.kind,
        actor=latest.actor,
        target=latest.target,
        beneficiary=latest.beneficiary,
        amount=Amount(lacking, hedge=total.amount.hedge),
        inferred=True,
        reason=f"{show(stated.stated)} in all less the {known} reported leaves {show(lacking)} of earlier money",
        written=latest.written,
    )


def joint(parties: Sequence[PartyId]) -> str:
    """Joint parties as one string, in order of their ids: "FIN+SWE"."""
    return "+".join(sorted(parties))


def _all_there_is(ledger: Ledger, entry: Entry) -> bool:
    """A group's total whose parts are other donors' entries counts for the group."""
    return bool(ledger.linking("part_of", entry)) and not ledger.linked("total_of", entry)


def _same_giver(child: Entry, parent: Entry) -> bool:
    return set(child.actor) == set(parent.actor) and set(child.target) == set(parent.target)


def _replaced(ledger: Ledger, entry: Entry, day: date) -> bool:
    return any(known_by(e) <= day for e in ledger.linking("revises", entry))


def _held_back(ledger: Ledger, entry: Entry, currency: str, as_of: date, notes: list[str]) -> float:
    """What of an entry is suspended or cancelled on the day: each withdrawal once, less what was released since."""
    held = 0.0
    for cut in ledger.linking("withdraws", entry):
        if not cut.amount or known_by(cut) > as_of or cut.modality != "asserted" or _undone(entry, cut, as_of):
            continue
        if any(known_by(e) <= as_of for e in ledger.linking("revises", cut)):
            continue
        value = _value(cut.amount.money, currency, cut, notes) or 0.0
        back = [e for e in _released(ledger, cut) if e.amount and known_by(e) <= as_of]
        held += max(0.0, value - sum(_value(e.amount.money, currency, e, notes) or 0.0 for e in back if e.amount))
    return held


def _shares(ledger: Ledger, entry: Entry, currency: str, as_of: date, notes: list[str]) -> float:
    """What other entries tell as the shares of some of its donors, where shares are counted apart."""
    if not ledger.shares_apart:
        return 0.0
    told = [
        e for e in ledger.linking("part_of", entry) if not _same_giver(e, entry) and e.recipients & entry.recipients
    ]
    told = [e for e in told if e.modality == "asserted" and not is_total(e) and known_by(e) <= as_of]
    values = [_value(e.amount.money, currency, e, notes) for e in told if e.amount and not _replaced(ledger, e, as_of)]
    known = [value for value in values if value is not None]
    if known:
        notes.append(f"without {show(Money(sum(known), sum(known), currency))} told of single donors ({len(known)})")
    return sum(known)


def _released(ledger: Ledger, cut: Entry) -> list[Entry]:
    """Money paid again, of this withdrawal or of the one that it makes final."""
    return ledger.linking("eases", cut) + [
        e for old in ledger.linked("revises", cut) for e in ledger.linking("eases", old)
    ]


def _undone(entry: Entry, cut: Entry, as_of: date) -> bool:
    """The support was decided after all: a rung asserted after the withdrawal."""
    return any(r.date and r.modality == "asserted" and known_by(cut) < r.date.start <= as_of for r in entry.rungs)


def _reached(entry: Entry, kind: str, as_of: date) -> bool:
    """Whether the entry stood on this rung, or a higher one, by the day."""
    if kind == "pledge":
        return True
    rungs = [r for r in entry.rungs if r.modality == "asserted" and RANK.get(r.kind, 0) >= RANK[kind]]  # type: ignore[index]
    return any((r.date.start if r.date else known_by(entry)) <= as_of for r in rungs)


def _value(money: Money, currency: str, entry: Entry, notes: list[str]) -> float | None:
    if money.currency == currency:
        return money.low
    found = convert(money, currency, entry.date.end if entry.date else entry.written)
    if found is None:
        return None
    notes.append(f"{show(money)} = {show(found[0])}: {found[1].note}")
    return found[0].low


def _explain(stated: Money, known: float, difference: float, values: Sequence[tuple[Entry, float | None]]) -> str:
    if abs(difference) <= AGREES * max(stated.low, 1e-9):
        return f"the {len(values)} known entries add up to it" if len(values) != 1 else "the one known entry is it"
    if difference > 0:
        without = [e.id for e, value in values if value is None]
        no_rate = f"; {len(without)} in currencies without a rate are not in it" if without else ""
        more = show(Money(difference, difference, stated.currency))
        return f"{more} more than the book knows: missing or earlier money{no_rate}"
    equal = [e.id for e, value in values if value is not None and abs(value + difference) <= AGREES * stated.low]
    doubled = f"; without {equal[0]} it would agree: perhaps doubled" if equal else ""
    return f"{show(Money(-difference, -difference, stated.currency))} less than the known entries{doubled}"
