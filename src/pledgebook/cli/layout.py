"""How wide each column of a table may be on a terminal of so many characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

MARGIN = 2  # spaces before a row
GAP = 2  # spaces between columns
WIDEST_WORD = 16  # a longer word may be broken
COMFORT = 26  # a column is comfortable with this much, if it has as much to say


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and a cell for each row. A `spare` column may go beneath the row where the terminal is narrow."""

    heading: str
    cells: tuple[str, ...]
    spare: bool = False

    @property
    def empty(self) -> bool:
        return not any(self.cells)

    @property
    def widest(self) -> int:
        return max(cell_len(cell) for cell in (self.heading, *self.cells))

    @property
    def narrowest(self) -> int:
        words = (word for cell in (self.heading, *self.cells) for word in cell.split())
        return min(max(cell_len(word) for word in words), WIDEST_WORD)


def split(columns: Sequence[Column], width: int) -> tuple[list[Column], list[Column]]:
    """(columns of the table, columns told beneath each row): spare ones go, last first, until there is room."""
    shown = [column for column in columns if not column.empty]
    beneath: list[Column] = []
    while _total([min(column.widest, COMFORT) for column in shown]) > width:
        spares = [n for n, column in enumerate(shown) if column.spare]
        if not spares:
            break
        beneath.insert(0, shown.pop(spares[-1]))
    return shown, beneath


def fit(columns: Sequence[Column], width: int) -> list[int]:
    """A width for each column: all that it asks for where there is room, else taken from the widest first."""
    widths = [column.widest for column in columns]
    floors = [column.narrowest for column in columns]
    while _total(widths) > width:
        over = [(size, n) for n, size in enumerate(widths) if size > floors[n]]
        if not over:
            break
        widths[max(over)[1]] -= 1
    return widths


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * (len(widths) - 1)


def row_of(cells: Sequence[Text], widths: Sequence[int]) -> RenderableType:
    """One row of a table whose columns have these widths."""
    row = Table.grid(padding=(0, GAP, 0, 0))
    for width in widths:
        row.add_column(width=width, overflow="fold")
    row.add_row(*cells)
    return Padding(row, (0, 0, 0, MARGIN), expand=False)
