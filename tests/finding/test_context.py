"""The context: what a sentence inherits from its document."""

from collections.abc import Callable
from datetime import date

import pytest

from pledgebook.finding.context import Context
from pledgebook.finding.sentences import cut_sentences
from pledgebook.records import Article, Interval, Paragraph

Read = Callable[..., Context]


def parties(context: Context) -> list[list[str]]:
    return [[named.party for named in row] for row in context.named]


def test_parties_stand_in_their_sentence_at_their_words(context_of: Read) -> None:
    context = context_of("Norway spoke. Then Chad and Mali left.", title="Oslo helps")
    assert parties(context) == [["NOR"], ["NOR"], ["TCD", "MLI"]]
    for row, sentence in zip(context.named, context.sentences, strict=True):
        assert [sentence.text[named.start : named.end] for named in row] == {
            0: ["Oslo"],
            1: ["Norway"],
            2: ["Chad", "Mali"],
        }[sentence.number]


def test_plurals_stand_for_their_pair(context_of: Read) -> None:
    context = context_of("Chad and Mali met. Both countries left.")
    assert parties(context)[1] == ["TCD", "MLI"]
    assert all(named.namer for named in context.named[1])


def test_names_that_the_document_introduces_are_known_later(context_of: Read) -> None:
    context = context_of("Norwegian Foreign Minister Kari Solvang spoke. Solvang pledged tents.")
    assert "NOR" in parties(context)[1]


def test_counts_and_most_named(context_of: Read) -> None:
    context = context_of("Chad, Mali and Chad. Chad, Togo, Mali, Kenya, Japan, Peru.")
    assert context.counts["TCD"] == 3
    assert context.most_named[:2] == ["TCD", "MLI"]
    assert len(context.most_named) == 5


def test_before_goes_back_from_the_nearest(context_of: Read) -> None:
    context = context_of("Togo came. Chad and Mali came. Peru came. Norway came.")
    assert [named.party for named in context.before(3, 2)] == ["PER", "MLI", "TCD"]
    assert list(context.before(0, 3)) == []


def test_a_sum_without_a_currency_has_that_of_the_sum_beside_it(context_of: Read) -> None:
    context = context_of("Norway gave 5 million euros, then 7 million more. Chad needs a package of 9 million.")
    assert [(money.low, money.currency) for money in context.money[0]] == [(5e6, "EUR"), (7e6, "EUR")]
    assert context.money[1] == []


@pytest.mark.parametrize(
    ("judged", "claimed", "day"),
    [
        (Interval.day(date(2031, 5, 14)), date(2031, 6, 1), date(2031, 5, 14)),
        (Interval(date(2031, 5, 8), date(2031, 5, 14)), None, date(2031, 5, 14)),
        (Interval(date(2031, 5, 7), date(2031, 5, 14)), date(2031, 5, 9), date(2031, 5, 9)),  # too wide
        (Interval(date(2031, 5, 7), date(2031, 5, 14)), None, None),
        (None, date(2031, 5, 9), date(2031, 5, 9)),
        (None, None, None),
    ],
)
def test_the_articles_day(judged: Interval | None, claimed: date | None, day: date | None) -> None:
    assert Context(Article("a", "x", date=judged, claimed_date=claimed), []).day == day


def test_an_empty_article_has_nothing() -> None:
    article = Article("a", "It rained.", paragraphs=(Paragraph(0, 10),))
    context = Context(article, cut_sentences(article))
    assert (context.named, context.most_named, context.money, context.known) == ([[]], [], {}, {})
