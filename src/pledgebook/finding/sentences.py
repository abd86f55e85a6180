"""Cuts the parts of an article that are read into sentences, by a cheap rule that knows abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pledgebook.codebook import READ_ROLES, Part, Role
from pledgebook.lexicon.sentences import load_abbreviations
from pledgebook.records import Article

# an end of sentence: a stop, perhaps closing quotes or brackets, space, then something that can begin a sentence
_END = re.compile(
    r"[.!?…][\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9$€£•])|\n\s*\n|\n(?=\s*[-*–]\s)|\s(?=[•▪●■·\uf0b7]\s)|;(?=\s*\n)"
)
_BULLETS = "•▪●■·\uf0b7"
_LAST_WORD = re.compile(r"[^\s(\[\"'“‘]+$")
_LONGEST = 1500  # characters; longer "sentences" are tables or lists and are cut at spaces


@dataclass(frozen=True, slots=True)
class Sentence:
    """`article.part(part)[start:end]`; `paragraph` counts paragraphs (headline -1), `role` is its paragraph's."""

    number: int
    part: Part
    start: int
    end: int
    text: str
    paragraph: int
    role: Role


def cut_sentences(article: Article) -> list[Sentence]:
    """All sentences of the headline and of the paragraphs that are read, in order."""
    sentences: list[Sentence] = []
    if article.title:
        sentences.append(Sentence(0, "title", 0, len(article.title), article.title, -1, Role.HEADING))
    for number, paragraph in enumerate(article.paragraphs):
        if paragraph.role in READ_ROLES:
            for start, end in _spans(article.text, paragraph.start, paragraph.end):
                sentences.append(
                    Sentence(len(sentences), "text", start, end, article.text[start:end], number, paragraph.role)
                )
    return sentences


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _END.finditer(text, start, end):
        if match.group()[0] == "." and _is_abbreviation(text, begin, match.start()):
            continue
        yield from _pieces(text, begin, match.end())
        begin = match.end()
    yield from _pieces(text, begin, end)


def _is_abbreviation(text: str, begin: int, stop: int) -> bool:
    word = _LAST_WORD.search(text, max(begin, stop - 12), stop)
    if word is None:
        return False
    found = word.group()
    return found.lower() in load_abbreviations() or (len(found) == 1 and found.isupper()) or _is_initials(found)


def _is_initials(word: str) -> bool:
    """U.S, U.N, D.C: an end of sentence only where the next word says so, which it seldom does in news."""
    return "." in word and all(len(piece) <= 1 for piece in word.split("."))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The passage without bullets and blanks at its ends; in several pieces where it is too long, in none if empty."""
    start, end = _trimmed(text, start, end)
    while end - start > _LONGEST:
        cut = text.rfind(" ", start, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield _trimmed(text, start, cut)
        start, end = _trimmed(text, cut, end)
    if start < end:
        yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in _BULLETS):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
