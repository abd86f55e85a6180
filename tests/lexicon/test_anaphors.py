"""The words of anaphors.toml and sentences.toml load, and faults are named."""

import pytest

from pledgebook.lexicon import anaphors, files, sentences
from pledgebook.problems import BadLexicon

PAIR = '[pair]\neach = ["both"]\ntwo = ["the two"]\nnouns = ["states"]\n'


def test_words_load() -> None:
    assert anaphors.load_anaphors()["he"] == "person"
    assert set(anaphors.load_anaphors().values()) == {"person", "plural", "thing", "office", "own"}
    assert "both" in anaphors.load_pair_words()["each"]
    assert "mr" in sentences.load_abbreviations()


@pytest.mark.parametrize(
    ("text", "row", "clash"),
    [
        (PAIR + '[person]\nwords = ["he"]\n[thing]\nwords = ["he"]', "thing", "also under person"),
        (PAIR + '[person]\nmeaning = "x"', "person", "no list"),
    ],
)
def test_a_clash_is_named(text: str, row: str, clash: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "read_text", lambda file: text)
    with pytest.raises(BadLexicon, match=clash) as problem:
        anaphors.load_anaphors.__wrapped__()
    assert (problem.value.file, problem.value.row) == ("anaphors.toml", row)


@pytest.mark.parametrize(
    "text", ['[person]\nwords = ["he"]', PAIR.replace("two =", "three ="), PAIR.replace('"both"', '"Both"')]
)
def test_pair_words_need_all_their_lists(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "read_text", lambda file: text)
    with pytest.raises(BadLexicon, match=r"anaphors\.toml, row pair"):
        anaphors.load_pair_words.__wrapped__()


@pytest.mark.parametrize("text", ["", 'abbreviations = ["Mr"]', "abbreviations = []"])
def test_broken_abbreviations_are_named(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "read_text", lambda file: text)
    with pytest.raises(BadLexicon, match=r"sentences\.toml"):
        sentences.load_abbreviations.__wrapped__()
