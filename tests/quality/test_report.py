"""The report's page and floors are those it knows how to write."""

from __future__ import annotations

import pytest

import report
from raise_floors import read_floors
from report_tables import put
from tallies import Resampled


@pytest.mark.parametrize("name", ["acts", "confidence"])
def test_the_page_has_a_place_for_each_part(name: str) -> None:
    page = report.PAGE.read_text(encoding="utf-8")
    assert "\n\nnew words\n\n<!-- end of " in put(page, name, "new words")


def test_every_floor_has_a_figure() -> None:
    found = report.figures(Resampled([{"coded": 4, "kept": 2, "core": 1, "strict": 1}]))
    assert found == {"core": pytest.approx(1 / 3), "strict": pytest.approx(1 / 3), "core_precision": 0.5}
    assert {key for row in read_floors().values() for key in row} <= found.keys()
