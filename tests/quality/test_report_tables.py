"""Tables and sentences of docs/quality.md."""

from __future__ import annotations

import pytest

from report_tables import (
    KINDS,
    bins_table,
    brier_lines,
    fields_table,
    kept_table,
    kinds_table,
    promise,
    put,
    sets_table,
    shown,
    sources_table,
    table,
)
from tallies import Figure, Resampled

DEV = Resampled([{"articles": 1, "coded": 4, "kept": 2, "core": 1, "strict": 1, "coded easing": 4, "kept easing": 2,
                  "core easing": 1, "asked date": 1, "right date": 1, "asked aid_type": 2,
                  "ungrounded": 1}])  # fmt: skip
NONE = Resampled([{"articles": 1, "coded": 3}])


def test_a_figure_is_shown_with_its_interval() -> None:
    assert shown(Figure(0.6949, 0.6, 0.775)) == "0.69 (0.60–0.78)"
    assert shown(None) == "–"


def test_a_table_has_as_many_cells_in_every_row() -> None:
    assert table(("kind", "P"), [("pledge", "0.5")]) == "| kind | P |\n|---|---:|\n| pledge | 0.5 |"


def test_one_row_a_set() -> None:
    last = sets_table({"dev": DEV, "train": NONE}).splitlines()[-2:]
    half, quarter, third = "0.50 (0.50–0.50)", "0.25 (0.25–0.25)", "0.33 (0.33–0.33)"
    assert last[0] == f"| dev (1) | 4 | {half} | {quarter} | {third} | {third} | 1 |"
    assert last[1] == "| train (1) | 3 | – | 0.00 (0.00–0.00) | 0.00 (0.00–0.00) | 0.00 (0.00–0.00) | 0 |"


def test_every_kind_has_a_row() -> None:
    lines = kinds_table({"dev": DEV, "train": NONE}).splitlines()
    assert lines[0] == "| kind | dev: acts | P | R | F1 | train: acts | P | R | F1 |"
    assert [line.split(" | ")[0].strip("| ") for line in lines[2:]] == list(KINDS.values())
    assert lines[-1].startswith("| easing | 4 | 0.50 (0.50–0.50) | 0.25")
    assert lines[2] == "| request | 0 | – | – | – | 0 | – | – | – |"


def test_fields_are_told_with_how_often_they_were_asked() -> None:
    lines = fields_table({"dev": DEV}, ("date", "aid_type", "items")).splitlines()
    assert lines[2:] == ["| date | 1 | 1.00 (1.00–1.00) |", "| aid type | 2 | 0.00 (0.00–0.00) |", "| items | 0 | – |"]


def test_a_source_type_that_a_set_has_not_is_left_open() -> None:
    lines = sources_table({"dev": {"news": DEV}, "train": {}}, ("news",)).splitlines()
    assert lines[2].startswith("| news | 1 | 4 | 0.50 (0.50–0.50)")
    assert lines[2].endswith("| 0 | – | – | – | – | – |")
    assert len({line.count("|") for line in lines}) == 1


def test_bins_and_brier_scores() -> None:
    sums = Resampled([{"told": 2, "told right": 1, "squares": 0.2, "in 9": 2, "right in 9": 1, "chance in 9": 1.9}])
    lines = bins_table({"dev": sums}).splitlines()
    assert len(lines) == 12
    assert lines[2] == "| 0.0–0.1 | 0 | – | – |"
    assert lines[-1] == "| 0.9–1.0 | 2 | 0.95 | 0.50 (0.50–0.50) |"
    assert brier_lines({"dev": sums}) == (
        "- dev: Brier score 0.100 (0.100–0.100); always saying the share of right acts gives 0.250."
    )


def test_what_is_kept_is_told_by_floor() -> None:
    lines = kept_table({"dev": {0.9: NONE, 0.5: DEV}}).splitlines()
    assert lines[2:] == ["| 0.5 | 2 | 0.50 (0.50–0.50) | 0.25 (0.25–0.25) |", "| 0.9 | 0 | – | 0.00 (0.00–0.00) |"]


@pytest.mark.parametrize(("right", "words"), [(9, "0.9 holds."), (8, "0.9 **does not hold**.")])
def test_a_broken_promise_is_told(right: int, words: str) -> None:
    assert promise("dev", Resampled([{"kept": 10, "core": right}])).endswith(words)


def test_a_promise_that_the_interval_reaches_is_not_settled() -> None:
    articles = [{"kept": 4, "core": 3}, {"kept": 4, "core": 4}]
    words = "0.88 (0.75–1.00) are right: the promise of 0.9 **does not hold**, though so few acts cannot settle it."
    assert promise("dev", Resampled(articles)).endswith(words)


def test_no_act_at_all_keeps_no_promise() -> None:
    assert promise("dev", NONE) == "- dev: no act has a confidence of 0.9."


def test_a_part_replaces_what_stands_between_its_markers() -> None:
    page = "# A\n<!-- acts: python quality/report.py -->\nold\n<!-- end of acts -->\nB\n"
    once = put(page, "acts", "new")
    assert once == ("# A\n<!-- acts: python quality/report.py -->\n\nnew\n\n<!-- end of acts -->\nB\n")
    assert put(once, "acts", "new") == once
    with pytest.raises(ValueError, match="substring not found"):
        put(page, "confidence", "new")
