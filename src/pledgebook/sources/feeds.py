"""RSS and Atom feeds, read by feedparser (extra "feeds"): an entry is a link to a page, or holds its text."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit
from zlib import crc32

from pledgebook.problems import BadInput
from pledgebook.records import Page
from pledgebook.sources.extras import extra
from pledgebook.sources.links import Link

MINUTE = 60


@dataclass(frozen=True, slots=True)
class Feed:
    """The entries of a feed in its order, and how often it wishes to be asked (seconds, 0 where it does not say)."""

    entries: tuple[Link | Page, ...]
    wait: int = 0


def read_feed(content: bytes, source: str) -> Feed:
    """The entries of a feed, whose relative links are of `source`. Raises BadInput where it is broken before its end.

    An entry without a web address is a page of its own: its id is the entry's, or one made of its text.
    """
    try:
        found = _parsed(content)
    except ValueError as error:  # how feedparser ends on some encodings, entities and addresses
        raise BadInput(source, f"the feed is broken ({_why(error)}); fetch it again") from error
    if found.bozo and not found.entries:
        raise BadInput(source, f"the feed is broken ({_why(found.bozo_exception)}); fetch it again")
    entries = [_entry(entry, source) for entry in found.entries]
    return Feed(tuple(filter(None, entries)), _wait(found.feed))


def _parsed(content: bytes) -> Any:
    feedparser = extra("feedparser", "feeds", "reading a feed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of its own old names
        # a stream and never the bytes: feedparser would take a short string for an address and fetch it
        return feedparser.parse(BytesIO(content), resolve_relative_uris=False, sanitize_html=False)


def _entry(entry: Any, source: str) -> Link | Page | None:
    title = _words(entry.get("title"))
    date = _words(entry.get("published") or entry.get("updated"))
    if url := _address(source, entry.get("link")):
        return Link(url, title, date)
    text = next((part.value for part in entry.get("content", ()) if part.get("value")), entry.get("summary"))
    if not (text or "").strip():
        return None
    key = _words(entry.get("id")) or f"{source}#{crc32(text.encode()):08x}"
    return Page(key, source, text=text, media_type="text/html", title=title, date=date)


def _address(source: str, link: str | None) -> str | None:
    """The web address that a link of `source` leads to, if it is one."""
    try:
        url = urljoin(source, (link or "").strip())
        return url if link and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def _wait(feed: Any) -> int:
    ttl = str(feed.get("ttl", "")).strip()
    return int(ttl) * MINUTE if ttl.isdecimal() else 0


def _words(value: Any) -> str | None:
    return " ".join(str(value).split()) or None if value else None


def _why(error: Any) -> str:
    return " ".join(str(getattr(error, "getMessage", lambda: error)()).split())
