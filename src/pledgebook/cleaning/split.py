"""Where the paragraphs of a text are: by blank lines, and by single line ends where these are no mere wrapping.

A paragraph that a page end or a narrow column tore apart is one again: its second part begins in small letters,
or its first ends with a word such as "of".
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from pledgebook.lexicon.furniture import furniture

Span = tuple[int, int]  # start, end in the text, without the space around

BLANK = re.compile(r"\n[^\S\n]*\n\s*")
LINE = re.compile(r"([^\S\n]*)([^\n]*\S)")
LAST_WORD = re.compile(r"[A-Za-z]+$")
BULLET = re.compile(r"(?:[-–—•·*▪●‣]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s")
ENDS = frozenset(".!?:;…\"”’'")
WRAP_WIDTH = 110  # letters; lines are wrapped at no more than this, and paragraphs of prose are longer
LEAST_WIDTH = 40
RAGGED = 15  # letters by which a full line may be short of the width
TORN = 40  # letters that the first part of a torn paragraph has at least


def split(text: str) -> Iterator[Span]:
    """Spans of the paragraphs, in order, not overlapping, none empty."""
    held: Span | None = None
    for span in _spans(text):
        if held and _is_torn(text, held, span):
            held = held[0], span[1]
            continue
        if held:
            yield held
        held = span
    if held:
        yield held


def _spans(text: str) -> Iterator[Span]:
    width = _wrap_width(text)
    start = 0
    for gap in BLANK.finditer(text):
        yield from _block(text, start, gap.start(), width)
        start = gap.end()
    yield from _block(text, start, len(text), width)


def _block(text: str, start: int, end: int, width: int) -> Iterator[Span]:
    """The paragraphs of what stands between two blank lines."""
    if text.find("\n", start, end) < 0:
        yield from _trimmed(text, start, end)
        return
    held: re.Match[str] | None = None  # the first line of the paragraph
    before: re.Match[str] | None = None
    for line in LINE.finditer(text, start, end):
        if held and before and not _goes_on(held, before, line, width):
            yield from _trimmed(text, held.start(), before.end())
            held = None
        held, before = held or line, line
    if held and before:
        yield from _trimmed(text, held.start(), before.end())


def _goes_on(first: re.Match[str], before: re.Match[str], line: re.Match[str], width: int) -> bool:
    """True where the line goes on with the paragraph that `first` began and `before` was the last line of."""
    if BULLET.match(line[2]):
        return False
    if BULLET.match(first[2]) and len(line[1]) > len(first[1]):
        return True
    if line[2][0].islower() and before[2][-1] not in ENDS:
        return True
    # it only ended because its next word, to the next plain space, would not have fitted
    return 0 < width < len(before[1]) + len(before[2]) + 1 + len(line[2].split(" ", 1)[0])


def _is_torn(text: str, before: Span, after: Span) -> bool:
    """True where a blank line stands inside a sentence."""
    start, end = before
    if text[end - 1] in ENDS or end - start < TORN:
        return False
    if text[after[0]].islower():
        return not BULLET.match(text, after[0])
    last = LAST_WORD.search(text, max(start, end - TORN), end)
    return last is not None and last[0] in furniture().hanging


def _wrap_width(text: str) -> int:
    """The width at which lines are wrapped, 0 where they are not: most lines that go on must nearly fill it."""
    lines = [line.rstrip() for line in text.split("\n")]
    going_on = [line for line, after in pairwise(lines) if line and after]
    width = max((len(line) for line in going_on if len(line) <= WRAP_WIDTH), default=0)
    full = sum(len(line) > width - RAGGED for line in going_on)
    whole = sum(line[-1] in ENDS for line in going_on)  # a line a sentence is no wrapping
    return width if width >= LEAST_WIDTH and full * 2 > len(going_on) > whole * 2 else 0


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
