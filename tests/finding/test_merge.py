"""merge: which mentions are one act, over cases; whatever the drafts, each lands in one group."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.codebook import KINDS
from pledgebook.finding.candidates import Filler, find_units
from pledgebook.finding.context import Context
from pledgebook.finding.drafts import Draft
from pledgebook.finding.merge import merge, strength

ROWS = (Path(__file__).parents[1] / "cases/merge.jsonl").read_text(encoding="utf-8").splitlines()
CASES = [json.loads(row) for row in ROWS]
Read = Callable[..., Context]


def draft_of(context: Context, row: list[Any]) -> Draft:
    """[word, low of its sum or null, sentence, kind, actors, targets] and, if need be, score, modality, basis."""
    word, low, sentence, kind, actors, targets = row[:6]
    score = row[6] if len(row) > 6 else 0.8
    modality = row[7] if len(row) > 7 else "asserted"
    basis = row[8] if len(row) > 8 else "increment"
    unit = next(
        unit
        for unit in find_units(context)
        if unit.anchor.text == word and unit.sentence == sentence and (unit.money.low if unit.money else None) == low
    )
    slots = {"actor": fillers(actors), "target": fillers(targets)}
    return Draft(unit, kind, score, slots, {"actor": 1.0}, {"modality": modality, "basis": basis})


def fillers(parties: str) -> list[Filler]:
    return [Filler(party, ()) for party in parties.split()]


def marked(case: dict[str, Any]) -> Any:
    fails = (pytest.mark.xfail(reason=case["fails"], strict=True),) if "fails" in case else ()
    return pytest.param(case, id=case["id"], marks=fails)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_merge(case: dict[str, Any], context_of: Read) -> None:
    context = context_of(case["text"])
    drafts = [draft_of(context, row) for row in case["drafts"]]
    for order in (drafts, drafts[::-1]):
        groups = [[drafts.index(draft) for draft in group] for group in merge(order)]
        assert sorted(groups) == sorted(case["groups"])


def test_one_word_told_of_each_of_two_actors_is_two_acts(context_of: Read) -> None:
    """The judge makes such drafts of "both countries"; the bare word joins one of them."""
    draft = draft_of(context_of("Both gave $5 million."), ["gave", 5e6, 0, "delivery", "JPN", "TCD"])
    bare = draft_of(context_of("Both gave $5 million."), ["gave", None, 0, "delivery", "JPN KOR", "TCD"])
    groups = merge([draft, replace(draft, slots={**draft.slots, "actor": fillers("KOR")}), bare])
    assert [[sorted(member.parties("actor")) for member in group] for group in groups] == [
        [["JPN"], ["JPN", "KOR"]],
        [["KOR"]],
    ]


def test_no_drafts_are_no_acts() -> None:
    assert merge([]) == []


SENTENCES = "Norway pledged $5 million to Chad and sent tents. Chad asked Norway for $7 million and banned exports."
choices = st.tuples(
    st.integers(0, 5),
    st.sampled_from(KINDS),
    st.floats(0.05, 1),
    st.sampled_from(["NOR", "TCD", "NOR TCD", ""]),
    st.sampled_from(["MLI", "TCD", ""]),
)


@settings(deadline=None, max_examples=60)  # the first one loads the grammar
@given(st.lists(choices, max_size=12))
def test_every_draft_is_in_one_group_of_its_own_kind(context_of: Read, rows: list[Any]) -> None:
    units = find_units(context_of(SENTENCES))
    drafts = [
        Draft(units[n % len(units)], kind, score, {"actor": fillers(a), "target": fillers(t)}, {"actor": 0.5})
        for n, kind, score, a, t in rows
    ]
    groups = merge(drafts)
    assert sorted(id(draft) for group in groups for draft in group) == sorted(map(id, drafts))
    for group in groups:
        assert len({draft.group for draft in group}) == 1
        with_sum = [draft for draft in group if draft.unit.money]
        assert not with_sum or group[0].unit.money
        assert strength(group[0]) == max(strength(draft) for draft in (with_sum or group))
