"""find_act_measures over cases."""

import json
from pathlib import Path
from typing import Any

import pytest

from pledgebook.finding.measures import find_act_measures

ROWS = (Path(__file__).parents[1] / "cases/slots.jsonl").read_text(encoding="utf-8").splitlines()
CASES = [case for case in map(json.loads, ROWS) if case["slot"] == "measures"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_measures(case: dict[str, Any], told: Any) -> None:
    value, quotes = find_act_measures(*told(case))
    assert list(value) == case["value"]
    assert [quote.text for quote in quotes] == case["says"]
