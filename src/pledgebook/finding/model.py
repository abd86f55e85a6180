"""Small linear models: each choice is a sum of the weights of the clues that are there."""

from __future__ import annotations

import gzip
import json
import math
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pledgebook.problems import BadSetup

WEIGHTS = "judge.json.gz"
_PARTS = ("scan", "models", "confidence")


@dataclass(frozen=True, slots=True)
class Linear:
    """Multinomial logistic regression: `weights[clue]` holds one number a class, in the order of `classes`."""

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]

    def probabilities(self, clues: Iterable[str]) -> dict[str, float]:
        """Probability of each class, given the clues that are there (each counted once)."""
        sums = list(self.bias)
        for clue in set(clues):
            row = self.weights.get(clue)
            if row:
                for n, weight in enumerate(row):
                    sums[n] += weight
        return softmax(self.classes, sums)

    def reasons(self, clues: Iterable[str], chosen: str, most: int = 4) -> list[tuple[str, float]]:
        """The clues that spoke loudest for a class against the mean of all, with their weights."""
        at = self.classes.index(chosen)
        found = [(clue, row) for clue in set(clues) if (row := self.weights.get(clue))]
        scored = [(clue, row[at] - sum(row) / len(row)) for clue, row in found]
        return sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:most]


def softmax(names: Sequence[str], scores: Sequence[float]) -> dict[str, float]:
    """Scores (logits) as the probability of each name."""
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return {name: power / total for name, power in zip(names, powers, strict=True)}


@cache
def load_tables() -> dict[str, Any]:
    """The shipped weights as JSON tables. Raises BadSetup where the file is broken."""
    try:
        packed = files("pledgebook.finding").joinpath(WEIGHTS).read_bytes()
        tables: dict[str, Any] = json.loads(gzip.decompress(packed))
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise _broken("cannot be read") from error
    missing = [part for part in _PARTS if part not in tables]
    if missing:
        raise _broken(f"have no part “{missing[0]}”")
    return tables


def _broken(what: str) -> BadSetup:
    return BadSetup(f"the judge's weights (finding/{WEIGHTS}) {what}: install pledgebook again")


@cache
def load_models() -> dict[str, Linear]:
    """The shipped models by the name of their choice. Raises BadSetup where one is broken."""
    return {name: linear_of(name, table) for name, table in load_tables()["models"].items()}


def linear_of(name: str, table: Mapping[str, Any]) -> Linear:
    """The model `name` from its JSON table {"classes", "bias", "weights"}.

    Raises BadSetup where the bias or a clue has not one number a class.
    """
    weights = {clue: tuple(row) for clue, row in table["weights"].items()}
    model = Linear(tuple(table["classes"]), tuple(table["bias"]), weights)
    if any(len(row) != len(model.classes) for row in (model.bias, *weights.values())):
        raise _broken(f"do not give the model “{name}” one number a class")
    return model
