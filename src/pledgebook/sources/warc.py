"""Pages from web archives (WARC, plain or packed by gzip or zstd), read by fastwarc (extra "warc")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from io import BytesIO, RawIOBase
from typing import TYPE_CHECKING

from pledgebook.problems import BadInput
from pledgebook.records import Page
from pledgebook.sources.extras import extra
from pledgebook.sources.reading import BROKEN, GZIP_MARK, LINE_LIMIT
from pledgebook.sources.sniffing import WARC_MARK
from pledgebook.sources.web import PAGE_TYPES, Answer, page_from

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer as Buffer
    from fastwarc.warc import WarcRecord

DAMAGED = (*BROKEN, ValueError, RuntimeError)  # what fastwarc raises on damaged bytes
RECORD_END = b"\r\n\r\n"
CUT_OFF = "the archive is cut off or damaged; what stood before it was read; fetch it again"


def read_warc(parts: Iterator[bytes], source: str) -> Iterator[Page | BadInput]:
    """A page for each record that holds one, in the archive's order; ids are "20220519084300/https://...".

    Answers with a status other than 2xx, pictures, scripts, requests and revisits are no pages, and are passed over.
    A record that is damaged or too large comes as BadInput; so does the end of an archive that is cut off.
    """
    warc = extra("fastwarc.warc", "warc", "reading a web archive")
    kinds = warc.WarcRecordType.response | warc.WarcRecordType.resource | warc.WarcRecordType.conversion
    stream = _Stream(parts)
    records = warc.ArchiveIterator(stream, record_types=kinds, auto_decode="none")
    while True:
        try:
            record = next(records, None)
        except DAMAGED:
            yield BadInput(source, CUT_OFF)
            return
        if record is None:
            break
        if (found := _page(record, source)) is not None:
            yield found
    if not stream.ended_well:
        yield BadInput(source, CUT_OFF)


class _Stream(RawIOBase):
    """Pieces of bytes as fastwarc reads them: from a file-like object that can be read and knows its place."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts, self._held, self._place = parts, b"", 0
        self._first, self._last = b"", b""  # four bytes each

    @property
    def ended_well(self) -> bool:
        """True where the archive ends as a record does. A cut in zstd is seen by its reader."""
        return self._first != WARC_MARK[:4] or self._last == RECORD_END

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def readinto(self, space: Buffer) -> int:
        view = memoryview(space)
        if not self._held:
            self._held = next(self._parts, b"")
        piece, self._held = self._held[: len(view)], self._held[len(view) :]
        view[: len(piece)] = piece
        self._place += len(piece)
        self._first = self._first or piece[:4]
        self._last = (self._last + piece)[-4:]
        return len(piece)


def _page(record: WarcRecord, source: str) -> Page | BadInput | None:
    url, taken = record.headers.get("WARC-Target-URI"), record.record_date
    media_type = _media_type(record)
    plain = media_type.split(";")[0].strip().lower()
    if not url or plain not in PAGE_TYPES or not _success(record):
        return None
    url = url.strip("<>")
    stamp = f"{taken.astimezone(UTC):%Y%m%d%H%M%S}" if taken else "-"
    key, where = f"{stamp}/{url}", f"{source}: {url}"
    try:
        content = _decoded(record)
    except DAMAGED as error:
        return BadInput(where, f"the page is damaged ({error}); fetch it again")
    if len(content) > LINE_LIMIT:
        return BadInput(where, f"the page has more than {LINE_LIMIT / 1e6:.0f} MB")
    try:
        page = page_from(Answer(200, url, {"content-type": media_type}, content), where)
    except BadInput as problem:
        return BadInput(where, problem.reason)
    return replace(page, id=key, source=source, fetched=taken)


def _decoded(record: WarcRecord) -> bytes:
    """The page's bytes, up to the limit and one more. Decoded apart from the archive: a fault ends here."""
    from fastwarc import stream_io

    content = record.reader.read(LINE_LIMIT + 1)
    for coding in _codings(record):
        match coding:
            case "chunked":
                content = stream_io.ChunkedReader(BytesIO(content)).read(LINE_LIMIT + 1)
            case "gzip" | "x-gzip" if content.startswith(GZIP_MARK):  # crawlers unpack and leave the header as it was
                content = stream_io.GzipReader(BytesIO(content)).read(LINE_LIMIT + 1)
            case "deflate":
                content = stream_io.GzipReader(BytesIO(content), zlib=True).read(LINE_LIMIT + 1)
            case "br":
                content = stream_io.BrotliReader(BytesIO(content)).read(LINE_LIMIT + 1)
    return content


def _codings(record: WarcRecord) -> list[str]:
    """How the answer was packed, outermost first."""
    if record.http_headers is None:
        return []
    said = [record.http_headers.get(name) or "" for name in ("Transfer-Encoding", "Content-Encoding")]
    return [part.strip().lower() for parts in said for part in reversed(parts.split(","))]


def _media_type(record: WarcRecord) -> str:
    if record.http_headers is not None:
        return record.http_headers.get("Content-Type") or "text/html"  # a server that says nothing means HTML
    return record.headers.get("Content-Type") or ""


def _success(record: WarcRecord) -> bool:
    status = record.http_headers.status_code if record.http_headers is not None else None
    return status is None or 200 <= status < 300
