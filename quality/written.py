"""Short articles that we wrote and coded ourselves (written/*.jsonl.gz): what they tell is invented."""

from __future__ import annotations

from pathlib import Path

from gold import Coded, read_rows

FOLDER = Path(__file__).with_name("written")


def written() -> list[Coded]:
    """All of them, in the order of their files. Rows have the form of ../shared/gold."""
    texts = {row["id"]: row for path in sorted(FOLDER.glob("*.texts.jsonl.gz")) for row in read_rows(path)}
    return [Coded(texts[row["id"]], row) for path in sorted(FOLDER.glob("*.gold.jsonl.gz")) for row in read_rows(path)]


def is_written(key: str) -> bool:
    """Whether an article's id is one of these."""
    return key.startswith("written-")
