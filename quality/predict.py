"""Writes what Pledgebook reads in a file of texts, as score.py wants it.

usage: predict.py TEXTS.jsonl[.gz] [OUT.jsonl]     texts {"id", "title", "date", "url", "text"}
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from pledgebook.pipeline import read_pages
from pledgebook.problems import BadInput
from pledgebook.sources import open_sources


def main(words: Sequence[str]) -> int:
    if not 1 <= len(words) <= 2:
        print(__doc__)
        return 2
    with Path(words[1]).open("w", encoding="utf-8") if len(words) == 2 else nullcontext(sys.stdout) as out:
        for outcome in read_pages(open_sources([words[0]])):
            if isinstance(outcome, BadInput):
                print(outcome, file=sys.stderr)
            else:
                print(json.dumps(outcome.to_json(), ensure_ascii=False), file=out)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
