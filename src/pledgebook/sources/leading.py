"""Feeds and sitemaps: documents that hold no article, but lead to many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pledgebook.problems import BadInput, NotFetched
from pledgebook.records import Page
from pledgebook.sources.feeds import read_feed
from pledgebook.sources.links import Link, page_of
from pledgebook.sources.manners import Manners
from pledgebook.sources.sitemaps import SITEMAP_LIMIT, SITEMAP_TYPES, all_links, unpacked
from pledgebook.sources.sniffing import form_of
from pledgebook.sources.web import PAGE_TYPES, SIZE, Request, Visit, checked, get, page_from

HEAD = 1 << 13  # bytes by which a form is recognised


@dataclass(frozen=True, slots=True)
class Leading:
    """A feed or a sitemap as it came from `source`, an address or a file."""

    source: str
    form: Literal["feed", "sitemap"]
    content: bytes


def visit_address(url: str, visit: Visit = get) -> Page | Leading:
    """What stands at an address: a page, or what leads to pages. Raises NotFetched."""
    answer = checked(visit(Request(url, types=PAGE_TYPES | SITEMAP_TYPES, limit=SITEMAP_LIMIT)), url)
    content = unpacked(answer.content, url)
    form = form_of("", content[:HEAD])
    if form == "feed" or form == "sitemap":
        return Leading(answer.url, form, content)
    if answer.media_type and answer.media_type not in PAGE_TYPES:
        raise NotFetched(url, f"it is {answer.media_type}, but no feed or sitemap; save it and read the file")
    if len(answer.content) > SIZE:
        raise NotFetched(url, f"the page has more than {SIZE / 1e6:.0f} MB")
    return page_from(answer, url)


def follow(leading: Leading, manners: Manners) -> Iterator[Page | BadInput]:
    """The pages that a feed or a sitemap leads to, in its order, one request at a time."""
    for found in _found(leading, manners):
        yield page_of(found, manners) if isinstance(found, Link) else found


def _found(leading: Leading, manners: Manners) -> Iterator[Link | Page | BadInput]:
    if leading.form == "sitemap":
        yield from all_links(leading.content, leading.source, manners)
        return
    try:
        yield from read_feed(leading.content, leading.source).entries
    except BadInput as problem:
        yield problem
