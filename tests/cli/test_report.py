"""What is printed of an article fits the terminal and says everything."""

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from pledgebook.cli.layout import Column, fit, split
from pledgebook.cli.report import report
from pledgebook.records import Reading


def printed(reading: Reading, width: int, explain: bool = False) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    with console.capture() as capture:
        console.print(report(reading, width, explain))
    return capture.get()


def squeezed(text: str) -> str:
    """Without blanks and line ends, so that wrapping does not matter."""
    return "".join(text.split())


@pytest.mark.parametrize("width", [60, 80, 120, 160, 200])
@pytest.mark.parametrize("explain", [False, True])
def test_fits_the_terminal_and_shows_every_quotation(reading: Reading, width: int, explain: bool) -> None:
    text = printed(reading, width, explain)
    assert max(cell_len(line) for line in text.splitlines()) <= width
    for act in reading.acts:
        for quote in act.evidence:
            assert squeezed(quote.text.replace("\x1b", "")) in squeezed(text)


@pytest.mark.parametrize("width", [80, 200])
def test_says_every_value(reading: Reading, width: int) -> None:
    text = printed(reading, width)
    for words in (
        "Norway → Mozambique", "at least USD 60m, in total", "humanitarian", "14 Mar 2024", "WFP", "12 rescue boats",
        "4,000 tents", "pledge (planned)", "up to EUR 100m–150m", "Norway → Japan, for Mozambique", "travel ban",
        "the dateline says March 14", "3 Feb 2025", "misdated: the page claims",
    ):  # fmt: skip
        assert all(word in text for word in words.split())  # a column may break the line between words


def test_a_wide_terminal_has_a_column_for_each_field(reading: Reading) -> None:
    heading = next(line for line in printed(reading, 200).splitlines() if "who → whom" in line)
    assert heading.split("  ")[0] == ""
    assert heading.split()[3:] == ["kind", "amount", "what", "when", "through", "said", "by"]


def test_explains_acts_and_what_was_left_out(reading: Reading) -> None:
    text = printed(reading, 200, explain=True)
    assert "found by trigger.will_give, judge; confidence 0.93" in text
    assert "actor NOR: “Norway” (text 0–6)" in text
    assert "nobody is named who does it: no party near; rule scan.forecast; score 0.12" in text


def test_an_article_cannot_command_the_terminal(reading: Reading) -> None:
    text = printed(reading, 100, explain=True).replace("\n", "")
    assert not [c for c in text if unicodedata.category(c) == "Cc"]


cells = st.lists(st.text("abc de", max_size=60), min_size=2, max_size=2)
columns = st.lists(st.builds(lambda c, spare: Column("head", tuple(c), spare), cells, st.booleans()), min_size=1)


@given(columns, st.integers(20, 250))
def test_columns_are_shown_or_told_beneath(all_columns: list[Column], width: int) -> None:
    shown, beneath = split(all_columns, width)
    filled = [column for column in all_columns if not column.empty]
    assert sorted(map(id, shown + beneath)) == sorted(map(id, filled))
    assert all(column.spare for column in beneath)


@given(columns, st.integers(20, 250))
def test_columns_are_made_narrow_only_as_far_as_needed(all_columns: list[Column], width: int) -> None:
    widths = fit(all_columns, width)
    total = sum(widths) + 2 * (len(widths) - 1)
    at_floor = widths == [column.narrowest for column in all_columns]
    untouched = widths == [column.widest for column in all_columns]
    for column, size in zip(all_columns, widths, strict=True):
        assert column.narrowest <= size <= column.widest
    assert total <= width or at_floor
    assert total == width or at_floor or untouched
