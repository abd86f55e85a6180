"""Loads made-up acts into books of growing size and times every question: seconds, growth, memory, medians.

usage: python quality/bench_book.py [--million] [--sizes 10000,100000] [--folder FOLDER]

Each size is loaded in a process of its own, so that its peak memory is its own. Questions are asked of the book that
was just loaded, opened anew; each with several parameters, and the median is shown.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from made_up import made_up
from pledgebook.book import Book
from pledgebook.book.adding import Added

SIZES = (10_000, 100_000)
MILLION = 1_000_000
ROUNDS = 5
PAIRS = (("USA", "UKR"), ("JPN", "SYR"), ("NOR", "MLI"), ("EU", "AFG"), ("WB", "PER"))


def load(size: int, path: Path) -> dict[str, float]:
    """Loads so many acts and settles; returns what it took."""
    begun, worked = perf_counter(), process_time()
    with Book.open(path) as book:
        done = book.add(made_up(size), show=_progress(size))
    seconds, cpu = perf_counter() - begun, process_time() - worked
    return {
        "acts": done.acts,
        "articles": done.articles,
        "seconds": seconds,
        "cpu": cpu,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "file_mb": path.stat().st_size / 2**20,
    }


def _progress(size: int) -> Callable[[Added], None]:
    """Tells on stderr what each tenth took."""
    begun, told = process_time(), [0]

    def show(done: Added) -> None:
        if done.acts >= told[0] + size / 10:
            told[0] = done.acts
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{done.acts:,} acts, {process_time() - begun:,.0f} s, {memory:,.0f} MB", file=sys.stderr, flush=True)

    return show


def questions(book: Book) -> dict[str, Callable[[int], object]]:
    """Every question of the book, each for a round's number."""
    lines = book.entries(limit=500)
    several = sorted(lines, key=lambda line: -line.acts)[:ROUNDS]
    middle = lines[len(lines) // 2].day or date(2000, 1, 3)
    words = [book.entry(line.id).tellings[0].source.title or "" for line in several]
    return {
        "entries": lambda n: book.entries(after=lines[n * 50].key),
        "entries --donor": lambda n: book.entries(donor=PAIRS[n][0]),
        "entries --recipient": lambda n: book.entries(recipient=PAIRS[n][1]),
        "entries --donor --recipient": lambda n: book.entries(donor=PAIRS[n][0], recipient=PAIRS[n][1]),
        "entries --kind --donor": lambda n: book.entries(kind="delivery", donor=PAIRS[n][0]),
        "entries --since --until": lambda n: book.entries(since=middle, until=middle),
        "entries --min-sum": lambda n: book.entries(min_sum=(n + 1) * 1e8),
        "entries --currency --min-sum": lambda n: book.entries(currency="NOK", min_sum=3e8),
        "entries --aid-type": lambda n: book.entries(aid_type="military", kind="pledge"),
        "entries --text (rare)": lambda n: book.entries(text=f"{PAIRS[n][0]} {PAIRS[n][1]} {45 + n}"),
        "entries --unreviewed": lambda n: book.entries(unreviewed=True),
        "entries --conflicting": lambda n: book.entries(conflicting=True),
        "entries --as-of": lambda n: book.entries(as_of=date.today()),
        "entry": lambda n: book.entry(several[n].id),
        "history": lambda n: book.history(several[n].id),
        "totals --by donor": lambda n: book.totals("donor", "USD", limit=50),
        "totals --by recipient (stated)": lambda n: book.totals("recipient", limit=50),
        "totals --by month": lambda n: book.totals("month", "EUR"),
        "totals --by type": lambda n: book.totals("type", "USD"),
        "totals --by donor,recipient": lambda n: book.totals(["donor", "recipient"], "USD", limit=50),
        "totals --donor --by month": lambda n: book.totals("month", "USD", donor=PAIRS[n][0]),
        "totals in GBP --recipient": lambda n: book.totals("donor", "GBP", recipient=PAIRS[n][1]),
        "totals in GBP, whole book": lambda n: book.totals("donor", "GBP"),
        "threads": lambda n: book.threads(),
        "conflicts": lambda n: book.conflicts(),
        "copies": lambda n: book.copies(),
        "left-out": lambda n: book.left_out(),
        "search (rare)": lambda n: book.search(words[n]),
        "search (in every quote)": lambda n: book.search("million"),
    }


def ask(path: Path) -> dict[str, float]:
    """The median milliseconds of each question."""
    with Book.open(path, make=False) as book:
        return {name: 1000 * median(_timed(one, n) for n in range(ROUNDS)) for name, one in questions(book).items()}


def _timed(one: Callable[[int], object], number: int) -> float:
    begun = perf_counter()
    one(number)
    return perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--load", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.load:
        print(json.dumps(load(int(options.load[0]), Path(options.load[1]))))
        return
    sizes = [int(size) for size in options.sizes.split(",")] + ([MILLION] if options.million else [])
    with tempfile.TemporaryDirectory() as made:
        _run(sizes, options.folder or Path(made))


def _run(sizes: list[int], folder: Path) -> None:
    rows: list[dict[str, float]] = []
    asked: list[dict[str, float]] = []
    for size in sizes:
        path = folder / f"bench-{size}.db"
        for old in folder.glob(f"{path.name}*"):
            old.unlink()
        command = [sys.executable, __file__, "--load", str(size), str(path)]
        rows.append(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout))
        asked.append(ask(path))
        _show(rows, asked)


def _show(rows: list[dict[str, float]], asked: list[dict[str, float]]) -> None:
    row, before = rows[-1], rows[-2] if len(rows) > 1 else None
    rate = row["acts"] / row["seconds"]
    print(f"\n{row['acts']:,.0f} acts, {row['articles']:,.0f} articles: {row['seconds']:,.0f} s ({rate:,.0f} acts/s, "
          f"{row['cpu']:,.0f} s of one processor), "
          f"memory {row['memory_mb']:,.0f} MB, file {row['file_mb']:,.0f} MB")  # fmt: skip
    if before:
        more = math.log(row["acts"] / before["acts"])
        cpu, wall = (math.log(row[key] / before[key]) / more for key in ("cpu", "seconds"))
        print(f"growth exponent from {before['acts']:,.0f} acts: {cpu:.2f} (processor time), {wall:.2f} (clock)")
    for name, took in asked[-1].items():
        print(f"  {name:32s} {took:8.1f} ms", flush=True)


if __name__ == "__main__":
    main()
