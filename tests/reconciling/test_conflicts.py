"""What counts as articles disagreeing on an entry, and what does not."""

from __future__ import annotations

from typing import Any

import pytest

from pledgebook.reconciling.assemble import assemble

DAY = "2021-03-04"
SUMS: list[tuple[str, list[dict[str, Any]], bool]] = [
    ("the same exact figure", [{"sum": "40m EUR"}, {"sum": "40m EUR"}], False),
    ("40m and more than 40m", [{"sum": "40m EUR"}, {"sum": "40m EUR", "hedge": "at_least"}], True),
    ("40m and some 40m", [{"sum": "40m EUR"}, {"sum": "40m EUR", "hedge": "about"}], True),
    ("both rough", [{"sum": "40m EUR", "hedge": "about"}, {"sum": "40m EUR", "hedge": "at_least"}], False),
    ("promised, then signed for up to it", [{"sum": "40m EUR"}, {"sum": "40m EUR", "hedge": "up_to"}], False),
    ("rough in another currency", [{"sum": "400m NOK"}, {"sum": "47m USD", "hedge": "about"}], False),
    ("exact in two currencies", [{"sum": "400m NOK"}, {"sum": "47m USD"}], True),
    (
        "restated at one rate",
        [{"sum": "400m NOK", "also": ["39.1m EUR"]}, {"sum": "400m NOK", "also": ["47m USD"]}],
        False,
    ),
    (
        "restated at two rates",
        [{"sum": "400m NOK", "also": ["39.1m EUR"]}, {"sum": "400m NOK", "also": ["50m USD"]}],
        True,
    ),
    ("restated in one article", [{"sum": "400m NOK", "also": ["47m USD"]}], False),
]


@pytest.mark.parametrize(("rows", "wanted"), [case[1:] for case in SUMS], ids=[case[0] for case in SUMS])
def test_sums(rows: list[dict[str, Any]], wanted: bool, make: Any) -> None:
    entry = assemble([make(**{"id": f"m{i}", "day": DAY, **row}) for i, row in enumerate(rows)])
    assert [conflict.field for conflict in entry.conflicts] == ["amount"] * wanted


GROWTH: list[tuple[str, list[tuple[str, str]], bool]] = [
    ("grows over months", [("1.2bn USD", "2021-01-10"), ("1.5bn USD", "2021-06-10")], False),
    ("two sums within days", [("1.2bn USD", "2021-01-10"), ("1.5bn USD", "2021-01-12")], True),
    ("shrinks over months", [("1.5bn USD", "2021-01-10"), ("1.2bn USD", "2021-06-10")], True),
    ("wrong once, then grown", [("4bn USD", "2021-01-10"), ("5bn USD", "2021-01-11"), ("6bn USD", "2021-06-10")], True),
]


@pytest.mark.parametrize(("told", "wanted"), [case[1:] for case in GROWTH], ids=[case[0] for case in GROWTH])
def test_totals_may_grow(told: list[tuple[str, str]], wanted: bool, make: Any) -> None:
    rows = [make(id=day, sum=money, basis="running_total", written=day) for money, day in told]
    assert bool(assemble(rows).conflicts) == wanted


def test_a_total_holds_money_of_several_types(make: Any) -> None:
    totals = [make(id=aid, sum="600m USD", basis="running_total", aid=aid) for aid in ("financial", "humanitarian")]
    assert assemble(totals).conflicts == ()
    gifts = [make(id=aid, sum="300m USD", aid=aid) for aid in ("financial", "humanitarian")]
    assert [conflict.field for conflict in assemble(gifts).conflicts] == ["aid_type"]


BARE = {"actor": "AUS", "sum": "10m USD", "says": "Canberra gives $10 million."}
DOLLARS: list[tuple[str, list[dict[str, Any]], bool]] = [
    ("a bare $ of Australia", [BARE], True),
    ("US$ said", [{**BARE, "says": "Canberra gives US$10 million."}], False),
    ("one telling says which", [BARE, {**BARE, "says": "Australia gives US$10 million."}], False),
    ("dollars of the USA", [{**BARE, "actor": "USA"}], False),
    ("of a donor without dollars", [{**BARE, "actor": "NOR"}], False),
    ("of two donors", [{**BARE, "actor": "AUS+NZL"}], False),
    ("a part of a package", [{**BARE, "basis": "tranche_of"}], False),
    ("restated", [{**BARE, "also": ["14m AUD"]}], False),
    ("in its own dollars", [{**BARE, "sum": "10m AUD"}], False),
]


@pytest.mark.parametrize(("rows", "wanted"), [case[1:] for case in DOLLARS], ids=[case[0] for case in DOLLARS])
def test_a_bare_dollar(rows: list[dict[str, Any]], wanted: bool, make: Any) -> None:
    entry = assemble([make(**{"id": f"m{i}", "day": DAY, **row}) for i, row in enumerate(rows)])
    values = [side.value for conflict in entry.conflicts for side in conflict.sides]
    assert values == (["10m USD", "10m AUD, if the $ is the donor's own"] if wanted else [])


def test_a_precise_day_inside_a_wide_one_is_the_day(make: Any) -> None:
    rows = [
        make(id="a", kind="pledge", sum="3m EUR", day="2021-03-01/2021-03-07"),
        make(id="b", kind="commitment", sum="3m EUR", day=DAY),
        make(id="c", kind="delivery", sum="3m EUR", day="2021-05-04"),
    ]
    day = assemble(rows).date
    assert day is not None
    assert (day.start.isoformat(), day.end.isoformat()) == (DAY, DAY)
