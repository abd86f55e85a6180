"""What one paragraph is on its page: story, heading, link, credit, ..., in one or more parts."""

import re
from collections.abc import Iterator

from pledgebook.codebook import Role
from pledgebook.lexicon.furniture import bare, furniture

Part = tuple[int, int, Role]  # start, end in the text

LONG = 300  # letters above which a paragraph is story, whatever its first words
BYLINE_LONG = 150
HEADING_LONG = 90
TAIL = 70  # letters in which a credit without brackets stands at the end
SHOUTED_WORDS = 6  # a line of as many words, all in capitals, is the headline of another page
BULLET = re.compile(r"(?:[-–—•·*▪●‣]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|#{1,6})\s+(?=\S)")
BY = re.compile(
    r"[Bb]y:?\s+([^\W\d_][\w.'’-]*)\s+(?:[^\W\d_a-z]|and\s|de\s|van\s|von\s|al-)|BY:?\s+([A-Z][A-Z.'’-]+)\s"
)
CLOSE_LABEL = re.compile(r"[\w'’-]+(?: [\w'’&-]+){0,5}:(?=[A-Z\"'“‘])")  # "More:Title", with no space
NAME_LINE = re.compile(r"[A-Z][\w.'’-]+(?:,? (?:and )?[A-Z][\w.'’-]+){1,7}$")
END = tuple(".!?…\"”’';,:")
MARK_ROLES = {"credit": Role.CREDIT, "caption": Role.CAPTION, "furniture": Role.FURNITURE}


def parts_of(text: str, start: int, end: int, alone: bool = False) -> Iterator[Part]:
    """The parts of the paragraph `text[start:end]` in order, each with its role.

    `alone` tells that few lines of the text are in capitals, so that such a line is the headline of another page.
    """
    paragraph = text[start:end]
    first = bare(paragraph.split(None, 1)[0])
    if first in furniture().mark_words and (found := _marked(paragraph, start)):
        yield from found
        return
    role = _set_apart(paragraph, first, alone) if end - start <= LONG else None
    if role:
        yield start, end, role
        return
    body_end = _credit_start(text, start, end)
    if body_end > start:
        yield from _told(text, start, body_end, Role.CAPTION if body_end < end else None)
    if body_end < end:
        yield from _trimmed(text, body_end, end, Role.CREDIT)


def is_shouted(paragraph: str) -> bool:
    """True where the paragraph is one line in capitals of several words, without a full stop."""
    return paragraph.isupper() and paragraph.count(" ") + 1 >= SHOUTED_WORDS and paragraph[-1] not in ".:"


def _set_apart(paragraph: str, first: str, alone: bool) -> Role | None:
    """The role of a short paragraph that is no story, else None."""
    words = furniture()
    role = words.whole.get(paragraph.casefold().replace("’", "'").rstrip(":").strip())
    if role:
        return role
    if first in words.first_words and (found := words.opening.match(paragraph)) and found.lastgroup:
        return Role(found.lastgroup)
    last = bare(paragraph.rsplit(None, 1)[-1])
    if last in words.last_words and (found := words.closing.search(paragraph)) and found.lastgroup:
        return Role(found.lastgroup)
    if first == "by" and len(paragraph) <= BYLINE_LONG and _is_byline(paragraph):
        return Role.BYLINE
    if (alone and is_shouted(paragraph)) or (paragraph[-1] != "." and CLOSE_LABEL.match(paragraph)):
        return Role.LINK
    return None


def _is_byline(paragraph: str) -> bool:
    found = BY.match(paragraph)
    name = found and (found[1] or found[2]).casefold()
    return bool(name) and name not in furniture().not_after_by and paragraph[-1] not in "?!"


def _marked(paragraph: str, start: int) -> list[Part]:
    """The parts of "Image copyright AFP Image caption Soldiers ...": each mark runs to the next."""
    marks = list(furniture().marks.finditer(paragraph))
    if not marks or marks[0].start():
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(paragraph)]
    parts: list[Part] = []
    for mark, end in zip(marks, ends, strict=True):
        role = MARK_ROLES[mark.lastgroup or "furniture"]
        told = role is Role.CAPTION or (role is Role.FURNITURE and paragraph[mark.end() : end].strip())
        if told:  # the words after the mark are a caption or a summary; the mark itself says nothing
            parts += _trimmed(
                paragraph, mark.start(), mark.end(), Role.FURNITURE if role is not Role.CAPTION else Role.CREDIT
            )
            parts += _trimmed(paragraph, mark.end(), end, Role.CAPTION)
        else:
            parts += _trimmed(paragraph, mark.start(), end, role)
    return [(start + a, start + b, role) for a, b, role in parts]


def _credit_start(text: str, start: int, end: int) -> int:
    """Where the credits that end the paragraph begin, `end` if there are none."""
    credit, stop = furniture().bracket_credit, end
    while stop > start and text[stop - 1] in ")]":
        opened = max(text.rfind("(", start, stop), text.rfind("[", start, stop))
        if opened < 0 or not credit.fullmatch(text, opened, stop):
            break
        stop = opened
        while stop > start and text[stop - 1].isspace():
            stop -= 1
    if stop == end <= start + LONG:
        found = _tail(text, max(start, end - TAIL), end)
        stop = end if found is None else found
    return stop


def _tail(text: str, start: int, end: int) -> int | None:
    if text.find("/", start, end) < 0 and text.find("|", start, end) < 0:
        return None
    found = furniture().tail_credit.search(text[start:end])
    return start + found.start() if found else None


def _told(text: str, start: int, end: int, role: Role | None) -> Iterator[Part]:
    """The story part of a paragraph: a bullet (without its mark), a heading, a caption or body."""
    mark = BULLET.match(text, start, end)
    if mark and role is None:
        yield from _trimmed(text, mark.end(), end, Role.HEADING if text[start] == "#" else Role.BULLET)
    else:
        yield from _trimmed(text, start, end, role or (_heading_or_body(text[start:end])))


def _heading_or_body(paragraph: str) -> Role:
    short = len(paragraph) <= HEADING_LONG and not paragraph.endswith(END)
    return Role.HEADING if short and not paragraph[0].islower() else Role.BODY


def _trimmed(text: str, start: int, end: int, role: Role) -> Iterator[Part]:
    kept = text[start:end].strip()
    if kept:
        begin = text.index(kept, start)
        yield begin, begin + len(kept), role
