"""Bytes in bounded pieces, lines of any length, gzip of any making."""

import gzip
import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.sources.reading import HEAD, LINE_LIMIT, PIECE, TooLong, lines, pieces, recoded, whole


def all_lines(content: bytes, limit: int = LINE_LIMIT) -> list[tuple[int, bytes | TooLong]]:
    return list(lines(pieces(io.BytesIO(content))[1], limit))


@given(st.lists(st.text(alphabet="aé \r", max_size=30).map(lambda line: line.replace("\r", "")), max_size=9))
def test_lines_are_those_of_the_text(expected: list[str]) -> None:
    content = "".join(f"{line}\r\n" for line in expected).encode()
    for one in (content, content.replace(b"\r", b""), gzip.compress(content)):
        assert all_lines(one) == [(number, line.encode()) for number, line in enumerate(expected, 1)]


@given(st.binary(max_size=200_000))
def test_a_packed_stream_is_the_stream(content: bytes) -> None:
    packed = gzip.compress(content[:99]) + gzip.compress(content[99:]) + b"\0" * 7
    head, parts = pieces(io.BytesIO(packed))
    assert whole(parts) == content
    assert content.startswith(head)
    assert len(head) >= min(HEAD, len(content))


def test_much_comes_out_of_little() -> None:
    packed = gzip.compress(b"a" * 5_000_000)
    assert len(packed) < PIECE
    parts = list(pieces(io.BytesIO(packed))[1])
    assert sum(map(len, parts)) == 5_000_000
    assert max(map(len, parts)) <= PIECE + HEAD


def test_a_packed_stream_that_is_cut_off() -> None:
    with pytest.raises(EOFError):
        whole(pieces(io.BytesIO(gzip.compress(b"tents" * 9)[:-9]))[1])


def test_a_long_line_is_passed_over_and_counted() -> None:
    assert all_lines(b"one\n" + b"x" * 50 + b"\nthree\r\n", limit=20) == [(1, b"one"), (2, TooLong(50)), (3, b"three")]


def test_a_line_of_just_the_limit_is_kept() -> None:
    assert all_lines(b"x" * 20, limit=20) == [(1, b"x" * 20)]
    assert all_lines(b"x" * 21, limit=20) == [(1, TooLong(21))]


def test_no_more_than_a_line_is_held() -> None:
    def endless() -> io.BytesIO:
        return io.BytesIO(b"a" * 30_000_000 + b"\nend")

    stream = endless()
    tracemalloc.start()
    found = list(lines(pieces(stream)[1], limit=1_000_000))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == [(1, TooLong(30_000_000)), (2, b"end")]
    assert peak < 4_000_000


def test_whole_gives_up_above_the_limit() -> None:
    assert whole(iter([b"ab", b"cd"]), limit=4) == b"abcd"
    assert whole(iter([b"ab", b"cd", b"e"]), limit=4) is None


@pytest.mark.parametrize("charset", ["utf-8", "cp1252", "utf-16"])
def test_recoded_to_utf8_though_a_letter_is_cut(charset: str) -> None:
    content = "São Tomé’s tents".encode(charset)
    assert b"".join(recoded((bytes([byte]) for byte in content), charset)).decode() == "São Tomé’s tents"
