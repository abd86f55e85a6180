"""The article that started the project, added together with eight on the same event: what the book makes of it.

usage: python quality/flagship.py     (the screen of the README; exit code 1 where a claim does not hold)

`../shared/articles` holds a repost of May 2022 that claims February 2023; story r01 of
`../shared/stories/real.dev.jsonl` retells what others wrote at the time. Quotations are left out of the screen: they
belong to the publisher.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from story_pages import pages_of, read_stories

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = Path("../shared/articles")
STORIES = Path("../shared/stories/real.dev.jsonl")
BOOK = "japan.db"
GIFTS = ("--donor", "JPN", "--recipient", "UKR", "--min-sum", "100m")
WIDTH, WIDE = "110", "400"  # columns of a screen; of one on which no line breaks
ADDRESS = re.compile(r", https?://[^,)\s]+")

Claims = dict[str, bool]


class Screen:
    """Runs commands on a book in a folder of its own, and keeps what they print."""

    def __init__(self, folder: Path) -> None:
        self.lines: list[str] = []
        self._folder = folder

    def show(self, *words: str, without: tuple[str, ...] = ()) -> None:
        """Runs a command and keeps it with what it prints, but for quotations and the parts headed by `without`."""
        printed = without_parts(without_quotes(self._run(*words).splitlines()), without)
        self.lines += [f"$ pledgebook {' '.join(words)} --book {BOOK}", *printed, ""]

    def rows(self, *words: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._run(*words, "--json").splitlines()]

    def _run(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "pledgebook", *(self._placed(word) for word in words), "--book", self._placed(BOOK)],
            cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8",
            env={**os.environ, "COLUMNS": WIDE if words[0] == "entry" else WIDTH, "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        return done.stdout.strip("\n")

    def _placed(self, word: str) -> str:
        """Files of this run stand in its folder; everything else is as the command says."""
        return str(self._folder / word) if word in (BOOK, "r01.jsonl") else word


def without_parts(lines: Iterable[str], heads: tuple[str, ...]) -> Iterator[str]:
    """The lines but for those with a head before their colon and what is indented below; no addresses of pages."""
    depth = -1
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if line.strip().partition(":")[0] in heads:
            depth = indent
        elif depth < 0 or indent <= depth:
            depth = -1
            yield ADDRESS.sub("", line)


def without_quotes(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a screen but for quotations."""
    inside = False
    for line in lines:
        inside = inside or line.lstrip().startswith("“")
        if not inside:
            yield line
        inside = inside and not line.rstrip().endswith("”")


def tell(screen: Screen) -> Claims:
    """Adds the repost, then the articles of its time; says which of the claims hold."""
    screen.show("add", str(ARTICLES))
    screen.show("entries", *GIFTS)
    before = screen.rows("entries", *GIFTS)
    screen.show("add", "r01.jsonl")
    screen.show("entries", *GIFTS)
    rows = [screen.rows("entry", row["id"])[0] for row in screen.rows("entries", *GIFTS)]
    reposted = [row for row in rows if any(act["article"]["date"] and _is_repost(act) for act in row["acts_told"])]
    gifts = [row for row in reposted if row["amount"]["basis"] == "increment"]
    totals = [row for row in reposted if row["amount"]["basis"] == "running_total"]
    for row in gifts:
        screen.show("entry", row["id"], without=("counts", "links", "same act"))
    for row in totals:
        screen.show("entry", row["id"], without=("sum", "steps", "counts"))
    screen.show("totals", "--donor", "JPN", "--recipient", "UKR")
    screen.show("threads")
    one_day = "2022-05-19/2022-05-19"
    return {
        "one entry for the additional 300m, dated 19 May 2022": [_days(row) for row in gifts] == [one_day],
        "the inferred earlier 300m meets the article that reports it": _is_met(before, rows),
        "the stated total of 600m reconciles to zero": [row["stated_total"]["difference"] for row in totals] == [0.0],
        "South Korea's refusal answers Ukraine's request": _is_refused(screen.rows("threads")),
        "the repost is named misdated": any("misdated" in doubts for row in gifts for doubts in _doubts(row)),
    }


def _is_repost(act: dict[str, Any]) -> bool:
    return str(act["article"]["name"]).startswith(str(ARTICLES))


def _days(row: dict[str, Any]) -> str:
    return f"{row['date']['start']}/{row['date']['end']}" if row["date"] else ""


def _doubts(row: dict[str, Any]) -> list[list[str]]:
    return [act["article"]["doubts"] for act in row["acts_told"] if _is_repost(act)]


def _is_met(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> bool:
    """An inferred sum before; after, none, and a told one of the same size and of an earlier day than the new one."""
    inferred = [row["amount"]["low"] for row in before if row["inferred"]]
    told = [row["amount"]["low"] for row in after if _days(row).split("/")[-1][:7] == "2022-04"]
    return len(inferred) == 1 and not any(row["inferred"] for row in after) and inferred == told


def _is_refused(threads: list[dict[str, Any]]) -> bool:
    asked = [row for row in threads if row["root"]["actor"] == ["UKR"] and row["root"]["target"] == ["KOR"]]
    return any(reply["link"] == "refuses" for row in asked for reply in row["replies"])


def flagship() -> tuple[str, Claims]:
    """The screen, and which of the claims hold."""
    with TemporaryDirectory() as folder:
        story = next(read_stories(ROOT / STORIES, "r01"))
        pages = "".join(json.dumps(page, ensure_ascii=False) + "\n" for page in pages_of(story))
        (Path(folder) / "r01.jsonl").write_text(pages, encoding="utf-8")
        screen = Screen(Path(folder))
        claims = tell(screen)
    return "\n".join(screen.lines).strip("\n"), claims


def main() -> int:
    screen, claims = flagship()
    print(screen)
    missed = [claim for claim, holds in claims.items() if not holds]
    for claim in missed:
        print(f"does not hold: {claim}", file=sys.stderr)
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
