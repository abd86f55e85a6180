"""Passages: every word piece knows its characters, parties and sums are marked, and nothing depends on company."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.finding.candidates import find_fillers, find_units
from pledgebook.finding.context import Context
from pledgebook.finding.encoder import pieces_of
from pledgebook.finding.passages import PARTY, SUM, Passage, passage_of

Read = Callable[..., Context]
BEGIN, END = 101, 102


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80), st.integers(0, 500))
def test_pieces_stand_where_their_characters_do(text: str, shift: int) -> None:
    passage = Passage()
    passage.add(3, text, shift)
    assert (passage.ids[0], passage.ids[-1]) == (BEGIN, END)
    assert len(passage.ids) == len(passage.marks)
    for start, end, at in passage.places[3]:
        assert shift <= start < end <= shift + len(text)
        assert at in passage.pieces(3, start, end)


def test_parties_and_sums_are_marked(context_of: Read) -> None:
    passage = passage_of(context_of("Norway pledged $7 million to Chad on Monday."), 0)
    marked = {kind: sum(mark == kind for mark in passage.marks) for kind in (PARTY, SUM)}
    assert marked == {PARTY: 2, SUM: 3}  # "norway", "chad"; "$", "7", "million"


def test_the_sentence_before_goes_with_its_sentence(context_of: Read) -> None:
    context = context_of("Norway met Chad. It pledged tents.")
    assert set(passage_of(context, 1).places) == {0, 1}
    assert set(passage_of(context, 0).places) == {0}


@pytest.mark.parametrize(("words", "seen"), [(3, True), (400, False)])
def test_a_unit_beyond_the_cut_has_no_pieces(words: int, seen: bool, context_of: Read) -> None:
    context = context_of("Norway, " + "very " * words + "late, pledged tents.")
    unit = next(unit for unit in find_units(context) if unit.anchor.text == "pledged")
    pieces = pieces_of(passage_of(context, 0), unit, find_fillers(context, unit))
    assert (pieces is not None) == seen
