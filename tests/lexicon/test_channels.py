"""The words of channels.toml load, and faults are named."""

from typing import Any

import pytest

from pledgebook.lexicon import channels
from pledgebook.problems import BadLexicon


def test_words_load() -> None:
    assert channels.channel_words()


def test_a_missing_table_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    broken: dict[str, Any] = {"says": {"words": ["say"]}}
    monkeypatch.setattr(channels, "read_toml", lambda file: broken)
    with pytest.raises(BadLexicon, match=r"channels\.toml"):
        channels.channel_words.__wrapped__()
