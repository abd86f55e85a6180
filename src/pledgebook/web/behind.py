"""The entries behind a figure of the totals, so that each figure can be added up again, and what tables leave out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pledgebook.book.behind import WHATS, Behind, Figure, What
from pledgebook.book.summing import DIMENSIONS
from pledgebook.web import asked
from pledgebook.web.rendering import render
from pledgebook.web.wording import UNSAID, line_name

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

USUAL = "USD"
BY = asked.Parameter("by", "choice", "What each line is about.", DIMENSIONS)
CURRENCY = asked.Parameter("currency", "currency", "What sums are converted to, at the rate of each act's day.")
WHAT = asked.Parameter("what", "choice", "A column of the table, or what it leaves out.", WHATS)
LINE = asked.Parameter("line", "text", f'The donor, recipient, month or type of a line, "{UNSAID}" where none is told.')
WITHOUT: tuple[What, ...] = ("no_day", "no_rate")
ASKED = (BY, LINE, WHAT, CURRENCY, *asked.NARROWED)


def behind(request: Request) -> Response:
    """The page of a figure: the entries that it counts, the greatest first, with what they come to."""
    query = asked.meant(request)
    values = asked.values_of(ASKED, query)
    figure, after, limit = figure_of(values), asked.after_of(query), asked.limit_of(query)
    told = request.app.state.desk.behind(figure, after, limit)
    shown = {
        "told": told,
        "figure": figure,
        "heading": heading(figure),
        "more": told.parts[-1].key if told.before + len(told.parts) < told.entries and told.parts else "",
        "here_sum": sum(part.sum or 0.0 for part in told.parts),
        "narrowed": narrowed_words(query),
        "party": party_filter(figure),
    }
    return render(request, "behind.html", shown)


def figure_of(values: Mapping[str, Any]) -> Figure:
    """The figure that the values of an address name."""
    line = values.get("line")
    narrowed: Any = {p.name: values[p.name] for p in asked.NARROWED if p.name in values}
    return Figure(
        by=values.get("by", "donor"),
        what=values.get("what", "pledged"),
        currency=values.get("currency", USUAL),
        value="" if line == UNSAID else line,
        narrowed=narrowed,
    )


def narrowed_words(query: Mapping[str, str]) -> dict[str, str]:
    """What narrows the totals, as it stands in an address."""
    return {p.name: query[p.name] for p in asked.NARROWED if query.get(p.name)}


def party_filter(figure: Figure) -> dict[str, str]:
    """The filter of the ledger for a line of one party; nothing for any other line."""
    one = figure.by in ("donor", "recipient") and figure.value and "+" not in figure.value
    return {figure.by: str(figure.value)} if one else {}


def heading(figure: Figure) -> str:
    """`Pledged by Norway`, `Delivered in 2024-03`, `Left out for want of a rate to USD`."""
    what = {
        "left_out": f"Left out, without a sum in {figure.currency}",
        "no_rate": f"Left out for want of a rate to {figure.currency}",
        "no_day": "Left out for want of a day",
    }.get(figure.what, figure.what.capitalize())
    if figure.value is None:
        return what
    name = line_name(figure.value, figure.by)
    if not figure.value or figure.by == "type":
        return f"{what}, {figure.by} {name}"
    return f"{what} {'by' if figure.by == 'donor' else 'to' if figure.by == 'recipient' else 'in'} {name}"


def without(state: Any, by: str, currency: str, narrowed: Any) -> list[tuple[What, Behind]]:
    """What a table of totals and its picture leave out, for want of a day or of a rate; nothing where that is none."""

    def make() -> list[tuple[What, Behind]]:
        told = [(what, state.desk.left_out(Figure(by, what, currency, None, narrowed))) for what in WITHOUT]
        return [(what, left) for what, left in told if left.entries]

    found: list[tuple[What, Behind]] = state.kept.get(("without", by, currency, tuple(sorted(narrowed.items()))), make)
    return found
