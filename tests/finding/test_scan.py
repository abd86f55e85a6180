"""The scan: what it sees of a sentence, how it sums up, and what the shipped weights let through."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.finding.scan import FLOOR, ScanWeights, context_of, load_scan, own_sums, scan, words_of
from pledgebook.finding.sentences import Sentence, cut_sentences
from pledgebook.records import Article, Paragraph

# a sentence's own sum alone decides
PLAIN = ScanWeights({"aid": 3.0, "SUM": 1.0, "weather": -5.0}, -3.0, (1.0, 0.0, 0.0, 0.0), 0.0)
# and so does that of the sentence before
BEFORE = ScanWeights({"aid": 3.0}, -3.0, (0.0, 0.0, 0.0, 1.0), 0.0)
sums = st.lists(st.floats(-50, 50), min_size=1, max_size=20)


def cut(text: str) -> list[Sentence]:
    return cut_sentences(Article("a", text, paragraphs=(Paragraph(0, len(text)),)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Aid, AID and aid.", {"aid", "and"}),
        ("Norway pays", {"PARTY", "pays"}),
        ("norway", {"norway"}),
        ("the U.N. envoy", {"the", "u.n", "envoy"}),
        ("$5 for it", {"$", "SUM", "for", "it"}),
        ("€ 5", {"€", "SUM"}),
        ("40 million", {"million", "SUM"}),
        ("3.5bn kroner", {"bn", "kroner", "SUM"}),
        ("500 crore", {"crore", "SUM"}),
        ("40 tents", {"tents"}),
        ("million-strong", {"million-strong"}),
        ("", set()),
    ],
)
def test_words_of(text: str, words: set[str]) -> None:
    assert words_of(text) == words


MORE = " They slept." * 5  # beyond what is parsed because it is short


def test_no_country_is_preferred() -> None:
    weights = load_scan()
    texts = [f"{name} pledged $5 million in aid." for name in ("Norway", "Kenya", "Japan", "Togo")]
    assert len(set(own_sums(texts, weights))) == 1


def test_own_sums_count_each_word_once() -> None:
    assert own_sums(["aid aid aid", "aid of $5", "nothing"], PLAIN) == [0.0, 1.0, -3.0]


def test_a_sentence_is_let_through_above_the_floor() -> None:
    assert scan(cut("They sent aid. They left. Aid and weather." + MORE), PLAIN) == [True] + [False] * 7


def test_the_sentence_before_can_let_through() -> None:
    assert scan(cut("They sent aid. They left. They slept." + MORE), BEFORE) == [False, True] + [False] * 6


def test_a_hopeless_article_is_not_looked_into() -> None:
    generous = ScanWeights({}, -3.0, (0.0, 0.0, 0.0, 0.0), 100.0)
    assert scan(cut("They left. They slept."), generous) == [False, False]


def test_no_sentences_give_no_answers() -> None:
    assert scan([], PLAIN) == []


@given(sums)
def test_context_has_a_row_a_sentence(own: list[float]) -> None:
    rows = context_of(own)
    assert [row[0] for row in rows] == own
    assert {row[1] for row in rows} == {max(own)}
    assert [row[3] for row in rows] == [-4.0, *own[:-1]]
    assert all(math.isfinite(number) for row in rows for number in row)


def test_the_shipped_weights_let_acts_through_and_keep_other_news_out() -> None:
    aid = "Norway pledged $60 million in aid to Mozambique after the floods."
    game = "The striker scored twice in the second half. The crowd sang until late in the evening."
    assert scan(cut(aid), load_scan()) == [True]
    assert scan(cut(game), load_scan()) == [False, False]


def test_the_floor_is_not_above_an_even_chance() -> None:
    """The scan may let too much through, but must not lose acts: its floor lies well below a log-odds of 0."""
    assert FLOOR < -1
