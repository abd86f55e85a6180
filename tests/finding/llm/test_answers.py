"""Answers: broken, cut off, of the wrong types or huge, nothing of them is trusted and what is good in them is kept."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from pledgebook.finding.llm.answers import MOST_ACTS, fault_of, told_by
from pledgebook.finding.llm.schema import ACT, SCHEMA, fault

Tell = Callable[..., dict[str, Any]]


def whole(*acts: object) -> str:
    return json.dumps({"acts": acts})


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "```json\n{}\n```",
        "Here are the acts:\n{}\nI hope this helps!",
        "<think>Is {{it}} so?</think>{}",
        " \n{} {{}}",
    ],
)
def test_what_stands_around_an_answer_does_no_harm(around: str, tell: Tell) -> None:
    text = around.format(whole(tell()))
    assert fault_of(text) == ""
    assert told_by(text).acts == (tell(),)


@pytest.mark.parametrize(
    "text",
    ["", "no JSON at all", "[1, 2]", "{", '{"acts": [}', "{" * 100_000, "[" * 100_000, '{"acts": ' + "[" * 100_000,
     '{"acts": NaN}', "null", '"acts"', '{"acts": 1' + "0" * 10_000 + "}"],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_broken_json_is_named_and_tells_of_nothing(text: str) -> None:
    assert fault_of(text)
    told = told_by(text)
    assert told.acts == ()
    assert told.faults


def test_of_an_answer_that_was_cut_off_the_whole_acts_are_kept(tell: Tell) -> None:
    text = whole(tell(), tell(kind="delivery"), tell(kind="sanction"))[:-40]
    told = told_by(text)
    assert [act["kind"] for act in told.acts] == ["pledge", "delivery"]
    assert told.faults == ("it is no valid JSON object",)


def test_one_act_of_the_wrong_form_does_not_spoil_the_others(tell: Tell) -> None:
    wrong = tell() | {"actor": "NOR"}
    told = told_by(whole(tell(), wrong, 7, tell(kind="delivery")))
    assert [act["kind"] for act in told.acts] == ["pledge", "delivery"]
    assert told.faults == (
        "acts[1].actor must be of type array, not 'NOR'",
        "acts[2] must be of type object, not 7",
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "gift"}, "kind must be one of request, pledge"),
        ({"kind": None}, "kind must be of type string, not None"),
        ({"quotes": "x"}, "quotes must be of type array"),
        ({"quotes": [1]}, "quotes[0] must be of type string, not 1"),
        ({"modality": "sure"}, "modality must be one of asserted"),
        ({"amount": {"words": "$5"}}, "amount.low is missing"),
        ({"amount": 5}, "amount must be of type object, not 5"),
        ({"items": [{"words": "tents", "quantity": "40"}]}, "items[0].quantity must be of type number, not '40'"),
        ({"items": [{"words": "tents", "quantity": True}]}, "items[0].quantity must be of type number, not True"),
        ({"items": [{"words": "tents", "quantity": float("inf")}]}, "items[0].quantity must be a finite number"),
        ({"items": [{"words": "tents", "quantity": 10**400}]}, "items[0].quantity must be a finite number"),
        ({"aid_type": {"value": "moral", "words": "x"}}, "aid_type.value must be one of military"),
        ({"confidence": 1.0}, "'confidence' is no field"),
        ({"speaker": "x" * 1000}, "speaker must be of type object, not 'xxx"),
    ],
)
def test_a_fault_is_named_with_its_place(change: dict[str, Any], said: str, tell: Tell) -> None:
    found = fault(tell() | change, ACT)
    assert said in found
    assert len(found) < 200


def test_acts_without_end_are_cut_and_told(tell: Tell) -> None:
    told = told_by(whole(*[tell()] * (MOST_ACTS + 5)))
    assert len(told.acts) == MOST_ACTS
    assert told.faults == (f"it tells of {MOST_ACTS + 5} acts, more than {MOST_ACTS}",)


def test_the_schema_is_in_the_words_that_all_servers_know() -> None:
    """As strict structured output wants it: every field required, none more, and only plain key words."""

    def check(schema: Any) -> None:
        assert set(schema) <= {"type", "properties", "required", "additionalProperties", "items", "enum", "anyOf"}
        if schema.get("type") == "object":
            assert schema["required"] == list(schema["properties"])
            assert schema["additionalProperties"] is False
        for inner in (*schema.get("properties", {}).values(), *schema.get("anyOf", ())):
            check(inner)
        if "items" in schema:
            check(schema["items"])

    check(SCHEMA)
