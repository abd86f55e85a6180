"""The list of articles, and one of them: its text with every mark, its doubts, and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pledgebook.book.desk import Desk
from pledgebook.web import asked
from pledgebook.web.guards import int_or
from pledgebook.web.marking import blocks_of, marks_of, pieces_of, values_of
from pledgebook.web.rendering import render

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

MOST_ACTS, MOST_LEFT_OUT = 60, 60
TITLE = 300  # letters
ROWS = 50


def articles(request: Request) -> Response:
    """The articles of the book, or those that hold some words, the last added first."""
    desk: Desk = request.app.state.desk
    words = asked.value_of(asked.ENTRIES[0], request.query_params.get("q", "")) or ""
    after = asked.after_of(request.query_params)
    rows = desk.articles(words, after, ROWS + 1)
    more = rows[ROWS - 1].key if len(rows) > ROWS else ""
    return render(request, "articles.html", {"rows": rows[:ROWS], "words": words, "after": after, "more": more})


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
