"""The first tables of a book, its search and its views for readers.

Revision ID: 0001. Written out here, and not taken from schema.py, because it must stay as it was.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TYPES: dict[str, Any] = {
    "big": sa.BigInteger, "int": sa.Integer, "text": sa.Text, "day": sa.Date, "float": sa.Float,
    "bytes": sa.LargeBinary,
}  # fmt: skip
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# name:type, with "?" where it may be null; "no" is the number of a row
TABLES = {
    "decision": "no at:text by:text what:text why:text",
    "page_content": "sha:text size:big packed:bytes",
    "page": "no key:text name:text source:text sha:text media_type:text title:text? claimed:text? url:text? "
    "fetched:text? article:text reader:text is_text:int since:big",
    "article_row": "no id:text name:text page_no:big title:text? text:text url:text? publisher:text official:int "
    "claimed:day? day_start:day? day_end:day? day_reason:text doubts:text body:text reader:text since:big "
    "until:big?",
    "lineage": "no article:text origin:text reason:text since:big until:big?",
    "mark_row": "mark:big article:text",
    "act_row": "no id:text article_no:big article:text kind:text modality:text actor:text target:text "
    "beneficiary:text low:float? high:float? currency:text basis:text hedge:text day_start:day? "
    "day_end:day? aid_type:text speaker:text confidence:float body:text since:big until:big?",
    "quote_row": "no act_no:big article_no:big part:text start:int end:int text:text",
    "left_out_row": "no page_no:big reason:text detail:text rule:text score:float? quote:text since:big until:big?",
    "act_key": "key:big act_no:big",
    "entry_row": "no id:text kind:text modality:text actor:text target:text beneficiary:text low:float? high:float? "
    "currency:text basis:text hedge:text usd:float? day_start:day? day_end:day? day:day written:day? "
    "aid_type:text inferred:int acts:int sources:int conflicts:int review:text reason:text body:text "
    "since:big until:big?",
    "member": "no entry:text act_no:big since:big until:big?",
    "file_row": "giver:text taker:text day:day entry:text shelved:int",
    "link_row": "no kind:text source:text target:text phrase:text since:big until:big?",
    "counted": "no entry:text donor:text recipient:text month:text type:text day:day currency:text pledged:big? "
    "committed:big? delivered:big? pledged_usd:big? committed_usd:big? delivered_usd:big? "
    "pledged_eur:big? committed_eur:big? delivered_eur:big? why:text notes:text since:big until:big?",
    "stated_row": "no entry:text difference:float body:text since:big until:big?",
    "tally": "by:text value:text currency:text pledged:big committed:big delivered:big entries:big missing:big",
    "spot": "taker:text giver:text day:day entry:text",
    "succession": "no old:text new:text since:big",
    "review_row": "no action:text entry:text body:text since:big until:big?",
    "review_act": "act:text review_no:big side:text",
}
KEYS: dict[str, tuple[str, ...]] = {  # of tables without numbers
    "page_content": ("sha",),
    "mark_row": ("mark", "article"),
    "act_key": ("key", "act_no"),
    "file_row": ("giver", "taker", "day", "entry"),
    "tally": ("by", "value", "currency"),
    "spot": ("taker", "giver", "day", "entry"),
    "review_act": ("act", "review_no"),
}
WITHOUT_ROWID = ("mark_row", "act_key", "file_row", "spot")
INDEXES = (  # name, table, columns, and the rows that are in it
    ("decision_at", "decision", ("at",), ""),
    ("page_name", "page", ("name",), ""),
    ("page_url", "page", ("url",), ""),
    ("article_row_id", "article_row", ("id", "until"), ""),
    ("article_row_name", "article_row", ("name",), ""),
    ("article_row_page", "article_row", ("page_no",), ""),
    ("lineage_article", "lineage", ("article", "until"), ""),
    ("lineage_origin", "lineage", ("origin", "until"), ""),
    ("mark_article", "mark_row", ("article",), ""),
    ("act_row_article", "act_row", ("article_no",), ""),
    ("act_row_id", "act_row", ("id", "until"), ""),
    ("act_row_of", "act_row", ("article",), ""),
    ("quote_row_act", "quote_row", ("act_no",), ""),
    ("left_out_page", "left_out_row", ("page_no",), ""),
    ("left_out_reason", "left_out_row", ("reason",), ""),
    ("entry_row_conflicting", "entry_row", ("day", "id"), "conflicts > 0"),
    ("entry_row_currency", "entry_row", ("currency", "usd"), ""),
    ("entry_row_day", "entry_row", ("day", "id"), ""),
    ("entry_row_id", "entry_row", ("id", "until"), ""),
    ("entry_row_kind", "entry_row", ("kind", "day", "id"), ""),
    ("entry_row_reviewed", "entry_row", ("review",), "review != ''"),
    ("member_act", "member", ("act_no", "until"), ""),
    ("member_entry", "member", ("entry", "until"), ""),
    ("file_entry", "file_row", ("entry",), ""),
    ("file_giver", "file_row", ("giver", "day", "entry"), ""),
    ("file_taker", "file_row", ("taker", "day", "entry"), ""),
    ("link_kind", "link_row", ("kind", "until"), ""),
    ("link_source", "link_row", ("source", "until"), ""),
    ("link_target", "link_row", ("target", "until"), ""),
    ("counted_donor", "counted", ("donor", "day"), ""),
    ("counted_entry", "counted", ("entry", "until"), ""),
    ("counted_recipient", "counted", ("recipient", "day"), ""),
    ("stated_entry", "stated_row", ("entry", "until"), ""),
    ("tally_greatest", "tally", ("by", "currency", "pledged"), ""),
    ("succession_new", "succession", ("new",), ""),
    ("succession_old", "succession", ("old",), ""),
    ("review_entry", "review_row", ("entry",), ""),
    ("review_act_no", "review_act", ("review_no",), ""),
)
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
    for table, columns in TABLES.items():
        keys = sa.PrimaryKeyConstraint(*KEYS.get(table, ("no",)))
        unique = [sa.UniqueConstraint("key")] if table == "page" else []
        options = {"sqlite_with_rowid": False} if table in WITHOUT_ROWID else {}
        op.create_table(table, *map(_column, columns.split()), keys, *unique, **options)
    for name, table, of, where in INDEXES:
        rows: dict[str, Any] = (
            {f"{dialect}_where": sa.text(where) for dialect in ("sqlite", "postgresql")} if where else {}
        )
        op.create_index(name, table, list(of), **rows)
    for statement in SEARCH_SQLITE if op.get_bind().dialect.name == "sqlite" else SEARCH_SERVER:
        op.execute(statement)
    for name, select in VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {select}")


def _column(told: str) -> sa.Column[Any]:
    name, _, kind = told.partition(":")
    if name == "no":
        return sa.Column("no", NUMBER, autoincrement=False, nullable=False)
    whole = kind.removesuffix("?")
    return sa.Column(name, TYPES[whole](), nullable=kind != whole, autoincrement=False)
