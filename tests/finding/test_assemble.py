"""assemble: an act with a passage for every value, or the reason why there is none."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pledgebook.codebook import Kind
from pledgebook.finding.assemble import assemble
from pledgebook.finding.candidates import Filler, find_fillers, find_units
from pledgebook.finding.context import Context
from pledgebook.finding.drafts import Draft
from pledgebook.finding.model import load_models
from pledgebook.problems import Reason
from pledgebook.records import Act, LeftOut

Read = Callable[..., Context]
RULES = ["a rule"]


def draft_of(context: Context, word: str, kind: Kind = "pledge", score: float = 0.9, **slots: str) -> Draft:
    """The draft of the first unit of a word; slots by party id."""
    unit = next(unit for unit in find_units(context) if unit.anchor.text == word)
    near = {filler.party: filler for filler in find_fillers(context, unit)}
    chosen = {
        slot: [near[party] for party in slots.get(slot, "").split()] for slot in ("actor", "target", "beneficiary")
    }
    return Draft(unit, kind, score, chosen, choices={"modality": "asserted"})


def made(context: Context, *told: Draft) -> Act | LeftOut:
    return assemble(context, told, load_models(), 0.7, RULES)


def act(context: Context, *told: Draft) -> Act:
    found = made(context, *told)
    assert isinstance(found, Act), found
    return found


def left_out(context: Context, *told: Draft) -> LeftOut:
    found = made(context, *told)
    assert isinstance(found, LeftOut), found
    return found


def test_every_value_has_its_passage(context_of: Read) -> None:
    context = context_of("It rained. Norway pledged $5 million to Chad.")
    found = act(context, draft_of(context, "pledged", actor="NOR", target="TCD"))
    says = {said.field: said.quote.text for said in found.said}
    assert says["kind"] == "pledged"
    assert (says["actor"], says["target"], says["amount"]) == ("Norway", "Chad", "$5 million")
    assert [quote.text for quote in found.evidence] == ["Norway pledged $5 million to Chad."]
    assert (found.confidence, found.rules) == (0.7, ("a rule",))
    assert found.amount
    assert (found.amount.money.low, found.amount.basis) == (5e6, "increment")


def test_both_countries_are_shown_by_the_passage_that_names_them(context_of: Read) -> None:
    context = context_of("Japan and South Korea met. Both countries pledged $5 million to Chad.")
    found = act(context, draft_of(context, "pledged", actor="JPN KOR", target="TCD"))
    assert [said.quote.text for said in found.said if said.field == "actor"] == ["Japan", "South Korea"]


def test_a_party_far_away_is_shown_where_it_is_first_named(context_of: Read) -> None:
    context = context_of("Togo came. Togo left. Chad came. Chad slept. Chad left. They pledged tents.")
    draft = draft_of(context, "pledged", actor="TGO")
    assert draft.slots["actor"] == [Filler("TGO", ())]
    assert [(said.quote.text, said.quote.start) for said in act(context, draft).said if said.field == "actor"] == [
        ("Togo", 0)
    ]


def test_a_beneficiary_that_is_the_target_is_told_once(context_of: Read) -> None:
    context = context_of("Norway pledged $5 million to Chad.")
    found = act(context, draft_of(context, "pledged", actor="NOR", target="TCD", beneficiary="TCD"))
    assert (found.target, found.beneficiary) == (("TCD",), ())


@pytest.mark.parametrize(("score", "quotes"), [(0.9, 4), (0.2, 1)])
def test_other_mentions_are_evidence_where_they_are_sure(score: float, quotes: int, context_of: Read) -> None:
    context = context_of(
        "Norway pledged aid to Chad. Norway offered aid. Norway promised aid. Norway vowed aid. It gave aid."
    )
    told = [draft_of(context, "pledged", actor="NOR", target="TCD")]
    told += [draft_of(context, word, score=score, actor="NOR") for word in ("offered", "promised", "vowed", "gave")]
    assert len(act(context, *told).evidence) == quotes


def test_two_mentions_in_one_sentence_are_one_quotation(context_of: Read) -> None:
    context = context_of("Norway pledged and promised $5 million to Chad.")
    told = [draft_of(context, word, actor="NOR", target="TCD") for word in ("pledged", "promised")]
    assert len(act(context, *told).evidence) == 1


def test_nobody_acts(context_of: Read) -> None:
    context = context_of("Somebody pledged $5 million.")
    out = left_out(context, draft_of(context, "pledged"))
    assert (out.reason, out.score) == (Reason.NO_ACTOR, 0.7)
    assert out.quote
    assert out.quote.text == "Somebody pledged $5 million."


def test_about_nothing(context_of: Read) -> None:
    context = context_of("Norway pledged help.")
    assert left_out(context, draft_of(context, "pledged", actor="NOR")).reason == Reason.NO_TARGET


@pytest.mark.parametrize("text", ["Norway pledged 40 tents.", "Norway pledged $5 million."])
def test_goods_or_a_sum_are_enough(text: str, context_of: Read) -> None:
    context = context_of(text)
    assert act(context, draft_of(context, "pledged", actor="NOR")).target == ()


def test_an_actor_whom_no_passage_names_is_not_said(context_of: Read) -> None:
    context = context_of("Norway pledged $5 million to Chad.")
    draft = draft_of(context, "pledged", actor="NOR", target="TCD")
    named = context.named[0][1]
    forged = replace(draft, slots={**draft.slots, "actor": [Filler("MLI", (named,))]})
    out = left_out(context, forged)
    assert out.reason == Reason.NOT_SAID
    assert "“Chad” does not say actor MLI" in out.detail
    assert out.rule == "evidence"
