"""One page from the web: public addresses only, with limits of redirects, time and size.

httpx is loaded when the first address is fetched. Proxies of the environment are not used: a proxy would
resolve the name itself, and the check of the address would be worth nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
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
XML_TYPES = frozenset(
    {"application/rss+xml", "application/x-rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml"}
    | {"text/xml"}
)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a server: headers beside the usual ones, the media types taken, and the most bytes.

    Whoever does not `follow` redirects gets an answer that says where to.
    """

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    types: frozenset[str] = PAGE_TYPES
    limit: int = SIZE
    follow: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: `url` is the last of the redirects, `content` is empty but for a success (2xx)."""

    status: int
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)  # names in lower case
    content: bytes = b""

    @property
    def success(self) -> bool:
        return 200 <= self.status < 300

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").split(";")[0].strip().lower()


Visit = Callable[[Request], Answer]


def fetch(url: str, resolve: Resolve = public_address) -> Page:
    """The page at an http(s) address. Raises NotFetched; `resolve` turns a host into the address to connect to."""
    return page_from(get(Request(url), resolve), url)


def page_from(answer: Answer, url: str) -> Page:
    """The page that a server answered for `url`. Raises NotFetched where it is an error, empty or no page."""
    checked(answer, url)
    return _page(url, answer.url, answer.content, answer.headers.get("content-type", ""))


def checked(answer: Answer, url: str) -> Answer:
    """The same answer. Raises NotFetched where it is no success."""
    if not answer.success:
        raise NotFetched(url, f"the server answered {answer.status} ({_phrase(answer.status)})")
    return answer


def get(request: Request, resolve: Resolve = public_address) -> Answer:
    """A server's answer, whatever its status. Raises NotFetched where none comes, or one that is not wanted."""
    import httpx

    from pledgebook.sources.transport import CheckedTransport

    deadline = time.monotonic() + SECONDS
    client = httpx.Client(
        transport=CheckedTransport(resolve, deadline),
        follow_redirects=request.follow,
        max_redirects=REDIRECTS,
        headers={**HEADERS, **request.headers},
        trust_env=False,
    )
    url = request.url
    try:
        with client, client.stream("GET", url) as answer:
            content = _body(answer, request, deadline) if answer.is_success else b""
            return Answer(answer.status_code, str(answer.url), dict(answer.headers), content)
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise NotFetched(url, _why(error)) from error
    except NotFetched as problem:
        raise NotFetched(url, problem.reason) from problem


def _body(answer: httpx.Response, request: Request, deadline: float) -> bytes:
    """The answer's bytes, given up as soon as it is of another type, too large or too slow."""
    url, limit = request.url, request.limit
    media_type = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type and media_type not in request.types:
        raise NotFetched(url, f"it is {media_type}, no page; save it and read the file")
    parts, size = [], 0
    too_large = NotFetched(url, f"the page has more than {limit / 1e6:.0f} MB")
    if answer.headers.get("content-length", "").isdigit() and int(answer.headers["content-length"]) > limit:
        raise too_large
    for part in answer.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > limit:
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
