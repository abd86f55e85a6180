"""Small linear models: each choice is a sum of the weights of the clues that are there."""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pledgebook.problems import BadSetup

WEIGHTS = "judge.json.gz"


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
        top = max(sums)
        powers = [math.exp(value - top) for value in sums]
        total = sum(powers)
        return {name: power / total for name, power in zip(self.classes, powers, strict=True)}

    def reasons(self, clues: Iterable[str], chosen: str, most: int = 4) -> list[tuple[str, float]]:
        """The clues that spoke loudest for a class against the mean of all, with their weights."""
        at = self.classes.index(chosen)
        found = [(clue, row) for clue in set(clues) if (row := self.weights.get(clue))]
        scored = [(clue, row[at] - sum(row) / len(row)) for clue, row in found]
        return sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:most]


@cache
def load_tables() -> dict[str, Any]:
    """The shipped weights as JSON tables. Raises BadSetup where the file is broken."""
    try:
        packed = files("pledgebook.finding").joinpath(WEIGHTS).read_bytes()
        tables: dict[str, Any] = json.loads(gzip.decompress(packed))
    except (OSError, ValueError) as error:
        raise BadSetup(f"the judge's weights (finding/{WEIGHTS}) cannot be read: install pledgebook again") from error
    return tables


@cache
def load_models() -> dict[str, Linear]:
    """The shipped models by the name of their choice."""
    return {name: linear_of(table) for name, table in load_tables()["models"].items()}


def linear_of(table: Mapping[str, Any]) -> Linear:
    """A model from its JSON table {"classes", "bias", "weights"}."""
    weights = {clue: tuple(row) for clue, row in table["weights"].items()}
    return Linear(tuple(table["classes"]), tuple(table["bias"]), weights)
