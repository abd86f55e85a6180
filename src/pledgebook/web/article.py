"""One article: its text with every quotation and value marked, its doubts with their proof, and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pledgebook.book.desk import Desk
from pledgebook.web.guards import int_or
from pledgebook.web.marking import blocks_of, marks_of, pieces_of, values_of
from pledgebook.web.rendering import render

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

MOST_ACTS, MOST_LEFT_OUT = 60, 60
TITLE = 300  # letters


def article(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    told = desk.article(request.path_params["id"])
    offset = min(int_or(request.query_params.get("from", ""), 0), max(0, len(told.article.text) - 1))
    blocks, following = blocks_of(told, offset)
    title = told.article.title or ""
    context = {
        "told": told,
        "source": told.source,
        "title_pieces": pieces_of(title, 0, min(len(title), TITLE), marks_of(told, "title")) if title else (),
        "blocks": blocks,
        "offset": offset,
        "following": following,
        "acts": [(here, values_of(here.act)) for here in told.acts[:MOST_ACTS]],
        "more_acts": max(0, len(told.acts) - MOST_ACTS),
        "left_out": told.left_out[:MOST_LEFT_OUT],
        "more_left_out": max(0, len(told.left_out) - MOST_LEFT_OUT),
    }
    return render(request, "article.html", context)
