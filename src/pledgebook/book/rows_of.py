"""Records as rows: the columns of each table that follow from the record alone."""

from __future__ import annotations

from pledgebook.book.answers import publisher_of
from pledgebook.book.packing import pack_article, pack_quote, storable
from pledgebook.book.schema import Row
from pledgebook.book.told import told_columns
from pledgebook.lexicon.reconciling import words
from pledgebook.records import Act, LeftOut, Page, Quote, Reading


def page_row_of(came: Page, sha: str, key: str, article: str) -> Row:
    """Without what its writer knows: number, reader, decision."""
    said = {"title": came.title, "claimed": came.date, "url": came.url}
    return {
        **{name: None if value is None else storable(value) for name, value in said.items()},
        "key": key,
        "sha": sha,
        "article": article,
        "name": storable(came.id),
        "source": storable(came.source),
        "media_type": came.media_type,
        "is_text": int(came.content is None),
        "fetched": came.fetched.isoformat() if came.fetched else None,
    }


def quote_row_of(quote: Quote) -> Row:
    return {"part": quote.part, "start": quote.start, "end": quote.end, "text": storable(quote.text)}


def left_out_row_of(out: LeftOut) -> Row:
    return {
        "reason": out.reason.value,
        "detail": storable(out.detail),
        "rule": out.rule,
        "score": out.score,
        "quote": pack_quote(out.quote),
    }


def article_row_of(reading: Reading) -> Row:
    """What the book says of an article, apart from numbers, id and reader."""
    article = reading.article
    publisher = publisher_of(article.url)
    return {
        "name": storable(article.id),
        "title": storable(article.title) if article.title is not None else None,
        "text": storable(article.text),
        "url": storable(article.url) if article.url is not None else None,
        "publisher": storable(publisher),
        "official": int(is_official(publisher)),
        "claimed": article.claimed_date,
        "day_start": article.date.start if article.date else None,
        "day_end": article.date.end if article.date else None,
        "day_reason": storable(article.date_reason),
        "doubts": ", ".join(doubt.name.value for doubt in article.doubts),
        "body": pack_article(article),
    }


def is_official(publisher: str) -> bool:
    """Whether a publisher is an organ of a state or an organisation, by the words of its name (reconciling.toml)."""
    return bool(words().official.search(publisher.lower().replace(".", " ").replace("-", " ")))


def act_row_of(name: str, act: Act) -> Row:
    """Without what its writer knows, and without its body."""
    return {
        **told_columns(act),
        "id": name,
        "aid_type": act.aid_type or "",
        "speaker": storable(act.speaker or ""),
        "confidence": act.confidence,
    }
