"""Pages from files, directories and standard input. Whatever cannot be read is yielded as one BadInput."""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from pledgebook.problems import BadInput
from pledgebook.records import Page
from pledgebook.sources import tables
from pledgebook.sources.leading import Leading
from pledgebook.sources.pdf import pdf_text
from pledgebook.sources.reading import BROKEN, LINE_LIMIT, lines, pieces, recoded, whole
from pledgebook.sources.sitemaps import SITEMAP_LIMIT
from pledgebook.sources.sniffing import charset_of, form_of
from pledgebook.sources.warc import read_warc

STDIN = "-"
Found = Page | Leading | BadInput
PDF_LIMIT = 50_000_000  # bytes; scanned reports are large although their text is short
REFUSED = {
    "empty": "the file is empty",
    "blank": "the file holds no text",
    "binary": "the file is no text, HTML, PDF or table; convert it to one of these",
    "array": "the file is one JSON value; write one object a line (JSONL)",
}
LISTING = re.compile(r"\.paths(?:\.gz)?$")  # Common Crawl's lists of the archives that stand beside them
MEDIA_TYPES = {"html": "text/html", "text": "text/plain"}


def read_files(path: str, columns: Mapping[str, str]) -> Iterator[Found]:
    """The pages of a file, or of all files under a directory, in the order of their names.

    A feed or a sitemap comes as Leading: it is for the caller to follow its links. A directory may have Common
    Crawl's layout (year/month/*.warc.gz); the lists of archives in it (`*.paths.gz`) are passed over.
    """
    if not Path(path).is_dir():
        yield from read_file(path, columns)
        return
    found = False
    for file in _walk(path):
        found = True
        yield from [file] if isinstance(file, BadInput) else read_file(file, columns)
    if not found:
        yield BadInput(path, "the directory holds no files")


def read_file(path: str, columns: Mapping[str, str]) -> Iterator[Found]:
    """The pages of one file: one, or a row each if it is a table."""
    try:
        with Path(path).open("rb") as stream:
            yield from _read(stream, path, columns)
    except BROKEN as error:
        yield BadInput(path, _why(error))


def read_stdin(columns: Mapping[str, str]) -> Iterator[Found]:
    """The pages that come through standard input; its form is recognised by its first bytes."""
    try:
        yield from _read(sys.stdin.buffer, STDIN, columns)
    except BROKEN as error:
        yield BadInput(STDIN, _why(error))


def _read(stream: BinaryIO, name: str, columns: Mapping[str, str]) -> Iterator[Found]:
    head, parts = pieces(stream)
    form = form_of(name, head)
    if form in REFUSED:
        yield BadInput(name, REFUSED[form])
    elif LISTING.search(name):
        yield BadInput(name, "the file only lists web archives; download these, and give the directory they are in")
    elif form in ("jsonl", "csv"):
        rows = lines(recoded(parts, charset_of(head)))
        yield from (tables.read_jsonl if form == "jsonl" else tables.read_csv)(rows, name, columns)
    elif form == "warc":
        yield from read_warc(parts, name)
    elif form in ("feed", "sitemap"):
        content = whole(parts, SITEMAP_LIMIT)
        yield _too_large(name, SITEMAP_LIMIT) if content is None else Leading(name, form, content)
    elif form == "pdf":
        content = whole(parts, PDF_LIMIT)
        yield _too_large(name, PDF_LIMIT) if content is None else _pdf_page(content, name)
    else:
        content = whole(parts)
        page = Page(id=name, source=name, content=content, media_type=MEDIA_TYPES[form])
        yield _too_large(name, LINE_LIMIT) if content is None else page


def _pdf_page(content: bytes, name: str) -> Page | BadInput:
    try:
        text, title = pdf_text(content, name)
    except BadInput as problem:
        return problem
    return Page(id=name, source=name, text=text, media_type="application/pdf", title=title)


def _walk(path: str) -> Iterator[str | BadInput]:
    problems: list[BadInput] = []
    for folder, folders, files in os.walk(path, onerror=lambda e: problems.append(BadInput(str(e.filename), _why(e)))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (str(Path(folder, name)) for name in sorted(files) if name[0] != "." and not LISTING.search(name))
        yield from problems
        problems.clear()
    yield from problems


def _too_large(name: str, limit: int) -> BadInput:
    return BadInput(name, f"the file has more than {limit / 1e6:.0f} MB; split it, or make it a JSONL table")


def _why(error: Exception) -> str:
    match error:
        case FileNotFoundError():
            return "there is no such file; check its name"
        case PermissionError():
            return "it may not be read; ask for permission"
        case EOFError() | OSError(errno=None):
            return "the packed file is cut off or damaged; fetch it again"
        case OSError():
            return f"it cannot be read ({error.strerror})"
        case _:
            return f"it is damaged ({error}); fetch it again"
