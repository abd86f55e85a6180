"""find_channel over cases."""

import json
from pathlib import Path
from typing import Any

import pytest

from pledgebook.finding.channels import find_channel

ROWS = (Path(__file__).parents[1] / "cases/slots.jsonl").read_text(encoding="utf-8").splitlines()
CASES = [case for case in map(json.loads, ROWS) if case["slot"] == "channel"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_channels(case: dict[str, Any], told: Any) -> None:
    value, quotes = find_channel(*told(case))
    assert list(value) == case["value"]
    assert [quote.text for quote in quotes] == case["says"]
