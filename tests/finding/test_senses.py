"""Senses: two opinions in one, asked for only where an act is likely, the same in any company."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.codebook import KINDS
from pledgebook.finding.context import Context
from pledgebook.finding.judge import judge
from pledgebook.finding.model import Linear
from pledgebook.finding.senses import Sense, key_of, mixed, mixed_slots, senses_of, weigh, worth_asking

Read = Callable[..., Context]
chance = st.floats(0.001, 0.999)
NO = Linear(("no", "yes"), (9.0, 0.0), {})
MODELS = {
    "unit": Linear((*KINDS, "none"), (0.0,) * 8 + (6.0,), {"word:pledge": (0.0,) * 8 + (-6.0,)}),
    "actor": NO, "target": NO, "beneficiary": NO,
    "modality": Linear(("asserted", "planned"), (1.0, 0.0), {}),
    "basis": Linear(("increment", "running_total"), (1.0, 0.0), {}),
}  # fmt: skip


@given(chance, chance)
def test_a_mixture_lies_between_both_opinions(one: float, other: float) -> None:
    both = mixed({"yes": one, "no": 1 - one}, {"yes": other, "no": 1 - other})
    assert sum(both.values()) == pytest.approx(1)
    assert min(one, other) - 1e-9 <= both["yes"] <= max(one, other) + 1e-9
    assert mixed_slots([one], [other]) == [pytest.approx(both["yes"])]


def test_without_a_sense_the_clues_stand_alone() -> None:
    assert mixed({"yes": 0.3, "no": 0.7}, None) == {"yes": 0.3, "no": 0.7}
    assert mixed_slots([0.3], None) == [0.3]


def test_only_sentences_with_a_likely_unit_are_asked_about(context_of: Read) -> None:
    weighed = weigh(context_of("Norway pledged tents and sent boats. Norway sent boats."), MODELS)
    assert len({one.unit.sentence for one in weighed}) == 2
    assert {unit.sentence for unit in worth_asking(weighed)} == {0}
    assert len(worth_asking(weighed)) > 1  # the sentence's other unit goes with it


def test_an_article_is_sensed_alike_whenever_it_is_read(context_of: Read) -> None:
    context = context_of("Norway pledged tents to Chad.")
    weighed = weigh(context, MODELS)
    first = senses_of(context, weighed)
    senses_of(context_of("Japan and Peru pledged $9 million, a great deal more than was hoped for."), weighed[:0])
    assert senses_of(context, weighed) == first
    (sense,) = (first[key_of(unit)] for unit in worth_asking(weighed) if unit.anchor.text == "pledged")
    assert set(sense.fillers) == {"NOR", "TCD"}
    for chances in (sense.kind, sense.modality, sense.basis):
        assert sum(chances.values()) == pytest.approx(1)


def test_what_is_sensed_moves_the_judge(context_of: Read) -> None:
    context = context_of("Norway pledged tents to Chad.")
    plain = dict.fromkeys((*KINDS, "none"), 1 / 9)
    sure = {**dict.fromkeys(plain, 0.001), "delivery": 0.99}
    modality = {"asserted": 0.01, "planned": 0.99}
    sense = Sense(sure, modality, {}, {"NOR": [0.9999, 0.1, 0.1]})
    unit = next(one.unit for one in weigh(context, MODELS) if one.unit.anchor.text == "pledged")
    (draft,) = (d for d in judge(context, MODELS, {key_of(unit): sense}) if d.unit.anchor.text == "pledged")
    assert (draft.kind, draft.choices["modality"], draft.parties("actor")) == ("delivery", "planned", {"NOR"})
