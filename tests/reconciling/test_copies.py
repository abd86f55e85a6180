"""Which texts are copies: the cases, stored fingerprints, and that neither order nor pieces change the result."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.reconciling import copies as copies_module
from pledgebook.reconciling.copies import Copies, find_copies
from pledgebook.reconciling.fingerprints import FEWEST, LONGEST, MARKS, Fingerprint, fingerprint
from pledgebook.reconciling.likeness import likeness

ROOT = Path(__file__).parents[2]
CASES = [json.loads(line) for line in (ROOT / "tests/cases/copies.jsonl").read_text(encoding="utf-8").splitlines()]
STORY = CASES[0]["one"]
TEXTS = {f"{n}{side}": case[side] for n, case in enumerate(CASES) for side in ("one", "two")}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_cases(case: dict[str, Any]) -> None:
    groups = find_copies([("a", case["one"]), ("b", case["two"])])
    found = likeness(fingerprint(case["one"]), fingerprint(case["two"]))
    assert groups == ([("a", "b")] if case["copies"] else []), found.phrase


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_likeness_has_no_direction(case: dict[str, Any]) -> None:
    one, two = fingerprint(case["one"]), fingerprint(case["two"])
    assert likeness(one, two) == likeness(two, one)


@settings(max_examples=8, deadline=None)
@given(st.permutations(sorted(TEXTS)))
def test_the_order_of_reading_changes_nothing(order: list[str]) -> None:
    assert find_copies((key, TEXTS[key]) for key in order) == find_copies(TEXTS.items())


def test_a_lineage_grows_one_by_one() -> None:
    index = Copies()
    assert index.add("b", STORY) == ()
    assert index.lineage("b") == ("b",)
    (match,) = index.add("a", STORY + " Read more.")
    assert (match.id, match.likeness.phrase) == ("b", "100% word for word")
    assert index.lineage("b") == index.lineage("a") == ("a", "b")


def test_a_text_between_two_lineages_makes_them_one() -> None:
    first, second = STORY.split("\n\n")[:3], STORY.split("\n\n")[3:]
    index = Copies()
    index.add("beginning", "\n\n".join(first))
    assert index.add("end", "\n\n".join(second)) == ()
    assert {match.id for match in index.add("whole", STORY)} == {"beginning", "end"}
    assert index.groups() == [("beginning", "end", "whole")]


def test_the_same_text_twice_under_one_id_changes_nothing() -> None:
    index = Copies()
    index.add("a", STORY)
    assert index.add("a", STORY) == ()
    assert (index.groups(), index.work.texts) == ([], 1)


def test_another_text_under_a_known_id_is_an_error() -> None:
    index = Copies()
    index.add("a", STORY)
    with pytest.raises(ValueError, match="a is in the index with another text"):
        index.add("a", STORY[:500])


@given(st.text(st.sampled_from("aB1 ’“”\"'\n"), max_size=400))
def test_a_fingerprint_outlives_storage(text: str) -> None:
    made = fingerprint(text)
    again = Fingerprint.from_bytes(made.to_bytes())
    assert again.words.tolist() == made.words.tolist()
    assert again.marks == made.marks
    assert len(made.to_bytes()) == 4 * len(made.words)


def test_a_fingerprint_is_the_same_in_another_run() -> None:
    code = f"from pledgebook.reconciling.fingerprints import fingerprint; print(fingerprint({STORY!r}).marks)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == str(fingerprint(STORY).marks)


def test_marks_fit_a_database_column() -> None:
    marks = fingerprint(STORY).marks
    assert len(marks) == MARKS
    assert all(-(2**63) <= mark < 2**63 for mark in marks)


def test_limits_of_length() -> None:
    assert fingerprint("word " * (FEWEST - 1)).marks == ()
    assert len(fingerprint("word " * (LONGEST + 9)).words) == LONGEST
    assert len(fingerprint('"so many words" she said, ' * LONGEST).words) == LONGEST


def test_words_inside_quotations_are_known() -> None:
    made = fingerprint("He said 'we will send tents' and left; it’s “a gift of Norway” to us")
    assert len(made.words) - len(made.told) == 8  # we will send tents a gift of Norway


def test_a_phrase_of_everybody_leads_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many stories that end alike are not compared with one another once the ending is known as stock."""
    monkeypatch.setattr(copies_module, "STOCK", 3)
    index = Copies()
    for number in range(40):
        index.add(str(number), _story(number) + " The weather office expects heavy rain for Friday and Saturday.")
    assert index.work.compared < 40
    assert index.groups() == []


def test_many_copies_of_one_text_are_one_lineage() -> None:
    index = Copies()
    for number in range(200):
        index.add(f"{number:03}", STORY + f" Edition {number}.")
    assert index.groups() == [tuple(f"{number:03}" for number in range(200))]
    assert index.work.compared == 199  # each new one is shown by one earlier copy


def _story(number: int) -> str:
    chance = random.Random(number)
    return " ".join("".join(chance.sample("abcdefghijklm", 7)) for _ in range(40))


def test_predictions_of_a_file(tmp_path: Path) -> None:
    rows = [{"id": "b", "text": STORY}, {"id": "c", "text": _story(1)}, {"id": "a", "text": STORY}]
    (tmp_path / "texts.jsonl").write_text("\n".join(map(json.dumps, rows)))
    script = [sys.executable, str(ROOT / "quality/run_copies.py"), "texts.jsonl", "out.jsonl"]
    subprocess.run(script, cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "out.jsonl").read_text() == '{"group": ["a", "b"]}\n'
