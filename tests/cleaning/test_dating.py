"""date_article over cases: claim, judged days and the doubt `misdated`."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.cleaning.dating import date_article
from pledgebook.cleaning.html_dates import page_day
from pledgebook.codebook import DoubtName, Role
from pledgebook.records import Article, Page, Paragraph

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases/dating.jsonl").read_text().splitlines()]
TAGS = st.sampled_from(
    ["<h1>", "</h1>", "<time datetime=", "<meta name=date content=", "<script type=application/ld+json>", "</script>",
     '{"@type": ["Article"], "datePublished": "2020-02-30"}', "2020-02-30", "May 3, 2020",
     "<!--", "[", "{", "<", ">", "'"]
)  # fmt: skip


def dated(case: dict[str, Any]) -> Article:
    fetched = datetime.fromisoformat(case["fetched"]).replace(tzinfo=UTC) if "fetched" in case else None
    page = Page("p", "a test", date=case.get("date"), url=case.get("url"), fetched=fetched)
    return date_article(page, Article("p", case["text"], url=case.get("url")), case.get("html"))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_dating(case: dict[str, Any]) -> None:
    article = dated(case)
    assert (article.claimed_date and article.claimed_date.isoformat()) == case["claimed"]
    assert (article.date and [article.date.start.isoformat(), article.date.end.isoformat()]) == case["judged"]
    assert (DoubtName.MISDATED in {doubt.name for doubt in article.doubts}) is case["misdated"]


@pytest.mark.parametrize("case", [case for case in CASES if case["misdated"]], ids=lambda case: case["id"])
def test_a_doubt_is_proved_by_passages_and_explained(case: dict[str, Any]) -> None:
    doubt = dated(case).doubts[-1]
    assert doubt.quotes
    assert all(case["text"][quote.start : quote.end] == quote.text for quote in doubt.quotes)
    assert doubt.reason == dated(case).date_reason


def test_days_in_links_to_other_articles_are_not_the_text_s() -> None:
    text = "Oslo paid for wells.\n\nThe wall was opened on May 1, 2024."
    inside = Article("p", text, paragraphs=(Paragraph(0, 20), Paragraph(22, len(text), Role.LINK)))
    page = Page("p", "a test", date="2023-01-10")
    assert not date_article(page, inside, None).doubts
    assert date_article(page, Article("p", text), None).doubts


@given(st.lists(TAGS, max_size=12).map("".join))
def test_any_html_can_be_read(html: str) -> None:
    page_day(html)


@given(st.text(max_size=80), st.none() | st.text(max_size=12))
def test_any_text_can_be_dated(text: str, date: str | None) -> None:
    date_article(Page("p", "a test", date=date), Article("p", text), None)
