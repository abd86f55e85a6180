"""Files, directories and standard input: what can be read is, and what cannot is told in one sentence."""

import gzip
import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pledgebook.problems import BadInput, BadSetting
from pledgebook.records import Page
from pledgebook.sources import open_sources

ROW = json.dumps({"id": "a", "text": "Norway sent tents to Chad."})


def opened(*sources: object, columns: dict[str, str] | None = None) -> list[Page | BadInput]:
    return list(open_sources([str(source) for source in sources], columns or {}))


def put(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_text_file_is_a_page_of_its_bytes(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "Norway’s tents")
    assert opened(path) == [Page(str(path), str(path), content="Norway’s tents".encode(), media_type="text/plain")]


def test_a_packed_html_file(tmp_path: Path) -> None:
    path = put(tmp_path, "a.html.gz", gzip.compress(b"<p>Tents"))
    assert opened(path) == [Page(str(path), str(path), content=b"<p>Tents", media_type="text/html")]


def test_a_pdf(tmp_path: Path, pdf: Callable[..., bytes]) -> None:
    path = put(tmp_path, "a.pdf", pdf("Norway sent tents"))
    assert opened(path) == [
        Page(str(path), str(path), text="Norway sent tents", media_type="application/pdf", title="Tents")
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", ROW.encode()),
        ("a.jsonl.gz", gzip.compress(ROW.encode())),
        ("a.csv", b"id,text\na,Norway sent tents to Chad."),
        ("a.csv", "id,text\r\na,Norway sent tents to Chad.".encode("utf-16")),
        ("a.tsv", b"id\ttext\na\tNorway sent tents to Chad."),
    ],
)
def test_tables(tmp_path: Path, name: str, content: bytes) -> None:
    path = put(tmp_path, name, content)
    assert opened(path) == [Page("a", str(path), text="Norway sent tents to Chad.")]


def test_a_table_of_an_office_program(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "id;text\na;São Tomé’s “tents”".encode("cp1252"))
    assert opened(path) == [Page("a", str(path), text="São Tomé’s “tents”")]


def test_a_directory_is_walked_in_order_without_what_is_hidden(tmp_path: Path) -> None:
    names = ["b/two.txt", "a.txt", "b/one.txt", "c.jsonl"]
    for name in names:
        put(tmp_path, name, ROW if name.endswith("jsonl") else "Tents")
    for name in (".hidden.txt", ".git/a.txt", "b/.also"):
        put(tmp_path, name, "Tents")
    found = [page.source for page in opened(tmp_path) if isinstance(page, Page)]
    assert found == [str(tmp_path / name) for name in ("a.txt", "c.jsonl", "b/one.txt", "b/two.txt")]


BAD: list[tuple[str, bytes | None, str]] = [
    ("none.txt", None, "there is no such file; check its name"),
    ("a.txt", b"", "the file is empty"),
    ("a.txt", b" \n", "the file holds no text"),
    ("a.gz", gzip.compress(b""), "the file is empty"),
    ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\r" * 9, "the file is no text, HTML, PDF or table"),
    ("a.json", b"[1, 2]", "the file is one JSON value; write one object a line (JSONL)"),
    ("a.txt.gz", gzip.compress(os.urandom(99))[:50], "the packed file is cut off or damaged"),
    ("a.gz", b"\x1f\x8b\x08\x00" + b"tents" * 9, "it is damaged"),
    ("a.pdf", b"%PDF-1.7 and no more", "the PDF is broken"),
    ("a.txt", b"tents " * 2_000_000, "the file has more than 10 MB"),
]


@pytest.mark.parametrize(("name", "content", "words"), BAD, ids=[words[:30] for *_, words in BAD])
def test_bad_files(tmp_path: Path, name: str, content: bytes | None, words: str) -> None:
    path = tmp_path / name if content is None else put(tmp_path, name, content)
    bad, good = opened(path, put(tmp_path, "good.txt", "Tents"))
    assert isinstance(bad, BadInput)
    assert bad.where == str(path)
    assert bad.reason.startswith(words)
    assert isinstance(good, Page)


def test_a_pdf_of_pictures(tmp_path: Path, pdf: Callable[..., bytes]) -> None:
    (bad,) = opened(put(tmp_path, "a.pdf", pdf(None)))
    assert "holds no text, only pictures" in str(bad)


def test_a_locked_pdf(tmp_path: Path, pdf: Callable[..., bytes]) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("Tents"))))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    (bad,) = opened(put(tmp_path, "a.pdf", locked.getvalue()))
    assert "locked by a password" in str(bad)


def test_a_damaged_table_gives_the_rows_before_the_damage(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"id": str(n), "text": os.urandom(30).hex()}) for n in range(2000))
    found = opened(put(tmp_path, "a.jsonl.gz", gzip.compress(rows.encode())[:-2000]))
    assert len(found) > 1000
    assert [type(one) for one in found[-2:]] == [Page, BadInput]


def test_an_empty_directory(tmp_path: Path) -> None:
    assert [str(bad) for bad in opened(tmp_path)] == [f"{tmp_path}: the directory holds no files"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "Tents")
    path.chmod(0)
    assert "may not be read" in str(opened(path)[0])


def test_permission_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert str(opened(tmp_path / "a.txt")[0]).endswith("it may not be read; ask for permission")


class Pipe(io.TextIOWrapper):
    """Standard input that gives a few bytes at a time, as a pipe does."""

    def __init__(self, content: bytes) -> None:
        super().__init__(io.BufferedReader(Slow(content)))  # type: ignore[type-var]


class Slow(io.RawIOBase):
    def __init__(self, content: bytes) -> None:
        self.content = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        part = self.content.read(min(3, len(buffer)))
        buffer[: len(part)] = part
        return len(part)


@pytest.mark.parametrize(
    ("content", "kinds"),
    [
        (b"Norway sent tents", [("-", "text/plain")]),
        (b"<html><body>Tents", [("-", "text/html")]),
        (f"{ROW}\n{ROW}".encode(), [("a", "text/plain")] * 2),
        (gzip.compress(ROW.encode()), [("a", "text/plain")]),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, content: bytes, kinds: list[tuple[str, str]]) -> None:
    monkeypatch.setattr(sys, "stdin", Pipe(content))
    assert [(page.id, page.media_type) for page in opened("-") if isinstance(page, Page)] == kinds


def test_empty_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Pipe(b""))
    assert [str(bad) for bad in opened("-")] == ["-: the file is empty"]


def test_a_column_that_is_not_ours_stops_at_once() -> None:
    with pytest.raises(BadSetting, match="no column 'txt' to map; the columns are id, title, date, text, url"):
        open_sources([], {"txt": "body"})


def test_pages_stream(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl", f"{ROW}\n" * 3)
    pages = open_sources([str(path), str(tmp_path / "none.txt")])
    assert isinstance(next(pages), Page)
    path.unlink()  # what was opened stays readable, what was not is only then looked for
    assert sum(isinstance(page, Page) for page in pages) == 2
