"""Options that several commands take, described once."""

from pathlib import Path
from typing import Annotated

import typer

Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="NAME=COLUMN",
        help="Which column of a table holds what: id, title, date, text or url. May be given several times.",
    ),
]
Day = Annotated[
    str | None,
    typer.Option("--date", metavar="DAY", help="Day of publication (2022-05-19) of pages that come without one."),
]
SettingsFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Settings file, instead of pledgebook.toml here.")
]
ReaderName = Annotated[
    str | None,
    typer.Option(
        "--reader",
        metavar="NAME",
        help="What finds the acts: grammar, or llm (a language model; see [llm] in settings).",
    ),
]
MinConfidence = Annotated[float | None, typer.Option(metavar="X", help="Leave out acts less sure than this (0 to 1).")]
PeopleFile = Annotated[
    Path | None, typer.Option("--people", metavar="FILE", help="Who may come in over a network, and as what.")
]
