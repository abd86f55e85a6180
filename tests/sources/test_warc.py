"""Web archives that are made here: plain, packed, cut off, damaged, and in Common Crawl's layout."""

from __future__ import annotations

import gzip
import random
import sys
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from fastwarc.stream_io import ZstdWriter

from pledgebook.problems import BadInput, BadSetup
from pledgebook.records import Page
from pledgebook.sources import open_sources
from pledgebook.sources.reading import LINE_LIMIT
from pledgebook.sources.warc import read_warc

STORY = b"<html><body>Norway sent tents</body></html>"


def block(kind: str, url: str, content: bytes, media_type: str = "application/http; msgtype=response") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2022-05-19T08:43:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{zlib.crc32(url.encode()):08x}-0000-4000-8000-000000000000>\r\n"
        f"Content-Type: {media_type}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def answer(url: str, body: bytes = STORY, status: int = 200, **headers: str) -> bytes:
    usual = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
    said = usual | {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in said.items() if value)
    return block("response", url, f"HTTP/1.1 {status} So\r\n{lines}\r\n".encode() + body)


A, B = answer("https://npa.example/a"), answer("https://npa.example/b")
INFO = block("warcinfo", "", b"software: none\r\n", "application/warc-fields")


def read(content: bytes) -> list[Page | BadInput]:
    return list(read_warc(iter([content[n : n + 100] for n in range(0, len(content), 100)]), "a.warc"))


def names(found: list[Page | BadInput]) -> list[str]:
    return [one.id if isinstance(one, Page) else one.reason.split(";")[0] for one in found]


def zstd(content: bytes) -> bytes:
    packed = BytesIO()
    writer = ZstdWriter(packed)
    writer.write(content)
    writer.close()
    return packed.getvalue()


PACKED: list[tuple[str, Callable[[bytes], bytes]]] = [
    (".warc", bytes),
    (".warc.gz", gzip.compress),
    (".warc.zst", zstd),
]


@pytest.mark.parametrize(("suffix", "pack"), PACKED, ids=[suffix for suffix, _ in PACKED])
def test_an_archive(tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]) -> None:
    (tmp_path / f"a{suffix}").write_bytes(pack(INFO) + pack(A) + pack(B))
    first, second = open_sources([str(tmp_path / f"a{suffix}")])
    assert isinstance(first, Page)
    assert (first.id, first.url) == ("20220519084300/https://npa.example/a", "https://npa.example/a")
    assert (first.content, first.media_type) == (STORY, "text/html; charset=utf-8")
    assert first.fetched == datetime(2022, 5, 19, 8, 43, tzinfo=UTC)
    assert names([second]) == ["20220519084300/https://npa.example/b"]  # type: ignore[list-item]


def test_common_crawls_layout(tmp_path: Path) -> None:
    for month, name in (("2022/06", "c"), ("2022/05", "b"), ("2021/12", "a")):
        folder = tmp_path / "crawl-data/CC-NEWS" / month
        folder.mkdir(parents=True)
        (folder / "warc.paths.gz").write_bytes(gzip.compress(b"crawl-data/CC-NEWS/2022/05/CC-NEWS-1.warc.gz\n"))
        (folder / f"CC-NEWS-{month[:4]}{month[5:]}01000000-00001.warc.gz").write_bytes(
            gzip.compress(answer(f"https://{name}.example/"))
        )
    assert [page.url for page in open_sources([str(tmp_path)]) if isinstance(page, Page)] == [
        "https://a.example/",
        "https://b.example/",
        "https://c.example/",
    ]


def test_what_is_no_page_is_passed_over() -> None:
    others = [
        INFO,
        block("request", "https://npa.example/q", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
        answer("https://npa.example/i.png", b"png", Content_Type="image/png"),
        answer("https://npa.example/old", status=301),
        answer("https://npa.example/none", status=404),
    ]
    assert names(read(b"".join(others) + A)) == ["20220519084300/https://npa.example/a"]


def test_texts_of_a_crawl() -> None:
    (page,) = read(block("conversion", "https://npa.example/t", b"Norway sent tents", "text/plain"))
    assert isinstance(page, Page)
    assert (page.content, page.media_type) == (b"Norway sent tents", "text/plain")


DECODED = [
    ("gzip", answer("u", gzip.compress(STORY), Content_Encoding="gzip")),
    ("deflate", answer("u", zlib.compress(STORY), Content_Encoding="deflate")),
    ("gzip that was unpacked by the crawler", answer("u", STORY, Content_Encoding="gzip")),
    ("chunked", answer("u", b"5\r\n" + STORY[:5] + b"\r\n%x\r\n" % len(STORY[5:]) + STORY[5:] + b"\r\n0\r\n\r\n",
                       Transfer_Encoding="chunked", Content_Length="")),
    ("no type", answer("u", STORY, Content_Type="")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "record"), DECODED, ids=[name for name, _ in DECODED])
def test_answers_are_unpacked(name: str, record: bytes) -> None:
    (page,) = read(record)
    assert isinstance(page, Page)
    assert page.content == STORY


BAD = [
    ("the page is damaged", answer("u", gzip.compress(STORY)[:20] + b"no gzip", Content_Encoding="gzip")),
    ("the page is empty", answer("u", b" ")),
    ("the page has more than 10 MB", answer("u", b"a" * (LINE_LIMIT + 1))),
    ("the page has more than 10 MB", answer("u", gzip.compress(b"a" * (LINE_LIMIT + 1)), Content_Encoding="gzip")),
    ("the PDF is broken", answer("u", b"%PDF-1.4 no more", Content_Type="application/pdf")),
]


@pytest.mark.parametrize(("words", "record"), BAD, ids=[words for words, _ in BAD])
def test_a_bad_page_is_named_and_the_next_one_read(words: str, record: bytes) -> None:
    problem, page = read(record + A)
    assert isinstance(problem, BadInput)
    assert problem.where == "a.warc: u"
    assert problem.reason.startswith(words)
    assert isinstance(page, Page)


def test_a_pdf(pdf: Callable[..., bytes]) -> None:
    (page,) = read(answer("u", pdf("Norway sent tents"), Content_Type="application/pdf"))
    assert isinstance(page, Page)
    assert (page.text, page.title, page.source) == ("Norway sent tents", "Tents", "a.warc")


LONG = answer("https://npa.example/long", b"<html>" + random.Random(1).randbytes(300_000).hex().encode())


@pytest.mark.parametrize("cut", [1, 20, 500])
@pytest.mark.parametrize(("suffix", "pack"), PACKED, ids=[suffix for suffix, _ in PACKED])
def test_an_archive_that_is_cut_off(tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes], cut: int) -> None:
    """What stands before the cut is read. The end is packed large, so that a cut of 500 bytes is inside of it."""
    (tmp_path / f"a{suffix}").write_bytes((pack(A) + pack(LONG) + pack(LONG))[:-cut])
    found = list(open_sources([str(tmp_path / f"a{suffix}")]))
    assert names(found[:1]) == ["20220519084300/https://npa.example/a"]
    assert isinstance(found[-1], BadInput)
    assert "cut off or damaged" in found[-1].reason


def test_damage_never_ends_the_run() -> None:
    chance = random.Random(1)
    for _ in range(200):
        content = bytearray(INFO + A + B)
        for _ in range(chance.randint(1, 40)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        read(bytes(content[: chance.randrange(len(content))]))


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    with pytest.raises(
        BadSetup, match=r'reading a web archive needs fastwarc; install it with: pip install "pledgebook\[warc\]"'
    ):
        read(A)


def test_a_list_of_archives_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "warc.paths").write_text("crawl-data/CC-NEWS/2022/05/CC-NEWS-1.warc.gz\n")
    (problem,) = open_sources([str(tmp_path / "warc.paths")])
    assert isinstance(problem, BadInput)
    assert problem.reason.startswith("the file only lists web archives")
