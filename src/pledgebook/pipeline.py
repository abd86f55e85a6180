"""The order of the per-article steps: pages are cleaned one by one and read in batches, as a stream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from pledgebook.cleaning import clean
from pledgebook.finding import find_acts
from pledgebook.problems import BadInput
from pledgebook.records import Article, Page, Reading
from pledgebook.settings import Settings


def read_pages(pages: Iterable[Page | BadInput], settings: Settings | None = None) -> Iterator[Reading | BadInput]:
    """The readings of a stream of pages, in their order; what cannot be read stands in its place as BadInput.

    `settings.batch` pages are held at a time, however long the stream.
    """
    chosen = settings or Settings()
    stream = iter(pages)
    while batch := list(islice(stream, chosen.batch)):
        yield from _read_batch(batch, chosen)


def read_article(
    text: str,
    title: str | None = None,
    date: str | None = None,
    url: str | None = None,
    settings: Settings | None = None,
) -> Reading:
    """Reads one article. `date` is the day that its page claims. Raises BadInput where it has no English text."""
    page = Page(url or "article", "read_article", text=text, title=title, date=date, url=url)
    outcome = next(read_pages([page], settings))
    if isinstance(outcome, BadInput):
        raise outcome
    return outcome


def _read_batch(batch: list[Page | BadInput], settings: Settings) -> Iterator[Reading | BadInput]:
    cleaned = [_cleaned(page) for page in batch]
    articles = [article for article in cleaned if isinstance(article, Article)]
    readings = iter(find_acts(articles, settings.pipeline, settings.min_confidence))
    for outcome in cleaned:
        yield next(readings) if isinstance(outcome, Article) else outcome


def _cleaned(page: Page | BadInput) -> Article | BadInput:
    if isinstance(page, BadInput):
        return page
    try:
        return clean(page)
    except BadInput as problem:
        return problem
