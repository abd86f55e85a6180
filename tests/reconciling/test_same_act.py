"""Which mentions are one act: the cases, and that neither the order of reading nor its pieces change the result."""

from __future__ import annotations

import json
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.reconciling.candidates import asked_keys, candidate_keys
from pledgebook.reconciling.entries import Mention
from pledgebook.reconciling.same_act import Judged, group_mentions, judge, likely, neighbourhood

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases/same_act.jsonl").read_text().splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_cases(case: dict[str, Any], make: Any) -> None:
    one, two = make(**{"id": "a", **case["one"]}), make(**{"id": "b", **case["two"]})
    groups = group_mentions([one, two])
    assert (len(groups) == 1) == case["together"], judge(one, two).phrases


@pytest.mark.parametrize("case", [case for case in CASES if case["together"]], ids=lambda case: case["id"])
def test_one_act_shares_a_key(case: dict[str, Any], make: Any) -> None:
    one, two = make(**case["one"]), make(**case["two"])
    assert candidate_keys(one) & asked_keys(two)


def test_the_verdict_explains_itself(make: Any) -> None:
    one = make(id="a", sum="1.48bn USD", day="2021-03-04")
    two = make(id="b", sum="1.5bn USD", hedge="about", day="2021-03-06")
    verdict = judge(one, two)
    assert verdict.score > 0.9
    assert {"same actor (NOR)", "days 2 apart", "1.48bn USD within rounding of 1.5bn USD"} <= set(verdict.phrases)


def test_judging_is_symmetric(make: Any) -> None:
    one = make(id="a", sum="5m AUD", day="2021-03-21")
    two = make(id="b", sum="8m AUD", basis="revision", replaces="5m AUD", day="2021-04-02")
    assert judge(one, two) == judge(two, one)


def test_a_joint_act_bridges_two_halves(make: Any) -> None:
    rows = {"kind": "sanction", "target": "RUS", "measures": ["price_cap"], "day": "2021-12-02"}
    halves = [make(id="a", actor="EU", **rows), make(id="b", actor="G7+AUS", **rows)]
    assert len(group_mentions(halves)) == 2
    assert len(group_mentions([*halves, make(id="c", actor="G7+AUS+EU", **rows)])) == 1


def test_a_later_gift_does_not_draw_the_first_away(make: Any) -> None:
    first = make(id="a", sum="40m EUR", day="2021-02-09")
    second = make(id="b", sum="40m EUR", day="2021-03-16")
    told_again = make(id="c", sum="40m EUR", day="2021-03-01/2021-03-31", written="2021-05-04")
    groups = {tuple(m.id for m in group.mentions) for group in group_mentions([told_again, second, first])}
    assert groups == {("a",), ("b", "c")}


def _crowd(make: Any) -> list[Mention]:
    """Mentions with many near collisions: two donors, three days, equal sums, bare tellings."""
    return [
        make(id=f"{actor}{day}{sum_}{kind}", actor=actor, kind=kind, sum=sum_, day=f"2021-03-{day}")
        for actor in ("NOR", "SWE")
        for day in ("01", "03", "28")
        for sum_ in ("40m EUR", "42m EUR", "")
        for kind in ("pledge", "commitment")
    ]


@given(order=st.permutations(range(36)))
def test_the_order_of_reading_does_not_matter(order: list[int]) -> None:
    crowd = _crowd(load_make_mention())
    assert _shape(group_mentions([crowd[i] for i in order])) == _shape(group_mentions(crowd))


def _shape(groups: Any) -> list[tuple[str, ...]]:
    return [tuple(m.id for m in group.mentions) for group in groups]


@cache
def load_make_mention() -> Any:
    """`make_mention` of the conftest: hypothesis and function fixtures do not mix."""
    spec = spec_from_file_location("reconciling_conftest", Path(__file__).with_name("conftest.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.make_mention


def test_a_new_mention_touches_only_its_neighbourhood(make: Any) -> None:
    crowd = _crowd(make)
    known: dict[str, Mention] = {}
    groups: dict[str, tuple[str, ...]] = {}
    for new in reversed(crowd):
        known[new.id] = new
        touched = neighbourhood([new], lambda m: [o for o in known.values() if candidate_keys(o) & asked_keys(m)])
        for group in group_mentions(touched):
            names = tuple(m.id for m in group.mentions)
            groups.update(dict.fromkeys(names, names))
        assert all("NOR" in m.id for m in touched) or all("SWE" in m.id for m in touched)
    assert sorted(set(groups.values())) == sorted(_shape(group_mentions(crowd)))


def test_verdicts_once_given_are_those_given_anew(make: Any) -> None:
    crowd, judged = _crowd(make), Judged()
    for many in (9, 20, len(crowd)):
        assert group_mentions(crowd[:many], judged) == group_mentions(crowd[:many])


def test_an_act_read_anew_is_judged_anew(make: Any) -> None:
    one, judged = make(id="a", sum="40m EUR", day="2021-03-01"), Judged()
    assert len(group_mentions([one, make(id="b", sum="40m EUR", day="2021-03-01")], judged)) == 1
    assert len(group_mentions([one, make(id="b", sum="70m EUR", day="2021-03-01")], judged)) == 2


def test_totals_of_two_parties_are_one_entry_however_many(make: Any) -> None:
    totals = [
        make(
            id=f"m{n:03d}",
            sum=f"{100 + 5 * n}m EUR",
            basis="running_total",
            day="",
            written=f"2021-{n % 12 + 1:02d}-05",
        )
        for n in range(40)
    ]
    judged = Judged()
    for many in range(30, 41):
        assert len(group_mentions(totals[:many], judged)) == 1


ODD_MENTIONS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["pledge", "delivery", "request", "sanction"]),
        "actor": st.sampled_from(["NOR", "NOR+SWE", "SWE", "name:allies"]),
        "target": st.sampled_from(["MLI", "KEN", "", "name:refugees"]),
        "sum": st.sampled_from(["", "40m EUR", "41m EUR", "40m USD", "813.1m EUR"]),
        "basis": st.sampled_from(["increment", "running_total", "tranche_of", "revision"]),
        "day": st.sampled_from(["", "2021-03-04", "2021-03-05", "2021-03-20", "2021-09-01", "2021-01-01/2021-12-31"]),
        "written": st.sampled_from(["", "2021-03-05", "2021-10-01"]),
        "items": st.sampled_from([(), (("tents", 40.0),), (("tents", 30.0),), (("boats", 40.0),)]),
        "aid": st.sampled_from([None, "military", "humanitarian"]),
        "instrument": st.sampled_from([None, "loan", "sale"]),
        "channel": st.sampled_from(["", "WFP", "UN"]),
        "measures": st.sampled_from([(), ("travel_ban",), ("other",)]),
        "modality": st.sampled_from(["asserted", "planned", "denied"]),
        "says": st.sampled_from(["", "Norway gives an additional forty million", "forty million from Norway"]),
        "article": st.sampled_from(["x", "y"]),
    }
)


@settings(max_examples=400)
@given(ODD_MENTIONS, ODD_MENTIONS)
def test_what_is_likely_is_what_judging_finds_likely(one: dict[str, Any], two: dict[str, Any]) -> None:
    make = load_make_mention()
    pair = (make(id="a", **one), make(id="b", **two))
    assert likely(*pair) == likely(*pair[::-1]) == (judge(*pair).odds > 0)


@settings(max_examples=400)
@given(ODD_MENTIONS, ODD_MENTIONS)
def test_whoever_finds_is_found(one: dict[str, Any], two: dict[str, Any]) -> None:
    make = load_make_mention()
    first, second = make(id="a", **one), make(id="b", **two)
    assert bool(candidate_keys(first) & asked_keys(second)) == bool(candidate_keys(second) & asked_keys(first))
    assert candidate_keys(first) & asked_keys(first)
