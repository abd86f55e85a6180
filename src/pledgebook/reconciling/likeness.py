"""How much of one text stands in another: word for word, and with words swapped for others.

Two measures, each between 0 and 1. Both weigh the beginning of a text most, because news is told first and
background last: two stories with the same last ten paragraphs are no copies.

`verbatim`  the share of a text's runs of three words that stand in the other one.
`woven`     the share of its words that lie between words which stand in both, in the same order and equally far
            apart. Where a machine swaps "defeat" for "fall" the words around them stay, and the stretch counts whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pledgebook.reconciling.fingerprints import Fingerprint, shingles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pledgebook.reconciling.fingerprints import Words

    Places = NDArray[np.int64]
    Covered = NDArray[np.bool_]

STEEP = 3.0  # the first word weighs four times (1 + STEEP) as much as the last
VERBATIM = 0.52  # from this share on, a text is a copy
WOVEN = 0.66
TOLD = 0.77  # of the two above, what the words outside of quotations must reach
WITHIN = 0.15  # the longer text must consist of the shorter one at least in this share, or it is a digest of many
MOSTLY_QUOTED = 0.4  # where fewer words than this share are the writer's own, they decide nothing
WORTH_WEAVING = 0.08  # below this share of verbatim, no text was found to be woven of the other
REACH = 6  # words between two common ones that a stretch may bridge
DRIFT = 1  # words by which the two stretches may differ in length
RARE = 3  # times that a word may stand in a text to tell where it stands
NEIGHBOURS = 4  # following common words that are tried as the end of a stretch


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two texts have in common; `copy` where `score` is at least 1, and the phrase that a user reads."""

    score: float
    phrase: str

    @property
    def copy(self) -> bool:
        return self.score >= 1.0


def likeness(one: Fingerprint, other: Fingerprint) -> Likeness:
    """Whether two texts are copies. The order of the two does not matter."""
    one, other = sorted((one, other), key=lambda text: (len(text.words), text.to_bytes()))
    verbatim, woven, least = _shares(one.plain, other.plain)
    score = max(verbatim / VERBATIM, woven / WOVEN)
    said = f"{verbatim:.0%} word for word" if verbatim >= VERBATIM else f"{woven:.0%} with words swapped"
    if score < 1.0:
        return Likeness(score, f"only {max(verbatim, woven):.0%} in common")
    if least < WITHIN:
        return Likeness(0.99, f"{said}, but that is {least:.0%} of the other text, which tells more")
    told = _told(one, other)
    if told < TOLD:
        return Likeness(0.99, f"{said}, but that is what both quote; their own words differ")
    return Likeness(score, said)


def _told(one: Fingerprint, other: Fingerprint) -> float:
    """The score of the words outside of quotations; 1 where too few are left to tell."""
    if min(len(one.told) / len(one.words), len(other.told) / len(other.words)) < MOSTLY_QUOTED:
        return 1.0
    verbatim, woven, _ = _shares(one.told, other.told)
    return max(verbatim / VERBATIM, woven / WOVEN)


def _shares(one: Words, other: Words) -> tuple[float, float, float]:
    """Verbatim and woven share, each of the text that is covered most, and the share of the other text."""
    a, b = shingles(one), shingles(other)
    in_one, in_other = np.isin(a, b), np.isin(b, a)
    verbatim = sorted((_weighed(in_one), _weighed(in_other)))
    if not WORTH_WEAVING <= verbatim[1] < VERBATIM:
        return verbatim[1], verbatim[1], verbatim[0]
    woven = sorted(
        _weighed(_spread(runs, len(words)) | stretches)
        for runs, words, stretches in zip((in_one, in_other), (one, other), _stretches(one, other), strict=True)
    )
    return verbatim[1], woven[1], woven[0]


def _weighed(covered: Covered) -> float:
    """The share of places that are covered, the first ones weighing most."""
    many = len(covered)
    if not many:
        return 0.0
    weights = 1.0 / (1.0 + STEEP * np.arange(many) / many)
    return float(weights[covered].sum() / weights.sum())


def _spread(runs: Covered, many: int) -> Covered:
    """The words that belong to common runs of three."""
    words = np.zeros(many, dtype=np.bool_)
    for place in range(many - len(runs) + 1):
        words[place : place + len(runs)] |= runs
    return words


def _stretches(one: Words, other: Words) -> tuple[Covered, Covered]:
    """The words of each text that lie in stretches between words common to both, at like distances."""
    mine, theirs = _anchors(one, other)
    begins_one, ends_one, begins_other, ends_other = [], [], [], []
    for step in range(1, NEIGHBOURS + 1):
        gap, its_gap = mine[step:] - mine[:-step], theirs[step:] - theirs[:-step]
        near = (gap > 0) & (its_gap > 0) & (np.maximum(gap, its_gap) <= REACH) & (abs(gap - its_gap) <= DRIFT)
        begins_one.append(mine[:-step][near])
        ends_one.append(mine[step:][near])
        begins_other.append(theirs[:-step][near])
        ends_other.append(theirs[step:][near])
    return _between(begins_one, ends_one, len(one)), _between(begins_other, ends_other, len(other))


def _between(begins: list[Places], ends: list[Places], many: int) -> Covered:
    """The places from each beginning to its end, both included."""
    opened = np.bincount(np.concatenate(begins), minlength=many + 1)
    closed = np.bincount(np.concatenate(ends) + 1, minlength=many + 1)
    covered: Covered = np.cumsum(opened - closed)[:many] > 0
    return covered


def _anchors(one: Words, other: Words) -> tuple[Places, Places]:
    """Places of the words that stand in both and are rare in each: of a word its first place, and its last one."""
    words, first, last = _rare(one)
    its_words, its_first, its_last = _rare(other)
    _, i, j = np.intersect1d(words, its_words, assume_unique=True, return_indices=True)
    mine = np.concatenate((first[i], last[i]))
    theirs = np.concatenate((its_first[j], its_last[j]))
    order = np.lexsort((theirs, mine))
    return mine[order], theirs[order]


def _rare(words: Words) -> tuple[Words, Places, Places]:
    """The words that stand at most `RARE` times, sorted, with the first and the last place of each."""
    order = np.argsort(words, kind="stable")
    found, start, many = np.unique(words[order], return_index=True, return_counts=True)
    rare = many <= RARE
    return found[rare], order[start[rare]], order[start[rare] + many[rare] - 1]
