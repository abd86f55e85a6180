"""How many times as many articles a second Pledgebook reads as its spaCy pipeline parses, in one run on one core.

usage: bench_read.py [NEWS.jsonl[.gz]] [--articles 600]

First Pledgebook alone reads them, and its peak memory is printed after half and after all of them. Then both read
the same articles in turn, block by block, so that the machine's moods touch both. The peer parses every sentence (the
whole text of each article, in batches) and finds nothing; Pledgebook cleans, dates, scans, parses what the scan lets
through, judges and proves.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

from pledgebook.finding.parse import load_pipeline
from pledgebook.pipeline import read_pages
from pledgebook.records import Page, Reading
from pledgebook.settings import Settings

NEWS = Path(__file__).resolve().parents[2] / "shared" / "data" / "news-10k.jsonl.gz"
BLOCK = 50


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("news", nargs="?", type=Path, default=NEWS)
    ask.add_argument("--articles", type=int, default=600)
    args = ask.parse_args()
    settings = Settings()
    nlp = load_pipeline(settings.pipeline)
    ours = theirs = 0.0
    acts = done = 0
    list(read_pages([_page(row) for row in islice(_rows(args.news), 5)], settings))  # loads every lexicon
    _print_memory(args.news, args.articles, settings)
    rows = islice(_rows(args.news), args.articles)
    while block := list(islice(rows, BLOCK)):
        start = time.perf_counter()
        for outcome in read_pages([_page(row) for row in block], settings):
            acts += len(outcome.acts) if isinstance(outcome, Reading) else 0
        middle = time.perf_counter()
        for _ in nlp.pipe((row["text"] for row in block), batch_size=BLOCK):
            pass
        ours, theirs, done = ours + middle - start, theirs + time.perf_counter() - middle, done + len(block)
    print(
        f"{done} articles, {acts} acts; ours {done / ours:.0f} a second, spaCy over every sentence {done / theirs:.0f}"
    )
    print(f"ratio {theirs / ours:.1f}")


def _print_memory(news: Path, articles: int, settings: Settings) -> None:
    pages = (_page(row) for row in islice(_rows(news), articles))
    for number, _ in enumerate(read_pages(pages, settings), 1):
        if number in (articles // 2, articles):
            print(f"{number} articles: peak memory {_memory()} MB")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def _page(row: dict[str, Any]) -> Page:
    return Page(row["id"], "bench", text=row["text"], title=row["title"], date=row["date"], url=row["url"])


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
