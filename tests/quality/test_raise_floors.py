"""Floors rise to better figures and never sink."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raise_floors import FLOORS, raised, read_floors, write_floors


@pytest.mark.parametrize(
    ("floor", "figure", "after"),
    [
        (0.53, 0.60, 0.58),
        (0.53, 0.5799, 0.55),  # cut, not rounded
        (0.53, 0.55, 0.53),  # no better after the margin
        (0.53, 0.54, 0.53),
        (0.53, 0.20, 0.53),
        (1.0, 1.0, 1.0),
        (0.9, 1.0, 0.98),
    ],
)
def test_a_floor_is_its_figure_less_the_margin_where_that_is_better(floor: float, figure: float, after: float) -> None:
    assert raised({"dev": {"core": floor}}, {"dev": {"core": figure}}) == {"dev": {"core": after}}


def test_what_was_not_measured_stays_and_what_has_no_floor_gets_none() -> None:
    floors = {"dev": {"core": 0.5, "strict": 0.2}, "seed": {"core": 1.0}}
    assert raised(floors, {"dev": {"core": 0.4, "precision": 0.9}, "train": {"core": 0.9}}) == floors


shares = st.floats(0, 1)


@given(shares, shares)
def test_no_figure_lowers_a_floor_and_none_is_above_its_figure(floor: float, figure: float) -> None:
    after = raised({"dev": {"core": floor}}, {"dev": {"core": figure}})["dev"]["core"]
    assert after >= floor
    assert after == floor or after <= figure - 0.02 + 1e-6


def test_the_file_is_written_as_it_was_read(tmp_path: Path) -> None:
    write_floors(read_floors(), tmp_path / "floors.json")
    assert (tmp_path / "floors.json").read_text(encoding="utf-8") == FLOORS.read_text(encoding="utf-8")
