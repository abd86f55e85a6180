"""Every aid type and instrument of the codebook has cues."""

from typing import get_args

from pledgebook.lexicon.aid import aid_types, instruments
from pledgebook.records import AidType, Instrument


def test_every_value_has_cues() -> None:
    assert {value for cues in aid_types().by_key.values() for _, value in cues} == set(get_args(AidType))
    assert {value for cues in instruments().by_key.values() for _, value in cues} == set(get_args(Instrument))
