"""The frame of a trigger: who, what, whom and mood."""

from collections.abc import Callable

import pytest

from pledgebook.finding.context import Context
from pledgebook.finding.frames import frame_clues
from pledgebook.finding.tree import head_of

Read = Callable[..., Context]


def clues_of(context: Context, word: str) -> list[str]:
    doc = context.docs[0]
    marks = {head_of(doc, named.start, named.end).i: "PARTY" for named in context.named[0]}
    return list(frame_clues(next(token for token in doc if token.text == word), "k", marks))


@pytest.mark.parametrize(
    ("text", "word", "frame"),
    [
        ("Norway will give $5 million to Chad.", "give", ["who PARTY", "what SUM", "whom to PARTY", "mood VB will"]),
        ("It gave tents.", "gave", ["who thing", "what GOODS", "whom no party", "mood VBD"]),
        ("They did not send weapons.", "send", ["who plural", "what ARMS", "whom no party", "mood VB did not"]),
        ("Norway imposed sanctions on Chad.", "imposed", ["who PARTY", "what PENALTY", "whom on PARTY", "mood VBD"]),
        ("Norway imposed sanctions on Chad.", "sanctions", ["who PARTY above", "what nothing", "whom on PARTY"]),
        ("The storm helped nobody.", "helped", ["who other", "what nothing", "whom no party", "mood VBD"]),
        ("Money arrived.", "Money", ["who other above", "what nothing", "whom no party"]),
        ("Thanks to all.", "Thanks", ["who nobody"]),
        ("Norway urged Chad to act.", "urged", ["who PARTY", "whom dobj PARTY"]),
    ],
)
def test_frame(text: str, word: str, frame: list[str], context_of: Read) -> None:
    assert set(frame) <= set(clues_of(context_of(text), word))


def test_parts_stand_alone_in_pairs_and_with_the_word(context_of: Read) -> None:
    clues = clues_of(context_of("Norway gave tents."), "gave")
    for clue in (
        "who PARTY",
        "k: who PARTY",
        "give: who PARTY",
        "who PARTY, what GOODS",
        "give: what GOODS, whom no party",
    ):
        assert clue in clues
    assert len(clues) == len(set(clues))
