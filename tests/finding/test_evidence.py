"""The gate: no forged quotation and no unsaid value gets through."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.finding.context import Context
from pledgebook.finding.evidence import prove, says, without_unsaid
from pledgebook.problems import NotInText
from pledgebook.records import Act, Amount, Article, Interval, Item, Money, Paragraph, Quote, Said

TEXT = "On 3 May 2031 Norway sent Chad 40 tents and $5 million, through UNICEF, and froze the assets of Acme Oil."
DAY = Interval.day(date(2031, 5, 3))
ARTICLE = Article(
    "a", TEXT, title="Oslo helps", date=Interval.day(date(2031, 5, 14)), paragraphs=(Paragraph(0, len(TEXT)),)
)
CONTEXT = Context(ARTICLE, [])
SUM = Money(5e6, 5e6, "USD")


def quote(words: str) -> Quote:
    return ARTICLE.quote(TEXT.index(words), TEXT.index(words) + len(words))


def said(field: str, value: Any, words: str) -> Said:
    return Said(field, value, quote(words))


ACTOR = said("actor", "NOR", "Norway")
TARGET = said("target", "TCD", "Chad")
ACT = Act("delivery", ("NOR",), (quote(TEXT),), ("TCD",), said=(ACTOR, TARGET))
GOOD = [
    ACTOR,
    TARGET,
    said("channel", "UNICEF", "UNICEF"),
    said("speaker", "NOR", "Norway"),
    said("amount", SUM.to_json(), "$5 million"),
    said("items", Item("tents", 40).to_json(), "40 tents"),
    said("date", DAY.to_json(), "3 May 2031"),
    said("listed", "Acme Oil", "Acme Oil"),
    said("kind", "delivery", "sent"),
    said("measures", "asset_freeze", "froze the assets"),
    Said("actor", "NOR", ARTICLE.quote(0, 4, "title")),
]
BAD = [
    said("actor", "NOR", "Chad"),
    said("actor", "NOR", "sent"),
    said("target", "MLI", "Chad"),
    said("channel", "UNHCR", "UNICEF"),
    said("amount", Money(6e6, 6e6, "USD").to_json(), "$5 million"),
    said("amount", Money(5e6, 5e6, "EUR").to_json(), "$5 million"),
    said("amount", SUM.to_json(), "40 tents"),
    said("items", Item("tents", 41).to_json(), "40 tents"),
    said("items", Item("boats", 40).to_json(), "40 tents"),
    said("date", Interval.day(date(2031, 5, 4)).to_json(), "3 May 2031"),
    said("date", DAY.to_json(), "Norway"),
    said("listed", "Acme Gas", "Acme Oil"),
]
FORGED = [Quote(14, 20, "Sweden"), Quote(14, 20, "norway"), Quote(15, 21, "Norway"), Quote(14, 20, "Norway", "title")]


@pytest.mark.parametrize("one", GOOD, ids=lambda one: f"{one.field} {one.value}")
def test_a_passage_says_its_value(one: Said) -> None:
    assert says(one, CONTEXT)
    assert prove(replace(ACT, said=(*ACT.said, one)), CONTEXT)


@pytest.mark.parametrize("one", BAD, ids=lambda one: f"{one.field} {one.value}")
def test_a_value_that_its_passage_does_not_say_is_refused(one: Said) -> None:
    assert not says(one, CONTEXT)
    with pytest.raises(NotInText, match="does not say"):
        prove(replace(ACT, said=(*ACT.said, one)), CONTEXT)


@pytest.mark.parametrize("forged", FORGED, ids=lambda forged: f"{forged.text} at {forged.start} in {forged.part}")
def test_a_forged_quotation_is_refused(forged: Quote) -> None:
    with pytest.raises(NotInText):
        prove(replace(ACT, evidence=(quote(TEXT), forged)), CONTEXT)
    with pytest.raises(NotInText):
        prove(replace(ACT, said=(Said("actor", "NOR", forged), TARGET)), CONTEXT)


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (replace(ACT, evidence=()), "no quotation"),
        (replace(ACT, said=(TARGET,)), "says actor NOR"),
        (replace(ACT, target=("TCD", "MLI")), "says target MLI"),
        (replace(ACT, beneficiary=("MLI",)), "says beneficiary MLI"),
        (replace(ACT, channel=("UNICEF",)), "says channel UNICEF"),
        (replace(ACT, amount=Amount(SUM)), "says the amount"),
    ],
)
def test_what_has_no_passage_is_refused(broken: Act, message: str) -> None:
    with pytest.raises(NotInText, match=message):
        prove(broken, CONTEXT)


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)), st.text(max_size=8))
def test_only_the_words_that_stand_there_are_a_quotation(start: int, end: int, words: str) -> None:
    act = replace(ACT, evidence=(Quote(start, end, words),))
    if start < end and TEXT[start:end] == words:
        assert prove(act, CONTEXT) == act
    else:
        with pytest.raises(NotInText):
            prove(act, CONTEXT)


@pytest.mark.parametrize(
    ("unsaid", "more", "left"),
    [
        (said("date", DAY.to_json(), "Norway"), {"date": DAY}, {"date": None}),
        (said("speaker", "MLI", "Norway"), {"speaker": "MLI"}, {"speaker": None}),
        (said("target", "MLI", "Chad"), {"target": ("TCD", "MLI")}, {"target": ("TCD",)}),
        (said("beneficiary", "MLI", "Chad"), {"beneficiary": ("MLI",)}, {"beneficiary": ()}),
        (said("channel", "UNHCR", "UNICEF"), {"channel": ("UNHCR",)}, {"channel": ()}),
        (said("listed", "Acme Gas", "Acme Oil"), {"listed": ("Acme Gas",)}, {"listed": ()}),
        (
            said("items", Item("boats", 40).to_json(), "40 tents"),
            {"items": (Item("boats", 40), Item("tents", 40))},
            {"items": (Item("tents", 40),)},
        ),
    ],
    ids=lambda value: value.field if isinstance(value, Said) else "",
)
def test_an_unsaid_value_is_dropped_and_told(unsaid: Said, more: dict[str, Any], left: dict[str, Any]) -> None:
    act = without_unsaid(replace(ACT, **more, said=(*ACT.said, unsaid)), CONTEXT)
    assert replace(act, rules=()) == replace(ACT, **left)
    assert len(act.rules) == 1
    assert unsaid.field in act.rules[0]
    assert prove(act, CONTEXT)


@pytest.mark.parametrize("one", [said("actor", "NOR", "Chad"), said("amount", SUM.to_json(), "40 tents")])
def test_what_an_act_cannot_be_without_is_not_dropped(one: Said) -> None:
    act = without_unsaid(replace(ACT, said=(*ACT.said, one)), CONTEXT)
    assert one in act.said
    with pytest.raises(NotInText):
        prove(act, CONTEXT)


def test_an_act_that_says_all_is_unchanged() -> None:
    assert without_unsaid(ACT, CONTEXT) == ACT
