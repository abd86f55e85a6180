"""Words that a person chooses are read by the same code as the program's own, and say their value or nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.by_hand import SAYABLE, find_words, read_page, reread
from pledgebook.problems import BadInput, NotInText
from pledgebook.records import Article, Interval, Money, Page, Quote
from pledgebook.values.money import says

TEXT = (
    "OSLO, March 14, 2024 — Norway will give Mozambique $60 million, up from $40 million,\nand 250 million kroner a "
    "year to the Halden Fund, the ministry said on Thursday. Norway gave more than 5 million euros last week."
)
ARTICLE = Article("a1", TEXT, date=Interval.day(date(2024, 3, 14)))
USD = {"currency": "USD", "basis": "increment", "hedge": "exact"}


@pytest.mark.parametrize(
    ("field", "words", "value"),
    [
        ("amount", "$60 million", {"low": 6e7, "high": 6e7, **USD}),
        ("amount", "Mozambique $60 million", {"low": 6e7, "high": 6e7, **USD}),
        ("amount", "more than 5 million euros",
         {"low": 5e6, "high": 5e6, "currency": "EUR", "basis": "increment", "hedge": "at_least"}),
        ("date", "Thursday", {"start": "2024-03-14", "end": "2024-03-14"}),
        ("date", "last week", {"start": "2024-03-04", "end": "2024-03-10"}),
        ("actor", "OSLO", ["NOR"]),
        ("target", "Mozambique", ["MOZ"]),
        ("beneficiary", "Halden Fund", ["name:Halden Fund"]),
    ],
)  # fmt: skip
def test_words_say_their_value(field: str, words: str, value: Any) -> None:
    assert reread(ARTICLE, field, find_words(ARTICLE, words)) == value


@pytest.mark.parametrize(
    ("field", "words", "says"),
    [
        ("amount", "up from", "says no sum"),
        ("amount", "$60 million, up from $40 million", "several sums"),
        ("date", "OSLO", "says no day"),
        ("date", "Thursday. Norway gave more than 5 million euros last week", "several days"),
        ("amount", "$70 million", "does not say"),
        ("actor", "Norway", "2 times"),
        ("actor", " ", "choose the words"),
        ("kind", "give", "words can say"),
    ],
)
def test_words_that_do_not_say_one(field: str, words: str, says: str) -> None:
    with pytest.raises(NotInText, match=says):
        reread(ARTICLE, field, find_words(ARTICLE, words))


def test_blanks_and_lines_do_not_matter() -> None:
    found = find_words(ARTICLE, "$40 million, and  250 million")
    assert TEXT[found.start : found.end] == found.text


def test_a_quote_of_another_text_is_refused() -> None:
    with pytest.raises(NotInText, match="there"):
        reread(ARTICLE, "amount", Quote(0, 4, "$1bn"))


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 60), st.sampled_from(SAYABLE))
def test_whatever_is_read_is_said_by_the_words(start: int, length: int, field: str) -> None:
    quote = ARTICLE.quote(start, min(start + length, len(TEXT)))
    try:
        value = reread(ARTICLE, field, quote)
    except NotInText:
        return
    if field == "amount":
        assert says(quote.text, Money(value["low"], value["high"], value["currency"]))
    elif field == "date":
        assert value["start"] <= value["end"]
    else:
        assert value
        assert all(isinstance(party, str) and party for party in value)


def test_a_page_without_english_is_told() -> None:
    with pytest.raises(BadInput, match="no text"):
        read_page(Page("x", "x", text="..."))
