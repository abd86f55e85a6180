"""Every measure of the codebook has cues."""

from typing import get_args

from pledgebook.codebook import Measure
from pledgebook.lexicon.measures import measures


def test_every_measure_has_cues() -> None:
    assert {value for cues in measures().by_key.values() for _, value in cues} == set(get_args(Measure))
