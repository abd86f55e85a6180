"""Writes what Pledgebook reads in a file of texts, as score.py wants it.

usage: predict.py TEXTS.jsonl[.gz] [OUT.jsonl] [--reader NAME] [--settings FILE]

Texts are rows of {"id", "title", "date", "url", "text"}. With `--reader llm` (see docs/llm.md) what the model was
asked is told at the end; an article that it did not answer for is named, and counts as one without acts.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from pledgebook.cli.arguments import settings_of
from pledgebook.cli.usage import complain_of, tell_usage, usage_of
from pledgebook.pipeline import read_pages
from pledgebook.problems import BadInput, BadSetup
from pledgebook.settings import Settings
from pledgebook.sources import open_sources


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(usage=(__doc__ or "").split("usage: ")[1])
    parser.add_argument("texts")
    parser.add_argument("out", nargs="?", type=Path)
    parser.add_argument("--reader")
    parser.add_argument("--settings", type=Path)
    options = parser.parse_args(words)
    try:
        predict(options.texts, options.out, settings_of(options.settings, None, options.reader))
    except BadSetup as problem:
        print(f"predict.py: {problem}", file=sys.stderr)
        return 2
    return 0


def predict(texts: str, file: Path | None, settings: Settings) -> None:
    """One row of acts for each row of texts."""
    usage = usage_of(settings)
    with file.open("w", encoding="utf-8") if file else nullcontext(sys.stdout) as out:
        for outcome in read_pages(open_sources([texts]), settings, usage):
            if isinstance(outcome, BadInput):
                print(outcome, file=sys.stderr)
                continue
            complain_of(outcome, lambda sentence: print(sentence, file=sys.stderr))
            print(json.dumps(outcome.to_json(), ensure_ascii=False), file=out)
    tell_usage(usage)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
