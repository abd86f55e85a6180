"""Paragraphs and their roles: cases as data, and what holds for any text."""

import cProfile
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.cleaning.paragraphs import find_paragraphs

CASES = Path(__file__).parents[1] / "cases" / "paragraphs.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
PIECES = st.sampled_from(
    ["\n", "\n\n", " ", "Read more: ", "(Photo by Ann Lee/Reuters)", "ADVERTISEMENT", "- ", "By Ann Lee", "U.S. ",
     "Image copyright AFP Image caption Rain", "SEE ALSO: TENTS FOR CHAD", ". ", "Norway sent 20 trucks to Chad",
     "“", "İ", "é", "\u00a0", "MORE ", "x:Y", "###", "[ad_1]", "and"]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=30).map("".join))


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_paragraphs(row: dict[str, Any]) -> None:
    text = row["text"]
    found = [[p.role.value, text[p.start : p.end], *([] if p.of is None else [p.of])] for p in find_paragraphs(text)]
    assert found == row["parts"]


@given(TEXTS)
def test_paragraphs_lie_in_the_text_in_order_and_hold_no_outer_space(text: str) -> None:
    end = 0
    for paragraph in find_paragraphs(text):
        assert end <= paragraph.start < paragraph.end <= len(text)
        words = text[paragraph.start : paragraph.end]
        assert words == words.strip()
        assert any(map(str.isalnum, words))
        assert paragraph.of is None or paragraph.of < paragraph.start
        end = paragraph.end


@given(TEXTS)
def test_every_letter_but_the_marks_of_bullets_is_in_a_paragraph(text: str) -> None:
    covered = sum(p.end - p.start for p in find_paragraphs(text))
    assert covered or not any(map(str.isalpha, text))


def test_work_grows_with_the_length_and_no_faster() -> None:
    def calls(paragraphs: int) -> int:
        text = "\n\n".join(
            f"Norway sent {n} trucks and {n} tents to Chad before the rains began." for n in range(paragraphs)
        )
        profile = cProfile.Profile()
        assert len(profile.runcall(find_paragraphs, text)) == paragraphs
        return sum(entry.callcount for entry in profile.getstats())

    calls(1)  # loads the words
    assert calls(4000) < 12 * calls(400)
