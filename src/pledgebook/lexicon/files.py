"""Reads word files (CSV, TOML) beside this module; every fault is a BadLexicon that names file and row."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from pledgebook.problems import BadLexicon


def read_text(file: str) -> str:
    """The text of `lexicon/<file>`. Raises BadLexicon where it is missing or not UTF-8."""
    try:
        return files("pledgebook.lexicon").joinpath(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadLexicon(file, "-", f"cannot be read ({error})") from error


def read_toml(file: str) -> dict[str, Any]:
    """The tables of a TOML word file."""
    try:
        return tomllib.loads(read_text(file))
    except tomllib.TOMLDecodeError as error:
        raise BadLexicon(file, "-", f"is not valid TOML ({error})") from error


def read_csv(file: str, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yields (line number, row) of a CSV word file with exactly these columns; lines with '#' first are notes."""
    numbered = [(n, line) for n, line in enumerate(read_text(file).splitlines(), 1) if line and line[0] != "#"]
    if not numbered:
        raise BadLexicon(file, 1, "is empty")
    rows = csv.reader(line for _, line in numbered)
    if tuple(next(rows)) != columns:
        raise BadLexicon(file, numbered[0][0], f"must have the columns {', '.join(columns)}")
    for (number, _), row in zip(numbered[1:], rows, strict=True):
        if len(row) != len(columns):
            raise BadLexicon(file, number, f"has {len(row)} cells instead of {len(columns)}")
        yield number, dict(zip(columns, (cell.strip() for cell in row), strict=True))
