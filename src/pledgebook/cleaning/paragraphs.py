"""The paragraphs of a text and what each is on its page: story, heading, link, credit, repeat."""

from collections.abc import Sequence

from pledgebook.cleaning.insides import inserted
from pledgebook.cleaning.repeats import mark_repeats
from pledgebook.cleaning.roles import NAME_LINE, Part, is_shouted, parts_of
from pledgebook.cleaning.split import Span, split
from pledgebook.codebook import READ_ROLES, Role
from pledgebook.records import Paragraph

PROSE = 120  # letters that only a paragraph of the story has
TOP = 5  # paragraphs in which a byline over the story stands
CAPITALS = 0.2  # share of lines in capitals from which they are the text's own headings


def find_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs in order: not overlapping, never empty, without space around; not all text need be in one."""
    spans = [(start, end) for start, end in split(text) if _says(text, start, end)]
    shouted = sum(is_shouted(text[start:end]) for start, end in spans)
    top = _story_start(spans) if 0 < shouted <= max(1, CAPITALS * len(spans)) else len(text)
    parts = [part for start, end in spans for part in parts_of(text, start, end, start > top)]
    parts = [part for part in parts if _says(text, *part[:2])]  # a mark beside a credit or a bullet is none
    parts = _listed(text, _without_links(text, parts, inserted(text)))
    return mark_repeats(text, _bylines(text, parts))


def _says(text: str, start: int, end: int) -> bool:
    return any(map(str.isalnum, text[start:end]))


def _story_start(spans: Sequence[Span]) -> int:
    """Where the story is under way: lines in capitals above it are the text's own title."""
    prose = [start for start, end in spans if end - start >= PROSE]
    return prose[1] if len(prose) > 1 else prose[0] if prose else 0


def _listed(text: str, parts: list[Part]) -> list[Part]:
    """Headlines under a bare "Read more:" are links too."""
    open_list = False
    for n, (start, end, role) in enumerate(parts):
        if open_list and role in (Role.HEADING, Role.BULLET):
            parts[n] = start, end, Role.LINK
        elif role in (Role.LINK, Role.BODY):
            open_list = role is Role.LINK and text[end - 1] == ":"
    return parts


def _without_links(text: str, parts: list[Part], links: Sequence[Span]) -> list[Part]:
    """The parts, those that are read cut up around the links that stand inside them."""
    if not links:
        return parts
    cut: list[Part] = []
    for start, end, role in parts:
        for link_start, link_end in links if role in READ_ROLES else ():
            if start <= link_start and link_end <= end:
                role = Role.BODY if role is Role.HEADING else role  # it had no full stop only because of the link
                cut += _trimmed(text, start, link_start, role)
                cut += _trimmed(text, link_start, link_end, Role.LINK)
                start = link_end
        cut += _trimmed(text, start, end, role)
    return cut


def _bylines(text: str, parts: list[Part]) -> list[Part]:
    """A line of names above a line that is a publisher's ("Ann Lee", "USA TODAY") is a byline too."""
    for n in range(min(TOP, len(parts) - 1)):
        start, end, role = parts[n]
        if parts[n + 1][2] is Role.BYLINE and role is Role.HEADING and NAME_LINE.match(text[start:end]):
            parts[n] = start, end, Role.BYLINE
    return parts


def _trimmed(text: str, start: int, end: int, role: Role) -> list[Part]:
    kept = text[start:end].strip()
    begin = text.index(kept, start) if kept else start
    return [(begin, begin + len(kept), role)] if any(map(str.isalnum, kept)) else []
