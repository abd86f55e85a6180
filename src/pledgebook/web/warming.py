"""Readies the desk in the background while it starts: first answers waited for templates and questions to compile.

Nothing is answered otherwise than without it; whoever asks at once waits as long as he would have.
"""

from __future__ import annotations

from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

from pledgebook.problems import PledgebookError
from pledgebook.web import asked, charts, overview, review, totals
from pledgebook.web.behind import USUAL
from pledgebook.web.rendering import environment

if TYPE_CHECKING:
    from starlette.applications import Starlette

SOON = "confidence"  # the queue that the review page begins with


def warm(app: Starlette) -> Thread:
    """Begins to ready an application; the thread ends with it."""
    thread = Thread(target=_try, args=(app,), name="warming", daemon=True)
    thread.start()
    return thread


def _try(app: Starlette) -> None:
    with suppress(PledgebookError):  # whoever asks is told
        ready(app)


def ready(app: Starlette) -> None:
    """Compiles every template, then asks what the overview, the review page and their pictures ask first."""
    for name in environment().list_templates():
        environment().get_template(name)
    state = app.state
    overview.told(state, USUAL)
    asked.named_parties(state)
    for entry in state.queues.ready(SOON)[:1]:
        review.context(state.desk, state.desk.book.entry(entry))
    for by in ("donor", "month"):
        charts.picture(state, by, USUAL, totals.lines_by(state, by, USUAL, {}), charts.Look())
