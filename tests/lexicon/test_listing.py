"""The words of listing.toml load, and faults are named."""

from typing import Any

import pytest

from pledgebook.lexicon import listing
from pledgebook.problems import BadLexicon


def test_words_load() -> None:
    assert listing.listing_words()


def test_a_missing_table_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    broken: dict[str, Any] = {"says": {"words": ["say"]}}
    monkeypatch.setattr(listing, "read_toml", lambda file: broken)
    with pytest.raises(BadLexicon, match=r"listing\.toml"):
        listing.listing_words.__wrapped__()
