"""Bytes in bounded pieces: lines of a stream whatever their length, and a whole stream up to a limit.

Nothing here holds more than one piece and one line of at most `LINE_LIMIT` bytes.
"""

import zlib
from codecs import getincrementaldecoder
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from typing import BinaryIO

PIECE = 1 << 16  # bytes read at a time
HEAD = 1 << 13  # bytes by which a form is recognised
LINE_LIMIT = 10_000_000  # bytes; an article of 10 MB is longer than any newspaper's
GZIP_MARK = b"\x1f\x8b"
BROKEN = (OSError, EOFError, zlib.error)  # what reading a damaged disk or gzip file raises


@dataclass(frozen=True, slots=True)
class TooLong:
    """Stands for a line of more than `LINE_LIMIT` bytes, which was passed over."""

    size: int


Line = tuple[int, bytes | TooLong]  # its number from 1, and the line without its end


def pieces(stream: BinaryIO) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes (8 KB or all there are) and the whole stream in pieces of 64 KB or less, unpacked if gzip."""
    head, parts = _headed(_arriving(stream))
    return _headed(_unpacked(parts)) if head.startswith(GZIP_MARK) else (head, parts)


def recoded(parts: Iterator[bytes], charset: str) -> Iterator[bytes]:
    """The pieces as UTF-8; what the charset cannot read becomes U+FFFD."""
    if charset == "utf-8":
        yield from parts
        return
    decoder = getincrementaldecoder(charset)("replace")
    for part in parts:
        yield decoder.decode(part).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode()


def lines(parts: Iterator[bytes], limit: int = LINE_LIMIT) -> Iterator[Line]:
    """Numbered lines; one above `limit` bytes comes as TooLong, and the rest is still read."""
    number, held, size = 1, b"", 0
    for part in parts:
        first, *others = part.split(b"\n")
        size += len(first)
        held = held + first if size <= limit else b""
        for other in others:
            yield number, (held.removesuffix(b"\r") if size <= limit else TooLong(size))
            number, held, size = number + 1, other, len(other)
    if size:
        yield number, (held.removesuffix(b"\r") if size <= limit else TooLong(size))


def whole(parts: Iterator[bytes], limit: int = LINE_LIMIT) -> bytes | None:
    """All bytes, or None where there are more than `limit`."""
    kept, size = [], 0
    for part in parts:
        size += len(part)
        if size > limit:
            return None
        kept.append(part)
    return b"".join(kept)


def packed_whole(content: bytes, limit: int = LINE_LIMIT) -> bytes | None:
    """Bytes unpacked if they are gzip, or None where that makes more than `limit`. Raises what is in `BROKEN`."""
    return whole(pieces(BytesIO(content))[1], limit)


def _arriving(stream: BinaryIO) -> Iterator[bytes]:
    # read1 gives what a pipe has; read would wait until 64 KB have come
    read = getattr(stream, "read1", stream.read)
    while part := read(PIECE):
        yield part


def _headed(parts: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    kept: list[bytes] = []
    size = 0
    while size < HEAD and (part := next(parts, b"")):
        kept.append(part)
        size += len(part)
    head = b"".join(kept)
    return head, chain([head] if head else [], parts)


def _unpacked(parts: Iterator[bytes]) -> Iterator[bytes]:
    """Unpacks gzip members one after another; raises EOFError where the last one is cut off."""
    unpack = zlib.decompressobj(wbits=31)
    for part in parts:
        if unpack.eof:
            part = part.lstrip(b"\0")  # padding after a member, as gzip itself allows
        while part:
            if unpack.eof:
                unpack = zlib.decompressobj(wbits=31)
            while data := unpack.decompress(part, PIECE):
                yield data
                part = unpack.unconsumed_tail
            part = unpack.unused_data.lstrip(b"\0")
    if not unpack.eof:
        raise EOFError("the packed file is cut off")
