"""What is known of watched feeds between two polls, and which pages need not be fetched again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from pledgebook.book.packing import storable
from pledgebook.book.schema import feed_row, page

_STATE = select(feed_row.c.state).where(feed_row.c.url == bindparam("url"))
_KNOWN = select(page.c.name).where(page.c.name.in_(bindparam("names", expanding=True)))


def read_feed(connection: Connection, url: str) -> dict[str, Any] | None:
    """The state that was last kept of a feed, if one was."""
    kept = connection.execute(_STATE, {"url": url}).scalar()
    return None if kept is None else dict(json.loads(kept))


def keep_feed(connection: Connection, url: str, state: Mapping[str, Any]) -> None:
    """Puts the state in the place of the one kept before: what was known earlier helps nobody."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute(delete(feed_row).where(feed_row.c.url == url))
    connection.execute(insert(feed_row).values(url=url, state=json.dumps(state), at=at))


def known_pages(connection: Connection, names: Sequence[str]) -> set[str]:
    """Those of the names (a page's is its address, or the id of a feed's entry) under which the book has a page."""
    found = set(connection.scalars(_KNOWN, {"names": [storable(name) for name in names]})) if names else set()
    return {name for name in names if storable(name) in found}
