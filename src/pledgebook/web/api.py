"""The book's questions as JSON, and their description (OpenAPI 3.1). One table holds what both are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pledgebook.book import Book
from pledgebook.book.desk import Desk
from pledgebook.web import asked
from pledgebook.web.asked import AFTER, AS_OF, LIMIT, SORT, Parameter, values_of
from pledgebook.web.behind import ASKED, BY, figure_of
from pledgebook.web.rendering import json_response

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

WORDS = Parameter("q", "words", "Words that must all stand in the passage; in double quotes they stand together.")
HELD = Parameter("q", "text", "Words that must all stand in title or text.")
REASON = Parameter("reason", "text", "Only what was left out for this reason.")
CURRENCY = Parameter(
    "currency", "currency", "Converted to this currency at the rates of the acts' days; else as stated."
)
PAGED = (LIMIT, AFTER, AS_OF)
Values = Mapping[str, Any]
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """One address of the API: `ask` is given the desk, the id of the path and the values of the parameters."""

    path: str
    about: str
    gives: str
    parameters: tuple[Parameter, ...]
    ask: Callable[[Desk, str, Values], Told]


def _page(rows: Sequence[Any], key: Callable[[Any], str], values: Values) -> Told:
    """A page of records, and the key to ask for the next with (null at the end)."""
    full = len(rows) >= values.get("limit", asked.PAGE)
    return {"items": [row.to_json() for row in rows], "next": key(rows[-1]) if rows and full else None}


def _listed(values: Values) -> dict[str, Any]:
    return {"limit": values.get("limit", asked.PAGE), "after": values.get("after", ""), "as_of": values.get("as_of")}


def _entries(desk: Desk, _: str, values: Values) -> Told:
    filters: Any = {p.name: values[p.name] for p in asked.ENTRIES if p.name in values}
    limit = values.get("limit", asked.PAGE)
    rows = desk.lines(filters, values.get("sort", "newest"), values.get("after", ""), limit, values.get("as_of"))
    more = rows[-1][0] if rows and len(rows) >= limit else None
    return {"items": [line.to_json() for _, line in rows], "next": more}


def _totals(desk: Desk, _: str, values: Values) -> Told:
    narrowed: Any = {p.name: values[p.name] for p in asked.NARROWED if p.name in values}
    lines = desk.book.totals(
        values.get("by", "donor"),
        values.get("currency"),
        values.get("as_of"),
        values.get("limit", asked.MOST),
        **narrowed,
    )
    return {"items": [line.to_json() for line in lines]}


def _behind(desk: Desk, _: str, values: Values) -> Told:
    """A page of the entries of a figure, the figure, and how many entries it has in all."""
    told = desk.behind(figure_of(values), values.get("after", ""), values.get("limit", asked.PAGE))
    more = told.parts and told.before + len(told.parts) < told.entries
    items = [part.to_json() for part in told.parts]
    return {"items": items, "next": told.parts[-1].key if more else None, "entries": told.entries, "sum": told.sum}


def _list_of(method: Callable[..., Sequence[Any]], key: Callable[[Any], str]) -> Callable[[Desk, str, Values], Told]:
    def ask(desk: Desk, _: str, values: Values) -> Told:
        return _page(method(desk.book, **_listed(values)), key, values)

    return ask


def _conflicts(desk: Desk, _: str, values: Values) -> Told:
    """`limit` counts entries, of which each may have several conflicts."""
    rows = desk.book.conflicts(**_listed(values))
    full = len({row.line.id for row in rows}) >= values.get("limit", asked.PAGE)
    return {"items": [row.to_json() for row in rows], "next": rows[-1].line.key if rows and full else None}


def _left_out(desk: Desk, _: str, values: Values) -> Told:
    return _page(
        desk.book.left_out(reason=values.get("reason", ""), **_listed(values)), lambda row: str(row.key), values
    )


def _articles(desk: Desk, _: str, values: Values) -> Told:
    rows = desk.articles(values.get("q", ""), values.get("after", ""), values.get("limit", asked.PAGE))
    return _page(rows, lambda row: str(row.key), values)


def _search(desk: Desk, _: str, values: Values) -> Told:
    return {"items": [row.to_json() for row in desk.book.search(values["q"], values.get("limit", asked.PAGE))]}


QUESTIONS: tuple[Question, ...] = (
    Question("/api/entries", "Entries by filters, in an order.", "EntryList",
             (*asked.ENTRIES, SORT, *PAGED), _entries),
    Question("/api/entries/{id}", "Everything of one entry: rungs, acts with quotations, conflicts, links, reviews.",
             "EntryTold", (AS_OF,), lambda desk, id, v: desk.book.entry(id, v.get("as_of")).to_json()),
    Question("/api/entries/{id}/history", "How an entry came to be, the oldest decision first.", "List", (),
             lambda desk, id, v: {"items": [event.to_json() for event in desk.book.history(id)]}),
    Question("/api/articles", "Articles, the last added first; with words, those that hold them all.", "Page",
             (HELD, LIMIT, AFTER), _articles),
    Question("/api/articles/{id}", "An article with its text, its acts and the place of every value.", "Article", (),
             lambda desk, id, v: desk.article(id).to_json()),
    Question("/api/totals", "What was pledged, committed and delivered; nothing is counted twice.", "TotalList",
             (BY, CURRENCY, *asked.NARROWED, LIMIT, AS_OF), _totals),
    Question("/api/totals/entries", "The entries that a figure of the totals counts or leaves out, the greatest first.",
             "PartList", (*ASKED, LIMIT, AFTER), _behind),
    Question("/api/conflicts", "Where articles disagree, what is accepted, and why.", "Page", PAGED, _conflicts),
    Question("/api/threads", "Requests with answers, sanctions with easings, support with withdrawals.", "Page", PAGED,
             _list_of(Book.threads, lambda row: row.root.key)),
    Question("/api/copies", "Articles that are copies of one another.", "Page", PAGED,
             _list_of(Book.copies, lambda row: row.origin.id)),
    Question("/api/left-out", "What was not stored, and why.", "Page", (REASON, *PAGED), _left_out),
    Question("/api/search", "Quotations, then articles, that hold the words.", "List", (WORDS, LIMIT), _search),
)  # fmt: skip


def routes() -> list[BaseRoute]:
    """The addresses of the API."""
    from starlette.routing import Route

    from pledgebook.web.openapi import described, index

    found: list[BaseRoute] = [Route(question.path, _answering(question)) for question in QUESTIONS]
    return [Route("/api", index), Route("/api/openapi.json", described), *found]


def _answering(question: Question) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        values = values_of(question.parameters, asked.meant(request))
        missing = [p.name for p in question.parameters if p.form == "words" and p.name not in values]
        if missing:
            return json_response({"error": f"{missing[0]} must be given"}, 400)
        return json_response(question.ask(request.app.state.desk, request.path_params.get("id", ""), values))

    return answer
