"""The article of saved pages, which we wrote: its text in order, its list items marked, nothing of the frame."""

from pathlib import Path

import pytest

from pledgebook.cleaning.main_text import main_text

PAGES = Path(__file__).parents[1] / "pages"


def read(name: str) -> tuple[str, str | None]:
    return main_text((PAGES / name).read_text(encoding="utf-8"))


def test_headings_and_items_are_paragraphs_of_their_own() -> None:
    text, title = read("story.html")
    assert title == "Norway to send field hospitals to Chad & Mali"
    lines = text.split("\n\n")
    assert "What Norway gives" in lines
    assert "- 20 field hospitals with 400 beds, to be flown to N’Djamena" in lines
    assert lines.index("What Norway gives") < lines.index(
        "- 20 field hospitals with 400 beds, to be flown to N’Djamena"
    )
    assert any(line.startswith("OSLO, May 21 (NPA) — Norway will send 20 field hospitals") for line in lines)
    assert "\n" not in "".join(lines)


@pytest.mark.parametrize("words", ["Home", "Weather", "Cookie", "Singer falls off", "reader from Bergen", "All rights"])
def test_the_frame_of_the_page_is_left_out(words: str) -> None:
    assert words not in read("story.html")[0]


def test_a_title_of_the_head_where_no_other_is_given() -> None:
    assert read("frame.html")[1] == "Norwegian Page Agency"


@pytest.mark.parametrize(
    "html", ["", "<html></html>", "<html><body><nav><a href='/'>Home</a></nav></body></html>", "<"]
)
def test_a_page_without_an_article_gives_no_text(html: str) -> None:
    assert main_text(html)[0] == ""


def test_a_page_of_nothing_but_frame_gives_no_text() -> None:
    assert read("frame.html")[0] == ""
