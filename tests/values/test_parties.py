"""find_parties and learn_names over cases, and what holds for any text."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.values.parties import find_parties, learn_names, says

LINES = (Path(__file__).parents[1] / "cases/parties.jsonl").read_text(encoding="utf-8").splitlines()
CASES = [json.loads(line) for line in LINES]
MENTIONS = [case for case in CASES if "parties" in case]
LEARNING = [case for case in CASES if "learned" in case]
PIECES = st.sampled_from(
    ["US", "U.S.", "Japan", "Japan's", "Japanese", "Prime Minister", "former", "President", "Ban Ki-moon", "Trump",
     "Sen.", "Jane Sample", "Muster", "Syrian", "rebels", "allies", "and", "the", "of", "West", "Western", "pro-",
     "-backed", "-based", ",", ".", "(WHO)", "UN", "House", "Senate", "MINISTER", "said", "\n", "\n\n", "’s"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=16).map(" ".join) | st.lists(PIECES, max_size=16).map("".join)


def day(case: dict[str, Any]) -> date | None:
    return date.fromisoformat(case["on"]) if "on" in case else None


@pytest.mark.parametrize("case", MENTIONS, ids=[case["id"] for case in MENTIONS])
def test_parties(case: dict[str, Any]) -> None:
    words = case["words"]
    found = find_parties(words, case.get("known", {}), day(case))
    assert [[words[m.start : m.end], list(m.ids), m.role] for m in found] == case["parties"]


@pytest.mark.parametrize("case", LEARNING, ids=[case["id"] for case in LEARNING])
def test_names_that_a_text_introduces(case: dict[str, Any]) -> None:
    assert learn_names(case["words"], day(case)) == case["learned"]


@given(TEXTS)
def test_mentions_stand_in_order_and_apart(text: str) -> None:
    known = learn_names(text)
    found = find_parties(text, known)
    assert found == find_parties(text, known)
    end = 0
    for mention in found:
        assert end <= mention.start < mention.end <= len(text)
        assert mention.ids
        assert all(mention.ids)
        end = mention.end


@given(TEXTS)
def test_a_text_says_its_parties(text: str) -> None:
    for mention in find_parties(text):
        assert all(says(text, party) for party in mention.ids)


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    find_parties(text, learn_names(text), date(2015, 6, 1))


def test_a_text_does_not_say_other_parties() -> None:
    assert not says("Japan paid.", "KOR")
    assert not says("Japan paid.", "name:Oxfam")
    assert says("the Muster  Fund paid.", "name:Muster Fund")


def test_known_names_go_before_the_word_files() -> None:
    text = "Putin and Muster met."
    found = find_parties(text, {"Putin": "name:Some Other Putin", "Muster": "JPN"})
    assert [mention.ids for mention in found] == [("name:Some Other Putin",), ("JPN",)]


def test_a_later_surname_is_the_person_introduced() -> None:
    text = "Japan's Prime Minister Ichiro Muster came. Mr Muster left, and Muster came back."
    found = find_parties(text, learn_names(text))
    assert [text[m.start : m.end] for m in found][1:] == ["Mr Muster", "Muster"]
    assert {m.ids for m in found} == {("JPN",)}
