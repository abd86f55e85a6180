"""Trains the judge's models on coded articles and writes src/pledgebook/finding/judge.json.gz.

usage: train_judge.py [--folder ../shared/gold] [--check]     --check: five-fold figures by article, nothing written
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from examples import Examples, add_examples
from gold import Coded
from pledgebook.finding.context import Context
from pledgebook.finding.model import Linear

WEIGHTS = Path(__file__).resolve().parents[1] / "src/pledgebook/finding/judge.json.gz"
STRENGTH = {"unit": 0.6, "actor": 0.5, "target": 0.5, "beneficiary": 0.5}  # inverse of the pull towards zero
RARE = 2  # clues seen in fewer examples are dropped
SMALL = 0.01  # and so are weights below this


def examples_of(contexts: Sequence[Context], coded: Sequence[Coded]) -> Examples:
    examples = Examples()
    for context, article in zip(contexts, coded, strict=True):
        add_examples(examples, context, article)
    return examples


def train(examples: Examples) -> dict[str, Linear]:
    """One model a choice, in alphabetical order so that the file is the same every time."""
    return {choice: fit(rows, STRENGTH.get(choice, 0.5)) for choice, rows in sorted(examples.rows.items())}


def fit(rows: list[tuple[list[str], str, str]], strength: float) -> Linear:
    """Multinomial logistic regression over the clues; the numbers are rounded before they are used."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    counts: dict[str, int] = {}
    for clues, _, _ in rows:
        for clue in set(clues):
            counts[clue] = counts.get(clue, 0) + 1
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform([{c: 1.0 for c in set(clues) if counts[c] >= RARE} for clues, _, _ in rows])
    model = LogisticRegression(C=strength, max_iter=400, tol=1e-3)
    model.fit(table, [label for _, label, _ in rows])
    return _linear(model, vectorizer.get_feature_names_out())


def _linear(model: Any, names: Sequence[str]) -> Linear:
    classes = tuple(str(name) for name in model.classes_)
    coef, bias = model.coef_, model.intercept_
    if len(classes) == 2:  # scikit-learn keeps one row for two classes
        coef, bias = [-coef[0] / 2, coef[0] / 2], [-bias[0] / 2, bias[0] / 2]
    rows = {}
    for n, name in enumerate(names):
        row = tuple(round(float(weights[n]), 3) for weights in coef)
        if max(abs(weight) for weight in row) >= SMALL:
            rows[name] = row
    return Linear(classes, tuple(round(float(b), 3) for b in bias), rows)


def write(models: dict[str, Linear], card: dict[str, Any], path: Path = WEIGHTS) -> None:
    """The weights and their card, byte for byte the same for the same models."""
    tables = {
        name: {"classes": m.classes, "bias": m.bias, "weights": dict(sorted(m.weights.items()))}
        for name, m in models.items()
    }
    packed = json.dumps({"card": card, "models": tables}, separators=(",", ":"), ensure_ascii=False)
    path.write_bytes(gzip.compress(packed.encode(), 9, mtime=0))
