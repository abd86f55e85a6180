"""Prints lists of a book: as a table fitted to the terminal, as JSON lines, or as CSV with the same columns always."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from pledgebook.cli.book_options import Ask
from pledgebook.cli.exits import GOOD
from pledgebook.cli.layout import MARGIN, Column, fit, row_of, split
from pledgebook.cli.read import make_output_safe
from pledgebook.cli.screen import BLANK_ENDS, Output
from pledgebook.phrases import plain

BENEATH = 4
Cells = Mapping[str, str]


class Record(Protocol):
    def to_json(self) -> dict[str, Any]: ...


def print_list(
    records: Sequence[Record], ask: Ask, cells: Callable[[Any], Cells], beneath: Callable[[Any], Sequence[str]]
) -> int:
    """Prints records; `cells` gives a record's columns for people, `beneath` the lines under its row."""
    if ask.json:
        for record in records:
            print_json(record.to_json())
    elif ask.csv:
        print_csv([flat(record.to_json()) for record in records])
    elif records:
        show(Group(*_table([cells(record) for record in records], [beneath(record) for record in records])))
    else:
        say("nothing in the book answers to this")
    key = getattr(records[-1], "key", "") if len(records) >= ask.limit else ""
    if key and not ask.json and not ask.csv:
        say(f"there may be more: --after {key}")
    return GOOD


def print_json(row: object) -> None:
    make_output_safe(True)
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def print_csv(rows: Sequence[Mapping[str, object]]) -> None:
    """A header, then a line for each row; columns in the order in which they first come."""
    make_output_safe(True)
    names = list(dict.fromkeys(name for row in rows for name in row))
    if names:
        writer = csv.DictWriter(sys.stdout, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def flat(row: Mapping[str, Any], before: str = "") -> dict[str, object]:
    """JSON as columns: `amount.low`; lists of plain values joined by "; ", other lists as JSON."""
    found: dict[str, object] = {}
    for name, value in row.items():
        if isinstance(value, Mapping):
            found |= flat(value, f"{before}{name}.")
        elif isinstance(value, list):
            plain_ones = all(isinstance(item, str | int | float) for item in value)
            found[before + name] = "; ".join(map(str, value)) if plain_ones else json.dumps(value, ensure_ascii=False)
        else:
            found[before + name] = value
    return found


def show(block: RenderableType) -> None:
    """On a terminal as it is; in a file or pipe without blanks at the ends of lines."""
    make_output_safe(False)
    out = Output(highlight=False)
    if out.is_terminal:
        out.print(block)
        return
    with out.capture() as printed:
        out.print(block)
    sys.stdout.write(BLANK_ENDS.sub("", printed.get()))


def width() -> int:
    return Output().width


def say(sentence: str) -> None:
    """A remark for whoever looks on, not for whoever reads the output."""
    Console(stderr=True, highlight=False).print(Text(sentence, style="dim"), soft_wrap=True)


def _table(rows: Sequence[Cells], beneath: Sequence[Sequence[str]]) -> list[RenderableType]:
    names = list(dict.fromkeys(name for row in rows for name in row))
    # all but the first four columns may go beneath their row on a narrow terminal
    columns = [Column(name, tuple(plain(row.get(name, "")) for row in rows), n > 3) for n, name in enumerate(names)]
    shown, under = split(columns, width() - MARGIN)
    widths = fit(shown, width() - MARGIN)
    lines = [row_of([Text(column.heading, style="dim") for column in shown], widths)]
    for n, told in enumerate(beneath):
        lines.append(row_of([Text(column.cells[n]) for column in shown], widths))
        rest = "; ".join(f"{column.heading}: {column.cells[n]}" for column in under if column.cells[n])
        lines += [Padding(Text(plain(line), style="dim"), (0, 0, 0, BENEATH)) for line in filter(None, (rest, *told))]
    return lines
