"""Kills `add` at random moments, again and again: the book must open, be whole, and a repeat must complete it.

usage: python quality/kill_add.py [--times 200] [--acts 1500] [--seed 1]

Each round adds the same made-up readings to a new book in a process that is ended by SIGKILL at a random moment of an
undisturbed run, up to three times; then checks it, lets an add complete it, and compares the content with that of the
undisturbed run. Ends with exit code 1 where anything differs.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from made_up import made_up
from pledgebook.book import Book, adding, settling

SMALL_BATCH, SMALL_PIECE = 8, 60  # so that there are many moments between two transactions


def add(where: str, acts: int) -> None:
    """Adds the made-up readings; runs in the process that is killed."""
    adding.BATCH, settling.PIECE = SMALL_BATCH, SMALL_PIECE
    adding.SETTLE_FROM = 100
    readings = list(made_up(acts))
    print("begun", flush=True)
    with Book.open(where) as book:
        book.add(readings)


def undisturbed(where: str, acts: int) -> tuple[float, str]:
    """Seconds that it takes, and the content that it comes to."""
    process = _start(where, acts)
    begun = time.perf_counter()
    process.wait()
    seconds = time.perf_counter() - begun
    with Book.open(where, make=False) as book:
        return seconds, book.check().content


def disturbed(where: str, acts: int, moments: list[float]) -> list[str]:
    """What is wrong after an add that was killed at these moments, one after another."""
    faults: list[str] = []
    for moment in moments:
        process = _start(where, acts)
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        process.wait()
        with Book.open(where) as book:
            faults += book.check().faults
    return faults


def completed(where: str, acts: int) -> str:
    """The content after a repeat that nobody disturbs."""
    with Book.open(where) as book:
        book.add(made_up(acts))
        health = book.check()
        return health.content if not health.faults and not health.waiting else f"not whole: {health}"


def _start(where: str, acts: int) -> subprocess.Popen[str]:
    command = [sys.executable, __file__, "--add", where, "--acts", str(acts)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    process.stdout.readline()
    process.stdout.close()
    return process


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--acts", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--add", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.add:
        add(options.add, options.acts)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        return _run(Path(folder), options.times, options.acts, random.Random(options.seed))


def _run(folder: Path, times: int, acts: int, chance: random.Random) -> int:
    seconds, content = undisturbed(str(folder / "whole.db"), acts)
    print(f"undisturbed: {seconds:.1f} s, content {content}")
    bad = killed = 0
    while killed < times:
        path = folder / f"{killed}.db"
        moments = [chance.uniform(0, seconds) for _ in range(min(3, times - killed))]
        killed += len(moments)
        faults = disturbed(str(path), acts, moments)
        after = completed(str(path), acts)
        for old in folder.glob(f"{path.name}*"):
            old.unlink()
        if faults or after != content:
            bad += 1
            print(f"killed at {moments}: {faults[:3]} content {after}")
        print(f"{killed} kills, {bad} books not whole", end="\r", flush=True)
    print(f"\n{killed} kills of add: {bad} books that were not whole or did not come to the same content")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
