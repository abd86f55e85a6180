"""Where in its article an act that a model tells stands: its quotations and its word, found to the letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pledgebook.finding.context import Context
from pledgebook.finding.llm.places import find_words, is_inside
from pledgebook.problems import Reason
from pledgebook.records import LeftOut, Quote

RULE = "llm"
MOST_QUOTES = 4
_MOST_SENTENCES = 3  # in one quotation: "a sentence or its part"; some are told over a colon or a list
_SHOWN = 80  # characters of words that are not there


@dataclass(slots=True)
class Claim:
    """An act as told, the quotations that hold it, the word that tells its kind, and that word's sentence.

    `notes` say what of it was dropped or put right, in the order in which that happened.
    """

    told: Mapping[str, Any]
    evidence: tuple[Quote, ...]
    word: Quote
    sentence: int
    notes: list[str] = field(default_factory=list)

    def find(self, context: Context, words: str) -> Quote | None:
        """The passage with these words that is nearest to the quotations."""
        return find_words(context.article, words, self.evidence)

    def drop(self, what: str, why: str) -> None:
        self.notes.append(f"dropped {what}: {why}")


def locate(context: Context, told: Mapping[str, Any]) -> Claim | LeftOut:
    """The claim with its place in the article, or why it is left out: what is not there was never said."""
    found, notes = _quotes(context, told["quotes"])
    if not found:
        return left_out(Reason.NOT_SAID, told, None, notes[0] if notes else "it has no quotation")
    word = find_words(context.article, told["kind_words"], found)
    if word is None or not is_inside(word, found):
        return left_out(
            Reason.NOT_SAID, told, found[0], f"its word {shown(told['kind_words'])} is not in the quotation"
        )
    sentence = sentence_of(context, word)
    if sentence is None:
        return left_out(Reason.NOT_SAID, told, found[0], "the quotation stands in a part of the page that is not read")
    found.sort(key=lambda quote: not is_inside(word, (quote,)))  # what tells of the kind goes first
    return Claim(told, tuple(found[:MOST_QUOTES]), word, sentence, notes)


def left_out(reason: Reason, told: Mapping[str, Any], quote: Quote | None, why: str) -> LeftOut:
    """The same form as what the grammar's judge leaves out: kind, actors, targets, and why."""
    parties = " -> ".join(
        ", ".join(one["party"][:_SHOWN] for one in told[slot]) or "nobody" for slot in ("actor", "target")
    )
    return LeftOut(reason, quote, f"{told['kind']}: {parties}; {why}", RULE)


def shown(words: str) -> str:
    """Words in quotation marks, cut where they are long."""
    plain = " ".join(words.split())
    return f"“{plain if len(plain) <= _SHOWN else plain[:_SHOWN] + '…'}”"


def sentence_of(context: Context, quote: Quote) -> int | None:
    """The number of the sentence in which a passage begins; None where that is not read."""
    inside = (s for s in context.sentences if s.part == quote.part and s.start <= quote.start < s.end)
    return next((sentence.number for sentence in inside), None)


def _quotes(context: Context, passages: list[str]) -> tuple[list[Quote], list[str]]:
    found: dict[Quote, None] = {}
    notes: list[str] = []
    for words in passages[:MOST_QUOTES]:
        quote = find_words(context.article, words, tuple(found))
        if quote is None:
            notes.append(f"the quotation {shown(words)} does not stand in the article")
        elif _sentences(context, quote) > _MOST_SENTENCES:
            notes.append(f"the quotation {shown(words)} is longer than {_MOST_SENTENCES} sentences")
        else:
            found[quote] = None
    return list(found), notes


def _sentences(context: Context, quote: Quote) -> int:
    return sum(s.part == quote.part and s.start < quote.end and quote.start < s.end for s in context.sentences)
