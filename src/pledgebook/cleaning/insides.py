"""Links that were inserted inside a paragraph when a page was turned into text."""

import re

from pledgebook.cleaning.split import Span
from pledgebook.lexicon.furniture import furniture

SHOUT = re.compile(r":(?<=[A-Z]{3}[A-Z ]:)")  # begins with the colon, which re finds quickly
# some sites put headlines behind a name and end them by MORE: "Sen. Ann LeeSenate passes bill ... MORE (R-Ohio)"
PROFILE = re.compile(r"(?<=[a-z.])(?=[A-Z0-9])[^\n]{15,500}? MORE\b(?=[\s'’.,;:)])")


def inserted(text: str) -> list[Span]:
    """Spans of inserted links and headlines inside paragraphs, in order and not overlapping."""
    words = furniture()
    found: list[Span] = [match.span() for match in words.bracketed.finditer(text)]
    if SHOUT.search(text):
        found += [match.span() for match in words.calls.finditer(text)]
    lower = text.lower()
    if any(key in lower for key in words.phrase_keys):
        found += [match.span() for match in words.phrases.finditer(text)]
    if " MORE" in text:
        found += _profiles(text)
    found.sort()
    return [span for n, span in enumerate(found) if n == 0 or span[0] >= found[n - 1][1]]


def _profiles(text: str) -> list[Span]:
    """Headlines between a name and "MORE": they begin where a small letter runs into a capital."""
    return [match.span() for match in PROFILE.finditer(text)]
