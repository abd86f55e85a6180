"""One page from the web: public addresses only, with limits of redirects, time and size.

httpx is loaded when the first address is fetched. Proxies of the environment are not used: a proxy would
resolve the name itself, and the check of the address would be worth nothing.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from pledgebook.problems import BadInput, NotFetched
from pledgebook.records import Page
from pledgebook.sources.addresses import Resolve, public_address
from pledgebook.sources.pdf import pdf_text
from pledgebook.sources.sniffing import form_of

if TYPE_CHECKING:
    import httpx

REDIRECTS = 5
SECONDS = 20.0
SIZE = 10_000_000  # bytes
HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; Pledgebook/0.1; +https://pypi.org/project/pledgebook/)",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, application/pdf;q=0.8",
    "Accept-Language": "en",
    "Accept-Encoding": "gzip, deflate",
}
PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/pdf"})


def fetch(url: str, resolve: Resolve = public_address) -> Page:
    """The page at an http(s) address. Raises NotFetched; `resolve` turns a host into the address to connect to."""
    import httpx

    from pledgebook.sources.transport import CheckedTransport

    deadline = time.monotonic() + SECONDS
    client = httpx.Client(
        transport=CheckedTransport(resolve, deadline),
        follow_redirects=True,
        max_redirects=REDIRECTS,
        headers=HEADERS,
        trust_env=False,
    )
    try:
        with client, client.stream("GET", url) as answer:
            content = _body(answer, url, deadline)
            final, media_type = str(answer.url), answer.headers.get("content-type", "")
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise NotFetched(url, _why(error)) from error
    except NotFetched as problem:
        raise NotFetched(url, problem.reason) from problem
    return _page(url, final, content, media_type)


def _body(answer: httpx.Response, url: str, deadline: float) -> bytes:
    """The answer's bytes, given up as soon as it is an error, of another type, too large or too slow."""
    if not answer.is_success:
        raise NotFetched(url, f"the server answered {answer.status_code} ({_phrase(answer.status_code)})")
    media_type = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type and media_type not in PAGE_TYPES:
        raise NotFetched(url, f"it is {media_type}, no page; save it and read the file")
    parts, size = [], 0
    too_large = NotFetched(url, f"the page has more than {SIZE / 1e6:.0f} MB")
    if answer.headers.get("content-length", "").isdigit() and int(answer.headers["content-length"]) > SIZE:
        raise too_large
    for part in answer.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > SIZE:
            raise too_large
        if time.monotonic() > deadline:
            raise NotFetched(url, f"it took more than {SECONDS:.0f} seconds; try again later")
    return b"".join(parts)


def _page(url: str, final: str, content: bytes, media_type: str) -> Page:
    form = form_of("", content[: 1 << 16])
    fetched = datetime.now(UTC)
    if form in ("empty", "blank"):
        raise NotFetched(url, "the page is empty")
    if form == "pdf":
        text, title = _pdf(content, url)
        return Page(url, url, text=text, media_type="application/pdf", title=title, url=final, fetched=fetched)
    if form == "binary":
        raise NotFetched(url, "it is no text, HTML or PDF")
    if form == "html" and "html" not in media_type:
        media_type = "text/html"
    return Page(url, url, content=content, media_type=media_type or "text/plain", url=final, fetched=fetched)


def _pdf(content: bytes, url: str) -> tuple[str, str | None]:
    try:
        return pdf_text(content, url)
    except BadInput as problem:
        raise NotFetched(url, problem.reason) from problem


def _why(error: Exception) -> str:
    import httpx

    match error:
        case httpx.TooManyRedirects():
            return f"it redirects more than {REDIRECTS} times"
        case httpx.TimeoutException():
            return f"no answer within {SECONDS:.0f} seconds; try again later"
        case httpx.ConnectError():
            return "no connection; check the network, then try again"
        case httpx.InvalidURL() | httpx.UnsupportedProtocol():
            return "this is no valid web address"
        case _:
            return f"the server's answer is broken ({error or type(error).__name__}); try again later"


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase.lower()
    except ValueError:
        return "unknown"
