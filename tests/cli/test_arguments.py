"""Words on the command line become values, or one sentence."""

from pathlib import Path

import pytest

from pledgebook.cli.arguments import columns_of, day_of, settings_of
from pledgebook.problems import BadSetting


def test_columns() -> None:
    assert columns_of(["text=body", "id = number"]) == {"text": "body", "id": "number"}
    assert columns_of(["text=a=b"]) == {"text": "a=b"}


@pytest.mark.parametrize("word", ["body", "text=", "=body", "author=name", ""])
def test_columns_are_of_known_names(word: str) -> None:
    with pytest.raises(BadSetting, match="--column must be NAME=COLUMN"):
        columns_of([word])


def test_a_column_is_named_once() -> None:
    with pytest.raises(BadSetting, match="two columns for text: a and b"):
        columns_of(["text=a", "text=b"])


@pytest.mark.parametrize("word", ["May 2022", "2022-13-01", "", "2022"])
def test_a_day_is_a_whole_day(word: str) -> None:
    with pytest.raises(BadSetting, match="--date must be a day"):
        day_of(word)


def test_the_command_line_goes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text("min_confidence = 0.2\nbatch = 3\n", encoding="utf-8")
    assert settings_of(file, 0.0).min_confidence == 0.0
    assert settings_of(file, None).min_confidence == 0.2
    assert settings_of(file, 0.9).batch == 3
