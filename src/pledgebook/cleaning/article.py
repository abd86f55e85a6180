"""The article of a page: its text mended, with paragraphs, doubts and day; whatever its language."""

from dataclasses import dataclass, replace

from pledgebook.cleaning.dating import date_article
from pledgebook.cleaning.decode import decode
from pledgebook.cleaning.doubts import find_doubts
from pledgebook.cleaning.main_text import main_text
from pledgebook.cleaning.paragraphs import find_paragraphs
from pledgebook.cleaning.repair import repair
from pledgebook.problems import BadInput, Reason
from pledgebook.records import Article, Page


@dataclass(frozen=True, slots=True)
class Content:
    """What a page holds: its text (mended, never empty) and title, and its HTML where it is such a page."""

    text: str
    title: str | None
    html: str | None


def content_of(page: Page) -> Content:
    """The page's content. Raises BadInput where it has no text."""
    told = page.text if page.text is not None else decode(page.content or b"", page.media_type)
    html = told if "html" in page.media_type else None
    text, title = (told, None) if html is None else main_text(html, page.url)
    text, title = repair(text), page.title or title
    if not any(map(str.isalpha, text)):
        raise BadInput(page.id, f"left out: {Reason.NO_TEXT}")
    return Content(text, repair(title) if title else None, html)


def article_of(page: Page, content: Content) -> Article:
    """The article with its paragraphs, its doubts and, as far as it can be told, its day."""
    paragraphs = find_paragraphs(content.text)
    article = Article(page.id, content.text, title=content.title, url=page.url, paragraphs=paragraphs)
    return date_article(page, replace(article, doubts=find_doubts(article)), content.html)
