"""One entry: its ladder, every act with its quotations under its origin, conflicts, arithmetic, links and history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pledgebook.book import Source, Telling, Told
from pledgebook.book.desk import Desk
from pledgebook.phrases import number
from pledgebook.web import asked
from pledgebook.web.rendering import render

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


@dataclass(frozen=True, slots=True)
class Lineage:
    """One independent source: the first telling, and the tellings of its copies."""

    origin: str
    first: Telling
    others: tuple[Telling, ...]

    @property
    def own(self) -> tuple[Telling, ...]:
        """The tellings of the first article."""
        return (self.first, *(t for t in self.others if t.source.id == self.first.source.id))

    @property
    def copies(self) -> tuple[Source, ...]:
        """The other articles of the lineage, each once."""
        seen = {self.first.source.id: self.first.source}
        for telling in self.others:
            seen.setdefault(telling.source.id, telling.source)
        return tuple(seen.values())[1:]


def entry(request: Request) -> Response:
    from starlette.responses import RedirectResponse

    desk: Desk = request.app.state.desk
    name = request.path_params["id"]
    day = asked.as_of(request.query_params)
    told = desk.book.entry(name, as_of=day)
    if told.line.id != name and day is None:
        return RedirectResponse(f"/entries/{told.line.id}?was={name}", 303)
    history = desk.book.history(told.line.id)
    context = {
        "told": told,
        "line": told.line,
        "lineages": lineages_of(told.tellings),
        "arithmetic": arithmetic(told),
        "history": history,
        "was": request.query_params.get("was", ""),
        "as_of": day,
    }
    return render(request, "entry.html", context)


def arithmetic(told: Told) -> str:
    """`60m known + 60m inferred = 120m stated, in USD`, of an entry that states a total; else nothing."""
    stated = told.stated
    if stated is None or stated.stated.low != stated.stated.high:
        return ""
    inferred = any(tie.other.inferred for tie in told.ties if tie.kind == "total_of" and tie.forward)
    terms = [f"{number(stated.known)} known"]
    if stated.difference:
        sign = "+" if stated.difference > 0 else "−"
        terms.append(f"{sign} {number(abs(stated.difference))} {'inferred' if inferred else 'not explained'}")
    return f"{' '.join(terms)} = {number(stated.stated.low)} stated, in {stated.stated.currency}"


def lineages_of(tellings: tuple[Telling, ...]) -> list[Lineage]:
    """The tellings by independent source, the origin's own telling first."""
    groups: dict[str, list[Telling]] = {}
    for telling in tellings:
        groups.setdefault(telling.source.copy_of or telling.source.id, []).append(telling)
    found = []
    for origin, group in groups.items():
        ordered = sorted(group, key=lambda telling: telling.source.id != origin)
        found.append(Lineage(origin, ordered[0], tuple(ordered[1:])))
    return found
