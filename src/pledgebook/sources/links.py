"""A link to a page, as a feed or a sitemap gives it, and the page behind it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pledgebook.problems import NotFetched
from pledgebook.records import Page
from pledgebook.sources.manners import Manners
from pledgebook.sources.web import Request, page_from


@dataclass(frozen=True, slots=True)
class Link:
    """The address of a page, with what its feed or sitemap says of it: title, and date as it stands there."""

    url: str
    title: str | None = None
    date: str | None = None


def page_of(link: Link, manners: Manners) -> Page | NotFetched:
    """The page behind a link, dated and titled by its feed where the page is not."""
    try:
        page = page_from(manners.ask(Request(link.url)), link.url)
    except NotFetched as problem:
        return problem
    return replace(page, title=page.title or link.title, date=page.date or link.date)
