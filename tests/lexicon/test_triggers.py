"""The words of triggers.csv and topics.toml load, and a broken row is named with its file."""

from typing import Any

import pytest

from pledgebook.codebook import KINDS
from pledgebook.lexicon import files, triggers
from pledgebook.problems import BadLexicon

HEAD = "# Words.\nword,class,kinds\n"


def load_triggers(monkeypatch: pytest.MonkeyPatch, text: str) -> Any:
    monkeypatch.setattr(files, "read_text", lambda file: text)
    return triggers.load_triggers.__wrapped__()


def test_the_shipped_triggers_tell_of_every_kind() -> None:
    rows = triggers.load_triggers()
    assert {kind for trigger in rows.values() for kind in trigger.kinds} == set(KINDS)
    assert all(key == (trigger.word, trigger.word_class) for key, trigger in rows.items())


def test_one_word_may_be_a_verb_and_a_noun(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = load_triggers(monkeypatch, HEAD + "pledge,verb,pledge\npledge,noun,pledge commitment\n")
    assert rows["pledge", "verb"].kinds == ("pledge",)
    assert rows["pledge", "noun"].kinds == ("pledge", "commitment")


@pytest.mark.parametrize(
    ("rows", "row", "clash"),
    [
        ("pledge,verb,pledge\npledge,verb,delivery", 4, "stands twice as a verb"),
        ("pledge,verb,promise", 3, "promise"),
        ("pledge,verb,", 3, "needs kinds"),
        ("pledge,adverb,pledge", 3, "must be a verb or a noun"),
        ("Pledge,verb,pledge", 3, "lower case"),
        (",verb,pledge", 3, "lower case"),
        ("pledge,verb,pledge pledge", 3, "one kind twice"),
        ("pledge,verb", 3, "2 cells instead of 3"),
        ("# a note\n\npledge,verb,nonsense", 5, "nonsense"),
    ],
)
def test_a_broken_row_is_named(rows: str, row: int, clash: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadLexicon, match=clash) as problem:
        load_triggers(monkeypatch, HEAD + rows + "\n")
    assert (problem.value.file, problem.value.row) == ("triggers.csv", row)
    assert f"lexicon/triggers.csv, row {row}" in str(problem.value)


@pytest.mark.parametrize(("text", "clash"), [("", "is empty"), ("word,kinds\n", "must have the columns")])
def test_a_broken_file_is_named(text: str, clash: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadLexicon, match=clash):
        load_triggers(monkeypatch, text)


def test_triggers_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        triggers.load_triggers()["x", "verb"] = triggers.Trigger("x", "verb", ("pledge",))  # type: ignore[index]


def test_topics_load() -> None:
    assert triggers.load_topics()["tank"] == "arms"


@pytest.mark.parametrize(
    ("text", "row", "clash"),
    [
        ('[aid]\nwords = ["grant"]\n[arms]\nwords = ["grant"]', "arms", "also under aid"),
        ('[aid]\nwords = ["grant", "grant"]', "aid", "also under aid"),
        ('[aid]\nwords = ["Grant"]', "aid", "lower case"),
        ("[aid]\nwords = [1]", "aid", "lower case"),
        ("[aid]\nwords = []", "aid", "no list"),
        ('[aid]\nmeaning = "support"', "aid", "no list"),
        ('aid = "grant"', "aid", "no list"),
        ("[aid", "-", "not valid TOML"),
    ],
)
def test_a_broken_topic_is_named(text: str, row: str, clash: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "read_text", lambda file: text)
    with pytest.raises(BadLexicon, match=clash) as problem:
        triggers.load_topics.__wrapped__()
    assert (problem.value.file, problem.value.row) == ("topics.toml", row)
