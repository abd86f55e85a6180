"""Why an article is not to be trusted as it stands, each doubt with a reason and the passages that show it.

`misdated` is not judged here but where the article is dated.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from pledgebook.cleaning.breaks import breaks
from pledgebook.cleaning.garbling import garbled
from pledgebook.cleaning.repeats import says_twice
from pledgebook.cleaning.spinning import spun
from pledgebook.cleaning.split import Span
from pledgebook.codebook import DoubtName, Role
from pledgebook.records import Article, Doubt, Paragraph

WORD = re.compile(r"\w+")
SHOWN = 5  # passages kept with a doubt
CREDIT_RUN = 2  # words that must stand twice in a credit ("Ann Lee/AP Ann Lee/AP")
LINK_RUN = 3  # the same for a link
FEW_WORDS = 0.75  # share of different words below which a link says its title twice

Finder = Callable[[Article], tuple[str, Sequence[Span]]]  # a reason, and the passages; none: no doubt


def find_doubts(article: Article) -> tuple[Doubt, ...]:
    """The doubts about the article's text, in the order of the codebook. Needs its paragraphs."""
    return tuple(filter(None, (_doubt(article, name, finder) for name, finder in FINDERS.items())))


def _doubt(article: Article, name: DoubtName, finder: Finder) -> Doubt | None:
    reason, spans = finder(article)
    quotes = tuple(article.quote(start, end) for start, end in spans[:SHOWN])
    return Doubt(name, reason, quotes) if quotes else None


def _repeated(article: Article) -> tuple[str, Sequence[Span]]:
    again = [(p.start, p.end) for p in article.paragraphs if p.of is not None or _twice(article.text, p)]
    return f"{_count(len(again), 'passage stands', 'passages stand')} twice", again


def _twice(text: str, paragraph: Paragraph) -> bool:
    if paragraph.role is not Role.CREDIT and paragraph.role is not Role.LINK:
        return False
    words = WORD.findall(text[paragraph.start : paragraph.end].lower())
    if paragraph.role is Role.CREDIT:
        return says_twice(words, CREDIT_RUN)
    return len(set(words)) <= FEW_WORDS * len(words) and says_twice(words, LINK_RUN)


def _inserted(article: Article) -> tuple[str, Sequence[Span]]:
    links = [(p.start, p.end) for p in article.paragraphs if p.role is Role.LINK or p.role is Role.FURNITURE]
    return f"{_count(len(links), 'link or part', 'links or parts')} of the page between the paragraphs", links


def _garbled(article: Article) -> tuple[str, Sequence[Span]]:
    return "broken sentences or letters", list(garbled(article.text))


def _spun(article: Article) -> tuple[str, Sequence[Span]]:
    signs = spun(article.text)
    reason = "; ".join(f"“{sign.phrase}” for “{sign.plain}”" for sign in signs[:SHOWN])
    return f"words swapped by machine: {reason}", [sign.span for sign in signs]


def _truncated(article: Article) -> tuple[str, Sequence[Span]]:
    found: Iterator[tuple[str, Span]] = breaks(article.text, article.paragraphs)
    reasons = list(found)
    return "; ".join(reason for reason, _ in reasons), [span for _, span in reasons]


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


FINDERS: dict[DoubtName, Finder] = {
    DoubtName.REPEATED_TEXT: _repeated,
    DoubtName.INSERTED_LINKS: _inserted,
    DoubtName.GARBLED: _garbled,
    DoubtName.SPUN: _spun,
    DoubtName.TRUNCATED: _truncated,
}
