"""What several give together, and what is told of one of them: each sum stands once in the totals over all donors."""

from __future__ import annotations

from typing import Any

import pytest

from pledgebook.book import Book

DAY = "2024-05-14"
WHOLE: dict[str, Any] = {"actor": "name:donors", "target": "ZMB", "sum": "210m USD", "basis": "running_total"}
SHARE: dict[str, Any] = {"target": "ZMB", "basis": "tranche_of"}
MEETING = [WHOLE, {**SHARE, "actor": "USA", "sum": "50m USD"}, {**SHARE, "actor": "DEU", "sum": "20m USD"}]


def pledged(book: Book, by: Any) -> dict[str, float]:
    return {"+".join(line.value.values()): line.pledged for line in book.totals(by, "USD")}


@pytest.mark.parametrize("turn", [1, -1])
def test_shares_are_taken_off_the_whole(book: Book, teller: Any, turn: int) -> None:
    book.add([teller("a", DAY, MEETING[0]), teller("b", DAY, *MEETING)][::turn])
    assert pledged(book, "recipient") == {"ZMB": 210e6}
    assert pledged(book, "donor") == {"name:donors": 140e6, "USA": 50e6, "DEU": 20e6}
    assert book.check().faults == ()


def test_a_share_that_is_only_planned_stays_in_the_whole(book: Book, teller: Any) -> None:
    book.add([teller("a", DAY, MEETING[0], {**MEETING[1], "modality": "planned"})])
    assert pledged(book, "donor") == {"name:donors": 210e6}
