"""add_plurals: "both countries" mean the pair that was named side by side."""

import pytest

from pledgebook.codebook import Role
from pledgebook.finding.named import Named
from pledgebook.finding.plurals import EACH, PLURAL, add_plurals
from pledgebook.finding.sentences import Sentence

IDS = {"Japan": "JPN", "South Korea": "KOR", "Chad": "TCD", "Mali": "MLI", "the EU": "EU", "allies": "name:allies"}


def named(*texts: str) -> list[list[Named]]:
    """The parties of sentences that name some of `IDS`, plurals added; each row in the order of the words."""
    sentences, rows, at = [], [], 0
    for number, text in enumerate(texts):
        sentences.append(Sentence(number, "text", at, at + len(text), text, 0, Role.BODY))
        found = [
            Named(IDS[name], number, text.index(name), text.index(name) + len(name), "name")
            for name in IDS
            if name in text
        ]
        rows.append(sorted(found, key=lambda one: one.start))
        at += len(text) + 1
    add_plurals(sentences, rows)
    return rows


def plurals(*texts: str) -> list[tuple[str, str]]:
    return [(one.party, one.role) for one in named(*texts)[-1] if one.namer]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Japan and South Korea met.", "Both countries gave."), [("JPN", EACH), ("KOR", EACH)]),
        (("Japan and South Korea met.", "The two governments gave."), [("JPN", PLURAL), ("KOR", PLURAL)]),
        (("Japan and the South Korea met.", "Each of the two states gave."), [("JPN", EACH), ("KOR", EACH)]),
        (("Japan & South Korea met.", "BOTH NATIONS gave."), [("JPN", EACH), ("KOR", EACH)]),
        # the pair, not the last two named
        (("Japan and South Korea met.", "Chad asked.", "Both countries gave."), [("JPN", EACH), ("KOR", EACH)]),
        (("Japan and South Korea met Chad.", "Both countries gave."), [("JPN", EACH), ("KOR", EACH)]),
        # the last pair
        (("Japan and South Korea met.", "Chad and Mali asked.", "Both sides left."), [("TCD", EACH), ("MLI", EACH)]),
        # a pair in the sentence itself comes first, but not one after the words
        (("Chad and Mali met.", "Japan and South Korea: both countries gave."), [("JPN", EACH), ("KOR", EACH)]),
        (("Chad and Mali met.", "Both countries thanked Japan and South Korea."), [("TCD", EACH), ("MLI", EACH)]),
        (("Japan met South Korea.", "Both countries gave."), []),
        (("Japan and the EU met.", "Both countries gave."), []),
        (("Japan and allies met.", "Both countries gave."), []),
        (("Both countries gave.", "Japan and South Korea met."), []),
        (("Japan and South Korea met.", "Both sisters gave."), []),
    ],
)
def test_plurals(texts: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    assert plurals(*texts) == expected


def test_the_passage_that_names_them_is_kept() -> None:
    first, second = named("Japan and South Korea met.", "Yesterday both countries gave.")[1]
    assert (first.start, first.end) == (second.start, second.end) == (10, 24)
    assert [(n.namer.sentence, n.namer.start, n.namer.end) for n in (first, second) if n.namer] == [
        (0, 0, 5),
        (0, 10, 21),
    ]


def test_parties_stay_in_the_order_of_the_words() -> None:
    row = named("Japan and South Korea met.", "Chad thanked both countries for Mali.")[1]
    assert [one.party for one in row] == ["TCD", "JPN", "KOR", "MLI"]
