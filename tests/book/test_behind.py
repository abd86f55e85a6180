"""The entries behind a figure of the totals are those that it counts, and add up to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from pledgebook.book import Book
from pledgebook.book.behind import Figure, What
from pledgebook.book.desk import Desk
from pledgebook.book.summing import DIMENSIONS
from pledgebook.problems import BadSetting
from pledgebook.records import Reading

Tell = Callable[..., Reading]
STAGES: tuple[What, ...] = ("pledged", "committed", "delivered")


@pytest.fixture
def desk(book: Book, story: list[Reading], teller: Tell) -> Desk:
    """The story, two gifts without a day (one in dollars), one that is partly held back, and one of a named donor."""
    held = {"actor": "CAN", "target": "TCD", "sum": "9m USD", "day": "2021-09-01"}
    book.add(
        [
            *story,
            teller("undated", "", {"actor": "CHE", "target": "KEN", "sum": "3m USD", "day": ""}),
            teller("undated too", "", {"actor": "CHE", "target": "TCD", "sum": "4m CHF", "day": ""}),
            teller("nobody", "2021-09-02", {"actor": "CHE", "target": "", "sum": "2m CHF", "day": "2021-09-02"}),
            teller("given", "2021-09-01", held),
            teller("held", "2021-10-01", {**held, "kind": "withdrawal", "sum": "5m USD", "day": "2021-10-01"}),
        ]
    )
    return Desk(book)


@pytest.mark.parametrize("by", DIMENSIONS)
@pytest.mark.parametrize("currency", ["USD", "EUR", "GBP"])
@pytest.mark.parametrize(
    "narrowed", [{}, {"recipient": "KEN"}, {"since": date(2021, 3, 1)}, {"until": date(2021, 5, 31)}]
)
def test_every_figure_is_the_sum_of_its_entries(desk: Desk, by: str, currency: str, narrowed: Any) -> None:
    lines = desk.book.totals(by, currency, **narrowed)
    assert lines
    for line in lines:
        for what in STAGES:
            told = desk.behind(Figure(by, what, currency, line.value[by], narrowed), limit=500)
            sums = [part.sum or 0.0 for part in told.parts]
            assert sum(sums) == pytest.approx(getattr(line, what))
            assert told.sum == pytest.approx(getattr(line, what))
            assert sums == sorted(sums, reverse=True)
            assert told.entries == len(told.parts) == (line.entries if what == "pledged" else sum(map(bool, sums)))
        left = desk.behind(Figure(by, "left_out", currency, line.value[by], narrowed))
        assert (left.entries, left.sum) == (line.missing, None)
        assert all(part.sum is None for part in left.parts)


def test_pages_of_a_figure_hold_each_entry_once(desk: Desk) -> None:
    for currency in ("USD", "GBP"):
        figure = Figure("donor", "pledged", currency)
        whole = desk.behind(figure, limit=100)
        seen: list[str] = []
        after = ""
        while (told := desk.behind(figure, after, 2)).parts:
            assert (told.entries, told.before) == (whole.entries, len(seen))
            seen += [part.line.id for part in told.parts]
            after = told.parts[-1].key
        assert seen == [part.line.id for part in whole.parts]
        assert len(seen) > 4


def test_what_is_held_back_is_not_counted(desk: Desk) -> None:
    (part,) = desk.behind(Figure("donor", "pledged", "USD", "CAN")).parts
    assert part.line.amount
    assert (part.line.amount.money.low, part.sum) == (9e6, 4e6)


def test_a_note_tells_how_a_sum_was_converted(desk: Desk) -> None:
    (part,) = desk.behind(Figure("donor", "pledged", "USD", "DEU")).parts
    assert part.notes[0].startswith("10m EUR = 12m USD")
    (part,) = desk.behind(Figure("donor", "pledged", "EUR", "DEU")).parts
    assert part.notes == ()


def test_what_is_left_out_for_want_of_a_day_or_a_rate(desk: Desk) -> None:
    def left(by: str, what: What, **narrowed: Any) -> dict[str, float]:
        return dict(desk.left_out(Figure(by, what, "USD", None, narrowed)).stated)  # type: ignore[arg-type]

    assert left("donor", "no_rate") == {"XDR": 7e6}
    assert left("donor", "no_day") == {"CHF": 4e6}  # dollars need no rate, and no day
    assert left("donor", "left_out") == {"CHF": 4e6, "XDR": 7e6}
    assert left("month", "no_day") == {"USD": 3e6, "CHF": 4e6}
    assert left("donor", "no_day", until=date(2030, 1, 1)) == {"USD": 3e6, "CHF": 4e6}
    assert left("donor", "no_day", until=date(2030, 1, 1), recipient="KEN") == {"USD": 3e6}


def test_entries_without_a_day_are_in_no_span_and_break_no_currency(desk: Desk) -> None:
    assert [line.value["donor"] for line in desk.book.totals("donor", "USD", until=date(1900, 1, 1))] == []
    (line,) = [line for line in desk.book.totals("donor", "GBP") if line.value["donor"] == "CHE"]
    assert (line.entries, line.missing) == (1, 2)


def test_bad_figures(desk: Desk) -> None:
    for figure, after, words in (
        (Figure("colour", "pledged", "USD"), "", "donor, recipient, month, type"),
        (Figure("donor", "pledged", "XXX"), "", "nobody sets a rate"),
        (Figure("donor", "pledged", "USD"), "x", "must be the key"),
    ):
        with pytest.raises(BadSetting, match=words):
            desk.behind(figure, after)
