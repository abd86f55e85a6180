"""Tallies count as score.py counts; shares of their sums stand in intervals over articles."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallies import RESAMPLES, Measured, Resampled, tally

SCORE = Path(__file__).resolve().parents[3] / "shared/score/score.py"
TEXT = "Norway pledged tents to Chad. Japan sent rice to Mali. Kenya refused."


def act(kind: str, actor: str, target: str, confidence: float = 1.0, **fields: Any) -> dict[str, Any]:
    row = {"kind": kind, "actor": [actor], "target": [target], "beneficiary": [], "amount": None, "items": [],
           "evidence": ["Norway pledged tents to Chad."], "confidence": confidence}  # fmt: skip
    return row | fields


def group(one: dict[str, Any]) -> str:
    return "support" if one["kind"] in ("pledge", "commitment", "delivery") else str(one["kind"])


def match(coded: list[dict[str, Any]], told: list[dict[str, Any]]) -> list[tuple[int, int]]:
    return [(n, m) for n, a in enumerate(coded) for m, b in enumerate(told) if a["actor"] == b["actor"]]


# what score.py offers, in little: acts match by their actor
SMALL: Any = SimpleNamespace(
    FIELDS=("actor", "basis", "beneficiary", "date", "kind", "modality", "target"),
    group=group,
    match=match,
    agree=lambda want, guess, field: None if want.get(field) is None else want[field] == guess.get(field),
)


def test_an_article_is_counted_by_group_kind_and_field() -> None:
    coded = [act("pledge", "NOR", "TCD", date="May"), act("sanction", "USA", "IRN")]
    told = [act("delivery", "NOR", "TCD"), act("sanction", "USA", "IRN"), act("request", "KEN", "MLI")]
    found = tally(Measured("news", coded, told), 0.35, SMALL)
    assert (found["coded"], found["kept"], found["core"], found["strict"]) == (2, 3, 2, 1)
    assert (found["coded support"], found["coded pledge"], found["kept delivery"]) == (1, 1, 1)
    assert (found["core support"], found["core pledge"], found["core delivery"]) == (1, 0, 0)
    assert (found["core sanction"], found["kept request"], found["core request"]) == (1, 1, 0)
    assert (found["asked kind"], found["right kind"], found["asked date"], found["right date"]) == (2, 1, 1, 0)


def test_acts_below_the_floor_are_not_kept() -> None:
    article = Measured("news", [act("pledge", "NOR", "TCD")], [act("pledge", "NOR", "TCD", 0.34)])
    assert tally(article, 0.35, SMALL)["kept"] == 0
    assert tally(article, 0.34, SMALL)["core"] == 1


@pytest.mark.parametrize("evidence", [["Norway pledged  tanks."], []], ids=["not there", "none"])
def test_an_act_that_is_not_quoted_from_the_text_is_wrong(evidence: list[str]) -> None:
    told = [act("pledge", "NOR", "TCD", evidence=evidence)]
    found = tally(Measured("news", [act("pledge", "NOR", "TCD")], told, TEXT), 0.35, SMALL)
    assert (found["kept"], found["core"], found["ungrounded"]) == (1, 0, 1)


def test_blanks_do_not_matter_in_quotations() -> None:
    told = [act("pledge", "NOR", "TCD", evidence=["Norway  pledged\ntents"])]
    assert tally(Measured("news", told, told, TEXT), 0.35, SMALL)["core"] == 1


@pytest.mark.skipif(not SCORE.is_file(), reason="no score.py in ../shared")
def test_figures_are_those_of_score_py(tmp_path: Path) -> None:
    from train_confidence import score_module

    money = {"low": 5e6, "high": 5e6, "currency": "USD", "basis": "increment", "hedge": "exact"}
    coded = [
        [act("pledge", "NOR", "TCD", amount=money), act("sanction", "USA", "IRN", modality="planned")],
        [act("request", "UKR", "JPN", items=[{"name": "rice", "quantity": None}])],
        [],
    ]
    told = [
        [act("delivery", "NOR", "TCD", amount=money | {"basis": "tranche_of"}), act("sanction", "USA", "IRN")],
        [act("request", "UKR", "POL", items=[{"name": "rice"}]), act("pledge", "POL", "UKR", evidence=["no"])],
        [act("easing", "USA", "CUB")],
    ]
    texts = [{"id": str(n), "title": None, "text": TEXT} for n in range(3)]
    for name, rows in (("gold", coded), ("guess", told), ("texts", None)):
        lines = texts if rows is None else [{"id": str(n), "acts": acts} for n, acts in enumerate(rows)]
        (tmp_path / name).write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    words = [SCORE, tmp_path / "gold", tmp_path / "guess", "--texts", tmp_path / "texts", "--json"]
    report = json.loads(subprocess.run([sys.executable, *map(str, words)], capture_output=True, check=True).stdout)
    score = score_module()
    sums = Resampled([tally(Measured("", c, t, TEXT), 0.0, score) for c, t in zip(coded, told, strict=True)])
    for name in ("core", "strict"):
        ours = [round(figure.value, 4) for figure in sums.rates(name) if figure]
        assert ours == list(report[name].values())
    for kind, row in report["by_group"].items():
        ours = [round(figure.value, 3) if figure else 0.0 for figure in sums.rates("core", kind)]
        assert [*ours, sums.total(f"coded {kind}")] == list(row.values())
    assert sums.total("ungrounded") == report["ungrounded"] == 1
    for field, row in report["fields"].items():
        assert sums.total(f"asked {field}") == row["of"]
        right = sums.share((f"right {field}",), (f"asked {field}",))
        assert (round(right.value, 3) if right else None) == row["accuracy"]


def test_a_share_is_that_of_the_sums_and_not_the_mean_of_articles() -> None:
    figure = Resampled([{"core": 1, "kept": 1}, {"core": 0, "kept": 3}]).share(("core",), ("kept",))
    assert figure
    assert (figure.value, figure.low, figure.high) == (0.25, 0.0, 1.0)


def test_articles_are_drawn_and_not_acts() -> None:
    """Twenty articles whose acts are all right or all wrong: ten times the acts tell no more."""
    few = [{"core": n % 2, "kept": 1} for n in range(20)]
    many = [{"core": 10 * (n % 2), "kept": 10} for n in range(20)]
    assert Resampled(few).share(("core",), ("kept",)) == Resampled(many).share(("core",), ("kept",))


def test_the_interval_is_as_wide_as_theory_says() -> None:
    sums = Resampled([{"core": n % 2, "kept": 1} for n in range(400)])
    figure = sums.share(("core",), ("kept",))
    assert figure
    assert figure.high - figure.low == pytest.approx(2 * 1.96 * 0.5 / np.sqrt(400), rel=0.1)


def test_precision_recall_and_f1() -> None:
    precision, recall, f1 = Resampled([{"core": 2, "kept": 4, "coded": 8, "core easing": 1}] * 3).rates("core")
    assert precision
    assert recall
    assert f1
    assert (precision.value, recall.value, f1.value) == (0.5, 0.25, pytest.approx(1 / 3))
    assert (f1.low, f1.high) == (pytest.approx(1 / 3), pytest.approx(1 / 3))


def test_nothing_to_divide_by_is_no_figure() -> None:
    assert Resampled([{"coded": 1}]).rates("core")[0] is None
    assert Resampled([]).share(("core",), ("kept",)) is None


rows = st.lists(st.fixed_dictionaries({"kept": st.integers(0, 4), "coded": st.integers(0, 4)}), min_size=1, max_size=12)


@given(rows)
@settings(max_examples=40, deadline=None)
def test_intervals_are_shares_in_order_and_the_same_each_time(articles: list[dict[str, int]]) -> None:
    tallies = [row | {"core": min(row.values())} for row in articles]
    figures = Resampled(tallies).rates("core")
    for figure in filter(None, figures):
        assert 0 <= figure.low <= figure.high <= 1
    assert figures == Resampled(tallies).rates("core")
    assert RESAMPLES == 1000
