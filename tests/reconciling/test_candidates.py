"""Who is compared with whom: near acts find each other, both ways; two dated gifts months apart do not."""

from __future__ import annotations

from typing import Any

import pytest

from pledgebook.reconciling.candidates import asked_keys, candidate_keys
from pledgebook.reconciling.entries import Mention

PAID = {"day": "2021-09-04", "kind": "delivery"}
TOTAL = {"basis": "running_total"}
MEETING = [
    ("the same month", {"day": "2021-03-04"}, {"day": "2021-03-28"}, True),
    ("the next month", {"day": "2021-03-04"}, {"day": "2021-04-28"}, True),
    ("one kind and sum, months apart", {"day": "2021-03-04"}, {"day": "2021-06-04"}, False),
    ("another rung, months later", {"day": "2021-03-04"}, {"day": "2021-09-04", "kind": "delivery"}, True),
    ("another rung, years later", {"day": "2021-03-04"}, {"day": "2024-03-04", "kind": "delivery"}, False),
    ("planned, and done a year later", {"day": "2021-03-04", "modality": "planned"}, {"day": "2022-03-04"}, True),
    ("recalled without a day", {"day": "2021-03-04"}, {"day": "", "written": "2022-09-01"}, True),
    ("both without a day", {"day": "", "written": "2021-03-01"}, {"day": "", "written": "2022-09-01"}, True),
    ("in the course of a long time", {"day": "2020-01-01/2022-12-31"}, {"day": "2021-06-04"}, True),
    ("another sum, months later", {"day": "2021-03-04"}, {**PAID, "sum": "9m EUR"}, False),
    ("sums within rounding", {"day": "2021-03-04"}, {**PAID, "sum": "41m EUR"}, True),
    ("totals, ever", {**TOTAL, "day": "2011-03-04"}, {**TOTAL, "day": "2021-09-04"}, True),
    ("other parties", {"day": "2021-03-04"}, {"day": "2021-03-04", "actor": "SWE"}, False),
]  # fmt: skip


def _meet(one: Mention, two: Mention) -> bool:
    return bool(candidate_keys(one) & asked_keys(two))


@pytest.mark.parametrize(("one", "two", "meet"), [case[1:] for case in MEETING], ids=[case[0] for case in MEETING])
def test_who_meets(make: Any, one: dict[str, Any], two: dict[str, Any], meet: bool) -> None:
    first, second = (make(**{"id": name, "sum": "40m EUR", **row}) for name, row in (("a", one), ("b", two)))
    assert _meet(first, second) == _meet(second, first) == meet


def test_goods_lead_to_another_rung(make: Any) -> None:
    promised = make(id="a", items=[("tents", 40.0)], day="2021-03-04")
    assert _meet(promised, make(id="b", items=[("tents", None)], day="2021-09-04", kind="delivery"))
    assert _meet(promised, make(id="b", items=[("shelters", 40.0)], day="2021-09-04", kind="delivery"))
    assert not _meet(promised, make(id="b", items=[("boats", 9.0)], day="2021-09-04", kind="delivery"))
