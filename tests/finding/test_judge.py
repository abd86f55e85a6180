"""The judge: kinds that the lexicon allows, fillers above their floors, and one act each of "both countries"."""

from collections.abc import Callable

import pytest

from pledgebook.codebook import KINDS
from pledgebook.finding.candidates import Filler, find_units
from pledgebook.finding.context import Context
from pledgebook.finding.judge import judge, may_tell
from pledgebook.finding.model import Linear

Read = Callable[..., Context]
NO = Linear(("no", "yes"), (5.0, 0.0), {})
EVEN = Linear((*KINDS, "none"), (0.0,) * 9, {})
MODELS = {
    "unit": EVEN,
    "actor": Linear(("no", "yes"), (3.0, 0.0), {"side before": (0.0, 6.0), "role each": (0.0, 6.0)}),
    "target": Linear(("no", "yes"), (3.0, 0.0), {"side after": (0.0, 6.0)}),
    "beneficiary": NO,
    "modality": Linear(("asserted", "planned"), (1.0, 0.0), {"kind=refusal": (0.0, 9.0)}),
    "basis": Linear(("increment", "running_total"), (1.0, 0.0), {"before=total": (0.0, 9.0)}),
}


@pytest.mark.parametrize(
    ("text", "word", "allowed"),
    [
        # one stage of support in the lexicon allows all three
        ("Norway pledged tents.", "pledged", {"pledge", "commitment", "delivery"}),
        ("Norway refused.", "refused", {"refusal", "withdrawal"}),
        ("Norway imposed a ban.", "imposed", {"sanction"}),
        ("It was $5 million.", "million", set(KINDS)),
    ],
)
def test_only_kinds_of_the_lexicon_may_be_told(text: str, word: str, allowed: set[str], context_of: Read) -> None:
    unit = next(unit for unit in find_units(context_of(text)) if unit.anchor.text == word)
    assert {kind for kind in KINDS if may_tell(unit, kind)} == allowed


def test_no_draft_is_of_a_kind_that_its_word_cannot_tell(context_of: Read) -> None:
    text = "Norway pledged $5 million, imposed a ban, refused to pay and asked Chad for tents. It was $7 million."
    drafts = judge(context_of(text), MODELS)
    assert drafts
    assert all(may_tell(draft.unit, draft.kind) for draft in drafts)


def test_one_unit_tells_of_two_groups_at_most(context_of: Read) -> None:
    drafts = judge(context_of("It was $7 million for Chad."), MODELS)
    assert len({draft.group for draft in drafts}) == len(drafts) == 2


def test_what_is_unlikely_is_no_draft(context_of: Read) -> None:
    sure = Linear((*KINDS, "none"), (*(0.0,) * 8, 9.0), {})
    assert judge(context_of("Norway pledged tents."), {**MODELS, "unit": sure}) == []


def test_scores_of_a_group_are_those_of_its_kinds_together(context_of: Read) -> None:
    (draft,) = judge(context_of("Norway pledged tents."), MODELS)
    assert draft.score == pytest.approx(3 / 9)


def test_fillers_above_the_floor_are_taken(context_of: Read) -> None:
    (draft,) = judge(context_of("Norway and Japan pledged tents to Chad."), MODELS)
    assert draft.parties("actor") == {"NOR", "JPN"}
    assert draft.parties("target") == {"TCD"}
    assert draft.parties("beneficiary") == set()


def test_an_actor_is_always_taken_where_a_party_is_near(context_of: Read) -> None:
    (draft,) = judge(context_of("Norway pledged tents."), {**MODELS, "actor": NO})
    assert draft.parties("actor") == {"NOR"}
    assert draft.scores["actor"] < 0.01


def test_without_any_party_nobody_acts(context_of: Read) -> None:
    (draft,) = judge(context_of("Somebody pledged tents."), MODELS)
    assert draft.parties("actor") == set()
    assert draft.scores["actor"] == 0


def test_both_countries_act_each(context_of: Read) -> None:
    context = context_of("Japan and South Korea met. Both countries pledged tents to Chad.")
    drafts = judge(context, MODELS)
    assert [draft.parties("actor") for draft in drafts] == [{"JPN"}, {"KOR"}]
    assert [draft.parties("target") for draft in drafts] == [{"TCD"}, {"TCD"}]
    assert all(isinstance(filler, Filler) for draft in drafts for filler in draft.slots["actor"])


def test_the_two_governments_act_together(context_of: Read) -> None:
    context = context_of("Japan and South Korea met. The two governments pledged tents to Chad.")
    actor = Linear(("no", "yes"), (3.0, 0.0), {"role plural": (0.0, 6.0)})
    (draft,) = judge(context, {**MODELS, "actor": actor})
    assert draft.parties("actor") == {"JPN", "KOR"}


def test_modality_and_basis_have_models_of_their_own(context_of: Read) -> None:
    context = context_of("Norway pledged $3 million, taking its total to $6 million. Norway refused.")
    choices = {(d.kind, d.unit.money.low if d.unit.money else 0): d.choices for d in judge(context, MODELS)}
    assert choices["refusal", 0] == {"modality": "planned"}
    basis = {low: chosen["basis"] for (_, low), chosen in choices.items() if low}
    assert basis == {3e6: "increment", 6e6: "running_total"}
