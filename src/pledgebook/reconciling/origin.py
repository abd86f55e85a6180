"""Which of several copies is the origin: the oldest version that can be defended, and why."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from pledgebook.codebook import DoubtName
from pledgebook.records import Article

# What makes a version a poor witness of the first one: its day or its words are not those that were first printed
POOR = frozenset({DoubtName.MISDATED, DoubtName.SPUN, DoubtName.GARBLED})
WORDS = {
    DoubtName.MISDATED: "misdated",
    DoubtName.SPUN: "spun by a machine",
    DoubtName.GARBLED: "garbled",
}


@dataclass(frozen=True, slots=True)
class Origin:
    """The article (by id) that the others of its lineage copy, and the reason that a user reads."""

    id: str
    reason: str


def find_origin(versions: Sequence[Article]) -> Origin:
    """The origin of a lineage of at least one article; the order in which they come does not matter.

    A version that is misdated, spun or garbled is origin only where there is no other. Of the rest the one that was
    in the world first (by the last day of its judged interval), then the one with fewest doubts and the longest text.
    """
    ranked = sorted(versions, key=_rank)
    first, others = ranked[0], ranked[1:]
    poor = [f"{other.id} is {_faults(other)}" for other in others if _faults(other) and not _faults(first)]
    day = f"written by {first.date.end.isoformat()}" if first.date else "no version has a day"
    if not others:
        return Origin(first.id, "the only version")
    if _faults(first):
        day += f", though {_faults(first)}"
    return Origin(first.id, "; ".join([f"{day}, the oldest of {len(ranked)} versions" if first.date else day, *poor]))


def _rank(version: Article) -> tuple[bool, datetime.date, int, int, str]:
    last = version.date.end if version.date else datetime.date.max
    return bool(_faults(version)), last, len(version.doubts), -len(version.text), version.id


def _faults(version: Article) -> str:
    return " and ".join(WORDS[name] for name in WORDS if name in {doubt.name for doubt in version.doubts} & POOR)
