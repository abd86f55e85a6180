"""cut_sentences: over cases, and what holds of any text."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.codebook import Role
from pledgebook.finding.sentences import cut_sentences
from pledgebook.records import Article, Paragraph

ROWS = (Path(__file__).parents[1] / "cases/sentences.jsonl").read_text(encoding="utf-8").splitlines()
CASES = [json.loads(row) for row in ROWS]
BULLETS = "•▪●■·\uf0b7"
LONGEST = 1500
texts = st.text(st.sampled_from("abMr A.?!\n $5•-;“” "), max_size=300)


def article(text: str, role: Role = Role.BODY, title: str | None = None) -> Article:
    return Article("a", text, title=title, paragraphs=(Paragraph(0, len(text), role),))


def ink(text: str) -> str:
    """The text without blanks and bullets."""
    return "".join(sign for sign in text if not sign.isspace() and sign not in BULLETS)


def marked(case: dict[str, Any]) -> Any:
    fails = (pytest.mark.xfail(reason=case["fails"], strict=True),) if "fails" in case else ()
    return pytest.param(case, id=case["id"], marks=fails)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_sentences(case: dict[str, Any]) -> None:
    assert [sentence.text for sentence in cut_sentences(article(case["text"]))] == case["sentences"]


@given(texts)
def test_sentences_stand_in_order_and_lose_nothing(text: str) -> None:
    sentences = cut_sentences(article(text))
    assert [sentence.number for sentence in sentences] == list(range(len(sentences)))
    assert all(sentence.text == text[sentence.start : sentence.end].strip() != "" for sentence in sentences)
    assert all(one.end <= other.start for one, other in pairwise(sentences))
    assert "".join(ink(sentence.text) for sentence in sentences) == ink(text)


@pytest.mark.parametrize("word", ["x", "word ", "two  spaces  ", "a\n"])
def test_very_long_sentences_are_cut_without_loss(word: str) -> None:
    text = word * (100_000 // len(word))
    sentences = cut_sentences(article(text))
    assert max(len(sentence.text) for sentence in sentences) <= LONGEST
    assert all(sentence.text == sentence.text.strip() for sentence in sentences)
    assert "".join(ink(sentence.text) for sentence in sentences) == ink(text)


def test_the_headline_comes_first_and_whole() -> None:
    first, second = cut_sentences(article("Oslo acts.", title="Norway pays. Chad thanks"))
    assert (first.part, first.text, first.paragraph, first.role) == (
        "title",
        "Norway pays. Chad thanks",
        -1,
        Role.HEADING,
    )
    assert (second.part, second.number, second.paragraph) == ("text", 1, 0)


@pytest.mark.parametrize(
    ("role", "count"),
    [
        (Role.BODY, 1),
        (Role.HEADING, 1),
        (Role.BULLET, 1),
        (Role.CAPTION, 1),
        (Role.LINK, 0),
        (Role.REPEAT, 0),
        (Role.FURNITURE, 0),
        (Role.BYLINE, 0),
        (Role.CREDIT, 0),
    ],
)
def test_only_what_is_read_is_cut(role: Role, count: int) -> None:
    sentences = cut_sentences(article("Norway pledged aid.", role))
    assert [sentence.role for sentence in sentences] == [role] * count
