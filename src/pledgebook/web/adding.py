"""Adding by hand: a text or an address is read and shown, and then, if it is as it should be, added."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING

from pledgebook.book import Source
from pledgebook.book.browsing import ActHere, ToldArticle
from pledgebook.book.desk import Desk
from pledgebook.by_hand import read_page, visit
from pledgebook.problems import BadInput
from pledgebook.records import Page, Reading
from pledgebook.web.forms import Form, form_of, go, needs, tell
from pledgebook.web.marking import blocks_of, marks_of, pieces_of, values_of
from pledgebook.web.rendering import render

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

LONGEST = 200_000  # letters of a text
_ONE_AT_A_TIME = Lock()  # reading takes a processor for itself


def form(request: Request) -> Response:
    """The page with the two fields."""
    needs(request, "reviewer")
    return render(request, "add.html", {"problem": "", "form": None})


async def read(request: Request) -> Response:
    """Reads what was dropped, and shows it."""
    from starlette.concurrency import run_in_threadpool

    return await run_in_threadpool(_read, request, await form_of(request, "reviewer"))


def _read(request: Request, form: Form) -> Response:
    try:
        page = _page(form)
        with _ONE_AT_A_TIME:
            reading = read_page(page)
    except BadInput as problem:
        return render(request, "add.html", {"problem": problem.reason, "form": form}, 422)
    name = request.app.state.drops.put(page, reading, form.person.name)
    return show(request, name, page, reading)


def show(request: Request, name: str, page: Page, reading: Reading) -> Response:
    """What was read, as on an article's own page, with a button that adds it."""
    told = _as_told(page, reading)
    blocks, following = blocks_of(told)
    title = told.article.title or ""
    context = {
        "told": told,
        "drop": name,
        "title_pieces": pieces_of(title, 0, min(len(title), 300), marks_of(told, "title")) if title else (),
        "blocks": blocks,
        "following": following,
        "acts": [(here, values_of(here.act)) for here in told.acts[:60]],
    }
    return render(request, "add_shown.html", context)


def _page(form: Form) -> Page:
    """The page that the form gives. Raises BadInput where it gives none."""
    url, text = form.get("url"), form.get("text")
    if url and not text:
        return visit(url)
    if not text:
        raise BadInput("the form", "write or drop a text, or give an address")
    if len(text) > LONGEST:
        raise BadInput("the text", f"has more than {LONGEST:,} letters; add it with `pledgebook add` instead")
    day = form.get("date")
    if day and not _is_day(day):
        raise BadInput("the form", f"{day} is no day such as 2022-05-19")
    name = f"desk-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:12]}"
    return Page(name, f"added by {form.person.name} at the desk", text=text, title=form.get("title") or None,
                date=day or None, url=url or None, fetched=datetime.now(UTC))  # fmt: skip


def _is_day(word: str) -> bool:
    try:
        datetime.strptime(word, "%Y-%m-%d")
    except ValueError:
        return False
    return True


def _as_told(page: Page, reading: Reading) -> ToldArticle:
    article = reading.article
    source = Source(article.id, page.id, article.title, article.url, article.claimed_date, article.date,
                    tuple(doubt.name.value for doubt in article.doubts))  # fmt: skip
    acts = sorted(reading.acts, key=lambda act: (act.evidence[0].part == "text", act.evidence[0].start))
    here = tuple(ActHere("", act, None) for act in acts)
    fetched = page.fetched.isoformat() if page.fetched else ""
    return ToldArticle(article, source, here, reading.left_out, fetched, "", "")


async def add(request: Request) -> Response:
    """Adds what was shown."""
    from starlette.concurrency import run_in_threadpool

    return await run_in_threadpool(_add, request, await form_of(request, "reviewer"))


def _add(request: Request, form: Form) -> Response:
    state = request.app.state
    drop = state.drops.get(form.get("drop"), form.person.name)
    if drop is None:
        tell(request, "That was read too long ago; read it once more.", bad=True)
        return go("/add")
    desk: Desk = state.desk
    with _ONE_AT_A_TIME:
        done = desk.book.add([drop.page], read=lambda pages: [drop.reading for _ in pages])
    state.drops.take(form.get("drop"))
    if done.known:
        tell(request, "The book has this article already; nothing was added.")
    else:
        tell(request, f"Added: {done.acts} {'act' if done.acts == 1 else 'acts'} of one article.")
    return go("/ledger?sort=added")
