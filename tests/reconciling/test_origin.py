"""Which version of a copied text is the origin."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from pledgebook.codebook import DoubtName
from pledgebook.reconciling.origin import find_origin
from pledgebook.records import Article, Doubt, Interval


def version(key: str, days: str | None, *doubts: str, text: str = "Norway sent tents") -> Article:
    """An article judged to be of the days "2031-05-01" or "2031-05-01/2031-05-09"."""
    ends = [date.fromisoformat(day) for day in days.split("/")] if days else []
    judged = Interval(ends[0], ends[-1]) if ends else None
    return Article(key, text, date=judged, doubts=tuple(Doubt(DoubtName(name), "as the test says") for name in doubts))


CASES = [
    ("the oldest", "a", [version("a", "2031-05-01"), version("b", "2031-05-03")]),
    (
        "a day is surer than the weeks around it",
        "b",
        [version("a", "2031-05-01/2031-05-30"), version("b", "2031-05-03")],
    ),
    ("not a misdated one", "b", [version("a", "2031-05-01", "misdated"), version("b", "2031-05-03")]),
    ("not a spun one", "b", [version("a", "2031-05-01", "spun"), version("b", "2031-05-03")]),
    ("not one without a day", "b", [version("a", None), version("b", "2031-05-03")]),
    (
        "a spun one where there is no other",
        "b",
        [version("a", "2031-05-02", "spun"), version("b", "2031-05-01", "spun")],
    ),
    ("the cleaner of one day", "b", [version("a", "2031-05-01", "truncated"), version("b", "2031-05-01")]),
    ("the fuller of one day", "b", [version("a", "2031-05-01", text="tents"), version("b", "2031-05-01")]),
    ("else the first name", "a", [version("a", None), version("b", None)]),
]


@pytest.mark.parametrize(("name", "origin", "versions"), CASES, ids=[case[0] for case in CASES])
def test_origins(name: str, origin: str, versions: list[Article]) -> None:
    assert {find_origin(order).id for order in permutations(versions)} == {origin}


def test_the_reason_names_what_was_passed_over() -> None:
    found = find_origin([version("a", "2031-05-01", "misdated", "spun"), version("b", "2031-05-03")])
    assert found.reason == "written by 2031-05-03, the oldest of 2 versions; a is misdated and spun by a machine"


def test_reasons_where_little_is_known() -> None:
    assert find_origin([version("a", None)]).reason == "the only version"
    assert find_origin([version("a", None), version("b", None)]).reason == "no version has a day"
    assert find_origin([version("a", "2031-05-01", "spun")] * 2).reason.startswith("written by 2031-05-01, though spun")
