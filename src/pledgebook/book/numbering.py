"""Numbers for new rows, and the decision that they belong to; made for one writing transaction, which is alone."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, Table, func, insert, select

from pledgebook.book.schema import decision


def now() -> str:
    """This moment in UTC, as it is written in the book: texts of it sort as moments do."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Numbers:
    """Gives the next number of each table, and one decision that is written when it is first asked for."""

    def __init__(self, connection: Connection, by: str, what: str, why: str = "") -> None:
        self._connection = connection
        self._said = {"by": by, "what": what, "why": why}
        self._last: dict[str, int] = {}
        self._decision: int | None = None

    def next(self, table: Table) -> int:
        if table.name not in self._last:
            last = self._connection.execute(select(func.max(table.c.no))).scalar()
            self._last[table.name] = last or 0
        self._last[table.name] += 1
        return self._last[table.name]

    @property
    def before(self) -> int:
        """The last decision before this transaction."""
        if self._decision is not None:
            return self._decision - 1
        return self._connection.execute(select(func.max(decision.c.no))).scalar() or 0

    @property
    def decision(self) -> int:
        if self._decision is None:
            self._decision = self.next(decision)
            self._connection.execute(insert(decision), [{"no": self._decision, "at": now(), **self._said}])
        return self._decision
