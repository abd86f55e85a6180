"""find_aid_types and find_instruments over cases."""

import json
from pathlib import Path
from typing import Any

import pytest

from pledgebook.values.aid import find_aid_types, find_instruments
from pledgebook.values.items import find_items

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases/aid.jsonl").read_text().splitlines()]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_aid(case: dict[str, Any]) -> None:
    words = case["words"]
    assert [[words[start:end], kind] for start, end, kind in find_aid_types(words)] == case["types"]
    assert [[words[start:end], kind] for start, end, kind in find_instruments(words)] == case["instruments"]


def test_items_known_already_give_the_same_types() -> None:
    words = "It sent 12 F-16s and tents."
    assert find_aid_types(words, find_items(words)) == find_aid_types(words)
