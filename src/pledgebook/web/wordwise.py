"""Correcting a field by choosing words: the value is read again from them, when it is shown and when it is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pledgebook.book import Decision
from pledgebook.book.desk import Desk
from pledgebook.by_hand import SAYABLE, find_words, reread
from pledgebook.problems import BadSetting, NotInText
from pledgebook.records import Article, Quote, Said
from pledgebook.web.forms import Form, form_of
from pledgebook.web.guards import int_or
from pledgebook.web.marking import became
from pledgebook.web.rendering import render
from pledgebook.web.review import MODALITIES, carry_out

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

LONGEST = 400  # letters chosen


async def preview(request: Request) -> Response:
    """Shows what the chosen words say, before it is stored."""
    from starlette.concurrency import run_in_threadpool

    form = await form_of(request, "reviewer")
    return await run_in_threadpool(_preview, request, form)


def _preview(request: Request, form: Form) -> Response:
    desk: Desk = request.app.state.desk
    field = form.get("field")
    told: dict[str, Any] = {"form": form, "field": field, "problem": "", "value": "", "quote": None}
    told |= {"line": desk.book.entry(form.get("entry")).line, "queue": form.get("queue"), "why": form.get("why")}
    try:
        quote, value = _read(desk, form)
        told |= {"quote": quote, "value": became(Said(field, value, quote))}
    except NotInText as problem:
        told["problem"] = str(problem)
    return render(request, "words.html", told, 422 if told["problem"] else 200)


async def correct(request: Request) -> Response:
    """Stores a correction: of words, read once more, or of kind and modality, which are chosen."""
    from starlette.concurrency import run_in_threadpool

    form = await form_of(request, "reviewer")
    return await run_in_threadpool(_correct, request, form)


def _correct(request: Request, form: Form) -> Response:
    from pledgebook.codebook import KINDS

    desk: Desk = request.app.state.desk
    field, why = form.get("field"), form.get("why")
    if field in SAYABLE:
        quote, value = _read(desk, form)
        why = f"{why or 'read again from the text'} ({field} from “{quote.text}”, {_place(form, quote)})"
    elif (field == "kind" and form.get("value") in KINDS) or (field == "modality" and form.get("value") in MODALITIES):
        value, why = form.get("value"), why or "coded by the codebook"
    else:
        raise BadSetting(f"a correction is of {', '.join(SAYABLE)}, kind or modality")
    decision = Decision("correct", form.get("entry"), form.person.name, why, {field: value})
    return carry_out(request, form, desk, decision)


def _place(form: Form, quote: Quote) -> str:
    return f"article {form.get('article')}, letters {quote.start} to {quote.end}"


def _read(desk: Desk, form: Form) -> tuple[Quote, Any]:
    """The chosen words and the value that they say. Raises NotInText."""
    article = desk.article(form.get("article")).article
    quote = _chosen(article, form)
    return quote, reread(article, form.get("field"), quote)


def _chosen(article: Article, form: Form) -> Quote:
    words = form.get("words")
    if len(words) > LONGEST:
        raise NotInText(f"choose fewer words: {LONGEST} letters at most")
    start, end = int_or(form.get("start"), -1), int_or(form.get("end"), -1)
    if 0 <= start < end <= len(article.text) and article.text[start:end].split() == words.split():
        return article.quote(start, end)
    return find_words(article, words)
