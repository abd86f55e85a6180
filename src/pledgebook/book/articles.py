"""The articles of a book as a list, the last added first, page by page."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from pledgebook.book.filters import number_of
from pledgebook.book.lists import Held
from pledgebook.book.schema import act_row, article_row, page, standing
from pledgebook.book.searching import articles_with
from pledgebook.book.sources_of import sources_of

_A = article_row.c


def find_articles(connection: Connection, words: str, after: str, limit: int) -> Iterator[Held]:
    """At most `limit` articles that stand now, from behind the key `after`; with words, those that hold them all."""
    rows = select(_A.no, _A.id, page.c.fetched).join(page, page.c.no == _A.page_no)
    rows = rows.where(standing(article_row))
    if words:
        rows = rows.where(_A.no.in_(articles_with(connection, words)))
    if after:
        rows = rows.where(_A.no < number_of(after))
    found = connection.execute(rows.order_by(_A.no.desc()).limit(limit)).all()
    sources = sources_of(connection, [row.id for row in found])
    many = _acts(connection, [row.no for row in found])
    for row in found:
        yield Held(row.no, sources[row.id], many.get(row.no, 0), row.fetched or "")


def _acts(connection: Connection, numbers: list[int]) -> dict[int, int]:
    """How many acts stand in each of these articles."""
    rows = select(act_row.c.article_no, func.count().label("acts")).group_by(act_row.c.article_no)
    found = connection.execute(rows.where(act_row.c.article_no.in_(numbers), standing(act_row)))
    return {row.article_no: row.acts for row in found}
