"""Counts an article, as score.py counts them, and shares of their sums with 95 % bootstrap intervals over articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

RESAMPLES, SEED = 1_000, 0
STRICT = ("kind", "actor", "target", "beneficiary", "basis", "modality")
SUPPORT = ("pledge", "commitment", "delivery")  # stages of one group, so counted once more each by its kind
Tally = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Measured:
    """One article: its source type, the coded acts, and all that was told, in JSON, each with its `confidence`.

    `text` is the title and text that quotations must stand in, blanks evened out; "" where that is not asked.
    """

    source: str
    coded: Sequence[dict[str, Any]]
    told: Sequence[dict[str, Any]]
    text: str = ""

    def kept(self, floor: float) -> list[dict[str, Any]]:
        return [act for act in self.told if act["confidence"] >= floor]

    def stands(self, act: dict[str, Any]) -> bool:
        """Whether an act's quotations stand in the text to the letter."""
        quotes = [" ".join(quote.split()) for quote in act["evidence"]]
        return not self.text or (bool(quotes) and all(quote in self.text for quote in quotes))


def tally(article: Measured, floor: float, score: ModuleType) -> Counter[str]:
    """What is coded, kept and found in an article, over all, by group of kinds, by stage of support and by field."""
    kept = article.kept(floor)
    grounded = [act for act in kept if article.stands(act)]
    found: Counter[str] = Counter(articles=1, coded=len(article.coded), kept=len(kept))
    found["ungrounded"] = len(kept) - len(grounded)
    for name, acts in (("coded", article.coded), ("kept", kept)):
        found.update(f"{name} {kind}" for act in acts for kind in _names(act, score))
    for want, guess in score.match(article.coded, grounded):
        found.update(_agreements(article.coded[want], grounded[guess], score))
    return found


def _names(act: dict[str, Any], score: ModuleType) -> list[str]:
    """The group that an act counts in, and for support also its kind."""
    return [score.group(act), *([act["kind"]] if act["kind"] in SUPPORT else [])]


def _agreements(want: dict[str, Any], guess: dict[str, Any], score: ModuleType) -> Counter[str]:
    agree = {name: score.agree(want, guess, name) for name in score.FIELDS}
    found = Counter(core=1, strict=int(all(agree[name] in (True, None) for name in STRICT)))
    found[f"core {score.group(want)}"] += 1
    if want["kind"] in SUPPORT and agree["kind"]:
        found[f"core {want['kind']}"] += 1
    found.update(f"asked {name}" for name, right in agree.items() if right is not None)
    found.update(f"right {name}" for name, right in agree.items() if right)
    return found


@dataclass(frozen=True, slots=True)
class Figure:
    """A share and the interval that 95 of 100 resamples of the articles keep to."""

    value: float
    low: float
    high: float


class Resampled:
    """Sums of tallies over some articles, and over 1,000 samples of as many of them, drawn with replacement."""

    def __init__(self, tallies: Sequence[Tally]) -> None:
        self._tallies = tallies

    @cached_property
    def _times(self) -> NDArray[np.float64]:
        """How often each article is in each sample."""
        count = len(self._tallies)
        chance = np.random.default_rng(SEED)
        return chance.multinomial(count, np.full(count, 1 / count), RESAMPLES).astype(float)

    def total(self, name: str) -> float:
        """The sum over all articles; 0 for what no article counts."""
        return float(sum(one.get(name, 0) for one in self._tallies))

    def _sums(self, names: Sequence[str]) -> NDArray[np.float64]:
        column = np.array([sum(one.get(name, 0) for name in names) for one in self._tallies], dtype=float)
        sums: NDArray[np.float64] = self._times @ column
        return sums

    def share(self, top: Sequence[str], bottom: Sequence[str]) -> Figure | None:
        """Sum of the tops by sum of the bottoms; None where there is nothing to divide by.

        Samples in which the bottom is 0 are passed over.
        """
        whole = sum(map(self.total, bottom))
        if not whole:
            return None
        tops, bottoms = self._sums(top), self._sums(bottom)
        low, high = np.percentile(tops[bottoms > 0] / bottoms[bottoms > 0], (2.5, 97.5))
        return Figure(sum(map(self.total, top)) / whole, float(low), float(high))

    def rates(self, found: str, of: str = "") -> tuple[Figure | None, Figure | None, Figure | None]:
        """Precision, recall and F1 of what is counted as `found`, for all acts or one group or kind."""
        kept, coded = (f"{name} {of}".strip() for name in ("kept", "coded"))
        found = f"{found} {of}".strip()
        return self.share((found,), (kept,)), self.share((found,), (coded,)), self.share((found, found), (kept, coded))
