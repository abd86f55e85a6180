"""From a page to its article."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.cleaning import clean
from pledgebook.codebook import Role
from pledgebook.problems import BadInput
from pledgebook.records import Article, Page

STORY = Path(__file__).parents[1] / "pages" / "story.html"
WORDS = "The ministry said on Monday that Norway would send 20 field hospitals to Chad before the rains begin."
FRENCH = "La Norvège va envoyer vingt hôpitaux au Tchad avant le début des pluies, a dit la ministre lundi."


def cleaned(text: str) -> Article:
    return clean(Page("p", "test", text=text))


def test_the_text_is_kept_to_the_letter() -> None:
    text = f"  {WORDS}\n\n\t“Tents,”  she said… &amp; left.\n"
    assert cleaned(text).text == text


def test_offsets_are_those_of_the_mended_text() -> None:
    article = cleaned(f"Norwayâ€™s tents\r\n\r\n{WORDS}")
    assert [article.text[p.start : p.end] for p in article.paragraphs] == ["Norway’s tents", WORDS]


def test_a_page_of_html() -> None:
    page = Page("p", "test", content=STORY.read_bytes(), media_type="text/html; charset=utf-8")
    article = clean(page)
    assert article.title == "Norway to send field hospitals to Chad & Mali"
    assert [p.role for p in article.paragraphs].count(Role.BULLET) == 3
    assert article.doubts == ()


def test_the_page_s_own_title_comes_first() -> None:
    page = Page("p", "test", text=STORY.read_text(encoding="utf-8"), media_type="text/html", title="As listed")
    assert clean(page).title == "As listed"


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (Page("p", "test", text=""), "no text"),
        (Page("p", "test", content=b"\n 12, 13\n"), "no text"),
        (Page("p", "test", text="<html></html>", media_type="text/html"), "no text"),
        (Page("p", "test", text=FRENCH), "not in English"),
    ],
)
def test_what_is_no_article_is_named(page: Page, words: str) -> None:
    with pytest.raises(BadInput, match=words) as caught:
        clean(page)
    assert caught.value.where == "p"


@given(st.lists(st.text(max_size=40), max_size=6))
def test_cleaning_what_is_clean_changes_nothing(lines: list[str]) -> None:
    once = cleaned("\n".join([WORDS, *lines, WORDS]))
    twice = cleaned(once.text)
    assert (twice.text, twice.paragraphs, twice.doubts) == (once.text, once.paragraphs, once.doubts)
