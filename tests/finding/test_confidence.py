"""The confidence: a probability over numbers that are always finite."""

import math
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.codebook import KINDS, Kind
from pledgebook.finding.candidates import Filler, find_fillers, find_units
from pledgebook.finding.confidence import GROUPS, Confidence, act_numbers, load_confidence
from pledgebook.finding.context import Context
from pledgebook.finding.drafts import Draft

Read = Callable[..., Context]
TEXT = "Norway pledged $5 million to Chad. It will send tents to Mali."
TITLE = "Norway helps Chad"


def draft_of(context: Context, number: int, kind: Kind, score: float, *chances: float) -> Draft:
    unit = find_units(context)[number]
    fillers = {filler.party: filler for filler in find_fillers(context, unit)}
    slots = {"actor": [fillers["NOR"]], "target": [fillers["TCD"]], "beneficiary": []}
    scores = dict(zip(("actor", "target", "beneficiary"), chances or (0.9, 0.8, 0.1), strict=True))
    return Draft(unit, kind, score, slots, scores, {"modality": "asserted"})


def numbers_of(context: Context, told: Sequence[Draft], *others: Sequence[Draft]) -> dict[str, float]:
    return act_numbers(context, told, [told, *others])


@given(st.dictionaries(st.sampled_from("abc"), st.floats(-30, 30)))
def test_confidence_is_a_probability(numbers: dict[str, float]) -> None:
    assert 0 < Confidence({"a": 1.0, "b": -2.0}, 0.5, 0.3).of(numbers) <= 1


def test_confidence_is_logistic_and_passes_over_unknown_numbers() -> None:
    confidence = Confidence({"a": 2.0}, -1.0, 0.3)
    assert confidence.of({"a": 0.5, "unknown": 9.0}) == 0.5
    assert math.isclose(confidence.of({"a": 1.0}), 1 / (1 + math.exp(-1)))


@settings(deadline=None, max_examples=40)  # the first one loads the grammar
@given(st.sampled_from(KINDS), st.floats(0.04, 1), st.floats(0, 1), st.floats(0, 1))
def test_numbers_are_finite(context_of: Read, kind: Kind, score: float, actor: float, target: float) -> None:
    context = context_of(TEXT, title=TITLE)
    told = [draft_of(context, 0, kind, score, actor, target, 0.0)]
    assert all(math.isfinite(number) for number in numbers_of(context, told).values())


def test_groups_are_the_kinds_with_support_as_one() -> None:
    assert GROUPS == ("request", "support", "refusal", "withdrawal", "sanction", "easing")


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("support", 1.0),
        ("pledge", 1.0),
        ("asserted", 1.0),
        ("sum", 1.0),
        ("support sum", 1.0),
        ("no trigger", 0.0),
        ("actors", 1.0),
        ("actor in sentence", 1.0),
        ("actor is a group", 0.0),
        ("no target", 0.0),
        ("target is actor", 0.0),
        ("in title", 0.0),
        ("mentions", 0.0),
        ("acts", 0.0),
        ("stronger of the same parties", 0.0),
        ("actor share", 2 / 5),
        ("target share", 2 / 5),
        ("strength", 0.72),
    ],
)
def test_numbers_say_what_they_are_called(name: str, number: float, context_of: Read) -> None:
    context = context_of(TEXT, title=TITLE)
    told = [draft_of(context, at_sum(context), "pledge", 0.8)]
    assert math.isclose(numbers_of(context, told)[name], number)


def at_sum(context: Context) -> int:
    return next(n for n, unit in enumerate(find_units(context)) if unit.money)


def test_rivals_and_mentions_are_counted(context_of: Read) -> None:
    context = context_of(TEXT, title=TITLE)
    at = at_sum(context)
    weak, strong = draft_of(context, at, "pledge", 0.3), draft_of(context, at, "pledge", 0.9)
    numbers = numbers_of(context, [weak, weak], [strong])
    assert numbers["stronger of the same parties"] == 1
    assert numbers["stronger in the sentence"] == 1
    assert numbers["mentions"] == numbers["acts"] == math.log(2)
    assert math.isclose(numbers["article's best"], 0.81)


def test_a_group_and_an_actor_of_its_own_target_are_marked(context_of: Read) -> None:
    context = context_of(TEXT)
    draft = draft_of(context, at_sum(context), "pledge", 0.8)
    draft.slots["actor"] = draft.slots["target"] = [Filler("name:allies", ())]
    numbers = numbers_of(context, [draft])
    assert numbers["target is actor"] == numbers["actor is a group"] == 1
    assert numbers["actor in sentence"] == 0


def test_a_surer_judge_makes_a_surer_act(context_of: Read) -> None:
    context = context_of(TEXT, title=TITLE)
    at = at_sum(context)
    low, high = (
        load_confidence().of(numbers_of(context, [draft_of(context, at, "pledge", score, chance, 0.9, 0.0)]))
        for score, chance in ((0.1, 0.3), (0.95, 0.98))
    )
    assert low < high


def test_the_shipped_weights_name_numbers_that_exist(context_of: Read) -> None:
    context = context_of(TEXT, title=TITLE)
    names = {
        name for kind in KINDS for name in numbers_of(context, [draft_of(context, at_sum(context), kind, 0.8)])
    } | {"planned", "conditional", "denied"}
    assert set(load_confidence().weights) <= names
    assert 0 < load_confidence().floor < 1
