"""Bytes become text in whatever charset they are, and broken bytes never stop it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.cleaning.decode import decode

WORDS = "Norway’s aid to São Tomé"
META = '<html><head><meta charset="{}"></head><body>Помощь для Чада</body></html>'


@pytest.mark.parametrize(
    ("content", "media_type", "text"),
    [
        (WORDS.encode(), "text/plain", WORDS),
        (b"\xef\xbb\xbf" + WORDS.encode(), "text/plain", WORDS),
        (WORDS.encode("utf-16"), "text/plain", WORDS),
        (WORDS.encode("cp1252"), "text/plain", WORDS),
        (WORDS.encode("cp1252"), "text/html; charset=iso-8859-1", WORDS),
        (WORDS.encode("cp1252"), "text/html; charset=utf-8", WORDS),
        (WORDS.encode("cp1252"), "text/html; charset=no-such", WORDS),
        ("Pomoc dla Łodzi".encode("iso-8859-2"), "text/html; charset=iso-8859-2", "Pomoc dla Łodzi"),
        (META.format("windows-1251").encode("cp1251"), "text/html", META.format("windows-1251")),
        (META.format("utf-8").encode(), "text/html; charset=windows-1251", META.format("utf-8")),
        ((WORDS * 3).encode() + b"\xff", "text/plain", WORDS * 3 + "\ufffd"),
        (b"", "text/plain", ""),
    ],
)
def test_charsets(content: bytes, media_type: str, text: str) -> None:
    assert decode(content, media_type) == text


@given(st.binary(), st.text(max_size=20))
def test_any_bytes_become_text(content: bytes, charset: str) -> None:
    assert isinstance(decode(content, f"text/html; charset={charset}"), str)
