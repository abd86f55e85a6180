"""Articles as evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select

from pledgebook.book.answers import Source
from pledgebook.book.mentions import chunks
from pledgebook.book.schema import article_row, lineage, standing
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
