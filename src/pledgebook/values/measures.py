"""Measures of sanctions and easings that a passage names."""

from typing import cast

from pledgebook.codebook import Measure
from pledgebook.lexicon.measures import measures


def find_measures(text: str) -> list[tuple[int, int, Measure]]:
    """(start, end, measure) of each cue, in order, without overlap: "froze the assets" is an asset_freeze.

    Meant for sentences that tell of a sanction or easing: it does not judge whether one is told.
    """
    return [(start, end, cast(Measure, value)) for start, end, value in measures().find(text)]
