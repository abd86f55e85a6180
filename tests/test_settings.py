"""Settings: what is unknown or out of range stops the program with one sentence that names it."""

from pathlib import Path

import pytest

from pledgebook import BadSetting, Settings, read_settings


def write(folder: Path, text: str) -> Path:
    file = folder / "pledgebook.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_settings() == Settings()


def test_the_file_here_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "batch = 8\nmin_confidence = 0.5\n")
    assert read_settings() == Settings(batch=8, min_confidence=0.5)


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    assert read_settings(write(tmp_path, "\ufeffbatch = 8\n")).batch == 8


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bacth = 8", "no setting is called 'bacth'; there are pipeline, min_confidence, batch"),
        ("batch = 0", "batch must be a whole number from 1 to 4096, not 0"),
        ("batch = 1.5", "batch must be a whole number"),
        ("batch = true", "batch must be a whole number"),
        ("batch = 5000", "batch must be a whole number"),
        ("min_confidence = 1.01", "min_confidence must be a number from 0 to 1, not 1.01"),
        ("min_confidence = nan", "min_confidence must be a number from 0 to 1, not nan"),
        ("min_confidence = true", "min_confidence must be a number from 0 to 1, not True"),
        ("min_confidence = 'high'", "min_confidence must be a number from 0 to 1"),
        ("pipeline = ''", "pipeline must be the name of a spaCy pipeline"),
        ("pipeline = 3", "pipeline must be the name of a spaCy pipeline"),
        ("batch = ", "is not valid TOML"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadSetting) as caught:
        read_settings(write(tmp_path, text))
    assert said in str(caught.value)
    assert "pledgebook.toml" in str(caught.value)


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"nowhere\.toml: cannot be read"):
        read_settings(tmp_path / "nowhere.toml")


def test_a_file_must_be_text(tmp_path: Path) -> None:
    file = tmp_path / "pledgebook.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadSetting, match="is not UTF-8 text"):
        read_settings(file)
