"""Where words stand in an article: letter by letter, but for kinds of blanks, quotation marks and dashes.

What is found is given as a quotation of the article's own letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pledgebook.codebook import Part
from pledgebook.records import Article, Quote

# one sign for one sign, so that a place in the plain text is the same place in the article
_PLAIN = str.maketrans(
    {**dict.fromkeys("‘’‚‛′`´", "'"), **dict.fromkeys("“”„‟″«»", '"'), **dict.fromkeys("‐‑‒–—―−", "-")}
)
_PARTS: tuple[Part, ...] = ("title", "text")
_LONGEST = 2000  # characters of one passage


def find_words(article: Article, words: str, near: Sequence[Quote] = ()) -> Quote | None:
    """The passage that consists of these words: inside `near`, else nearest to it, else the first; None if nowhere."""
    pattern = _pattern(words)
    if pattern is None:
        return None
    found = [article.quote(start, end, part) for part, start, end in _places(article, pattern)]
    return min(found, key=lambda quote: _distance(quote, near), default=None)


def is_inside(quote: Quote, others: Sequence[Quote]) -> bool:
    """Whether a passage is a part of one of the others."""
    return any(quote.part == o.part and o.start <= quote.start and quote.end <= o.end for o in others)


@lru_cache(maxsize=512)
def _pattern(words: str) -> re.Pattern[str] | None:
    pieces = words.translate(_PLAIN).split()
    if not pieces or len(words) > _LONGEST:
        return None
    joined = r"\s+".join(map(re.escape, pieces))
    before = r"(?<!\w)" if pieces[0][0].isalnum() else ""
    after = r"(?!\w)" if pieces[-1][-1].isalnum() else ""
    return re.compile(before + joined + after)


def _places(article: Article, pattern: re.Pattern[str]) -> Iterator[tuple[Part, int, int]]:
    for part in _PARTS:
        for match in pattern.finditer(_plain(article.part(part))):
            yield part, match.start(), match.end()


@lru_cache(maxsize=16)
def _plain(text: str) -> str:
    return text.translate(_PLAIN)


def _distance(quote: Quote, near: Sequence[Quote]) -> tuple[int, int]:
    """How far a passage is from the nearest of some others (0 inside), the text before the headline where equal."""
    gaps = [max(other.start - quote.start, quote.end - other.end, 0) for other in near if other.part == quote.part]
    return min(gaps, default=10**9 if near else 0), int(quote.part == "title")
