"""Fetching, from a server on this machine that stands for the web: `resolve` names the addresses it may use."""

import gzip
import socket
from collections.abc import Callable
from datetime import UTC, datetime

import httpx
import pytest

from pledgebook.problems import NotFetched
from pledgebook.sources import open_sources, web
from pledgebook.sources.addresses import public_address
from pledgebook.sources.web import fetch

HTML = {"Content-Type": "text/html; charset=utf-8"}
STORY = b"<html><body>Norway sent tents</body></html>"
Serve = Callable[[dict[str, tuple[int, dict[str, str], bytes]]], int]


def here(host: str, port: int) -> str:
    """Every name of the example domain is this machine; any other is looked up as always."""
    return "127.0.0.1" if host.endswith(".example") else public_address(host, port)


def refused(url: str) -> str:
    with pytest.raises(NotFetched) as caught:
        fetch(url, resolve=here)
    assert caught.value.where == url
    return caught.value.reason


def test_a_page(serve: Serve) -> None:
    url = f"http://npa.example:{serve({'/story': (200, HTML, STORY)})}/story"
    page = fetch(url, resolve=here)
    assert (page.id, page.source, page.url, page.content) == (url, url, url, STORY)
    assert page.media_type == HTML["Content-Type"]
    assert page.fetched is not None
    assert (datetime.now(UTC) - page.fetched).total_seconds() < 60


def test_a_redirect_is_followed_and_the_last_address_kept(serve: Serve) -> None:
    port = serve({"/old": (301, {"Location": "/new"}, b""), "/new": (200, HTML, STORY)})
    page = fetch(f"http://npa.example:{port}/old", resolve=here)
    assert (page.id, page.url) == (f"http://npa.example:{port}/old", f"http://npa.example:{port}/new")


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:{}/secret", "http://localhost:{}/secret", "http://[::1]:{}/secret"]
)
def test_a_redirect_into_a_private_network_is_refused(serve: Serve, target: str) -> None:
    answers = {"/secret": (200, HTML, b"secret")}
    port = serve(answers)
    answers["/old"] = (302, {"Location": target.format(port)}, b"")
    assert "not public" in refused(f"http://npa.example:{port}/old")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://localhost:8000/a", "http://[::ffff:10.0.0.1]/", "http://0x7f.1/"]
)
def test_private_addresses_are_refused(url: str) -> None:
    assert "not public" in refused(url)


def test_a_redirect_to_another_scheme_is_refused(serve: Serve) -> None:
    port = serve({"/old": (302, {"Location": "file:///etc/passwd"}, b"")})
    assert "no valid web address" in refused(f"http://npa.example:{port}/old")


def test_redirects_without_end(serve: Serve) -> None:
    port = serve({"/old": (302, {"Location": "/old"}, b"")})
    assert refused(f"http://npa.example:{port}/old") == "it redirects more than 5 times"


def test_the_checked_address_is_the_one_connected_to(serve: Serve) -> None:
    """A name server that answers otherwise the second time is not asked a second time."""
    port = serve({"/": (200, HTML, STORY)})
    answers = iter(["127.0.0.1"])
    assert fetch(f"http://npa.example:{port}/", resolve=lambda *_: next(answers)).content == STORY


BAD: list[tuple[int, dict[str, str], bytes, str]] = [
    (404, HTML, STORY, "the server answered 404 (not found)"),
    (503, HTML, STORY, "the server answered 503 (service unavailable)"),
    (599, HTML, STORY, "the server answered 599 (unknown)"),
    (200, {"Content-Type": "image/png"}, b"png", "it is image/png, no page"),
    (200, {"Content-Type": "application/json"}, b"{}", "it is application/json, no page"),
    (200, HTML, b"", "the page is empty"),
    (200, HTML, b"\x00\x01\x02" * 99, "it is no text, HTML or PDF"),
    (200, HTML, b"a" * 10_000_001, "the page has more than 10 MB"),
    (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(b"a" * 10_000_001), "the page has more than 10 MB"),
    (200, {**HTML, "Content-Encoding": "gzip"}, b"no gzip", "the server's answer is broken"),
    (200, {**HTML, "Content-Length": "999"}, b"cut off", "the server's answer is broken"),
    (200, {"Content-Type": "application/pdf"}, b"%PDF-1.4 no more", "the PDF is broken"),
]


@pytest.mark.parametrize(("status", "headers", "body", "words"), BAD, ids=[bad[3][:40] for bad in BAD])
def test_answers_that_are_no_page(serve: Serve, status: int, headers: dict[str, str], body: bytes, words: str) -> None:
    assert refused(f"http://npa.example:{serve({'/': (status, headers, body)})}/").startswith(words)


def test_a_pdf(serve: Serve, pdf: Callable[..., bytes]) -> None:
    port = serve({"/": (200, {"Content-Type": "application/pdf"}, pdf("Norway sent tents"))})
    page = fetch(f"http://npa.example:{port}/", resolve=here)
    assert (page.text, page.title, page.media_type) == ("Norway sent tents", "Tents", "application/pdf")


def test_a_page_that_is_told_to_be_text_but_is_html(serve: Serve) -> None:
    port = serve({"/": (200, {"Content-Type": "text/plain"}, STORY)})
    assert fetch(f"http://npa.example:{port}/", resolve=here).media_type == "text/html"


def test_no_connection() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert refused(f"http://npa.example:{port}/") == "no connection; check the network, then try again"


def test_a_server_that_never_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert refused(f"http://npa.example:{silent.getsockname()[1]}/").startswith("no answer within")


@pytest.mark.parametrize("url", ["http://", "http:///path", "https://exa mple/", "http://npa.example:99999/"])
def test_what_is_no_address(url: str) -> None:
    assert refused(url)


def test_a_page_that_is_not_fetched_is_told_and_the_next_is_read() -> None:
    first, second = open_sources(["http://127.0.0.1:1/", "HTTP://localhost/"])
    assert isinstance(first, NotFetched)
    assert isinstance(second, NotFetched)


def test_the_server_gets_the_name_and_not_the_address(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    port = serve({"/": (200, HTML, STORY)})
    handle = httpx.HTTPTransport.handle_request

    def watch(self: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        seen.extend((request.url.host, request.headers["Host"], request.extensions["sni_hostname"]))
        return handle(self, request)

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", watch)
    fetch(f"http://npa.example:{port}/", resolve=here)
    assert seen == ["127.0.0.1", f"npa.example:{port}", "npa.example"]
