"""How sums, goods and days of two tellings stand to each other."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.reconciling.days import day_clue
from pledgebook.reconciling.goods import compare_goods
from pledgebook.reconciling.sums import compare_sums, rounding, show
from pledgebook.reconciling.words_of import is_group, stems
from pledgebook.records import Amount, Item, Money

DAY = date(2021, 8, 13)


@pytest.mark.parametrize(
    ("one", "two", "relation"),
    [
        ("40m EUR", "40m EUR", "same"),
        ("1.48bn USD", "1.5bn USD", "rounded"),
        ("10m USD", "12m USD", "differs"),
        ("10m USD", "100m USD", "far"),
        ("100m EUR", "117m USD", "converted"),
        ("100m EUR", "100m USD", "differs"),
        ("100m EUR", "100m TWD", "unknown"),
    ],
)
def test_sums(one: str, two: str, relation: str, make_money: Any) -> None:
    found = compare_sums(Amount(make_money(one)), Amount(make_money(two)), DAY)
    assert found.relation == relation, found.phrase


def test_a_restatement_meets_a_figure_without_a_rate(make_money: Any) -> None:
    one = Amount(make_money("90m TWD"), also=(make_money("3.2m USD"),))
    assert compare_sums(one, Amount(make_money("3.2m USD")), DAY).relation == "same"


@given(value=st.integers(1, 999), power=st.integers(0, 9))
def test_rounding_is_at_most_half_a_unit_of_the_second_digit(value: int, power: int) -> None:
    assert 0 < rounding(value * 10.0**power) <= 0.05 + 1e-9


@given(low=st.floats(1, 1e12), high=st.floats(1, 1e12))
def test_comparing_sums_is_symmetric(low: float, high: float) -> None:
    one, two = Amount(Money(low, low, "EUR")), Amount(Money(high, high, "EUR"))
    assert compare_sums(one, two, DAY).relation == compare_sums(two, one, DAY).relation


@pytest.mark.parametrize(
    ("money", "words"),
    [
        (Money(3e8, 3e8, "USD"), "300m USD"),
        (Money(1.5e9, 2e9, "EUR"), "1.5bn to 2bn EUR"),
        (Money(812, 812, "CHF"), "812 CHF"),
    ],
)
def test_show(money: Money, words: str) -> None:
    assert show(money) == words


@pytest.mark.parametrize(
    ("one", "two", "relation"),
    [
        ([("tents", 70)], [("winter tents", 70)], "same"),
        ([("tents", 70)], [("tents", 30)], "part"),
        ([("tents", 70)], [("tents", None)], "alike"),
        ([("scout cars", 19)], [("vehicles", 19)], "count"),
        ([("tents", None)], [("rice", None)], "other"),
        ([("tonnes of rice", 70)], [("tonnes of flour", 30)], "other"),
        ([("relief goods", None)], [("rice", None)], "vague"),
        ([("Puma 2 carriers", None)], [("Puma 1 carriers", None)], "other"),
        ([("tents", 70)], [], "unsaid"),
    ],
)
def test_goods(one: list[Any], two: list[Any], relation: str) -> None:
    rows = tuple(tuple(Item(*item) for item in side) for side in (one, two))
    assert compare_goods(*rows).relation == relation
    assert compare_goods(*reversed(rows)).relation == relation


def test_stems_take_off_plurals_only() -> None:
    assert stems("Vehicles, boxes, batteries and a bus") == {"vehicle", "box", "battery", "bus"}


@pytest.mark.parametrize(
    ("party", "group"),
    [("name:Western allies", True), ("name:16 countries", True), ("name:UNRWA", False), ("FRA", False)],
)
def test_groups_have_no_id(party: str, group: bool) -> None:
    assert is_group(party) == group


def test_the_nearer_the_days_the_better(make: Any) -> None:
    one = make(day="2021-03-01")
    scores = [day_clue(one, make(day=day)).score for day in ("2021-03-01", "2021-03-02", "2021-03-06", "2021-04-20")]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0 > scores[-1]


def test_a_later_rung_may_come_late(make: Any) -> None:
    pledge, late = make(day="2021-03-01"), {"day": "2021-06-01"}
    assert day_clue(pledge, make(kind="delivery", **late)).score > day_clue(pledge, make(**late)).score + 3
