"""Marks by number of article and not by its id; fewer candidate keys; an index for totals in any currency.

Both only lead to what other tables hold: they are emptied here, and filled by the program (finders.py).

Revision ID: 0003.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COUNTED = (
    "day", "donor", "recipient", "month", "type", "pledged_eur", "committed_eur", "delivered_eur",
)  # fmt: skip


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.drop_index("mark_article", "mark_row")
    op.drop_table("mark_row")
    op.create_table(
        "mark_row",
        sa.Column("mark", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("article_no", sa.BigInteger(), primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "fresh_marks",
        sa.Column("article_no", number, primary_key=True, autoincrement=False),
        sa.Column("marks", sa.LargeBinary(), nullable=False),
    )
    op.execute("DELETE FROM act_key")
    where = sa.text("until IS NULL AND pledged IS NOT NULL")
    op.create_index("counted_by_day", "counted", list(COUNTED), sqlite_where=where, postgresql_where=where)
