"""Options that several commands take, described once."""

from pathlib import Path
from typing import Annotated

import typer

SettingsFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Settings file, instead of pledgebook.toml here.")
]
MinConfidence = Annotated[float | None, typer.Option(metavar="X", help="Leave out acts less sure than this (0 to 1).")]
