"""Coded articles (texts and acts) as the training and measuring scripts need them."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pledgebook.cleaning import clean
from pledgebook.codebook import Part, PartyId
from pledgebook.finding.context import Context
from pledgebook.records import Article, Page

SHARED = Path(__file__).resolve().parents[2] / "shared"
NEWS = SHARED / "data" / "news-10k.jsonl.gz"
_GAP = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Coded:
    """One article's row of texts and its row of gold."""

    text: dict[str, Any]
    gold: dict[str, Any]

    @property
    def acts(self) -> list[dict[str, Any]]:
        return list(self.gold["acts"])


def read_coded(name: str, folder: Path = SHARED / "gold") -> list[Coded]:
    """The articles of `<folder>/<name>.texts.jsonl` with their gold, in the order of the gold."""
    texts = {row["id"]: row for row in read_rows(folder / f"{name}.texts.jsonl")}
    return [Coded(texts[row["id"]], row) for row in read_rows(folder / f"{name}.gold.jsonl")]


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file of JSON lines, packed (.gz) or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def write_rows(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Writes packed JSON lines; the same rows give the same bytes under the same name."""
    with gzip.GzipFile(path, "wb", mtime=0) as out:
        out.writelines(f"{json.dumps(row, ensure_ascii=False)}\n".encode() for row in rows)


def article_of(row: dict[str, Any]) -> Article:
    """A row of texts as the cleaned article that the program would make of it."""
    page = Page(row["id"], "gold", text=row["text"], title=row.get("title"), date=row.get("date"), url=row.get("url"))
    return clean(page)


def same_party(one: PartyId, other: PartyId) -> bool:
    """As score.py compares them: names without case and punctuation."""
    return plain_party(one) == plain_party(other)


def plain_party(party: PartyId) -> PartyId:
    return re.sub(r"\W+", " ", party[5:]).strip().casefold() if party.startswith("name:") else party


def places_of(quote: str, context: Context) -> list[tuple[Part, int, int]]:
    """Where a coder's quotation stands in the article, blanks aside."""
    pattern = re.compile(_GAP.sub(r"\\s+", re.escape(_GAP.sub(" ", quote.strip())).replace("\\ ", " ")))
    found: list[tuple[Part, int, int]] = []
    for part in ("title", "text"):
        whole = context.article.part(part)
        found.extend((part, m.start(), m.end()) for m in pattern.finditer(whole))
    return found
