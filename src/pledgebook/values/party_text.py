"""The words of a text with their spans, and what a mention of a party is made of."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from pledgebook.codebook import PartyId
from pledgebook.lexicon.parties import WORD, PartyRole, PartyWords, Term, Trie, party_words

# What may stand between two words of one name; anything more begins another phrase.
GAPS = frozenset({"", " ", "  ", "\n", "\u00a0", "-", "\u2013", "\u2011", "'", "’", ".", "/", " & ", "+"})
HYPHENS = ("-", "\u2013", "\u2011")


class Found(NamedTuple):
    """`text[start:end]` names the parties `ids`; without any it only keeps other names out of that span.

    `person` is the span of a person's name in it; `noun` that of a group that may be told of by it alone ("rebels");
    `out` says that the person is said to be out of office.
    """

    start: int
    end: int
    ids: tuple[PartyId, ...]
    role: PartyRole
    person: tuple[int, int] | None = None
    noun: str = ""
    out: bool = False


class Words:
    """The words of a text, their spans, and the questions that the rules ask about neighbours."""

    __slots__ = ("count", "lexicon", "spans", "text", "words")

    def __init__(self, text: str, lexicon: PartyWords) -> None:
        self.text = text
        self.spans = [match.span() for match in WORD.finditer(text)]
        self.words: list[str] = WORD.findall(text)
        self.count = len(self.words)
        self.lexicon = lexicon

    def gap(self, index: int) -> str:
        """The text between word `index - 1` and word `index`."""
        return self.text[self.spans[index - 1][1] : self.spans[index][0]]

    def joined(self, index: int) -> bool:
        """Whether word `index` may go on a phrase that word `index - 1` is in; "St. Lucia" and "Sen. Paul" may."""
        if not 0 < index < self.count:
            return False
        gap = self.gap(index)
        return gap in GAPS or (gap in (". ", ".\n") and len(self.words[index - 1]) <= 4)

    def lower(self, index: int) -> str:
        """The word in lower case, "" beyond the ends."""
        return self.words[index].lower() if 0 <= index < self.count else ""

    def before(self, index: int) -> str:
        """The word right before, in lower case, "" where something parts them."""
        return self.words[index - 1].lower() if self.joined(index) else ""

    def after(self, index: int) -> str:
        """The word at `index` in lower case, "" where something parts it from the one before."""
        return self.words[index].lower() if self.joined(index) else ""

    def hyphen_before(self, index: int) -> bool:
        start = self.spans[index][0]
        return self.text[start - 1 : start] in HYPHENS

    def hyphen_after(self, end: int) -> bool:
        return self.text[end : end + 1] in HYPHENS

    def end_of(self, first: int, stop: int) -> int:
        """Where words `first` to `stop - 1` end; the full stop of "U.S." is part of it."""
        end = self.spans[stop - 1][1]
        dotted = stop - first > 1 and len(self.words[stop - 1]) == 1 and self.gap(stop - 1) in (".", ". ")
        return end + 1 if dotted and self.text[end : end + 1] == "." else end

    def written(self, first: int, stop: int) -> str:
        """Words `first` to `stop - 1` as written, on one line."""
        return " ".join(self.text[self.spans[first][0] : self.end_of(first, stop)].split())


@lru_cache(maxsize=4)
def words_of(text: str) -> Words:
    """The words of a text; the last few texts are kept, as each is read for its own names first and then again."""
    return Words(text, party_words())


def longest(words: Words, index: int, trie: Trie) -> tuple[Term, int] | None:
    """The longest term that starts at a word, and the index after it; capitals may stand for small letters."""
    best: tuple[Term, int] | None = None
    shouting = len(words.words[index]) > 3 and words.words[index].isupper()
    for at in range(index, words.count):
        if at > index and not words.joined(at):
            break
        word = words.words[at]
        step = trie.get(word)
        if step is None and shouting and word.isupper():
            step = trie.get(word.capitalize())
        if step is None:
            break
        trie = step
        if "" in trie:
            best = trie[""], at + 1
    return best
