"""The whole way from a text to its acts, over cases; and pages as a stream."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pledgebook import read_article
from pledgebook.pipeline import read_pages
from pledgebook.problems import BadInput, BadSetting
from pledgebook.records import Page, Reading
from pledgebook.settings import Settings

ROWS = (Path(__file__).parent / "cases/reading.jsonl").read_text(encoding="utf-8").splitlines()
CASES = [json.loads(row) for row in ROWS]
AID = "Norway pledged $60 million in aid to Mozambique after the floods."
GAME = "The striker scored twice in the second half. The crowd sang until late in the evening."


def marked(case: dict[str, Any]) -> Any:
    fails = (pytest.mark.xfail(reason=case["fails"], strict=True),) if "fails" in case else ()
    return pytest.param(case, id=case["id"], marks=fails)


def core(reading: Reading) -> list[list[Any]]:
    """[kind, actors, targets, [lowest figure, currency] or None] of each act; parties by alphabet."""
    rows = []
    for act in reading.acts:
        amount = [act.amount.money.low, act.amount.money.currency] if act.amount else None
        rows.append([act.kind, " ".join(sorted(act.actor)), " ".join(sorted(act.target)), amount])
    return sorted(rows, key=repr)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_reading(case: dict[str, Any]) -> None:
    reading = read_article(case["text"], title=case["title"], date="2024-03-14")
    assert core(reading) == sorted(case["acts"], key=repr)
    for name, value in case.get("more", {}).items():
        assert [act.to_json()[name] for act in reading.acts] == value


def test_most_cases_pass() -> None:
    """Known failures are the exception, or the cases prove nothing."""
    assert sum("fails" in case for case in CASES) < len(CASES) / 4


# --- pages as a stream -----------------------------------------------------------------------------------


def page(name: str, text: str) -> Page:
    return Page(name, "test", text=text)


def names(outcomes: Iterator[Reading | BadInput]) -> list[str]:
    return [outcome.article.id if isinstance(outcome, Reading) else f"bad {outcome.where}" for outcome in outcomes]


@pytest.mark.parametrize("batch", [1, 2, 64])
def test_pages_stay_in_order_and_what_is_bad_stands_in_its_place(batch: int) -> None:
    pages: list[Page | BadInput] = [
        page("one", AID),
        BadInput("two", "no such file"),
        page("three", GAME),
        page("four", " \n "),
        page("five", "Der Minister sagte am Montag, dass die Regierung dem Land noch im Winter helfen werde."),
        page("six", AID),
    ]
    found = names(read_pages(pages, Settings(batch=batch)))
    assert found == ["one", "bad two", "three", "bad four", "bad five", "six"]


def test_the_batch_does_not_change_what_is_read() -> None:
    pages = [page(str(n), text) for n, text in enumerate([AID, GAME, f"{GAME} {AID}", AID, GAME])]
    small, large = (list(read_pages(pages, Settings(batch=batch))) for batch in (2, 64))
    assert small == large


def test_a_bad_page_is_handed_on_as_it_came() -> None:
    problem = BadInput("two", "no such file")
    assert next(read_pages([problem])) is problem


@pytest.mark.parametrize("batch", [1, 3])
def test_only_one_batch_of_pages_is_held(batch: int) -> None:
    asked: list[int] = []

    def endless() -> Iterator[Page]:
        for number in range(10_000):
            asked.append(number)
            yield page(str(number), GAME)

    stream = read_pages(endless(), Settings(batch=batch))
    for done in range(1, 8):
        next(stream)
        assert len(asked) <= done + batch - 1
    assert asked


def test_no_pages_give_nothing() -> None:
    assert list(read_pages([])) == []


# --- one article -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " \n ", "…", "Der Minister sagte am Montag, dass die Regierung helfen werde."])
def test_an_article_without_english_text_is_bad_input(text: str) -> None:
    with pytest.raises(BadInput, match="left out"):
        read_article(text)


def test_the_claimed_day_and_the_address_are_kept() -> None:
    reading = read_article(AID, title="Norway helps", date="2024-03-14", url="https://news.example/a")
    assert reading.article.url == reading.article.id == "https://news.example/a"
    assert reading.article.title == "Norway helps"
    assert reading.article.claimed_date
    assert reading.article.claimed_date.isoformat() == "2024-03-14"


def test_settings_reach_the_reader() -> None:
    assert read_article(AID).acts
    assert read_article(AID, settings=Settings(min_confidence=1.0)).acts == ()
    with pytest.raises(BadSetting, match="no_such_pipeline"):
        read_article(AID, settings=Settings(pipeline="no_such_pipeline"))


def test_every_quotation_is_to_the_letter_though_lines_break_and_signs_are_odd() -> None:
    text = "Norway’s government\npledged $60\u00a0million in aid to Mozambique — “at once” — after the floods."
    reading = read_article(text)
    assert reading.acts
    for act in reading.acts:
        for quote in (*act.evidence, *(said.quote for said in act.said)):
            assert reading.article.text[quote.start : quote.end] == quote.text
