"""Lists beside the ledger: conflicts, threads, copies, what was left out, and search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pledgebook.book.highlighting import highlight
from pledgebook.problems import Reason
from pledgebook.web import asked
from pledgebook.web.rendering import render
from pledgebook.web.wording import short

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

ROWS = 25
FOUND = 30


def conflicts(request: Request) -> Response:
    after = asked.after_of(request.query_params)
    state = request.app.state
    rows = state.kept.get(("conflicts", after), lambda: state.desk.book.conflicts(after, ROWS))
    grouped: dict[str, list[Any]] = {}
    for row in rows:
        grouped.setdefault(row.line.id, []).append(row)
    more = rows[-1].line.key if len(grouped) >= ROWS else ""
    return render(request, "conflicts.html", {"entries": list(grouped.values()), "more": more, "after": after})


def threads(request: Request) -> Response:
    after = asked.after_of(request.query_params)
    state = request.app.state
    rows = state.kept.get(("threads", after), lambda: state.desk.book.threads(after, ROWS))
    more = rows[-1].root.key if len(rows) >= ROWS else ""
    return render(request, "threads.html", {"threads": rows, "more": more, "after": after})


def copies(request: Request) -> Response:
    after = asked.after_of(request.query_params)
    state = request.app.state
    rows = state.kept.get(("copies", after), lambda: state.desk.book.copies(after, ROWS))
    more = rows[-1].origin.id if len(rows) >= ROWS else ""
    return render(request, "copies.html", {"lineages": rows, "more": more, "after": after})


REASON = asked.Parameter("reason", "choice", "Only what was left out for this reason.", tuple(r.value for r in Reason))


def left_out(request: Request) -> Response:
    query = request.query_params
    after, reason = asked.after_of(query), asked.value_of(REASON, query.get("reason", "")) or ""
    rows = request.app.state.desk.book.left_out(reason, after, ROWS)
    more = _last_key(rows) if len(rows) >= ROWS else ""
    told = {"omissions": rows, "more": more, "after": after, "reason": reason, "reasons": REASON.choices}
    return render(request, "left_out.html", told)


def _last_key(rows: Sequence[Any]) -> str:
    return str(rows[-1].key)


def search(request: Request) -> Response:
    words = asked.value_of(asked.ENTRIES[0], request.query_params.get("q", "")) or ""
    rows = request.app.state.desk.book.search(words, FOUND) if words else []
    pieces = highlight(words, [short(row.passage) for row in rows]) if words else []
    found = list(zip(rows, pieces, strict=True))
    told = {
        "words": words,
        "quotes": [pair for pair in found if pair[0].entry],
        "articles": [pair for pair in found if not pair[0].entry],
        "most": FOUND,
    }
    return render(request, "search.html", told)
