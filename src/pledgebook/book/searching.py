"""Words to full-text search: FTS5 in a file, tsvector on a server, with the same meaning as far as they go.

All words must stand in the passage, in any form of them (English stems); words in double quotes in that order.
"""

from __future__ import annotations

import re

from sqlalchemy import Connection, Select, column, func, select, table, text
from sqlalchemy.sql.elements import ColumnElement

from pledgebook.book.lists import Found
from pledgebook.book.schema import act_row, article_row, member, quote_row
from pledgebook.book.sources_of import sources_of
from pledgebook.problems import BadSetting

TERM = re.compile(r'"([^"]+)"|(\S+)')
WORD = re.compile(r"\w+")
CLOSEST = 2000  # matches put in order of closeness; of a word that has more, the latest come first
AROUND = 120  # letters of an article shown on each side of a match


def search(connection: Connection, words: str, limit: int) -> list[Found]:
    """Quotations that hold the words, then articles that hold them elsewhere; at most `limit` of each kind."""
    terms = terms_of(words)
    return [*_quotes(connection, words, limit), *_articles(connection, words, terms, limit)]


def terms_of(words: str) -> list[str]:
    """The words and phrases asked for. Raises BadSetting where there is none."""
    terms = [" ".join(WORD.findall(phrase or word)) for phrase, word in TERM.findall(words)]
    found = [term for term in terms if term]
    if not found:
        raise BadSetting(f"there is no word to search for in {words!r}")
    return found


def quotes_with(connection: Connection, words: str) -> Select[tuple[int]]:
    """The numbers of the quotes (rows of `quote_row`) that hold the words."""
    return _matching(connection, "quote", words)


def articles_with(connection: Connection, words: str) -> Select[tuple[int]]:
    """The numbers of the articles (rows of `article_row`) that hold the words in title or text."""
    return _matching(connection, "article", words)


def _matching(connection: Connection, kind: str, words: str) -> Select[tuple[int]]:
    terms = terms_of(words)
    if connection.dialect.name == "sqlite":
        query = " AND ".join(f'"{term}"' for term in terms)
        index = table(f"{kind}_words", column("rowid"))
        return select(index.c.rowid).where(text(f"{kind}_words MATCH :words").bindparams(words=query))
    rows = quote_row if kind == "quote" else article_row
    return select(rows.c.no).where(_holds(kind, terms))


def _holds(kind: str, terms: list[str]) -> ColumnElement[bool]:
    query = func.websearch_to_tsquery("english", " ".join(f'"{term}"' for term in terms))
    return column("words", _selectable=quote_row if kind == "quote" else article_row).op("@@")(query)


def _quotes(connection: Connection, words: str, limit: int) -> list[Found]:
    numbers = _best(connection, "quote", words, limit)
    rows = (
        select(quote_row.c.no, quote_row.c.text, act_row.c.id, act_row.c.article, member.c.entry)
        .join(act_row, act_row.c.no == quote_row.c.act_no)
        .outerjoin(member, (member.c.act_no == act_row.c.no) & member.c.until.is_(None))
        .where(quote_row.c.no.in_(numbers), act_row.c.until.is_(None))
    )
    found = {row.no: row for row in connection.execute(rows)}
    sources = sources_of(connection, {row.article for row in found.values()})
    kept = [found[number] for number in numbers if number in found]
    return [Found(row.entry or "", row.id, sources[row.article], row.text) for row in kept if row.article in sources]


def _articles(connection: Connection, words: str, terms: list[str], limit: int) -> list[Found]:
    numbers = _best(connection, "article", words, limit)
    rows = select(article_row.c.no, article_row.c.id, article_row.c.text).where(
        article_row.c.no.in_(numbers), article_row.c.until.is_(None)
    )
    found = {row.no: row for row in connection.execute(rows)}
    sources = sources_of(connection, {row.id for row in found.values()})
    kept = [found[number] for number in numbers if number in found]
    return [Found("", "", sources[row.id], _passage(row.text, terms)) for row in kept if row.id in sources]


def _best(connection: Connection, kind: str, words: str, limit: int) -> list[int]:
    """The numbers of the closest matches, or of the latest ones where there are very many."""
    matching = _matching(connection, kind, words)
    if connection.dialect.name != "sqlite":
        number = (quote_row if kind == "quote" else article_row).c.no
        return list(connection.scalars(matching.order_by(number.desc()).limit(limit)))
    many = connection.execute(select(func.count()).select_from(matching.limit(CLOSEST + 1).subquery())).scalar() or 0
    order = text("rank, rowid DESC") if many <= CLOSEST else text("rowid DESC")
    return list(connection.scalars(matching.order_by(order).limit(limit)))


def _passage(whole: str, terms: list[str]) -> str:
    """The surroundings of the first word that stands there as it was asked for, or the beginning."""
    lowered = whole.lower()
    at = min((place for term in terms if (place := lowered.find(term.lower())) >= 0), default=0)
    start, end = max(0, at - AROUND), at + AROUND
    return f"{'… ' if start else ''}{whole[start:end].strip()}{' …' if end < len(whole) else ''}"
