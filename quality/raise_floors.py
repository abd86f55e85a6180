"""The floors that CI holds (floors.json): figures that no later reading may fall below."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.json")
MARGIN = 0.02  # how far under a figure its floor is put, for other machines and small changes

Floors = Mapping[str, Mapping[str, float]]


def raised(floors: Floors, figures: Floors) -> dict[str, dict[str, float]]:
    """The floors with each one raised to its figure less the margin where that is better; never one lowered.

    Both map a name of coded articles to figures by name. What has no floor gets none.
    """
    return {
        name: {key: max(floor, _under(figures.get(name, {}).get(key, 0.0))) for key, floor in row.items()}
        for name, row in floors.items()
    }


def _under(figure: float) -> float:
    """A figure less the margin, cut to two decimals."""
    return int(round((figure - MARGIN) * 100, 6)) / 100


def read_floors(path: Path = FLOORS) -> dict[str, dict[str, float]]:
    floors: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return floors


def write_floors(floors: Floors, path: Path = FLOORS) -> None:
    """One line a name."""
    rows = [f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in floors.items()]
    path.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
