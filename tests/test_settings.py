"""Settings: what is unknown or out of range stops the program with one sentence that names it."""

from dataclasses import fields
from pathlib import Path

import pytest

from pledgebook import BadSetting, LlmSettings, Settings, read_settings


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
        ("reader = 'oracle'", "reader must be one of grammar, llm, not 'oracle'"),
        ("reader = 'llm'", "the reader llm needs to know which endpoint to ask: write under [llm] endpoint = "),
        ("reader = 'llm'\n[llm]\nendpoint = 'http://x/v1'", "needs to know which model to ask"),
        ("llm = 3", "llm must be a table [llm], not 3"),
        ("[llm]\nmodle = 'x'", "no setting is called 'llm.modle'; there are endpoint, model, key_variable"),
        ("[llm]\nkey = 'secret'", "no setting is called 'llm.key'"),
        ("[llm]\nendpoint = 'localhost:11434'", 'llm.endpoint must be an address such as "http://localhost:11434/v1"'),
        ("[llm]\nendpoint = 'http://[x'", "llm.endpoint must be an address"),
        ("[llm]\nmodel = 7", "llm.model must be words in quotes, not 7"),
        ("[llm]\ntimeout = 0", "llm.timeout must be more than 0 seconds"),
        ("[llm]\ntimeout = inf", "llm.timeout must be a number from 0 to 86400, not inf"),
        ("[llm]\nretries = 99", "llm.retries must be a whole number from 0 to 20, not 99"),
        ("[llm]\nconcurrent = 0", "llm.concurrent must be a whole number from 1 to 64"),
        ("[llm]\nprice_in = '3'", "llm.price_in must be a number from 0 to 1e+06"),
        ("[llm]\ntrust = 1.5", "llm.trust must be a number from 0 to 1, not 1.5"),
        ("[llm]\nscan = 1", "llm.scan must be true or false, not 1"),
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


def test_a_model_is_described_by_a_table(tmp_path: Path) -> None:
    rows = 'reader = "llm"\n[llm]\nendpoint = "https://host/v1"\nmodel = "m"\ntimeout = 30\nscan = false\n'
    llm = LlmSettings("https://host/v1", "m", timeout=30, scan=False)
    assert read_settings(write(tmp_path, rows)) == Settings(reader="llm", llm=llm)
    assert read_settings(write(tmp_path, '[llm]\nmodel = "m"\n')).reader == "grammar"


@pytest.mark.parametrize("field", fields(LlmSettings), ids=lambda field: field.name)
def test_every_setting_of_a_model_is_documented_with_its_default(field: object) -> None:
    page = (Path(__file__).parents[1] / "docs" / "settings.md").read_text(encoding="utf-8")
    row = next((line for line in page.splitlines() if line.startswith(f"| `{field.name}`")), "")  # type: ignore[attr-defined]
    assert f"| `{field.default}` |" in row or (field.default == "" and "| not set |" in row)  # type: ignore[attr-defined]
