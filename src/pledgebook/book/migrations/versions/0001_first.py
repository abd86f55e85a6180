"""The first tables of a book, its search and its views for readers.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


SEARCH_SQLITE = (
    "CREATE VIRTUAL TABLE article_words USING fts5(title, text, content='article_row', content_rowid='no', "
    "tokenize='porter unicode61')",
    "CREATE VIRTUAL TABLE quote_words USING fts5(text, content='quote_row', content_rowid='no', "
    "tokenize='porter unicode61')",
    "CREATE TRIGGER article_words_come AFTER INSERT ON article_row BEGIN "
    "INSERT INTO article_words(rowid, title, text) VALUES (new.no, new.title, new.text); END",
    "CREATE TRIGGER quote_words_come AFTER INSERT ON quote_row BEGIN "
    "INSERT INTO quote_words(rowid, text) VALUES (new.no, new.text); END",
)
# A vector of words may not be longer than a megabyte: of a text of ten, the first 200,000 letters are searched.
SEARCH_SERVER = (
    "ALTER TABLE article_row ADD COLUMN words tsvector GENERATED ALWAYS AS "
    "(to_tsvector('english', left(coalesce(title, '') || ' ' || text, 200000))) STORED",
    "CREATE INDEX article_words ON article_row USING gin (words)",
    "ALTER TABLE quote_row ADD COLUMN words tsvector GENERATED ALWAYS AS "
    "(to_tsvector('english', left(text, 200000))) STORED",
    "CREATE INDEX quote_words ON quote_row USING gin (words)",
)
VIEWS = {
    "entries": "SELECT id, kind, modality, actor, target, beneficiary, low, high, currency, basis, hedge, usd, "
    "day_start, day_end, aid_type, acts, sources, conflicts, inferred, review, reason FROM entry_row "
    "WHERE until IS NULL",
    "acts": "SELECT act_row.id, member.entry, act_row.article, act_row.kind, act_row.modality, act_row.actor, "
    "act_row.target, act_row.beneficiary, act_row.low, act_row.high, act_row.currency, act_row.basis, act_row.hedge, "
    "act_row.day_start, act_row.day_end, act_row.aid_type, act_row.speaker, act_row.confidence FROM act_row "
    "LEFT JOIN member ON member.act_no = act_row.no AND member.until IS NULL WHERE act_row.until IS NULL",
    "quotes": 'SELECT act_row.id AS act, act_row.article, quote_row.part, quote_row.start, quote_row."end", '
    "quote_row.text FROM quote_row JOIN act_row ON act_row.no = quote_row.act_no WHERE act_row.until IS NULL",
    "articles": "SELECT article_row.id, article_row.name, article_row.title, article_row.url, article_row.publisher, "
    "article_row.claimed, article_row.day_start, article_row.day_end, article_row.day_reason, article_row.doubts, "
    "lineage.origin AS copy_of, article_row.text FROM article_row "
    "LEFT JOIN lineage ON lineage.article = article_row.id AND lineage.until IS NULL WHERE article_row.until IS NULL",
    "left_out": "SELECT page.name AS page, left_out_row.reason, left_out_row.detail, left_out_row.rule, "
    "left_out_row.score, left_out_row.quote FROM left_out_row JOIN page ON page.no = left_out_row.page_no "
    "WHERE left_out_row.until IS NULL",
}


def upgrade() -> None:
    _tables()
    dialect = op.get_bind().dialect.name
    for statement in SEARCH_SQLITE if dialect == "sqlite" else SEARCH_SERVER:
        op.execute(statement)
    for name, select in VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {select}")


def _tables() -> None:
    _act_key()
    _act_row()
    _article_row()
    _counted()
    _decision()
    _entry_row()
    _file_row()
    _left_out_row()
    _lineage()
    _link_row()
    _mark_row()
    _member()
    _page()
    _page_content()
    _quote_row()
    _review_act()
    _review_row()
    _spot()
    _stated_row()
    _succession()
    _tally()


def _act_key() -> None:
    op.create_table(
        "act_key",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("act_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key", "act_no"),
        sqlite_with_rowid=False,
    )


def _act_row() -> None:
    op.create_table(
        "act_row",
        sa.Column("no", NUMBER, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("article_no", sa.BigInteger(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("hedge", sa.Text(), nullable=False),
        sa.Column("day_start", sa.Date(), nullable=True),
        sa.Column("day_end", sa.Date(), nullable=True),
        sa.Column("aid_type", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_index("act_row_article", "act_row", ["article_no"], unique=False)
    op.create_index("act_row_id", "act_row", ["id", "until"], unique=False)
    op.create_index("act_row_of", "act_row", ["article"], unique=False)


def _article_row() -> None:
    op.create_table(
        "article_row",
        sa.Column("no", NUMBER, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("page_no", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("official", sa.Integer(), nullable=False),
        sa.Column("claimed", sa.Date(), nullable=True),
        sa.Column("day_start", sa.Date(), nullable=True),
        sa.Column("day_end", sa.Date(), nullable=True),
        sa.Column("day_reason", sa.Text(), nullable=False),
        sa.Column("doubts", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_index("article_row_id", "article_row", ["id", "until"], unique=False)
    op.create_index("article_row_name", "article_row", ["name"], unique=False)
    op.create_index("article_row_page", "article_row", ["page_no"], unique=False)
    op.create_index("article_row_since", "article_row", ["since"], unique=False)


def _counted() -> None:
    op.create_table(
        "counted",
        sa.Column("no", NUMBER, autoincrement=False, nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("donor", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("pledged", sa.BigInteger(), nullable=True),
        sa.Column("committed", sa.BigInteger(), nullable=True),
        sa.Column("delivered", sa.BigInteger(), nullable=True),
        sa.Column("pledged_usd", sa.BigInteger(), nullable=True),
        sa.Column("committed_usd", sa.BigInteger(), nullable=True),
        sa.Column("delivered_usd", sa.BigInteger(), nullable=True),
        sa.Column("pledged_eur", sa.BigInteger(), nullable=True),
        sa.Column("committed_eur", sa.BigInteger(), nullable=True),
        sa.Column("delivered_eur", sa.BigInteger(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_index("counted_donor", "counted", ["donor", "day"], unique=False)
    op.create_index("counted_entry", "counted", ["entry", "until"], unique=False)
    op.create_index("counted_recipient", "counted", ["recipient", "day"], unique=False)
    op.create_index("counted_since", "counted", ["since"], unique=False)


def _decision() -> None:
    op.create_table(
        "decision",
        sa.Column("no", NUMBER, autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_index("decision_at", "decision", ["at"], unique=False)


def _entry_row() -> None:
    op.create_table(
        "entry_row",
        sa.Column("no", NUMBER, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("hedge", sa.Text(), nullable=False),
        sa.Column("usd", sa.Float(), nullable=True),
        sa.Column("day_start", sa.Date(), nullable=True),
        sa.Column("day_end", sa.Date(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("written", sa.Date(), nullable=True),
        sa.Column("aid_type", sa.Text(), nullable=False),
        sa.Column("inferred", sa.Integer(), nullable=False),
        sa.Column("acts", sa.Integer(), nullable=False),
        sa.Column("sources", sa.Integer(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("review", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_index(
        "entry_row_conflicting",
        "entry_row",
        ["day", "id"],
        unique=False,
        sqlite_where=sa.text("conflicts > 0"),
        postgresql_where=sa.text("conflicts > 0"),
    )
    op.create_index("entry_row_currency", "entry_row", ["currency", "usd"], unique=False)
    op.create_index("entry_row_day", "entry_row", ["day", "id"], unique=False)
    op.create_index("entry_row_id", "entry_row", ["id", "until"], unique=False)
    op.create_index("entry_row_kind", "entry_row", ["kind", "day", "id"], unique=False)
    op.create_index(
        "entry_row_reviewed",
        "entry_row",
        ["review"],
        unique=False,
        sqlite_where=sa.text("review != ''"),
        postgresql_where=sa.text("review != ''"),
    )
    op.create_index("entry_row_since", "entry_row", ["since"], unique=False)
    op.create_index("entry_row_until", "entry_row", ["until"], unique=False)


def _file_row() -> None:
    op.create_table(
        "file_row",
        sa.Column("giver", sa.Text(), nullable=False),
        sa.Column("taker", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("shelved", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("giver", "taker", "day", "entry"),
        sqlite_with_rowid=False,
    )
    op.create_index("file_entry", "file_row", ["entry"], unique=False)
    op.create_index("file_giver", "file_row", ["giver", "day", "entry"], unique=False)
    op.create_index("file_taker", "file_row", ["taker", "day", "entry"], unique=False)


def _left_out_row() -> None:
    op.create_table(
        "left_out_row",
        sa.Column("no", NUMBER, autoincrement=False, nullable=False),
        sa.Column("page_no", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_index("left_out_page", "left_out_row", ["page_no"], unique=False)
    op.create_index("left_out_reason", "left_out_row", ["reason"], unique=False)


def _lineage() -> None:
    op.create_table(
        "lineage",
        sa.Column("no", NUMBER, autoincrement=False, nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_index("lineage_article", "lineage", ["article", "until"], unique=False)
    op.create_index("lineage_origin", "lineage", ["origin", "until"], unique=False)


def _link_row() -> None:
    op.create_table(
        "link_row",
        sa.Column("no", NUMBER, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_index("link_kind", "link_row", ["kind", "until"], unique=False)
    op.create_index("link_source", "link_row", ["source", "until"], unique=False)
    op.create_index("link_target", "link_row", ["target", "until"], unique=False)


def _mark_row() -> None:
    op.create_table(
        "mark_row",
        sa.Column("mark", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("mark", "article"),
        sqlite_with_rowid=False,
    )
    op.create_index("mark_article", "mark_row", ["article"], unique=False)


def _member() -> None:
    op.create_table(
        "member",
        sa.Column("no", NUMBER, autoincrement=False, nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("act_no", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_index("member_act", "member", ["act_no", "until"], unique=False)
    op.create_index("member_entry", "member", ["entry", "until"], unique=False)


def _page() -> None:
    op.create_table(
        "page",
        sa.Column("no", NUMBER, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sha", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("claimed", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("fetched", sa.Text(), nullable=True),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("is_text", sa.Integer(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("page_name", "page", ["name"], unique=False)
    op.create_index("page_url", "page", ["url"], unique=False)


def _page_content() -> None:
    op.create_table(
        "page_content",
        sa.Column("sha", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha"),
    )


def _quote_row() -> None:
    op.create_table(
        "quote_row",
        sa.Column("no", NUMBER, autoincrement=False, nullable=False),
        sa.Column("act_no", sa.BigInteger(), nullable=False),
        sa.Column("article_no", sa.BigInteger(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_index("quote_row_act", "quote_row", ["act_no"], unique=False)


def _review_act() -> None:
    op.create_table(
        "review_act",
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("review_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("act", "review_no"),
    )
    op.create_index("review_act_no", "review_act", ["review_no"], unique=False)


def _review_row() -> None:
    op.create_table(
        "review_row",
        sa.Column("no", NUMBER, autoincrement=False, nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_index("review_entry", "review_row", ["entry"], unique=False)


def _spot() -> None:
    op.create_table(
        "spot",
        sa.Column("taker", sa.Text(), nullable=False),
        sa.Column("giver", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("taker", "giver", "day", "entry"),
        sqlite_with_rowid=False,
    )


def _stated_row() -> None:
    op.create_table(
        "stated_row",
        sa.Column("no", NUMBER, autoincrement=False, nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("difference", sa.Float(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_index("stated_entry", "stated_row", ["entry", "until"], unique=False)


def _succession() -> None:
    op.create_table(
        "succession",
        sa.Column("no", NUMBER, autoincrement=False, nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_index("succession_new", "succession", ["new"], unique=False)
    op.create_index("succession_old", "succession", ["old"], unique=False)


def _tally() -> None:
    op.create_table(
        "tally",
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("pledged", sa.BigInteger(), nullable=False),
        sa.Column("committed", sa.BigInteger(), nullable=False),
        sa.Column("delivered", sa.BigInteger(), nullable=False),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.Column("missing", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("by", "value", "currency"),
    )
    op.create_index("tally_greatest", "tally", ["by", "currency", "pledged"], unique=False)
