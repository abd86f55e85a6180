"""What is known of each watched feed between two polls; and on a server, text in the order of its bytes.

A server orders text by the language that its database was made with: there "e1f" may stand behind "e1f~", so that
beginnings of ids were not found, and lists came in another order than from a file.

Revision ID: 0002.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    "decision page_content page article_row lineage mark_row act_row quote_row left_out_row act_key entry_row member "
    "file_row link_row counted stated_row tally spot succession review_row review_act"
)
# Columns beside them are made of these; nothing is ever compared with them.
SEARCHED = {("article_row", "title"), ("article_row", "text"), ("quote_row", "text")}
VIEWS = "SELECT viewname, definition FROM pg_views WHERE schemaname = current_schema() ORDER BY viewname::regclass::oid"


def upgrade() -> None:
    op.create_table(
        "feed_row",
        sa.Column("url", sa.Text(), primary_key=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
    )
    if op.get_bind().dialect.name != "sqlite":
        _order_by_bytes(op.get_bind())


def _order_by_bytes(connection: sa.Connection) -> None:
    """Views stand on the columns, so they are taken away meanwhile, those of users too."""
    views: list[Any] = list(connection.execute(sa.text(VIEWS)))
    for name, _ in reversed(views):
        op.execute(sa.text(f'DROP VIEW "{name}"'))
    for table in (*TABLES.split(), "feed_row"):
        columns = sa.inspect(connection).get_columns(table)
        names = [c["name"] for c in columns if isinstance(c["type"], sa.Text) and (table, c["name"]) not in SEARCHED]
        changes = ", ".join(f'ALTER COLUMN "{name}" TYPE text COLLATE "C"' for name in names)
        if changes:
            op.execute(f"ALTER TABLE {table} {changes}")
    for name, definition in views:
        op.execute(sa.text(f'CREATE VIEW "{name}" AS {definition}'.replace(":", r"\:")))
