"""Whether a confidence of 0.7 means that seven acts of ten are right: bins, Brier score, and what a floor keeps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType

from tallies import Figure, Measured, Resampled

BINS = 10
KEPT_AT = (0.3, 0.5, 0.7, 0.9)


@dataclass(frozen=True, slots=True)
class Bin:
    """The acts whose confidence is in one tenth: how many, their mean confidence, and the share that is right."""

    start: float
    acts: int
    mean: float
    right: Figure


def chances_of(article: Measured, score: ModuleType) -> list[tuple[float, bool]]:
    """(confidence, whether a coded act matches it) for every act told."""
    right = {guess for _, guess in score.match(article.coded, article.told)}
    return [(act["confidence"], n in right) for n, act in enumerate(article.told)]


def chance_tally(chances: Sequence[tuple[float, bool]]) -> dict[str, float]:
    """The sums of an article that bins and Brier score are made of."""
    found: defaultdict[str, float] = defaultdict(float)
    for chance, right in chances:
        number = bin_of(chance)
        found["told"] += 1
        found["told right"] += right
        found["squares"] += (chance - right) ** 2
        found[f"in {number}"] += 1
        found[f"right in {number}"] += right
        found[f"chance in {number}"] += chance
    return dict(found)


def bin_of(chance: float) -> int:
    """Number of the tenth, 0 to 9; 1.0 is in the last."""
    return min(int(chance * BINS), BINS - 1)


def bins_of(sums: Resampled) -> list[Bin | None]:
    """The ten bins; None for one without acts."""
    found: list[Bin | None] = []
    for number in range(BINS):
        acts, right = sums.total(f"in {number}"), sums.share((f"right in {number}",), (f"in {number}",))
        mean = sums.total(f"chance in {number}") / acts if acts else 0.0
        found.append(Bin(number / BINS, int(acts), mean, right) if right else None)
    return found


def brier(sums: Resampled) -> tuple[Figure | None, float]:
    """The mean squared error of the confidence, and that of always saying the share of right acts."""
    told = sums.total("told")
    base = sums.total("told right") / told if told else 0.0
    return sums.share(("squares",), ("told",)), base * (1 - base)
