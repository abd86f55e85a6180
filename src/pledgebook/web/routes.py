"""Every address of the desk and what answers it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pledgebook.web import (
    adding,
    api,
    article,
    behind,
    charts,
    entrance,
    entry,
    feeds,
    ledger,
    lists,
    overview,
    review,
    totals,
    wordwise,
)

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

Answers = tuple[tuple[str, Callable[..., Any]], ...]
LOOKS: Answers = (
    ("/", overview.overview),
    ("/ledger", ledger.ledger),
    ("/ledger.csv", ledger.as_csv),
    ("/ledger.xlsx", ledger.as_xlsx),
    ("/entries/{id}", entry.entry),
    ("/articles", article.articles),
    ("/articles/{id}", article.article),
    ("/totals", totals.totals),
    ("/totals/entries", behind.behind),
    ("/totals.csv", totals.as_csv),
    ("/totals.xlsx", totals.as_xlsx),
    ("/charts/totals.svg", charts.totals_svg),
    ("/conflicts", lists.conflicts),
    ("/threads", lists.threads),
    ("/copies", lists.copies),
    ("/left-out", lists.left_out),
    ("/search", lists.search),
    ("/review", review.desk),
    ("/add", adding.form),
    ("/feeds", feeds.index),
    ("/feeds/entries.atom", feeds.entries),
    ("/feeds/conflicts.atom", feeds.conflicts),
    ("/login", entrance.form),
    ("/people", entrance.listed),
)
WRITES: Answers = (
    ("/review", review.decide),
    ("/review/words", wordwise.preview),
    ("/review/correct", wordwise.correct),
    ("/review/undo", review.undo),
    ("/add/read", adding.read),
    ("/add", adding.add),
    ("/login", entrance.enter),
    ("/logout", entrance.leave),
)


def routes() -> list[BaseRoute]:
    """All addresses but those of the static files."""
    from starlette.routing import Route

    looks = [Route(path, answer) for path, answer in LOOKS]
    writes = [Route(path, answer, methods=["POST"]) for path, answer in WRITES]
    return [*looks, *writes, *api.routes()]
