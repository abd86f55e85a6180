"""find_when: the day phrase tied to the act, the article's day, or none."""

from datetime import date
from typing import Any

import pytest

from pledgebook.finding.model import Linear
from pledgebook.finding.when import best_day, day_clues, days_near, find_when, own_day, when_clues
from pledgebook.records import Article, Interval

DAY = Linear(("no", "yes"), (0.0, 0.0), {"tie verb is it": (-3.0, 3.0), "tie nearer to another verb": (2.0, -2.0)})
WHEN = Linear(
    ("article", "none", "said"),
    (1.0, 0.0, 0.0),
    {"sure above half, inside": (0.0, 0.0, 9.0), "in relcl": (0.0, 9.0, 0.0)},
)
MODELS = {"day": DAY, "when": WHEN}


@pytest.mark.parametrize(
    ("text", "start", "end", "says"),
    [
        ("Norway sent tents to Chad on 3 May 2031.", "2031-05-03", "2031-05-03", ["3 May 2031"]),
        ("Norway sent tents to Chad in April, after Kenya had asked in March.", "2031-04-01", "2031-04-30", ["April"]),
        ("Norway sent tents to Chad.", "2031-05-14", "2031-05-14", []),
    ],
)
def test_when(text: str, start: str, end: str, says: list[str], told: Any) -> None:
    value, quotes = find_when(*told({"text": text, "word": "sent", "kind": "delivery"}), MODELS)
    assert value == Interval(date.fromisoformat(start), date.fromisoformat(end))
    assert [quote.text for quote in quotes] == says


def test_what_is_recalled_without_a_day_has_none(told: Any) -> None:
    text = "Chad thanked Norway, which sent tents."
    assert find_when(*told({"text": text, "word": "sent", "kind": "delivery"}), MODELS) == (None, ())


def test_an_article_without_a_day_gives_none(told: Any) -> None:
    act = told({"text": "Norway sent tents to Chad.", "word": "sent", "kind": "delivery", "day": ""})
    assert find_when(*act, MODELS) == (None, ())


def test_a_widely_dated_article_has_the_day_it_claims() -> None:
    wide = Interval(date(2031, 5, 1), date(2031, 5, 31))
    assert own_day(Article("a", "x", date=wide, claimed_date=date(2031, 5, 9))) == Interval.day(date(2031, 5, 9))
    assert own_day(Article("a", "x", date=wide)) is None
    week = Interval(date(2031, 5, 1), date(2031, 5, 7))
    assert own_day(Article("a", "x", date=week, claimed_date=date(2031, 5, 9))) == week


def test_clues_tell_the_act_s_day_from_another_s(told: Any) -> None:
    text = "Norway sent tents to Chad in April, after Kenya had asked in March."
    context, drafts = told({"text": text, "word": "sent", "kind": "delivery"})
    april, march = days_near(context, drafts)
    assert "tie verb is it" in day_clues(context, drafts, april)
    assert "tie verb is it" not in day_clues(context, drafts, march)
    assert best_day(context, drafts, DAY)[1] == april


def test_clues_show_the_tense(told: Any) -> None:
    context, drafts = told({"text": "Norway will send tents to Chad.", "word": "send", "kind": "pledge"})
    clues = when_clues(context, drafts, 0.0, None)
    assert "up0 VB will" in clues
    assert "no day near" in clues


SURE_ARTICLE = {
    "day": DAY,
    "when": Linear(("article", "none", "said"), (9.0, 0.0, 0.0), {}),
}


def test_a_day_plainly_said_goes_before_the_article_s(told: Any) -> None:
    act = told({"text": "Norway sent tents to Chad on 3 May 2031.", "word": "sent", "kind": "delivery"})
    assert find_when(*act, SURE_ARTICLE)[0] == Interval.day(date(2031, 5, 3))


def test_a_day_said_beside_the_act_s_sentence_does_not(told: Any) -> None:
    text = "Norway sent tents to Chad. It rained on 3 May 2031."
    act = told({"text": text, "word": "sent", "kind": "delivery"})
    assert find_when(*act, SURE_ARTICLE)[0] == Interval.day(date(2031, 5, 14))


@pytest.mark.parametrize(("written", "found"), [("2021-09-10", ["fall of Kabul"]), ("2022-05-10", [])])
def test_only_a_recent_event_dates_an_act(written: str, found: list[str], told: Any) -> None:
    text = "Norway sent tents to Afghans who fled the fall of Kabul."
    context, drafts = told({"text": text, "word": "sent", "kind": "delivery", "day": written})
    assert [text[day.mention.start : day.mention.end] for day in days_near(context, drafts)] == found
