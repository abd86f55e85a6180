"""The little language of cues."""

import pytest

from pledgebook.lexicon.cues import load_cues
from pledgebook.problems import BadLexicon

VALUES = ("good", "bad")


def found(cue: str, text: str) -> list[str]:
    return [text[start:end] for start, end, _ in load_cues("t.toml", {"good": [cue]}, VALUES).find(text)]


@pytest.mark.parametrize(
    ("cue", "text", "spans"),
    [
        ("asset freeze*", "asset-freezes and ASSET FREEZE", ["asset-freezes", "ASSET FREEZE"]),
        ("froze .. assets|funds", "froze all of their assets", ["froze all of their assets"]),
        ("froze .. assets", "froze one two three four assets", []),
        ("froze ... assets", "froze one two three four assets", ["froze one two three four assets"]),
        ("froze .. assets", "froze it. Its assets", []),
        ("freeze", "freezes", []),
        ("in kind", "gifts in kind", ["in kind"]),
    ],
)
def test_cue(cue: str, text: str, spans: list[str]) -> None:
    assert found(cue, text) == spans


def test_the_longest_cue_wins_and_of_equals_the_first() -> None:
    cues = load_cues("t.toml", {"good": ["arms sale"], "bad": ["arms", "arms sale|sales"]}, VALUES)
    assert cues.find("an arms sale") == [(3, 12, "good")]


@pytest.mark.parametrize(
    ("tables", "clash"),
    [
        ({"odd": ["a word"]}, "odd"),
        ({"good": ["arms"], "bad": ["arms"]}, "also under good"),
        ({"good": ["arms (sale)"]}, "no word"),
        ({"good": ["ar*"]}, "letters"),
    ],
)
def test_a_bad_cue_is_named(tables: dict[str, list[str]], clash: str) -> None:
    with pytest.raises(BadLexicon, match=clash):
        load_cues("t.toml", tables, VALUES)
