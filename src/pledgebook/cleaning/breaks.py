"""Signs that an article begins or ends in the middle."""

import re
from collections.abc import Iterator, Sequence

from pledgebook.cleaning.split import Span
from pledgebook.codebook import Role
from pledgebook.lexicon.furniture import furniture
from pledgebook.records import Paragraph

STORY = frozenset({Role.BODY, Role.BULLET, Role.CAPTION, Role.HEADING, Role.REPEAT})
ENDING = re.compile(r"\b([^\W\d_]+)\.$")  # "Mr."
INITIALS = re.compile(r"(?:^|[\s(“\"])(?:[A-Z]\.)+$")  # "U.S.", "J."
LAST_WORD = re.compile(r"([\w'’-]+)$")
FIRST_WORD = re.compile(r"[“\"'‘]?(\w+)")
# house style names a person in full first, and "Mr." only after that
TITLED = re.compile(r"M(?:r|rs|s)\. ([A-Z][\w-]+)(?! [A-Z])")
LONG = 1000  # letters; a note shorter than this names people as it likes
SHOWN = 80  # letters quoted from where the text breaks off


def breaks(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[str, Span]]:
    """Reasons to think that the beginning or the end is missing, each with the passage that shows it."""
    story = [p for p in paragraphs if p.role in STORY]
    body = next((p for p in story if p.role is Role.BODY), None)
    if body is None:
        return
    last = story[-1]
    if _unfinished(text[last.start : last.end]):
        yield "the text breaks off", (max(last.start, last.end - SHOWN), last.end)
    first = FIRST_WORD.match(text, body.start, body.end)
    if first and first[1][0].isupper() and first[1].lower() in furniture().answering:
        yield f"the text begins with “{first[1]}”", (body.start, min(body.end, body.start + SHOWN))
    elif unnamed := _unnamed(text):
        yield f"“{text[slice(*unnamed)]}” was not named before", unnamed


def _unfinished(paragraph: str) -> bool:
    words = furniture()
    if paragraph[-1] in ",;:" or paragraph.endswith(("...", "…")):
        return True
    if paragraph[-1] == ".":
        ending = ENDING.search(paragraph)
        return bool(ending and ending[1].lower() in words.unfinished) or INITIALS.search(paragraph) is not None
    last = LAST_WORD.search(paragraph)
    return last is not None and last[1] in words.hanging


def _unnamed(text: str) -> Span | None:
    """The first "Mr. Kerry" of a long text where no Kerry stands above it."""
    found = TITLED.search(text) if len(text) >= LONG else None
    return found.span() if found and text.find(found[1], 0, found.start()) < 0 else None
