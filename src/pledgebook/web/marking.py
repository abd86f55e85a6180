"""An article's text in pieces, each with what it proves: quotations of acts, values inside them, doubts, left-outs.

Pieces never overlap and together are the text, letter by letter; `start` and `end` count letters (code points).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal

from pledgebook import phrases
from pledgebook.book.browsing import ToldArticle
from pledgebook.codebook import Part, Role
from pledgebook.records import Act, Money, Paragraph, Quote, Said
from pledgebook.web.wording import WINDOW

Sort = Literal["act", "value", "doubt", "left"]
PIECES = 1500  # marks on one page
NEAR, NEAR_BLOCKS = 3000, 4  # letters of a paragraph, and paragraphs, shown beside an entry


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage and what it is there for. `number` is the act's, doubt's or left-out's place in its list, from 1."""

    start: int
    end: int
    sort: Sort
    number: int
    says: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """`text[start:end]` and the marks that cover all of it; `first` are those that begin here."""

    start: int
    text: str
    marks: tuple[Mark, ...] = ()
    first: tuple[Mark, ...] = ()

    def numbers(self, sort: Sort) -> list[int]:
        return sorted({mark.number for mark in self.marks if mark.sort == sort})

    @property
    def says(self) -> str:
        """What the values here became: `amount: USD 300m; actor: Norway`."""
        told = dict.fromkeys(f"{m.field.replace('_', ' ')}: {m.says}" for m in self.marks if m.sort == "value")
        return "; ".join(told)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph in pieces, with its role on the page."""

    role: str
    pieces: tuple[Piece, ...] = field(default=())


def marks_of(told: ToldArticle, part: Part) -> list[Mark]:
    """Every mark of the text or the title."""
    marks = [mark for number, here in enumerate(told.acts, 1) for mark in _act_marks(here.act, number, part)]
    for number, doubt in enumerate(told.article.doubts, 1):
        marks += [Mark(q.start, q.end, "doubt", number, doubt.reason) for q in doubt.quotes if q.part == part]
    for number, out in enumerate(told.left_out, 1):
        if out.quote and out.quote.part == part:
            marks.append(Mark(out.quote.start, out.quote.end, "left", number, out.reason.value))
    return sorted(marks, key=lambda mark: (mark.start, -mark.end))


def _act_marks(act: Act, number: int, part: Part) -> Iterator[Mark]:
    for quote in act.evidence:
        if quote.part == part:
            yield Mark(quote.start, quote.end, "act", number)
    for said in act.said:
        if said.quote.part == part:
            yield Mark(said.quote.start, said.quote.end, "value", number, became(said), said.field)


def became(said: Said) -> str:
    """What a passage was read as, for people."""
    value = said.value
    if isinstance(value, dict):
        return _thing(value)
    if isinstance(value, list):
        return ", ".join(_thing(one) if isinstance(one, dict) else phrases.party(str(one)) for one in value)
    return phrases.party(value) if isinstance(value, str) else str(value)


def _thing(value: dict[str, Any]) -> str:
    if {"low", "high", "currency"} <= set(value):
        return phrases.money(Money(value["low"], value["high"], value["currency"]))
    if {"start", "end"} <= set(value):
        return value["start"] if value["start"] == value["end"] else f"{value['start']} to {value['end']}"
    if "name" in value:
        many = value.get("quantity")
        return phrases.plain(str(value["name"])) if many is None else f"{many:g} {phrases.plain(str(value['name']))}"
    return "; ".join(f"{name} {one}" for name, one in value.items())


def pieces_of(text: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """`text[start:end]` cut wherever a mark begins or ends."""
    here = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = sorted({start, end, *(m.start for m in here if m.start > start), *(m.end for m in here if m.end < end)})
    found = []
    for left, right in pairwise(cuts):
        over = tuple(m for m in here if m.start <= left and m.end >= right)
        found.append(Piece(left, text[left:right], over, tuple(m for m in over if m.start == left)))
    return tuple(found)


def blocks_of(told: ToldArticle, offset: int = 0) -> tuple[list[Block], int]:
    """The paragraphs of one window of the text from `offset` on, and where the next begins (0 where none does)."""
    text, marks = told.article.text, marks_of(told, "text")[:PIECES]
    stop = min(len(text), offset + WINDOW)
    blocks = []
    for paragraph in _paragraphs(told.article.paragraphs, text, offset, stop):
        start, end = max(paragraph.start, offset), min(paragraph.end, stop)
        blocks.append(Block(paragraph.role.value, pieces_of(text, start, end, marks)))
    return blocks, stop if stop < len(text) else 0


def blocks_near(told: ToldArticle, numbers: set[int]) -> list[Block]:
    """The paragraphs in which the acts of these numbers stand, with all their marks."""
    text, marks = told.article.text, marks_of(told, "text")[:PIECES]
    wanted = [mark for mark in marks if mark.sort == "act" and mark.number in numbers]
    blocks = []
    for paragraph in _paragraphs(told.article.paragraphs, text, 0, len(text)) if wanted else ():
        inside = [mark for mark in wanted if mark.start < paragraph.end and mark.end > paragraph.start]
        if inside:
            start = max(paragraph.start, inside[0].start - NEAR // 2)
            end = min(paragraph.end, start + NEAR)
            blocks.append(Block(paragraph.role.value, pieces_of(text, start, end, marks)))
    return blocks[:NEAR_BLOCKS]


def _paragraphs(known: Iterable[Paragraph], text: str, offset: int, stop: int) -> Iterator[Paragraph]:
    """The known paragraphs of a window, and whatever text stands between them."""
    place = offset
    for paragraph in [*known, Paragraph(len(text), len(text))]:
        if paragraph.start > place and text[place : min(paragraph.start, stop)].strip():
            yield from _lines(text, place, min(paragraph.start, stop))
        if paragraph.start >= stop:
            return
        if paragraph.end > place:
            yield paragraph
            place = paragraph.end


def _lines(text: str, start: int, stop: int) -> Iterator[Paragraph]:
    """Text of which no paragraphs are known, line by line."""
    place = start
    for line in text[start:stop].splitlines(keepends=True):
        if line.strip():
            yield Paragraph(place, place + len(line.rstrip("\r\n")), Role.BODY)
        place += len(line)


def values_of(act: Act) -> list[tuple[str, str, Quote]]:
    """(field, what it became, where it is said) of each value of an act."""
    return [(said.field.replace("_", " "), became(said), said.quote) for said in act.said]
