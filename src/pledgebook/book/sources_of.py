"""Articles as evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select

from pledgebook.book.answers import Sayings, Source
from pledgebook.book.mentions import chunks
from pledgebook.book.schema import act_row, article_row, lineage, quote_row, standing
from pledgebook.records import Interval

_COLUMNS = (
    article_row.c.id, article_row.c.name, article_row.c.title, article_row.c.url, article_row.c.claimed,
    article_row.c.day_start, article_row.c.day_end, article_row.c.doubts, lineage.c.origin, lineage.c.reason,
)  # fmt: skip


def sources_of(connection: Connection, articles: Iterable[str], at: int | None = None) -> dict[str, Source]:
    """The articles by id, as they stood at a decision."""
    found: dict[str, Source] = {}
    for chunk in chunks(articles):
        rows = (
            select(*_COLUMNS)
            .outerjoin(lineage, (lineage.c.article == article_row.c.id) & standing(lineage, at))
            .where(article_row.c.id.in_(chunk), standing(article_row, at))
        )
        found |= {row.id: _source(row) for row in connection.execute(rows)}
    return found


def sayings_of(connection: Connection, acts: Iterable[str], at: int | None = None) -> Sayings:
    """The acts of these ids that stood at a decision, each with its article and its quotations."""
    told: dict[str, tuple[str, list[str]]] = {}
    for chunk in chunks(acts):
        rows = (
            select(act_row.c.id, act_row.c.article, quote_row.c.text)
            .join(quote_row, quote_row.c.act_no == act_row.c.no)
            .where(act_row.c.id.in_(chunk), standing(act_row, at))
            .order_by(quote_row.c.no)
        )
        for row in connection.execute(rows):
            told.setdefault(row.id, (row.article, []))[1].append(row.text)
    sources = sources_of(connection, {article for article, _ in told.values()}, at)
    return {act: (sources[article], tuple(texts)) for act, (article, texts) in told.items() if article in sources}


def _source(row: Any) -> Source:
    return Source(
        id=row.id,
        name=row.name,
        title=row.title,
        url=row.url,
        claimed=row.claimed,
        written=Interval(row.day_start, row.day_end) if row.day_start else None,
        doubts=tuple(row.doubts.split(", ")) if row.doubts else (),
        copy_of=row.origin,
        why=row.reason or "",
    )
