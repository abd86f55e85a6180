"""Writes the predictions for score_copies.py: FILE (a text a line) -> groups of copies, a JSON line a group.

usage: python quality/run_copies.py FILE [OUT]     (FILE: JSONL with id and text, also .gz; OUT: predictions.jsonl)
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from pledgebook.reconciling.copies import find_copies


def read_texts(path: str) -> Iterator[tuple[str, str]]:
    """The (id, text) pairs of a JSONL file, packed or not."""
    with (
        gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else Path(path).open(encoding="utf-8") as lines
    ):
        for line in filter(str.strip, lines):
            row = json.loads(line)
            yield row["id"], row["text"]


def main(path: str, out: str = "predictions.jsonl") -> None:
    groups = find_copies(read_texts(path))
    rows = [json.dumps({"group": list(group)}, ensure_ascii=False) + "\n" for group in groups]
    Path(out).write_text("".join(rows), encoding="utf-8")
    print(f"{len(groups)} groups, {sum(map(len, groups))} texts -> {out}")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*sys.argv[1:])
