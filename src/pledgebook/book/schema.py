"""The tables of a book, as SQLAlchemy Core sees them. The views beside them (`entries`, `acts`, ...) are for readers.

Rows are never changed but for `until`: the number of the decision that took their place. A row stands at decision N
where `since <= N` and `until` is null or greater. Days are dates, moments ISO text in UTC, bodies JSON text, sums of
`counted` and `tally` whole hundredths of the unit, so that adding them in any order gives the same. Tables that only
find or sum up what others hold (`act_key`, `mark_row`, `fresh_marks`, `file_row`, `spot`, `tally`) are made anew from
them at need.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    func,
    literal_column,
)
from sqlalchemy.sql.elements import ColumnElement

HEAD = "0004"  # the newest migration
metadata = MetaData()


def _number(name: str = "no") -> Column[int]:
    # INTEGER is what makes a row number of SQLite; numbers are given by the writer, who is alone.
    return Column(name, BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False)


def _span() -> tuple[Column[int], Column[int]]:
    return Column("since", BigInteger, nullable=False), Column("until", BigInteger)


def _text(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null)


decision = Table(
    "decision", metadata, _number(), _text("at"), _text("by"), _text("what"), _text("why"),
    Index("decision_at", "at"),
)  # fmt: skip

page_content = Table(
    "page_content", metadata, Column("sha", Text, primary_key=True), Column("size", BigInteger, nullable=False),
    Column("packed", LargeBinary, nullable=False),
)  # fmt: skip

page = Table(
    "page", metadata, _number(), Column("key", Text, nullable=False, unique=True), _text("name"), _text("source"),
    _text("sha"), _text("media_type"), _text("title", null=True), _text("claimed", null=True), _text("url", null=True),
    _text("fetched", null=True), _text("article"), _text("reader"),
    Column("is_text", Integer, nullable=False), Column("since", BigInteger, nullable=False),
    Index("page_name", "name"), Index("page_url", "url"),
)  # fmt: skip

article_row = Table(
    "article_row", metadata, _number(), _text("id"), _text("name"), Column("page_no", BigInteger, nullable=False),
    _text("title", null=True), _text("text"), _text("url", null=True), _text("publisher"),
    Column("official", Integer, nullable=False), Column("claimed", Date), Column("day_start", Date),
    Column("day_end", Date), _text("day_reason"), _text("doubts"), _text("body"), _text("reader"), *_span(),
    Index("article_row_id", "id", "until"), Index("article_row_page", "page_no"), Index("article_row_name", "name"),
)  # fmt: skip

lineage = Table(
    "lineage", metadata, _number(), _text("article"), _text("origin"), _text("reason"), *_span(),
    Index("lineage_article", "article", "until"), Index("lineage_origin", "origin", "until"),
)  # fmt: skip

mark_row = Table(
    "mark_row", metadata, Column("mark", BigInteger, primary_key=True, autoincrement=False),
    Column("article_no", BigInteger, primary_key=True, autoincrement=False), sqlite_with_rowid=False,
)  # fmt: skip

# The marks of the latest articles, packed (64-bit numbers, little-endian): merged into `mark_row` many at a time.
fresh_marks = Table("fresh_marks", metadata, _number("article_no"), Column("marks", LargeBinary, nullable=False))

act_row = Table(
    "act_row", metadata, _number(), _text("id"), Column("article_no", BigInteger, nullable=False), _text("article"),
    _text("kind"), _text("modality"), _text("actor"), _text("target"), _text("beneficiary"), Column("low", Float),
    Column("high", Float), _text("currency"), _text("basis"), _text("hedge"), Column("day_start", Date),
    Column("day_end", Date), _text("aid_type"), _text("speaker"), Column("confidence", Float, nullable=False),
    _text("body"), *_span(),
    Index("act_row_id", "id", "until"), Index("act_row_article", "article_no"), Index("act_row_of", "article"),
)  # fmt: skip

quote_row = Table(
    "quote_row", metadata, _number(), Column("act_no", BigInteger, nullable=False),
    Column("article_no", BigInteger, nullable=False), _text("part"), Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False), _text("text"), Index("quote_row_act", "act_no"),
)  # fmt: skip

left_out_row = Table(
    "left_out_row", metadata, _number(), Column("page_no", BigInteger, nullable=False), _text("reason"),
    _text("detail"), _text("rule"), Column("score", Float), _text("quote"), *_span(),
    Index("left_out_page", "page_no"), Index("left_out_reason", "reason"),
)  # fmt: skip

act_key = Table(
    "act_key", metadata, Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("act_no", BigInteger, primary_key=True, autoincrement=False), sqlite_with_rowid=False,
)  # fmt: skip

entry_row = Table(
    "entry_row", metadata, _number(), _text("id"), _text("kind"), _text("modality"), _text("actor"), _text("target"),
    _text("beneficiary"), Column("low", Float), Column("high", Float), _text("currency"), _text("basis"),
    _text("hedge"), Column("usd", Float), Column("day_start", Date), Column("day_end", Date),
    Column("day", Date, nullable=False), Column("written", Date), _text("aid_type"),
    Column("inferred", Integer, nullable=False), Column("acts", Integer, nullable=False),
    Column("sources", Integer, nullable=False), Column("conflicts", Integer, nullable=False), _text("review"),
    _text("reason"), _text("body"), *_span(),
    Index("entry_row_id", "id", "until"), Index("entry_row_day", "day", "id"),
    Index("entry_row_kind", "kind", "day", "id"),
    Index("entry_row_currency", "currency", "usd"),
)  # fmt: skip
Index(
    "entry_row_conflicting", entry_row.c.day, entry_row.c.id,
    sqlite_where=entry_row.c.conflicts > 0, postgresql_where=entry_row.c.conflicts > 0,
)  # fmt: skip
NO_SUM = "-1.0"  # stands for a sum that is not there, where entries are sorted by sums
_NOW = entry_row.c.until.is_(None)
Index(
    "entry_row_sum", func.coalesce(entry_row.c.usd, literal_column(NO_SUM)), entry_row.c.id,
    sqlite_where=_NOW, postgresql_where=_NOW,
)  # fmt: skip
Index("entry_row_sources", entry_row.c.sources, entry_row.c.id, sqlite_where=_NOW, postgresql_where=_NOW)
Index(
    "entry_row_reviewed", entry_row.c.review,
    sqlite_where=entry_row.c.review != "", postgresql_where=entry_row.c.review != "",
)  # fmt: skip

member = Table(
    "member", metadata, _number(), _text("entry"), Column("act_no", BigInteger, nullable=False), *_span(),
    Index("member_entry", "entry", "until"), Index("member_act", "act_no", "until"),
)  # fmt: skip

file_row = Table(
    "file_row", metadata, Column("giver", Text, primary_key=True), Column("taker", Text, primary_key=True),
    Column("day", Date, primary_key=True), Column("entry", Text, primary_key=True),
    Column("shelved", Integer, nullable=False), Index("file_taker", "taker", "day", "entry"),
    Index("file_giver", "giver", "day", "entry"),
    Index("file_entry", "entry"), sqlite_with_rowid=False,
)  # fmt: skip

link_row = Table(
    "link_row", metadata, _number(), _text("kind"), _text("source"), _text("target"), _text("phrase"), *_span(),
    Index("link_source", "source", "until"), Index("link_target", "target", "until"),
    Index("link_kind", "kind", "until"),
)  # fmt: skip

counted = Table(
    "counted", metadata, _number(), _text("entry"), _text("donor"), _text("recipient"), _text("month"), _text("type"),
    Column("day", Date, nullable=False), _text("currency"),
    *(Column(f"{kind}{tail}", BigInteger) for tail in ("", "_usd", "_eur")
      for kind in ("pledged", "committed", "delivered")),
    _text("why"), _text("notes"), *_span(),
    Index("counted_entry", "entry", "until"), Index("counted_donor", "donor", "day"),
    Index("counted_recipient", "recipient", "day"),
)  # fmt: skip

_C = counted.c
_ADDS = _C.until.is_(None) & _C.pledged.is_not(None)
Index(  # all that totals in any currency look at
    "counted_by_day", _C.day, _C.donor, _C.recipient, _C.month, _C.type, _C.pledged_eur, _C.committed_eur,
    _C.delivered_eur, sqlite_where=_ADDS, postgresql_where=_ADDS,
)  # fmt: skip

stated_row = Table(
    "stated_row", metadata, _number(), _text("entry"), Column("difference", Float, nullable=False), _text("body"),
    *_span(), Index("stated_entry", "entry", "until"),
)  # fmt: skip

tally = Table(
    "tally", metadata, Column("by", Text, primary_key=True), Column("value", Text, primary_key=True),
    Column("currency", Text, primary_key=True), Column("pledged", BigInteger, nullable=False),
    Column("committed", BigInteger, nullable=False), Column("delivered", BigInteger, nullable=False),
    Column("entries", BigInteger, nullable=False), Column("missing", BigInteger, nullable=False),
    Index("tally_greatest", "by", "currency", "pledged"),
)  # fmt: skip

spot = Table(
    "spot", metadata, Column("taker", Text, primary_key=True), Column("giver", Text, primary_key=True),
    Column("day", Date, primary_key=True), Column("entry", Text, primary_key=True), sqlite_with_rowid=False,
)  # fmt: skip

succession = Table(
    "succession", metadata, _number(), _text("old"), _text("new"), Column("since", BigInteger, nullable=False),
    Index("succession_old", "old"), Index("succession_new", "new"),
)  # fmt: skip

review_row = Table(
    "review_row", metadata, _number(), _text("action"), _text("entry"), _text("body"), *_span(),
    Index("review_entry", "entry"),
)  # fmt: skip

review_act = Table(
    "review_act", metadata, Column("act", Text, primary_key=True),
    Column("review_no", BigInteger, primary_key=True, autoincrement=False), _text("side"),
    Index("review_act_no", "review_no"),
)  # fmt: skip

# What a watcher knows of a feed between two polls (JSON), and when that was; no part of what the book tells.
feed_row = Table("feed_row", metadata, Column("url", Text, primary_key=True), _text("state"), _text("at"))


def standing(table: Table, at: int | None = None) -> ColumnElement[bool]:
    """The rows that stand now, or stood after decision `at`."""
    if at is None:
        return table.c.until.is_(None)
    return (table.c.since <= at) & (table.c.until.is_(None) | (table.c.until > at))


Row = dict[str, Any]
