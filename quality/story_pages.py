"""Writes the articles of a file of stories as pages that `pledgebook add` reads, a JSON line an article.

usage: python quality/story_pages.py FILE [STORY] [OUT]     (all stories, or one by its id; OUT: the screen)

The day is the one that the page claims; without one, the day on which the story says that it was written.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any


def pages_of(story: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The articles of a story as rows of texts: id, title, date, url, text."""
    for row in story["articles"]:
        yield {
            "id": row["id"],
            "title": row.get("title"),
            "date": row.get("published") or row.get("true_date"),
            "url": row.get("url"),
            "text": row.get("text") or "",
        }


def read_stories(path: Path, wanted: str | None = None) -> Iterator[dict[str, Any]]:
    """The stories of a file in order, or the one with this id."""
    with path.open(encoding="utf-8") as lines:
        stories = map(json.loads, filter(str.strip, lines))
        yield from (story for story in stories if wanted in (None, story["id"]))


def main(words: Sequence[str]) -> int:
    if not 2 <= len(words) <= 4:
        print(__doc__)
        return 2
    stories = list(read_stories(Path(words[1]), words[2] if len(words) > 2 else None))
    if not stories:
        print(f"{words[1]} has no story {words[2] if len(words) > 2 else ''}".strip(), file=sys.stderr)
        return 1
    with Path(words[3]).open("w", encoding="utf-8") if len(words) == 4 else nullcontext(sys.stdout) as out:
        for story in stories:
            for page in pages_of(story):
                print(json.dumps(page, ensure_ascii=False), file=out)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
