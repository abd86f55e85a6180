"""What is kept of a text to know its copies again: its words as numbers, in order, and a few marks to find them by."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Words = NDArray[np.uint32]
    Hashes = NDArray[np.uint64]

LONGEST = 2_000  # words of a text that are looked at; what comes later is background
FEWEST = 12  # words; a shorter text is a headline or a leftover of a page, and is nobody's copy
TUPLE = 3  # words that make a shingle
MARKS = 64  # marks kept of a text
IN_QUOTES, NAME, LONG = 1, 2, 4
BITS = np.uint32(3)  # of these three
LONG_WORD = 5  # letters
MIX = np.uint64(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio (Knuth, TAOCP 3, section 6.4)
WORD = re.compile(r"\w+")
# A quotation of at least a clause; single quotes are apostrophes too, so these must begin and end at a word's edge
QUOTED = re.compile(r"“[^”]{12,1500}”|\"[^\"\n]{12,1500}\"|(?<!\w)‘[^\n]{12,800}?’(?!\w)|(?<!\w)'[^\n]{12,800}?'(?!\w)")


@dataclass(frozen=True, eq=False)
class Fingerprint:
    """The words of a text, in order, each a number of 32 bits: 29 of the word, and three that say what it is.

    The lowest bit says that it stands inside a quotation, the second that it is a name or a number, the third that it
    is long. Storable as bytes (4 for a word); the same on every machine and in every run.
    """

    words: Words = field(repr=False)

    @cached_property
    def told(self) -> Words:
        """The words outside of quotations: what the writer tells in his own words."""
        told: Words = self.plain[(self.words & IN_QUOTES) == 0]
        return told

    @cached_property
    def plain(self) -> Words:
        """All words, without regard to quotation marks."""
        return self.words >> BITS

    @cached_property
    def runs(self) -> Hashes:
        """All runs of three words, in order."""
        return shingles(self.plain)

    @cached_property
    def marks(self) -> tuple[int, ...]:
        """The (at most `MARKS`) smallest of the text's hashed shingles, as signed 64-bit numbers.

        Two texts share marks in the measure in which they share shingles (bottom-k sampling: Broder 1997). Only
        shingles with two words of weight (long ones, names, numbers) count: "one of the" stands in everybody's text.
        """
        if len(self.words) < FEWEST:
            return ()
        weighty = ((self.words & (NAME | LONG)) > 0).astype(np.int8)
        telling = weighty[:-2] + weighty[1:-1] + weighty[2:] >= 2
        return tuple(int(mark) for mark in np.unique(self.runs[telling])[:MARKS].view(np.int64))

    def to_bytes(self) -> bytes:
        return self.words.astype("<u4").tobytes()

    @classmethod
    def from_bytes(cls, stored: bytes) -> Fingerprint:
        return cls(np.frombuffer(stored, dtype="<u4").astype(np.uint32))


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of a text: punctuation and all words after the first 2,000 are left out, case but for names."""
    numbers: list[int] = []
    end = 0
    for quoted in QUOTED.finditer(text):
        numbers += map(_number, WORD.findall(text, end, quoted.start()))
        numbers += [number | IN_QUOTES for number in map(_number, WORD.findall(text, *quoted.span()))]
        end = quoted.end()
        if len(numbers) >= LONGEST:
            break
    else:
        numbers += map(_number, WORD.findall(text, end))
    return Fingerprint(np.array(numbers[:LONGEST], dtype=np.uint32))


def shingles(words: Words) -> Hashes:
    """One hash for each run of three words, in order; empty where there are fewer than three."""
    many = max(0, len(words) - TUPLE + 1)
    hashed = np.zeros(many, dtype=np.uint64)
    for place in range(TUPLE):
        hashed = (hashed ^ words[place : place + many]) * MIX
        hashed ^= hashed >> np.uint64(29)
    return hashed


@lru_cache(maxsize=1 << 17)
def _number(word: str) -> int:
    name = word[0].isupper() or word[0].isdigit()
    return crc32(word.lower().encode()) & 0xFFFFFFF8 | NAME * name | LONG * (len(word) >= LONG_WORD)
