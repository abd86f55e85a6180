"""Trains the confidence: how likely the parts of an act that were chosen are what a coder wrote down."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

from folded import Folded, unseen_senses
from gold import SHARED, Coded
from pledgebook.finding.confidence import Confidence, act_numbers
from pledgebook.finding.context import Context
from pledgebook.finding.drafts import Draft
from pledgebook.finding.judge import judge
from pledgebook.finding.merge import merge
from pledgebook.finding.model import Linear

STRENGTH = 0.03
NEWS = 0.4  # what an act told by any news weighs: alone it would teach to believe little of what trackers write
Row = tuple[dict[str, float], bool]


def score_module() -> ModuleType:
    """../shared/score/score.py, which says when a predicted act matches a coded one."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "score" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows_of(
    context: Context, coded: Coded, models: Mapping[str, Linear], folded: Folded, score: ModuleType
) -> list[Row]:
    """The numbers of each told act of an article, and whether a coded act matches it."""
    weighed, senses = unseen_senses(context, coded.text["id"], models, folded)
    groups = merge(judge(context, models, senses, weighed))
    right = {guess for _, guess in score.match(coded.acts, [bare_act(told) for told in groups])}
    return [(act_numbers(context, told, groups), n in right) for n, told in enumerate(groups)]


def bare_act(told: Sequence[Draft]) -> dict[str, Any]:
    """As much of an act as its core is scored by."""
    first = told[0]
    money = first.unit.money
    act: dict[str, Any] = {slot: [filler.party for filler in first.slots.get(slot, ())] for slot in first.slots}
    amount = money and {"low": money.low, "high": money.high, "currency": money.currency}
    return {**act, "kind": first.kind, "amount": amount, "items": [], "modality": first.choices.get("modality")}


def fit_confidence(rows: Sequence[Row], floor: float, news: Sequence[Row]) -> Confidence:
    """Logistic regression over standardised numbers, with the scales folded into the weights; `news` weighs less."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    weight = [1.0] * len(rows) + [NEWS] * len(news)
    rows = [*rows, *news]
    names = sorted({name for numbers, _ in rows for name in numbers})
    table = np.array([[numbers.get(name, 0.0) for name in names] for numbers, _ in rows])
    mean, spread = table.mean(0), table.std(0) + 1e-9
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    model.fit((table - mean) / spread, [right for _, right in rows], weight)
    weights = model.coef_[0] / spread
    bias = float(model.intercept_[0] - (weights * mean).sum())
    return Confidence({n: round(float(w), 4) for n, w in zip(names, weights, strict=True)}, round(bias, 4), floor)
