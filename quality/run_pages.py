"""Writes what cleaning makes of web pages: one JSON object a line with id, text and the day that the page claims.

usage: python quality/run_pages.py PAGES.jsonl[.gz] [OUT.jsonl]

A page has the columns id, html and url. The text is what is read for acts: story, headings, list items and
captions, without links, bylines, credits and repeats, in whatever language; empty where there is no article.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from pledgebook.cleaning.article import article_of, content_of
from pledgebook.codebook import READ_ROLES
from pledgebook.problems import BadInput
from pledgebook.records import Article, Page
from pledgebook.sources import open_sources

COLUMNS = {"text": "html", "title": "-", "date": "-"}  # what the table tells apart from the page is not used


def main(arguments: list[str]) -> int:
    """Reads the pages and writes a line for each; 1 where a row could not be read."""
    if len(arguments) not in (1, 2):
        print(__doc__, file=sys.stderr)
        return 2
    with Path(arguments[1]).open("w", encoding="utf-8") if len(arguments) == 2 else sys.stdout as out:
        pages = list(map(predicted, open_sources(arguments[:1], COLUMNS)))
        out.writelines(json.dumps(page, ensure_ascii=False) + "\n" for page in pages if page)
    return 0 if all(pages) else 1


def predicted(page: Page | BadInput) -> dict[str, str | None] | None:
    """The line for one page; none for a row that could not be read, which is told."""
    if isinstance(page, BadInput):
        print(page, file=sys.stderr)
        return None
    try:
        article = article_of(page, content_of(page))
    except BadInput as problem:
        print(problem, file=sys.stderr)
        return {"id": page.id, "text": "", "date": None}
    claimed = article.claimed_date.isoformat() if article.claimed_date else None
    return {"id": page.id, "text": "\n".join(_read(article)), "date": claimed}


def _read(article: Article) -> Iterator[str]:
    return (article.text[p.start : p.end] for p in article.paragraphs if p.role in READ_ROLES)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
