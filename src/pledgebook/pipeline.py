"""The order of the per-article steps: pages are cleaned one by one and read in batches, as a stream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from pledgebook.cleaning import clean
from pledgebook.finding import find_acts
from pledgebook.models import Usage
from pledgebook.problems import BadInput
from pledgebook.records import Article, Page, Reading
from pledgebook.settings import Settings

_AHEAD = 2  # articles a question at once that are held for the reader llm, so that its answers are soon seen


def read_pages(
    pages: Iterable[Page | BadInput], settings: Settings | None = None, usage: Usage | None = None
) -> Iterator[Reading | BadInput]:
    """The readings of a stream of pages, in their order; what cannot be read stands in its place as BadInput.

    `settings.batch` pages are held at a time, however long the stream; with the reader `llm` fewer. `usage` is
    told what that reader asks. Raises BadModel where its model cannot be asked.
    """
    chosen = settings or Settings()
    size = chosen.batch
    if chosen.reader == "llm" and chosen.llm:
        size = min(size, _AHEAD * chosen.llm.concurrent)
    stream = iter(pages)
    while batch := list(islice(stream, size)):
        yield from _read_batch(batch, chosen, usage or Usage())


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


def _read_batch(batch: list[Page | BadInput], settings: Settings, usage: Usage) -> Iterator[Reading | BadInput]:
    cleaned = [_cleaned(page) for page in batch]
    articles = [article for article in cleaned if isinstance(article, Article)]
    readings = iter(_found(articles, settings, usage))
    for outcome in cleaned:
        yield next(readings) if isinstance(outcome, Article) else outcome


def _found(articles: Sequence[Article], settings: Settings, usage: Usage) -> list[Reading]:
    """What the chosen reader finds; `usage.of` has what each of these articles took."""
    if settings.reader == "grammar" or settings.llm is None:
        return find_acts(articles, settings.pipeline, settings.min_confidence)
    from pledgebook.finding.llm import find_acts_with
    from pledgebook.models import open_model

    found = find_acts_with(open_model(settings.llm), articles, settings)
    usage.of = {}
    for reading, replies in found:
        spent = usage.of.setdefault(reading.article.id, usage.fresh())
        for reply in replies:
            usage.count(reply)
            spent.count(reply)
    return [reading for reading, _ in found]


def _cleaned(page: Page | BadInput) -> Article | BadInput:
    if isinstance(page, BadInput):
        return page
    try:
        return clean(page)
    except BadInput as problem:
        return problem
