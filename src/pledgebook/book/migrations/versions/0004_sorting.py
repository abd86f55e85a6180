"""Indexes for entries by sum and by the number of their sources; sums in dollars that have no day are compared, too.

Revision ID: 0004.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    now = sa.text("until IS NULL")
    for name, first in (("sum", sa.text("coalesce(usd, -1.0)")), ("sources", "sources")):
        op.create_index(f"entry_row_{name}", "entry_row", [first, "id"], sqlite_where=now, postgresql_where=now)
    op.execute("UPDATE entry_row SET usd = low WHERE usd IS NULL AND currency = 'USD'")
