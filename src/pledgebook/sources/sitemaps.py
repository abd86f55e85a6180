"""Sitemaps (sitemaps.org, with Google's news extension): the addresses of a site's pages, or of further sitemaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pledgebook.problems import BadInput, NotFetched
from pledgebook.sources.links import Link
from pledgebook.sources.manners import Manners
from pledgebook.sources.reading import BROKEN, PIECE, packed_whole
from pledgebook.sources.sniffing import form_of
from pledgebook.sources.web import XML_TYPES, Request, checked

if TYPE_CHECKING:
    from lxml.etree import _Element

SITEMAP_LIMIT = 52_428_800  # bytes unpacked, as the protocol sets it
SITEMAP_TYPES = XML_TYPES | {"application/gzip", "application/x-gzip", "text/plain"}
DEEPEST = 3  # sitemaps in sitemaps; the protocol allows one level, some sites use two


@dataclass(frozen=True, slots=True)
class Further:
    """The address of another sitemap, and its `lastmod` as it stands there."""

    url: str
    changed: str = ""


def read_sitemap(content: bytes, source: str) -> Iterator[Link | Further | BadInput]:
    """The links of one sitemap, in its order; where it is broken, those before the break and then a BadInput."""
    from lxml import etree

    parser = etree.XMLPullParser(("end",), resolve_entities=False, no_network=True, remove_comments=True)
    broken = None
    for start in [*range(0, len(content), PIECE), None]:
        try:
            parser.close() if start is None else parser.feed(content[start : start + PIECE])
        except etree.XMLSyntaxError as error:
            broken = error
        for _, element in parser.read_events():
            yield from _entries(element)
        if broken:
            yield BadInput(source, f"the sitemap is broken ({broken.msg}); fetch it again")
            return


def all_links(
    content: bytes, source: str, manners: Manners, parts: dict[str, str] | None = None
) -> Iterator[Link | BadInput]:
    """The links of a sitemap and of those that it names; each sitemap is fetched when its turn comes, and once.

    `parts` are sitemaps that were read whole before, with their `lastmod`: such a one is passed over until that
    changes, and what is read whole now is put in.
    """
    yield from _walk(content, source, _Site(manners, {source}, {} if parts is None else parts), 1)


@dataclass(slots=True)
class _Site:
    manners: Manners
    seen: set[str]
    parts: dict[str, str]


def _walk(content: bytes, source: str, site: _Site, depth: int) -> Iterator[Link | BadInput]:
    for found in read_sitemap(content, source):
        if not isinstance(found, Further):
            yield found
        elif depth == DEEPEST:
            yield BadInput(found.url, f"it is a sitemap in a sitemap, more than {DEEPEST} deep")
        elif found.url not in site.seen and not (found.changed and site.parts.get(found.url) == found.changed):
            site.seen.add(found.url)
            yield from _part(found, site, depth + 1)


def _part(found: Further, site: _Site, depth: int) -> Iterator[Link | BadInput]:
    content = _fetched(found.url, site)
    if isinstance(content, NotFetched):
        yield content
        return
    whole = True
    for link in _walk(content, found.url, site, depth):
        whole = whole and isinstance(link, Link)
        yield link
    if whole and found.changed:
        site.parts[found.url] = found.changed


def _fetched(url: str, site: _Site) -> bytes | NotFetched:
    try:
        answer = site.manners.ask(Request(url, types=SITEMAP_TYPES, limit=SITEMAP_LIMIT))
        content = unpacked(checked(answer, url).content, url)
    except NotFetched as problem:
        return problem
    if form_of("", content[: 1 << 13]) != "sitemap":
        return NotFetched(url, "it is no sitemap")
    return content


def unpacked(content: bytes, url: str) -> bytes:
    """What was fetched, unpacked if it is gzip. Raises NotFetched where it is damaged or larger than allowed."""
    try:
        whole = packed_whole(content, SITEMAP_LIMIT)
    except BROKEN as error:
        raise NotFetched(url, "the packed file is cut off or damaged; fetch it again") from error
    if whole is None:
        raise NotFetched(url, f"the sitemap has more than {SITEMAP_LIMIT / 1e6:.0f} MB")
    return whole


def _entries(element: _Element) -> Iterator[Link | Further]:
    """What one finished element of the sitemap gives; it is emptied, so that a long sitemap takes little room."""
    kind = _name(element)
    if kind not in ("url", "sitemap"):
        return
    says, news = _texts(element), next((part for part in element if _name(part) == "news"), None)
    about = _texts(news) if news is not None else {}
    element.clear()
    if url := says.get("loc"):
        # lastmod dates nothing: it changes with every advertisement
        yield (
            Further(url, says.get("lastmod", ""))
            if kind == "sitemap"
            else Link(url, about.get("title"), about.get("publication_date"))
        )


def _texts(element: _Element) -> dict[str, str]:
    """The words of the element's own parts, by their names."""
    return {_name(part): text for part in element if (text := (part.text or "").strip())}


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]
