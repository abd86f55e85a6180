"""Broken sentences and letters: lone words and full stops, letters torn apart, signs that are no writing."""

import re
from collections.abc import Iterator

from pledgebook.cleaning.split import Span

# ". ." and a lone small word that is a sentence of its own ("... in the port. boat.")
LONE = re.compile(r"\.(?<!\.\s\.)\s(?:\.(?!\s?\.)|(?<=[A-Za-z]{5}\.\s)[a-z]{2,}\.(?=\s|$))")
# what optical reading leaves: letters apart ("m illio n"), and signs that no newspaper prints
TORN = re.compile(r"\s[B-HJ-Zb-hj-z](?=\s)")
SIGNS = re.compile(r"[\^□■¬´¦~¤‡]")
UNREAD = "\ufffd"
MANY_TORN = 5
KINDS_OF_SIGNS = 2
LETTERS_A_TORN = 1000  # in prose a letter stands alone less often: "Plan B", "vitamin C"
AROUND = 30  # letters quoted on each side


def garbled(text: str) -> Iterator[Span]:
    """Passages that show that the text is broken; none where it reads well."""
    for found in LONE.finditer(text):
        yield _around(text, found.start(), found.end())
    if UNREAD in text:
        at = text.index(UNREAD)
        yield _around(text, at, at + 1)
    torn = [found.span() for found in TORN.finditer(text)]
    if len(torn) >= MANY_TORN and len(torn) * LETTERS_A_TORN > len(text):
        yield from (_around(text, *span) for span in torn[:MANY_TORN])
    signs = {found[0]: found.span() for found in SIGNS.finditer(text)}
    if len(signs) >= KINDS_OF_SIGNS:
        yield from (_around(text, *span) for span in signs.values())


def _around(text: str, start: int, end: int) -> Span:
    """The passage with some letters around it, within its line."""
    begin = max(text.rfind("\n", 0, start) + 1, start - AROUND)
    line_end = text.find("\n", end)
    stop = min(len(text) if line_end < 0 else line_end, end + AROUND)
    return begin, stop
