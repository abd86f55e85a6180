"""Says what a source holds, from its name and its first bytes."""

import json
import re
from typing import Literal

Form = Literal[
    "jsonl", "csv", "html", "pdf", "text", "feed", "sitemap", "warc", "empty", "blank", "array", "binary",
]  # fmt: skip

BY_SUFFIX: dict[str, Form] = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv",
    ".html": "html", ".htm": "html", ".xhtml": "html",
}  # fmt: skip
HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
# a feed (RSS 0.9 to 2, RDF, Atom) or a sitemap, after declarations, style sheets and remarks
XML = re.compile(
    rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*"
    rb"<(?:(rss|(?:\w+:)?feed|rdf:RDF)|(?:\w+:)?(?:urlset|sitemapindex))\b",
    re.S,
)
WARC_MARK = b"WARC/"
ZSTD_MARKS = (b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18")  # a frame; a dictionary before it (RFC 8878; warc-zstd)
# controls that no text holds; tab, line ends, form feed and escape may stand in one
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
HIGH = re.compile(rb"[\x80-\xff]")
UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
CUT_OFF = 3  # bytes of a letter that the end of the head may cut off
MARKS_OF_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def form_of(name: str, head: bytes) -> Form:
    """The form of a source called `name` that begins with `head`."""
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        return "blank" if head else "empty"
    if head.lstrip()[:5] == b"%PDF-":
        return "pdf"
    if head.startswith(WARC_MARK) or (head.startswith(ZSTD_MARKS) and name.lower().endswith(".warc.zst")):
        return "warc"
    if _is_binary(head):
        return "binary"
    return BY_SUFFIX.get(_suffix(name)) or _by_content(name, head)


def is_html(head: bytes) -> bool:
    """True where the bytes begin as an HTML page does."""
    return HTML.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def charset_of(head: bytes) -> str:
    """UTF-16 by its mark; Windows-1252 where high bytes stand that are mostly no UTF-8; else UTF-8."""
    if head.startswith(MARKS_OF_UTF16):
        return "utf-16"
    whole = sum(len(found) for found in UTF8_LETTER.findall(head))
    stray = len(HIGH.findall(head)) - whole
    return "cp1252" if stray > max(whole, CUT_OFF) else "utf-8"


def _suffix(name: str) -> str:
    stem = name.lower().removesuffix(".gz")
    dot = stem.rfind(".")
    return stem[dot:] if dot >= 0 else ""


def _is_binary(head: bytes) -> bool:
    if head.startswith(MARKS_OF_UTF16):
        return False
    return len(CONTROL.findall(head)) * 100 > len(head)  # more than one control in 100 bytes


def _by_content(name: str, head: bytes) -> Form:
    if is_html(head):
        return "html"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if xml := XML.match(start):
        return "feed" if xml[1] else "sitemap"
    if start.startswith(b"{") and _is_object(start.split(b"\n", 1)):
        return "jsonl"
    if start.startswith((b"[", b"{")) and _suffix(name) == ".json":
        return "array"
    return "text"


def _is_object(first: list[bytes]) -> bool:
    """True where the first line is a JSON object, or is cut off by the end of what was read."""
    try:
        return isinstance(json.loads(first[0]), dict)
    except ValueError:
        return len(first) == 1 and first[0][1:].lstrip().startswith(b'"')
