"""find_items over cases."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.records import Item
from pledgebook.values.items import find_items, says

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases/items.jsonl").read_text().splitlines()]
PIECES = st.sampled_from(
    ["31 ", "two ", "a ", "the ", "Abrams ", "M1A2 ", "tanks ", "tank ", "missile ", "defense ",
     "systems ", "system ", "tonnes ", "of ", "rice ", "food, ", "and ", "more ", "Ukraine ", "155 ",
     "mm ", "rounds ", "Iron Dome ", "embargo ", "sent ", "diplomats "]
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_goods(case: dict[str, Any]) -> None:
    words = case["words"]
    found = [
        {"text": words[m.start : m.end], "name": m.item.name, "quantity": m.item.quantity, "family": m.family}
        for m in find_items(words)
    ]
    assert found == case["items"]


@given(st.lists(PIECES, max_size=14).map("".join))
def test_goods_stand_in_order_and_apart_and_are_said(text: str) -> None:
    end = 0
    for mention in find_items(text):
        assert end <= mention.start < mention.end <= len(text)
        assert says(text, mention.item)
        end = mention.end


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    assert find_items(text) == find_items(text)


def test_says_neither_other_goods_nor_another_number() -> None:
    passage = "It sent 31 tanks."
    assert says(passage, Item("tanks", 31))
    assert says(passage, Item("tanks"))
    assert not says(passage, Item("tanks", 30))
    assert not says(passage, Item("jets", 31))
