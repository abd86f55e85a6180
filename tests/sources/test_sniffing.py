"""What a source holds is told by its name and its first bytes."""

import json

import pytest

from pledgebook.sources.sniffing import charset_of, form_of, is_html

ROW = json.dumps({"text": "Norway sent tents"}).encode()


@pytest.mark.parametrize(
    ("name", "head", "form"),
    [
        ("a.txt", b"Norway sent tents", "text"),
        ("a.txt", b"", "empty"),
        ("a.jsonl", b"", "empty"),
        ("a.txt", b"\xef\xbb\xbf \n", "blank"),
        ("a.jsonl", ROW, "jsonl"),
        ("A.JSONL.GZ", ROW, "jsonl"),
        ("a.ndjson", ROW, "jsonl"),
        ("a.jsonl", b"not json", "jsonl"),
        ("-", ROW + b"\n" + ROW, "jsonl"),
        ("-", ROW[:-3], "jsonl"),
        ("-", b"{not json}", "text"),
        ("a.json", b"[1, 2]", "array"),
        ("a.json", b'{\n "text": "Norway"\n}', "array"),
        ("a.csv", b"id,text", "csv"),
        ("a.tsv.gz", b"id\ttext", "csv"),
        ("a.html", b"Norway sent tents", "html"),
        ("-", b"\n<!DOCTYPE html><html>", "html"),
        ("-", b"<!-- made by hand --><HTML lang='en'>", "html"),
        ("a.txt", b"<p>Norway</p>", "text"),
        ("a.html", b"%PDF-1.7", "pdf"),
        ("a", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        ("a.csv", b"PK\x03\x04\x14\x00\x06\x00", "binary"),
        ("a.txt", "São Tomé".encode("utf-16"), "text"),
    ],
)
def test_forms(name: str, head: bytes, form: str) -> None:
    assert form_of(name, head) == form


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b"Norway", "utf-8"),
        ("São Tomé’s".encode(), "utf-8"),
        ("São Tomé’s, Łódź".encode()[:-1], "utf-8"),
        ("São Tomé’s “tents”".encode("cp1252"), "cp1252"),
        ("São".encode("utf-16"), "utf-16"),
        ("São Tomé’s".encode() + b"\xff", "utf-8"),
    ],
)
def test_charsets(head: bytes, charset: str) -> None:
    assert charset_of(head) == charset


def test_html_after_a_mark() -> None:
    assert is_html(b"\xef\xbb\xbf<!doctype html>")
    assert not is_html(b"the <html> tag")
