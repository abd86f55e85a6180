"""Whole stories of invented acts: links, totals, inferred money, and that the order of articles changes nothing."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from pledgebook.reconciling.entries import Entry, Reconciled
from pledgebook.reconciling.reconcile import reconcile
from pledgebook.reconciling.totals import Ledger, count_total

GIFT: dict[str, Any] = {"id": "gift", "actor": "NOR", "target": "MLI", "sum": "100m NOK", "day": "2021-03-04"}


def links(book: Reconciled) -> set[tuple[str, str, str]]:
    """(source, kind, target) by the first mention of each entry, "?" for inferred ones."""
    names = {entry.id: entry.mentions[0].id if entry.mentions else "?" for entry in book.entries}
    return {(names[link.source], link.kind, names[link.target]) for link in book.links}


def entry_of(book: Reconciled, mention: str) -> Entry:
    return next(entry for entry in book.entries if mention in {m.id for m in entry.mentions})


def pledged(book: Reconciled, as_of: str, currency: str = "NOK", pair: tuple[str, str] = ("NOR", "MLI")) -> float:
    return count_total(Ledger(book.entries, book.links), *pair, currency, date.fromisoformat(as_of)).pledged


ASK: dict[str, Any] = {"kind": "request", "actor": "MLI", "target": "NOR"}
EU: dict[str, Any] = {"actor": "EU", "target": "ZWE"}
LINKED: list[tuple[str, list[dict[str, Any]], set[tuple[str, str, str]]]] = [
    (
        "a package and its parts",
        [
            {**GIFT, "article": "a"},
            {**GIFT, "id": "p1", "article": "a", "sum": "60m NOK", "basis": "tranche_of", "aid": "humanitarian"},
            {**GIFT, "id": "p2", "article": "a", "sum": "40m NOK", "basis": "tranche_of", "aid": "development"},
        ],
        {("p1", "part_of", "gift"), ("p2", "part_of", "gift")},
    ),
    (
        "three of nineteen",
        [
            {"id": "all", "kind": "commitment", "day": "2021-12-21", "items": [["scout cars", 19]]},
            {"id": "some", "kind": "delivery", "day": "2022-01-12", "items": [["scout cars", 3]]},
        ],
        {("some", "part_of", "all")},
    ),
    (
        "fourteen and four are eighteen",
        [
            {"id": "x", "day": "2021-12-21", "items": [["scout cars", 14]]},
            {"id": "y", "day": "2022-01-30", "items": [["scout cars", 4]]},
            {"id": "z", "kind": "delivery", "day": "2022-05-12", "items": [["scout cars", 18]]},
        ],
        {("z", "total_of", "x"), ("z", "total_of", "y")},
    ),
    (
        "a raise",
        [GIFT, {**GIFT, "id": "new", "sum": "130m NOK", "basis": "revision", "replaces": "100m NOK",
                "day": "2021-05-01"}],
        {("new", "revises", "gift")},
    ),
    (
        "asked, refused, given in place of it",
        [
            {**ASK, "id": "ask", "day": "2021-01-05", "items": [["tents", 50]]},
            {"id": "no", "kind": "refusal", "day": "2021-02-01", "items": [["tents", None]]},
            GIFT,
        ],
        {("no", "refuses", "ask"), ("gift", "answers", "ask")},
    ),
    (
        "suspended, part released",
        [
            GIFT,
            {**GIFT, "id": "stop", "kind": "withdrawal", "sum": "40m NOK", "day": "2021-06-01"},
            {**GIFT, "id": "go", "kind": "commitment", "sum": "15m NOK", "basis": "tranche_of", "day": "2021-09-01",
             "says": "Oslo released 15 million of the suspended aid."},
        ],
        {("stop", "withdraws", "gift"), ("go", "eases", "stop"), ("go", "part_of", "gift")},
    ),
    (
        "sanctioned, eased, renewed",
        [
            {**EU, "id": "s", "kind": "sanction", "day": "2012-02-18", "measures": ["travel_ban"]},
            {**EU, "id": "arms", "kind": "sanction", "day": "2012-02-18", "measures": ["arms_embargo"]},
            {**EU, "id": "e", "kind": "easing", "day": "2013-03-25", "measures": ["travel_ban"]},
            {**EU, "id": "r", "kind": "sanction", "day": "2014-02-20", "measures": ["arms_embargo"],
             "says": "The Council extended the embargo."},
        ],
        {("e", "eases", "s"), ("r", "revises", "arms")},
    ),
    (
        "an agency passes it on",
        [
            {**GIFT, "kind": "delivery", "channel": "WFP", "article": "a"},
            {"id": "food", "kind": "delivery", "actor": "WFP", "target": "MLI", "items": [["flour", 900]],
             "day": "2021-05-04", "article": "a"},
        ],
        {("gift", "funds", "food")},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "wanted"), [case[1:] for case in LINKED], ids=[case[0] for case in LINKED])
def test_links(rows: list[dict[str, Any]], wanted: set[tuple[str, str, str]], make: Any) -> None:
    assert links(reconcile([make(**row) for row in rows])) == wanted


@pytest.mark.parametrize("seed", range(8))
def test_the_order_of_articles_does_not_matter(seed: int, make: Any) -> None:
    rows = [make(**{**row, "id": f"{i}{row['id']}"}) for i, (_, story, _) in enumerate(LINKED) for row in story]
    shuffled = random.Random(seed).sample(rows, len(rows))
    assert reconcile(shuffled) == reconcile(rows)


def test_totals_count_nothing_twice(make: Any) -> None:
    story = {name: rows for name, rows, _ in LINKED}
    package = reconcile([make(**row) for row in story["a package and its parts"]])
    assert pledged(package, "2021-12-31") == 100e6
    raised = reconcile([make(**row) for row in story["a raise"]])
    assert [pledged(raised, day) for day in ("2021-03-03", "2021-04-30", "2021-05-01")] == [0, 100e6, 130e6]
    stopped = reconcile([make(**row) for row in story["suspended, part released"]])
    assert [pledged(stopped, day) for day in ("2021-05-31", "2021-06-30", "2021-09-30")] == [100e6, 60e6, 75e6]


def test_an_agencys_money_is_the_donors(make: Any) -> None:
    rows = [
        {**GIFT, "channel": "WB", "kind": "delivery", "article": "a"},
        {"id": "bank", "actor": "WB", "kind": "commitment", "sum": "11.8m USD", "day": "2021-05-04", "article": "a"},
    ]
    book = reconcile([make(**row) for row in rows])
    assert pledged(book, "2021-12-31", "USD", ("WB", "MLI")) == 0
    assert pledged(book, "2021-12-31") == 100e6


def test_a_cancelled_pause_is_deducted_once(make: Any) -> None:
    rows = [
        GIFT,
        {**GIFT, "id": "pause", "kind": "withdrawal", "sum": "50m NOK", "basis": "tranche_of", "day": "2021-04-28"},
        {**GIFT, "id": "stop", "kind": "withdrawal", "sum": "50m NOK", "day": "2021-07-06"},
    ]
    book = reconcile([make(**row) for row in rows])
    assert ("stop", "revises", "pause") in links(book)
    assert pledged(book, "2021-12-31") == 50e6


def test_a_delay_undone_by_the_vote_is_not_deducted(make: Any) -> None:
    rows = [
        {**GIFT, "id": "a", "kind": "commitment", "modality": "planned", "day": "2021-03-01"},
        {**GIFT, "id": "delay", "kind": "withdrawal", "day": "2021-03-05"},
        {**GIFT, "id": "b", "kind": "commitment", "day": "2021-03-12"},
    ]
    book = reconcile([make(**row) for row in rows])
    assert ("delay", "withdraws", "a") in links(book)
    assert pledged(book, "2021-03-31") == 100e6


def test_totals_convert_at_the_day_and_show_the_rate(make: Any) -> None:
    rows = [GIFT, {**GIFT, "id": "more", "sum": "10m TWD", "day": "2021-06-04"}]
    total = count_total(
        Ledger(*_parts(reconcile([make(**row) for row in rows]))), "NOR", "MLI", "EUR", date(2021, 12, 31)
    )
    assert total.pledged == pytest.approx(100e6 / 10.2063, rel=0.01)  # ECB, 4 March 2021: 1 EUR = about 10.21 NOK
    assert "2021-03-04" in total.conversions[0]
    assert "no rate from TWD to EUR" in total.left_out[0]


def test_joint_donors_are_one_file(make: Any) -> None:
    book = reconcile([make(**{**GIFT, "actor": "SWE+FIN"})])
    assert (
        pledged(book, "2021-12-31", pair=("FIN+SWE", "MLI"))
        == pledged(book, "2021-12-31", pair=("SWE+FIN", "MLI"))
        == 100e6
    )


def _parts(book: Reconciled) -> tuple[Any, Any]:
    return book.entries, book.links


FRESH: dict[str, Any] = {"actor": "JPN", "target": "UKR", "article": "new"}
NEWS = [
    {**FRESH, "id": "more", "sum": "300m USD", "day": "2031-05-19", "says": "It pledged an additional 300 million."},
    {**FRESH, "id": "total", "sum": "600m USD", "basis": "running_total", "written": "2031-05-19"},
]
EARLIER = {**FRESH, "id": "old", "article": "old", "sum": "300m USD", "day": "2031-04-12"}


def test_a_doubled_total_implies_the_earlier_money(make: Any) -> None:
    book = reconcile([make(**row) for row in NEWS])
    implied = [entry for entry in book.entries if entry.inferred]
    assert [entry.amount.money.low for entry in implied if entry.amount] == [300e6]
    assert ("total", "total_of", "?") in links(book)
    assert book.stated[0].difference == 300e6
    assert pledged(book, "2031-12-31", "USD", ("JPN", "UKR")) == 300e6, "inferred money is never counted"


def test_implied_money_gives_way_to_the_article_that_reports_it(make: Any) -> None:
    book = reconcile([make(**row) for row in [*NEWS, EARLIER]])
    assert not any(entry.inferred for entry in book.entries)
    assert {("total", "total_of", "more"), ("total", "total_of", "old")} <= links(book)
    assert book.stated[0].difference == 0
    assert "add up" in book.stated[0].explanation
    assert pledged(book, "2031-12-31", "USD", ("JPN", "UKR")) == 600e6


def test_a_total_too_small_names_what_may_be_doubled(make: Any) -> None:
    twice = {**EARLIER, "id": "twice", "article": "twice", "sum": "100m USD", "day": "2031-02-12"}
    stated = reconcile([make(**row) for row in [*NEWS, EARLIER, twice]]).stated[0]
    assert stated.difference == -100e6
    assert "perhaps doubled" in stated.explanation


def test_an_old_promise_told_as_new_keeps_its_day(make: Any) -> None:
    again = {**EARLIER, "id": "summit", "article": "summit", "day": "2031-04-01/2031-04-30", "written": "2032-11-15"}
    book = reconcile([make(**EARLIER), make(**again)])
    assert len(book.entries) == 1
    day = entry_of(book, "summit").date
    assert day is not None
    assert day.start == date(2031, 4, 12)


def test_every_mention_stands_in_one_entry(make: Any) -> None:
    rows = [make(**{**row, "id": f"{i}{row['id']}"}) for i, (_, story, _) in enumerate(LINKED) for row in story]
    placed = [mention.id for entry in reconcile(rows).entries for mention in entry.mentions]
    assert sorted(placed) == sorted(row.id for row in rows)


def test_nothing_gives_nothing() -> None:
    assert reconcile([]) == Reconciled()
