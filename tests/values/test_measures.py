"""find_measures over cases."""

import json
from pathlib import Path
from typing import Any

import pytest

from pledgebook.values.measures import find_measures

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases/measures.jsonl").read_text().splitlines()]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_measures(case: dict[str, Any]) -> None:
    words = case["words"]
    assert [[words[start:end], measure] for start, end, measure in find_measures(words)] == case["measures"]
