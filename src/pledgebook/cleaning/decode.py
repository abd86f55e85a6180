"""The bytes of a page as text, whatever its charset; broken bytes become U+FFFD, never an error."""

import codecs
import re

DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
IN_TYPE = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
HEAD = 4096  # bytes in which HTML declares its charset (HTML standard: the first 1024)
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
HIGH = re.compile(rb"[\x80-\xff]")
UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def decode(content: bytes, media_type: str = "text/html") -> str:
    """Text of the bytes: by mark, else as UTF-8 where they are that, else as declared, else as Windows-1252."""
    for mark, charset in MARKS:
        if content.startswith(mark):
            return content.decode(charset, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _as(content, _charset(content, media_type))


def _as(content: bytes, charset: str) -> str:
    """The bytes in a declared charset; as Windows-1252 where it is one of Python's that cannot read any bytes."""
    try:
        return content.decode(charset, "replace")
    except (UnicodeError, LookupError):  # "undefined", "idna", "punycode", "base64": no charset of a page
        return content.decode("cp1252", "replace")


def _charset(content: bytes, media_type: str) -> str:
    """The declared charset if there is such a one; UTF-8 where most high bytes are that, though some are broken."""
    whole = sum(map(len, UTF8_LETTER.findall(content)))
    if whole * 2 > len(HIGH.findall(content)):
        return "utf-8"
    told = IN_TYPE.search(media_type)
    meta = DECLARED.search(content[:HEAD])
    for name in (told and told[1], meta and meta[1].decode("ascii", "replace")):
        if name and _known(name):
            return "cp1252" if codecs.lookup(name).name in ("utf-8", "iso8859-1", "ascii") else name
    return "cp1252"


def _known(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True
