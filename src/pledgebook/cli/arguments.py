"""From words on the command line to values; whatever is wrong with them is a BadSetting (exit code 2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pledgebook.problems import BadSetting
from pledgebook.settings import Settings, read_settings

COLUMNS = ("id", "title", "date", "text", "url")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How `read` reads and prints. `columns` maps our names to a table's; `date` is an ISO day or None."""

    columns: Mapping[str, str]
    date: str | None = None
    json: bool = False
    explain: bool = False


def columns_of(words: Sequence[str]) -> dict[str, str]:
    """`["text=body"]` -> `{"text": "body"}`."""
    columns: dict[str, str] = {}
    for word in words:
        name, sign, column = (part.strip() for part in word.partition("="))
        if not (sign and column) or name not in COLUMNS:
            raise BadSetting(f"--column must be NAME=COLUMN with NAME one of {', '.join(COLUMNS)}, not {word!r}")
        if name in columns:
            raise BadSetting(f"--column names two columns for {name}: {columns[name]} and {column}")
        columns[name] = column
    return columns


def day_of(word: str | None) -> str | None:
    """The same day, checked: a date is never guessed from half a date."""
    if word is None:
        return None
    try:
        return date.fromisoformat(word).isoformat()
    except ValueError as error:
        raise BadSetting(f"--date must be a day such as 2022-05-19, not {word!r}") from error


def settings_of(file: Path | None, min_confidence: float | None, reader: str | None = None) -> Settings:
    """The settings of the file, with what the command line says on top."""
    settings = read_settings(file)
    settings = settings if min_confidence is None else replace(settings, min_confidence=min_confidence)
    return settings if reader is None else replace(settings, reader=reader)
