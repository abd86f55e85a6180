"""Short articles that we wrote and coded ourselves (written/*.jsonl.gz): what they tell is invented."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from gold import Coded

FOLDER = Path(__file__).with_name("written")


def written() -> list[Coded]:
    """All of them, in the order of their files. Rows have the form of ../shared/gold."""
    texts = {row["id"]: row for path in sorted(FOLDER.glob("*.texts.jsonl.gz")) for row in _rows(path)}
    return [Coded(texts[row["id"]], row) for path in sorted(FOLDER.glob("*.gold.jsonl.gz")) for row in _rows(path)]


def is_written(key: str) -> bool:
    """Whether an article's id is one of these."""
    return key.startswith("written-")


def _rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
