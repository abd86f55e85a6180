"""A book as it was: which decisions had been taken by a day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, select

from pledgebook.book.schema import decision

ONE_DAY = timedelta(days=1)


def decided_by(connection: Connection, as_of: date | datetime | None) -> int | None:
    """The last decision taken by the end of a day (UTC), or by a moment; None for the book as it is now."""
    if as_of is None:
        return None
    end = as_of.isoformat() if isinstance(as_of, datetime) else (as_of + ONE_DAY).isoformat()
    return connection.execute(select(func.max(decision.c.no)).where(decision.c.at < end)).scalar() or 0
