"""Cuts an article into pieces that fit into one question: paragraphs, and sentences of those that are too long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from pledgebook.finding.context import Context

CHARACTERS = 4  # a token of English, on average
_CONTEXT = 600  # characters of the lead and of the piece before that are repeated, so that a pronoun has its noun

Span = tuple[int, int]  # of article.text


@dataclass(frozen=True, slots=True)
class Chunk:
    """`text` is to be coded; `before` only helps to understand it: the article's lead and the end of the last chunk."""

    text: str
    before: tuple[str, ...] = ()


def cut(context: Context, tokens: int) -> list[Chunk]:
    """The chunks of an article, of at most so many tokens each (estimated), in order; none where nothing is read."""
    text = context.article.text
    packs = list(_packed(_pieces(context, tokens * CHARACTERS), tokens * CHARACTERS))
    chunks: list[Chunk] = []
    for number, pack in enumerate(packs):
        before: tuple[str, ...] = ()
        if number:
            lead, last = packs[0][0], packs[number - 1][-1]
            spans = dict.fromkeys(
                ((lead[0], min(lead[1], lead[0] + _CONTEXT)), (max(last[0], last[1] - _CONTEXT), last[1]))
            )
            before = tuple(text[start:end] for start, end in spans)
        chunks.append(Chunk("\n\n".join(text[start:end] for start, end in pack), before))
    return chunks


def _pieces(context: Context, most: int) -> Iterator[Span]:
    """The paragraphs that are read, from first to last sentence; one that is too long in its sentences."""
    sentences = [sentence for sentence in context.sentences if sentence.part == "text"]
    for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        own = list(group)
        whole = own[0].start, own[-1].end
        if whole[1] - whole[0] <= most:
            yield whole
        else:
            yield from ((sentence.start, sentence.end) for sentence in own)


def _packed(pieces: Iterator[Span], most: int) -> Iterator[list[Span]]:
    pack: list[Span] = []
    size = 0
    for start, end in pieces:
        if pack and size + end - start > most:
            yield pack
            pack, size = [], 0
        pack.append((start, end))
        size += end - start
    if pack:
        yield pack
