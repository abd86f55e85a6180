"""Parties that a sentence names in one breath: "Cuba, Venezuela and Nicaragua"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pledgebook.codebook import PartyId
from pledgebook.finding.candidates import Filler, Unit
from pledgebook.finding.context import Context
from pledgebook.finding.named import Named

_BETWEEN = re.compile(r"\s*(?:,|(?:,\s*)?(?:and|or|&|as well as)\b)\s*(?:also\s+)?(?:the\s+)?", re.IGNORECASE)
_OPENS = re.compile(r"\s*\(\s*(?:[a-z]+\s+){0,3}")  # "Iran (less than $1m"
_LISTED = 0.25  # a filler this likely is taken where one beside it in a list is


def with_listed(
    context: Context, unit: Unit, fillers: Sequence[Filler], chances: Sequence[float], taken: Sequence[Filler]
) -> list[Filler]:
    """The taken fillers, and those likely enough that the unit's sentence names in one list with them."""
    if not taken or len(taken) == len(fillers):
        return list(taken)
    names = {filler.party for filler in taken}
    mates = {one.party for row in lists(context, unit.sentence) if any(n.party in names for n in row) for one in row}
    return [
        filler
        for filler, chance in zip(fillers, chances, strict=True)
        if filler.party in names or (filler.party in mates and chance >= _LISTED)
    ]


def lists(context: Context, sentence: int) -> Iterator[list[Named]]:
    """The rows of two and more parties that nothing but commas and "and" stand between."""
    text, row = context.sentences[sentence].text, list[Named]()
    for named in sorted(context.named[sentence], key=lambda named: named.start):
        if row and not _BETWEEN.fullmatch(text, row[-1].end, named.start):
            if len(row) > 1:
                yield row
            row = []
        row.append(named)
    if len(row) > 1:
        yield row


def with_own_sum(context: Context, unit: Unit, fillers: Sequence[Filler], taken: Sequence[Filler]) -> list[Filler]:
    """The taken fillers where none belongs to a neighbour's sum: of "Peru ($6m), Chad ($9m)" the unit's own party."""
    if unit.money is None:
        return list(taken)
    owners = _owners(context, unit.sentence)
    own, others = owners.get(unit.money.start), set(owners.values())
    if own is None or not any(filler.party in others for filler in taken):
        return list(taken)
    kept = [filler for filler in taken if filler.party == own or filler.party not in others]
    return kept or [filler for filler in fillers if filler.party == own]


def _owners(context: Context, sentence: int) -> dict[int, PartyId]:
    """Place of a sum in brackets -> the party that is named right before the bracket."""
    text, sums = context.sentences[sentence].text, context.money[sentence]
    return {
        money.start: named.party
        for money in sums
        for named in context.named[sentence]
        if _OPENS.fullmatch(text, named.end, money.start)
    }
