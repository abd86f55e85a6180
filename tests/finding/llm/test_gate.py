"""What a model tells is stored only where the article says it: cases of good and of hostile acts."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pledgebook.finding.context import Context
from pledgebook.finding.evidence import prove
from pledgebook.finding.sentences import cut_sentences
from pledgebook.problems import Reason
from pledgebook.records import Reading

ROWS = (Path(__file__).parents[2] / "cases/llm.jsonl").read_text(encoding="utf-8").splitlines()
CASES = [json.loads(row) for row in ROWS]
Tell = Callable[..., dict[str, Any]]
Read = Callable[..., Reading]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_an_act_as_told(case: dict[str, Any], tell: Tell, read: Read) -> None:
    reading = read([tell(**case["tell"])])
    left = [out for out in reading.left_out if out.rule == "llm"]
    if "left" in case:
        reason, _, words = case["left"].partition(": ")
        assert reading.acts == ()
        assert [out.reason for out in left] == [Reason[reason.upper()]]
        assert words in left[0].detail
        return
    (act,) = reading.acts
    assert left == []
    told = act.to_json()
    assert {name: told[name] for name in case["act"]} == case["act"]
    noted = [rule for rule in act.rules if not rule.startswith(("llm ", "trust "))]
    assert [case["note"] in rule for rule in noted] == [True] if "note" in case else noted == []
    assert prove(act, Context(reading.article, cut_sentences(reading.article)))


def test_ids_are_told_apart() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)


WORDS = st.sampled_from(
    [
        "Norway",
        "pledged",
        "$60 million",
        "Mozambique",
        "on Thursday",
        "It",
        "40 tents",
        "",
        "Chad",
        "grants",
        "\0",
        "x" * 5000,
    ]
) | st.text(max_size=12)
PARTY = st.fixed_dictionaries({"party": st.sampled_from(["NOR", "MOZ", "name:x", ""]) | WORDS, "words": WORDS})
NUMBER = st.sampled_from([60e6, 40, 0, -1, 1e308]) | st.integers(-(10**30), 10**30)
ACT = st.fixed_dictionaries(
    {
        "quotes": st.lists(WORDS | st.just("It sent 40 tents and 12 boats"), max_size=3),
        "kind": st.sampled_from(["pledge", "sanction", "refusal"]),
        "kind_words": WORDS,
        **{slot: st.lists(PARTY, max_size=2) for slot in ("actor", "target", "beneficiary", "channel")},
        "amount": st.none()
        | st.fixed_dictionaries(
            {
                "words": WORDS, "low": NUMBER, "high": NUMBER, "currency": st.none() | WORDS,
                "basis": st.just("increment"), "replaces": st.none(),
            }
        ),
        "items": st.lists(st.fixed_dictionaries({"words": WORDS, "quantity": st.none() | NUMBER}), max_size=2),
        "aid_type": st.none() | st.fixed_dictionaries({"value": st.just("military"), "words": WORDS}),
        "instrument": st.none() | st.fixed_dictionaries({"value": st.just("grant"), "words": WORDS}),
        "measures": st.just([]),
        "listed": st.lists(WORDS, max_size=2),
        "date": st.none() | st.fixed_dictionaries({"start": WORDS, "end": WORDS, "words": WORDS}),
        "modality": st.just("asserted"),
        "speaker": st.none() | PARTY,
    }
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ACT, max_size=3))
def test_whatever_a_model_tells_what_is_stored_is_proven(read: Read, acts: list[dict[str, Any]]) -> None:
    reading = read(acts)
    context = Context(reading.article, cut_sentences(reading.article))
    assert all(prove(act, context) for act in reading.acts)
    assert len(reading.acts) <= len(acts)
