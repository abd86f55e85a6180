"""Times every page of the desk on a large made-up book: median milliseconds, ratio to an empty page, and size.

usage: python quality/bench_desk.py [--acts 100000] [--book FILE] [--rounds 15]

A book that is there is used; one that is not is made. Pages are asked of the application itself, as a server would,
each round with other parameters; "first" is the first answer, before anything is kept. A page is to take less than
100 ms and 150 kB; the exit code is 1 where one does not. The empty page is the one that
says that a page is not there: it costs what every page costs, without a question to the book.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from made_up import made_up
from pledgebook.book import Book
from pledgebook.web.app import Setup, make_app

DONORS = ("USA", "DEU", "GBR", "JPN", "FRA", "EU", "CAN", "NOR")
TAKERS = ("UKR", "SYR", "YEM", "AFG", "SDN", "ETH", "PAK", "BGD")
LIMIT_MS, LIMIT_BYTES = 100, 150_000
EMPTY = "/nowhere"
PICTURE = "chart, drawn anew"  # part of a page that is there already, and kept: no limit of time
Address = Callable[[int], str]


def addresses(book: Book) -> dict[str, Address]:
    """Every page, for a round's number."""
    lines = book.entries(limit=500)
    several = sorted(lines, key=lambda line: -line.acts)[:20]
    articles = [book.entry(line.id).tellings[0].source.id for line in several]
    rare = (book.entry(several[0].id).tellings[0].source.title or "norway").split()
    return {
        "overview": lambda n: "/",
        "ledger": lambda n: f"/ledger?after={lines[n * 20].key}",
        "ledger, donor": lambda n: f"/ledger?donor={DONORS[n % 8]}",
        "ledger, donor and recipient": lambda n: f"/ledger?donor={DONORS[n % 8]}&recipient={TAKERS[n % 7]}",
        "ledger, kind, days": lambda n: f"/ledger?kind=delivery&since=200{n % 3}-02-01&until=200{n % 3}-03-01",
        "ledger, rare words": lambda n: f"/ledger?text={DONORS[n % 8]}+{TAKERS[n % 7]}+{40 + n}",
        "ledger, words of every quote": lambda n: "/ledger?text=million",
        "ledger, greatest sum first": lambda n: f"/ledger?sort=sum&kind={('pledge', 'delivery')[n % 2]}",
        "ledger, most sources first": lambda n: "/ledger?sort=sources",
        "ledger, in conflict": lambda n: "/ledger?conflicting=1",
        "entry": lambda n: f"/entries/{several[n % 20].id}",
        "article": lambda n: f"/articles/{articles[n % 20]}",
        "totals, by donor": lambda n: "/totals",
        "totals, to a recipient": lambda n: f"/totals?recipient={TAKERS[n % 8]}",
        "totals, by month in GBP": lambda n: f"/totals?by=month&currency=GBP&donor={DONORS[n % 8]}",
        PICTURE: lambda n: f"/charts/totals.svg?recipient={TAKERS[n % 8]}",
        "conflicts": lambda n: "/conflicts",
        "threads": lambda n: "/threads",
        "copies": lambda n: "/copies",
        "left out": lambda n: "/left-out",
        "search, rare": lambda n: f"/search?q={rare[n % len(rare)]}",
        "search, words of every quote": lambda n: "/search?q=million",
        "review, by confidence": lambda n: "/review?queue=confidence",
        "review, by conflict": lambda n: "/review?queue=conflict",
        "review, by sum": lambda n: "/review?queue=sum",
        "review, by recency": lambda n: "/review?queue=recency",
        "add": lambda n: "/add",
        "API entries": lambda n: f"/api/entries?donor={DONORS[n % 8]}",
        "API entry": lambda n: f"/api/entries/{several[n % 20].id}",
        "feed of entries": lambda n: f"/feeds/entries.atom?donor={DONORS[n % 8]}",
        "feed of conflicts": lambda n: f"/feeds/conflicts.atom?donor={DONORS[n % 8]}",
    }


class Asking:
    """Asks an ASGI application, as a server would."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def get(self, address: str) -> tuple[int, float, int]:
        """(status, milliseconds, bytes before packing)."""
        path, _, query = address.partition("?")
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
            "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
            "headers": [(b"host", b"localhost")], "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
        }  # fmt: skip
        told: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            told.append(message)

        begun = perf_counter()
        await self._app(scope, receive, send)
        took = 1000 * (perf_counter() - begun)
        return told[0]["status"], took, sum(len(message.get("body", b"")) for message in told)


async def measure(book: Book, rounds: int) -> bool:
    """Prints a line for each page; whether all keep their limits."""
    asking = Asking(make_app(book, Setup(hosts=frozenset())))
    await asking.get(EMPTY)
    empty = median([(await asking.get(EMPTY))[1] for _ in range(4 * rounds)])
    print(f"{'an empty page':32s} {empty:8.1f} ms")
    good = True
    for name, address in addresses(book).items():
        told = [await asking.get(address(n)) for n in range(rounds)]
        took, size = median(ms for _, ms, _ in told), max(size for *_, size in told)
        faults = [status for status, *_ in told if status != 200]
        kept = (took < LIMIT_MS or name == PICTURE) and size < LIMIT_BYTES and not faults
        good &= kept
        print(f"{name:32s} {took:8.1f} ms  x{took / empty:6.1f}  first {told[0][1]:8.1f} ms  {size / 1000:6.1f} kB"
              f"{'' if kept else '  TOO MUCH' if not faults else f'  FAULT {faults[0]}'}", flush=True)  # fmt: skip
    return good


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--acts", type=int, default=100_000)
    parser.add_argument("--book", type=Path)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        path = options.book or Path(made) / "desk.db"
        known = path.is_file()
        with Book.open(path) as book:
            if not known:
                print(book.add(made_up(options.acts)))
            good = asyncio.run(measure(book, options.rounds))
    raise SystemExit(0 if good else 1)


if __name__ == "__main__":
    main()
