"""The table of acts, each row with its quotation beneath it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from pledgebook import phrases
from pledgebook.cli.explanation import explain_act
from pledgebook.cli.layout import MARGIN, Column, fit, row_of, split
from pledgebook.records import Act, Quote

QUOTE_MARGIN = 4
COLOURS = {
    "request": "cyan",
    "pledge": "green",
    "commitment": "green",
    "delivery": "green",
    "refusal": "red",
    "withdrawal": "red",
    "sanction": "red",
    "easing": "yellow",
}


def acts_table(acts: Sequence[Act], width: int, explain: bool = False) -> list[RenderableType]:
    """A heading, then for each act a row, what found no room in it, its quotations and an empty line."""
    shown, beneath = split(_columns(acts), width - MARGIN)
    widths = fit(shown, width - MARGIN)
    lines: list[RenderableType] = [row_of([Text(column.heading, style="dim") for column in shown], widths)]
    for n, act in enumerate(acts):
        lines.append(row_of([_cell(column, n, act) for column in shown], widths))
        lines += _beneath(beneath, n)
        lines += [_quotation(quote) for quote in act.evidence]
        if explain:
            lines += explain_act(act)
        lines.append(Text(""))
    return lines


def _columns(acts: Sequence[Act]) -> list[Column]:
    def column(heading: str, cells: Iterable[str], spare: bool = False) -> Column:
        return Column(heading, tuple(cells), spare)

    return [
        column("who → whom", (phrases.who(act) for act in acts)),
        column("kind", (phrases.kind(act) for act in acts)),
        column("amount", (phrases.amount(act.amount) for act in acts)),
        column("what", (phrases.what(act) for act in acts), spare=True),
        column("when", (phrases.days(act.date) for act in acts)),
        column("through", (phrases.parties(act.channel) for act in acts), spare=True),
        column("said by", (phrases.party(act.speaker) if act.speaker else "" for act in acts), spare=True),
    ]


def _cell(column: Column, n: int, act: Act) -> Text:
    style = {"kind": COLOURS[act.kind], "who → whom": "bold"}.get(column.heading, "")
    return Text(column.cells[n], style=style)


def _beneath(columns: Sequence[Column], n: int) -> Iterator[RenderableType]:
    """What found no room in the row: `what: 31 tanks; said by: Japan`."""
    words = "; ".join(f"{column.heading}: {column.cells[n]}" for column in columns if column.cells[n])
    if words:
        yield Padding(Text(words), (0, 0, 0, QUOTE_MARGIN))


def _quotation(quote: Quote) -> RenderableType:
    where = "" if quote.part == "text" else f" ({quote.part})"
    return Padding(Text(f"“{phrases.plain(quote.text)}”{where}", style="italic dim"), (0, 0, 0, QUOTE_MARGIN))
