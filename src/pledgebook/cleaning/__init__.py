"""Page -> Article: main text, repair, paragraphs and their roles, doubts, date; in this order."""

from pledgebook.cleaning.article import article_of, content_of
from pledgebook.cleaning.language import is_english
from pledgebook.problems import BadInput, Reason
from pledgebook.records import Article, Page

__all__ = ["clean"]


def clean(page: Page) -> Article:
    """The page's article. Raises BadInput where the page has no text or is not in English.

    Cleaning is idempotent: the text of an article, cleaned again, stays as it is.
    """
    content = content_of(page)
    if not is_english(content.text):
        raise BadInput(page.id, f"left out: {Reason.NOT_ENGLISH}")
    return article_of(page, content)
