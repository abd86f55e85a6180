"""Bins, Brier score and plot of a confidence."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from calibration import bin_of, bins_of, brier, chance_tally, chances_of
from reliability_plot import chart_of, draw, rows_of
from tallies import Measured, Resampled


def sums(*articles: list[tuple[float, bool]]) -> Resampled:
    return Resampled([chance_tally(article) for article in articles])


@pytest.mark.parametrize(("chance", "number"), [(0.0, 0), (0.0999, 0), (0.1, 1), (0.35, 3), (0.9, 9), (1.0, 9)])
def test_a_confidence_is_in_its_tenth(chance: float, number: int) -> None:
    assert bin_of(chance) == number


def test_bins_hold_count_mean_and_share() -> None:
    bins = bins_of(sums([(0.92, True), (0.98, True)], [(0.95, False), (0.31, True)]))
    assert [one is None for one in bins] == [True] * 3 + [False] + [True] * 5 + [False]
    last = bins[9]
    assert last
    assert (last.start, last.acts) == (0.9, 3)
    assert (last.mean, last.right.value) == (pytest.approx(0.95), pytest.approx(2 / 3))
    assert (last.right.low, last.right.high) == (0.0, 1.0)


def test_brier_is_the_mean_squared_error_beside_that_of_the_base_rate() -> None:
    score, base = brier(sums([(1.0, True), (0.5, False)], [(0.5, True), (0.0, False)]))
    assert score
    assert (score.value, base) == (0.125, 0.25)
    assert brier(sums([])) == (None, 0.0)


def test_an_act_is_right_where_a_coded_one_is_paired_with_it() -> None:
    score: Any = SimpleNamespace(match=lambda coded, told: [(0, 1)])
    told = [{"confidence": 0.4}, {"confidence": 0.8}]
    assert chances_of(Measured("news", [{}], told), score) == [(0.4, False), (0.8, True)]


def test_bins_with_few_acts_are_not_drawn() -> None:
    bins = bins_of(sums([(0.95, True)] * 10 + [(0.15, False)] * 9))
    assert [row["mean"] for row in rows_of("train", bins)] == [pytest.approx(0.95)]


def test_the_plot_names_its_sets_and_is_the_same_each_time(tmp_path: Path) -> None:
    sets = {"train": bins_of(sums([(0.95, True)] * 12)), "dev": bins_of(sums([(0.55, True), (0.55, False)] * 5))}
    for name in ("one.svg", "two.svg"):
        draw(sets, tmp_path / name)
    one = (tmp_path / "one.svg").read_text(encoding="utf-8")
    assert one.startswith("<svg")
    assert ">train<" in one
    assert ">dev<" in one
    assert "share of acts that are right" in one
    assert one == (tmp_path / "two.svg").read_text(encoding="utf-8")
    assert len(chart_of(sets).to_dict()["layer"]) == 4
