"""find_goods over cases."""

import json
from pathlib import Path
from typing import Any

import pytest

from pledgebook.finding.goods import find_goods

ROWS = (Path(__file__).parents[1] / "cases/slots.jsonl").read_text(encoding="utf-8").splitlines()
CASES = [case for case in map(json.loads, ROWS) if case["slot"] == "goods"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_goods(case: dict[str, Any], told: Any) -> None:
    value, quotes = find_goods(*told(case))
    assert [[item.name, item.quantity] for item in value] == case["value"]
    assert [quote.text for quote in quotes] == case["says"]
