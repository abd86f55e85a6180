"""Sentences of any news that no coder saw: what a teacher makes of them is taught to the encoder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from encoder_net import Row, row_of
from examples import Told
from gold import NEWS, article_of, read_coded, read_rows
from pledgebook.finding.context import Context
from pledgebook.finding.find import contexts_of
from pledgebook.finding.model import load_models
from pledgebook.finding.scan import load_scan
from pledgebook.finding.senses import weigh, worth_asking
from pledgebook.problems import BadInput
from pledgebook.records import Article
from pledgebook.settings import Settings

ARTICLES, BATCH = 7_000, 100
_NO_WORD = re.compile(r"\W+")
_PRINT = slice(100, 260)  # letters of a text that tell it from others


def uncoded_rows(known: set[str], path: Path = NEWS) -> Iterator[Row]:
    """The sentences that the reader would ask its encoder about, of articles not in `known` and no copies of gold."""
    seen = {_print(coded.text["text"]) for name in ("train", "dev", "seed") for coded in read_coded(name)}
    batch: list[tuple[str, Article]] = []
    for row in islice(read_rows(path), ARTICLES):
        mark = _print(row["text"])
        if row["id"] not in known and mark not in seen and (article := _article(row)):
            seen.add(mark)
            batch.append((row["id"], article))
        if len(batch) == BATCH:
            yield from _rows(batch)
            batch = []
    yield from _rows(batch)


def _print(text: str) -> str:
    return _NO_WORD.sub("", text.lower())[_PRINT]


def _article(row: dict[str, Any]) -> Article | None:
    try:
        return article_of(row)
    except BadInput:
        return None


def _rows(batch: list[tuple[str, Article]]) -> Iterator[Row]:
    contexts = contexts_of([article for _, article in batch], Settings().pipeline, load_scan())
    for (key, _), context in zip(batch, contexts, strict=True):
        yield from _rows_of(context, key)


def _rows_of(context: Context, key: str) -> Iterator[Row]:
    asked: dict[int, list[Told]] = {}
    for unit in worth_asking(weigh(context, load_models())):
        asked.setdefault(unit.sentence, []).append(Told(unit, []))
    for number, told in asked.items():
        row = row_of(context, key, number, told, is_coded=False)
        if row.units:
            yield row
