"""Entries: their rungs, the accepted sum and day, and the conflicts shown beside them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pledgebook.reconciling.assemble import assemble
from pledgebook.reconciling.ladder import climb, furthest


def test_an_entry_climbs(make: Any) -> None:
    entry = assemble(
        [
            make(id="c", kind="delivery", sum="64m USD", day="2022-05-28"),
            make(id="a", kind="pledge", sum="64m USD", day="2021-11-18"),
            make(id="b", kind="commitment", sum="64m USD", day="2022-01-19", says="They signed."),
        ]
    )
    assert [rung.kind for rung in entry.rungs] == ["pledge", "commitment", "delivery"]
    assert entry.kind == "delivery"
    assert entry.date is not None
    assert entry.date.start == date(2021, 11, 18)
    assert entry.rungs[1].quotes[0].text == "They signed."


@pytest.mark.parametrize("modality", ["planned", "denied", "conditional"])
def test_only_what_is_asserted_lifts(modality: str, make: Any) -> None:
    rungs = climb([make(id="a", day="2021-11-18"), make(id="b", kind="delivery", modality=modality, day="2021-11-20")])
    assert furthest(rungs).kind == "pledge"


def test_an_id_follows_from_the_content(make: Any) -> None:
    one, two = make(id="a", day="2021-11-18"), make(id="b", day="2021-11-18")
    assert assemble([one, two]).id == assemble([two, one]).id == assemble([one]).id != assemble([two]).id


def test_an_empty_entry_cannot_be() -> None:
    with pytest.raises(ValueError, match="needs a mention"):
        assemble([])


@pytest.mark.parametrize(
    ("rows", "accepted", "reason"),
    [
        ([{"sum": "30m SEK", "official": True}, {"sum": "35m SEK"}], 30e6, "own word"),
        ([{"sum": "10m USD"}, {"sum": "12m USD"}, {"sum": "10m USD"}], 10e6, "2 independent sources"),
        (
            [
                {"sum": "12m USD", "lineage": "x"},
                {"sum": "12m USD", "lineage": "x"},
                {"sum": "10m USD", "official": True},
            ],
            10e6,
            "own",
        ),
        (
            [{"sum": "29m GBP"}, {"sum": "29m GBP"}, {"sum": "19m GBP", "replaces": "29m GBP", "basis": "revision"}],
            19e6,
            "a correction takes the place",
        ),
        ([{"sum": "64m USD"}, {"sum": "60m USD", "written": "2021-07-30"}], 64e6, "within days of the act"),
        ([{"sum": "1.5bn USD"}, {"sum": "1bn USD", "hedge": "up_to"}], 1.5e9, "independent source"),
    ],
)
def test_accepted_sums(rows: list[dict[str, Any]], accepted: float, reason: str, make: Any) -> None:
    mentions = [
        make(**{"id": f"m{i}", "day": "2021-03-04", "written": "2021-03-04", **row}) for i, row in enumerate(rows)
    ]
    entry = assemble(mentions)
    assert entry.amount is not None
    assert entry.amount.money.low == accepted
    assert reason in entry.reason
    amounts = [conflict for conflict in entry.conflicts if conflict.field == "amount"]
    assert len(amounts) == 1
    assert amounts[0].sides[0].value == amounts[0].accepted
    assert len(amounts[0].sides) == 2


def test_the_latest_running_total_is_accepted(make: Any) -> None:
    rows = [
        make(id=day, sum=total, basis="running_total", written=f"2021-03-{day}")
        for day, total in (("02", "10m AUD"), ("20", "13m AUD"))
    ]
    entry = assemble(rows)
    assert entry.amount is not None
    assert entry.amount.money.low == 13e6


def test_the_donors_own_currency_is_shown(make: Any) -> None:
    entry = assemble(
        [
            make(id="a", actor="SWE", sum="38m USD", day="2021-03-04"),
            make(id="b", actor="SWE", sum="324m SEK", day="2021-03-04"),
        ]
    )
    assert entry.amount is not None
    assert entry.amount.money.currency == "SEK"


def test_days_in_conflict(make: Any) -> None:
    entry = assemble([make(id=day, day=f"2021-03-{day[:2]}") for day in ("04a", "04b", "05c")])
    conflict = next(c for c in entry.conflicts if c.field == "date")
    assert conflict.accepted == "2021-03-04"
    assert [side.sources for side in conflict.sides] == [2, 1]


def test_copies_are_one_source(make: Any) -> None:
    entry = assemble([make(id="a", day="2021-03-05", lineage="x"), make(id="b", day="2021-03-05", lineage="x")])
    assert entry.conflicts == ()
    other = assemble([*entry.mentions, make(id="c", day="2021-03-04", official=True)])
    assert [(side.value, side.sources) for side in other.conflicts[0].sides] == [("2021-03-04", 1), ("2021-03-05", 1)]


def test_agreement_is_no_conflict(make: Any) -> None:
    rows = [make(id=name, sum="40m EUR", day="2021-03-04", aid="humanitarian") for name in "abc"]
    assert assemble(rows).conflicts == ()


def test_a_denial_is_a_conflict_and_gives_no_sum(make: Any) -> None:
    entry = assemble([make(id="a", kind="delivery"), make(id="b", kind="delivery", modality="denied", sum="4m USD")])
    assert [conflict.field for conflict in entry.conflicts] == ["status"]
    assert entry.amount is None
