"""The nouns keep their promises; above all, no act can be made whose quotation is not in the text."""

import json
from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook import Act, Amount, Article, Interval, Item, Money, NotInText, Quote, Reading, Said

TEXT = "Norway will give Mozambique 60 million kroner. Oslo said so on Thursday."
ARTICLE = Article("a", TEXT, title="Norway gives")
QUOTE = ARTICLE.quote(0, 46)
ACT = Act("pledge", ("NOR",), (QUOTE,), ("MOZ",))

FORGED: list[Callable[[], Quote]] = [
    lambda: Quote(0, 6, "Sweden"),
    lambda: Quote(0, 6, "norway"),
    lambda: Quote(1, 7, "Norway"),
    lambda: Quote(0, 7, "Norway"),
    lambda: Quote(-6, 6, "Norway"),
    lambda: Quote(0, 0, ""),
    lambda: Quote(0, 10_000, TEXT),
    lambda: Quote(0, 12, "Norway gives"),
    lambda: Quote(7, 12, "gifts", "title"),
]


@pytest.mark.parametrize("forged", FORGED)
def test_no_act_has_a_quotation_that_is_not_in_the_text(forged: Callable[[], Quote]) -> None:
    with pytest.raises(NotInText):
        Reading(ARTICLE, (replace(ACT, evidence=(forged(),)),))
    with pytest.raises(NotInText):
        Reading(ARTICLE, (replace(ACT, evidence=(QUOTE, forged())),))


@pytest.mark.parametrize("forged", FORGED)
def test_no_value_has_a_span_that_is_not_in_the_text(forged: Callable[[], Quote]) -> None:
    with pytest.raises(NotInText):
        Reading(ARTICLE, (replace(ACT, said=(Said("actor", "NOR", forged()),)),))


def test_no_act_is_without_a_quotation() -> None:
    with pytest.raises(NotInText):
        Reading(ARTICLE, (replace(ACT, evidence=()),))


def test_an_act_of_another_article_is_not_taken_over() -> None:
    other = Article("b", "Sweden will give Mozambique 60 million kroner. Stockholm said so.")
    with pytest.raises(NotInText):
        Reading(other, (ACT,))


@given(st.text(max_size=40), st.integers(-5, 45), st.integers(-5, 45), st.text(max_size=10))
def test_a_quotation_is_its_passage_or_nothing(text: str, start: int, end: int, claimed: str) -> None:
    article = Article("h", text)
    try:
        quote = article.quote(start, end)
    except NotInText:
        assert not 0 <= start < end <= len(text)
    else:
        assert quote.text == text[start:end] != ""
    forged = Quote(start, end, claimed)
    honest = 0 <= start < end <= len(text) and text[start:end] == claimed
    if honest:
        assert Reading(article, (replace(ACT, evidence=(forged,)),)).acts
    else:
        with pytest.raises(NotInText):
            Reading(article, (replace(ACT, evidence=(forged,)),))


def test_titles_are_quoted_from_titles() -> None:
    quote = ARTICLE.quote(0, 6, "title")
    assert (quote.text, quote.part) == ("Norway", "title")
    assert Reading(ARTICLE, (replace(ACT, evidence=(quote,)),)).acts
    with pytest.raises(NotInText):
        Article("untitled", TEXT).quote(0, 6, "title")


def test_an_interval_does_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        Interval(date(2022, 5, 20), date(2022, 5, 19))


def test_intervals_overlap_in_a_day() -> None:
    week = Interval(date(2022, 5, 16), date(2022, 5, 22))
    assert week.days == 7
    assert week.overlaps(Interval.day(date(2022, 5, 22)))
    assert Interval.day(date(2022, 5, 16)).overlaps(week)
    assert not week.overlaps(Interval.day(date(2022, 5, 23)))


def test_nouns_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        ACT.kind = "delivery"  # type: ignore[misc]


def test_json_has_the_codebooks_fields() -> None:
    act = replace(
        ACT,
        amount=Amount(Money(6e7, 6e7, "NOK"), also=(Money(5e6, 5e6, "EUR"),), replaces=Money(1e7, 1e7, "NOK")),
        items=(Item("boats", 12),),
        date=Interval.day(date(2024, 3, 14)),
        said=(Said("actor", "NOR", ARTICLE.quote(0, 6)),),
    )
    row: dict[str, Any] = json.loads(json.dumps(Reading(ARTICLE, (act,)).to_json()))
    assert list(row) == ["id", "claimed_date", "date", "doubts", "acts"]
    told = row["acts"][0]
    assert set(told) == {field.name for field in fields(Act)} - {"said", "rules"} | {"spans"}
    assert told["amount"] == {
        "low": 6e7, "high": 6e7, "currency": "NOK", "basis": "increment", "hedge": "exact",
        "also": [{"low": 5e6, "high": 5e6, "currency": "EUR"}],
        "replaces": {"low": 1e7, "high": 1e7, "currency": "NOK"},
    }  # fmt: skip
    assert told["items"] == [{"name": "boats", "quantity": 12}]
    assert told["evidence"] == [TEXT[0:46]]
    assert told["spans"] == [{"field": "actor", "value": "NOR", "start": 0, "end": 6, "text": "Norway", "part": "text"}]


def test_json_explained_gives_reasons() -> None:
    row = Reading(ARTICLE, (replace(ACT, rules=("trigger.give",)),)).to_json(explain=True)
    assert row["rules"] == [["trigger.give"]]
    assert row["date_reason"] == ARTICLE.date_reason
    assert (row["left_out"], row["doubt_reasons"]) == ([], [])
