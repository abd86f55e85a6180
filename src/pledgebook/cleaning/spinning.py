"""Signs that synonyms were swapped in by machine: fixed phrases and names that nobody writes so."""

from dataclasses import dataclass

from pledgebook.cleaning.split import Span
from pledgebook.lexicon.furniture import furniture

LEAST = 2  # different signs: one may be chance


@dataclass(frozen=True, slots=True)
class Sign:
    phrase: str
    plain: str  # what it stood for
    span: Span


def spun(text: str) -> list[Sign]:
    """The signs in the order of the text, empty where there are fewer than two different ones."""
    line = text.replace("\n", " ").lower()
    if len(line) != len(text):
        line = text.replace("\n", " ")
    words = furniture()
    firsts = words.spun_by_first.keys() & set(line.split())
    phrases = [phrase for first in firsts for phrase in words.spun_by_first[first]]
    signs = [
        Sign(text[at : at + len(phrase)], words.spun[phrase], (at, at + len(phrase)))
        for phrase in phrases
        if (at := line.find(phrase)) >= 0 and _is_whole(line, at, at + len(phrase))
    ]
    return sorted(signs, key=lambda sign: sign.span) if len(signs) >= LEAST else []


def _is_whole(text: str, start: int, end: int) -> bool:
    """True where no half words stand at the edges."""
    return not (start and text[start - 1].isalnum()) and not text[end : end + 1].isalnum()
