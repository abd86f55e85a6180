"""Values as people read them; the cases are in tests/cases/phrases.jsonl."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pledgebook import phrases
from pledgebook.records import Amount, Interval, Money

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "phrases.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_phrase(case: dict[str, Any]) -> None:
    value = case["value"]
    if case["show"] == "days":
        value = Interval(*(date.fromisoformat(day) for day in value))
    assert getattr(phrases, case["show"])(value) == case["words"]


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (None, ""),
        (Amount(Money(3e8, 3e8, "USD")), "USD 300m"),
        (Amount(Money(1.2e9, 1.5e9, "USD"), "tranche_of", "about"), "about USD 1.2bn–1.5bn, part of a sum"),
        (Amount(Money(5.5e7, 5.5e7, "CAD"), also=(Money(4e7, 4e7, "USD"),)), "CAD 55m (= USD 40m)"),
        (Amount(Money(3e8, 3e8, "USD"), "revision", replaces=Money(1e8, 1e8, "USD")), "USD 300m, instead of USD 100m"),
        (Amount(Money(1e6, 1e6, "EUR"), "revision"), "EUR 1m, revised"),
        (Amount(Money(1e6, 1e6, "EUR"), "per_period"), "EUR 1m, per period"),
    ],
)
def test_amount(amount: Amount | None, words: str) -> None:
    assert phrases.amount(amount) == words
