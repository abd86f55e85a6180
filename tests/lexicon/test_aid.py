"""Every aid type and instrument of the codebook has cues."""

from typing import get_args

from pledgebook.codebook import AidType, Instrument
from pledgebook.lexicon.aid import aid_types, instruments


def test_every_value_has_cues() -> None:
    assert {value for cues in aid_types().by_key.values() for _, value in cues} == set(get_args(AidType))
    assert {value for cues in instruments().by_key.values() for _, value in cues} == set(get_args(Instrument))
