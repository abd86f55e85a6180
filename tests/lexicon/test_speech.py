"""The words of speech.toml load, and faults are named."""

from typing import Any

import pytest

from pledgebook.lexicon import speech
from pledgebook.problems import BadLexicon


def test_words_load() -> None:
    assert speech.load_speech()


def test_a_missing_table_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    broken: dict[str, Any] = {"says": {"words": ["say"]}}
    monkeypatch.setattr(speech, "read_toml", lambda file: broken)
    with pytest.raises(BadLexicon, match=r"speech\.toml"):
        speech.load_speech.__wrapped__()
