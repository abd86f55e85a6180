"""Passages: a sentence with its headline and the sentence before, as the word pieces that the encoder sees.

The sentence before is that of the same paragraph, so that a paragraph put in between changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pledgebook.finding.context import Context

if TYPE_CHECKING:
    from tokenizers import Tokenizer

VOCABULARY = "encoder_vocab.txt"
PARTY, SUM = 1, 2  # marks of word pieces
_TITLE, _BEFORE, _SENTENCE = 120, 240, 900  # characters kept: the first, the last, the first
_BEGIN, _END = 101, 102  # the vocabulary's [CLS] and [SEP]


@dataclass(slots=True)
class Passage:
    """Word pieces `ids` with a mark each; `places` says of which characters of which sentence each piece is."""

    ids: list[int] = field(default_factory=lambda: [_BEGIN])
    marks: list[int] = field(default_factory=lambda: [0])
    places: dict[int, list[tuple[int, int, int]]] = field(default_factory=dict)

    def pieces(self, sentence: int, start: int, end: int) -> list[int]:
        """Positions of the pieces that touch characters `[start:end]` of a sentence; none where it was cut off."""
        return [at for begin, stop, at in self.places.get(sentence, ()) if begin < end and start < stop]

    def add(self, sentence: int, text: str, shift: int) -> None:
        """Appends a text that begins at character `shift` of its sentence."""
        row = self.places.setdefault(sentence, [])
        cut = load_tokenizer().encode(text, add_special_tokens=False)
        for piece, (start, end) in zip(cut.ids, cut.offsets, strict=True):
            row.append((start + shift, end + shift, len(self.ids)))
            self.ids.append(piece)
        self.ids.append(_END)
        self.marks += [0] * (len(self.ids) - len(self.marks))

    def mark(self, sentence: int, start: int, end: int, kind: int) -> None:
        """Marks the pieces of a party or a sum."""
        for at in self.pieces(sentence, start, end):
            self.marks[at] = kind


@cache
def load_tokenizer() -> Tokenizer:
    """The word pieces of uncased BERT (30,522), which MiniLM was trained with."""
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.normalizers import BertNormalizer
    from tokenizers.pre_tokenizers import BertPreTokenizer

    words = files("pledgebook.finding").joinpath(VOCABULARY).read_text(encoding="utf-8").splitlines()
    tokenizer = Tokenizer(WordPiece({word: n for n, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer


def passage_of(context: Context, number: int) -> Passage:
    """The passage of a parsed sentence."""
    passage = Passage()
    for sentence, text, shift in _parts(context, number):
        passage.add(sentence, text, shift)
        for named in context.named[sentence]:
            passage.mark(sentence, named.start, named.end, PARTY)
    for money in context.money[number]:
        passage.mark(number, money.start, money.end, SUM)
    return passage


def _parts(context: Context, number: int) -> Iterator[tuple[int, str, int]]:
    """(sentence, text, where in the sentence the text begins) of the headline, the sentence before and itself."""
    sentences = context.sentences
    if sentences[0].part == "title" and number > 0:
        yield 0, sentences[0].text[:_TITLE], 0
    if number > 0 and sentences[number - 1].paragraph == sentences[number].paragraph:
        shift = max(0, len(sentences[number - 1].text) - _BEFORE)
        yield number - 1, sentences[number - 1].text[shift:], shift
    yield number, sentences[number].text[:_SENTENCE], 0
