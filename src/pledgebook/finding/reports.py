"""Who says what in a sentence: its reporting words, with the noun that names the speaker and the party behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pledgebook.codebook import PartyId
from pledgebook.finding.context import Context
from pledgebook.finding.named import Named
from pledgebook.finding.tree import head_of
from pledgebook.lexicon.anaphors import load_anaphors
from pledgebook.lexicon.speech import load_speech
from pledgebook.records import Quote

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_SUBJECTS = ("nsubj", "nsubjpass", "agent")
_WITH = ("conj", "xcomp", "advcl")
_OFFICIAL = ("leader", "office")
_ANY = ("leader", "office", "organ", "organisation", "capital", "name", "adjective", "company")
_DOCS = 64  # parsed sentences whose reports are kept, since several acts ask for them
_REACH = 3  # sentences before, in which the person behind a pronoun may be named
_NAMES = ("PERSON", "ORG", "NORP", "WORK_OF_ART")


@dataclass(frozen=True, slots=True)
class Report:
    """`word` reports; `speaker` is the noun that says who speaks."""

    sentence: int
    word: Token
    speaker: Token

    @property
    def shape(self) -> str:
        """The reporting word, as a clue."""
        return f"{load_speech()[self.word.lemma_.lower()]} {self.word.lemma_.lower()}"


def reports_in(context: Context, sentence: int) -> Iterator[Report]:
    """The reporting words of a parsed sentence that have a speaker, in order."""
    doc = context.docs.get(sentence)
    for word, speaker in _pairs(doc) if doc is not None else ():
        yield Report(sentence, word, speaker)


@lru_cache(maxsize=_DOCS)
def _pairs(doc: Doc) -> tuple[tuple[Token, Token], ...]:
    """Each reporting word with its speaker."""
    words = load_speech()
    found: list[tuple[Token, Token]] = []
    for word in doc:
        kind = words.get(word.lemma_.lower())
        if kind not in ("says", "according") or word.pos_ == "NOUN" or (kind == "says" and word.pos_ != "VERB"):
            continue
        speaker = _subject(word) if kind == "says" else _object(word)
        if speaker is not None:
            found.append((word, speaker))
    return tuple(found)


def _subject(verb: Token) -> Token | None:
    """The subject of a verb, or of the one that it goes with: "and said", "rejected it, saying that"."""
    for token in (verb, *([verb.head] if verb.dep_ in _WITH and verb.head.pos_ == "VERB" else [])):
        for child in token.children:
            if child.dep_ in _SUBJECTS:
                return next(iter(child.children), None) if child.dep_ == "agent" else child
    return None


def _object(word: Token) -> Token | None:
    """The noun after "according to" or "per"."""
    for child in word.children:
        if child.dep_ in ("pobj", "dobj"):
            return child
        if child.dep_ == "prep":
            return _object(child)
    return None


def party_of(context: Context, report: Report) -> tuple[PartyId, Quote] | None:
    """The party for which a report's speaker speaks, with the passage that names it."""
    stands_for = load_anaphors().get(report.speaker.lower_)
    if stands_for in ("person", "own"):
        named = _before(context, report, _OFFICIAL)
    else:
        named = _named(context, report)
        if named is None and stands_for is not None:
            named = _before(context, report, _OFFICIAL if stands_for == "office" else _ANY)
    if named is not None:
        return named.party, _quote(context, named.sentence, named.start, named.end)
    span = _own_name(report.speaker)
    if span is None:
        return None
    quote = _quote(context, report.sentence, span.start_char, span.end_char)
    return f"name:{' '.join(quote.text.split())}", quote


def _quote(context: Context, sentence: int, start: int, end: int) -> Quote:
    whole = context.sentences[sentence]
    return context.article.quote(whole.start + start, whole.start + end, whole.part)


def _named(context: Context, report: Report) -> Named | None:
    """The party that is named in the speaker's noun phrase, its head rather than a part, else the first in it."""
    start, end = _phrase(report.speaker)
    inside = [n for n in context.named[report.sentence] if n.start < end and n.end > start]
    doc = context.docs[report.sentence]
    heads = [n for n in inside if head_of(doc, n.start, n.end).i == report.speaker.i]
    return next(iter(heads or inside), None)


def _phrase(head: Token) -> tuple[int, int]:
    """Where a noun's phrase stands, its relative clauses left out."""
    ends = [child.left_edge.i for child in head.children if child.dep_ in ("relcl", "acl") and child.i > head.i]
    last = head.doc[min(ends) - 1] if ends else head.right_edge
    return head.left_edge.idx, last.idx + len(last)


def _before(context: Context, report: Report, roles: tuple[str, ...]) -> Named | None:
    """The last party named before a pronoun or "the ministry" by one of these roles, else nobody."""
    same = [n for n in context.named[report.sentence] if n.end <= report.speaker.idx]
    for named in [*reversed(same), *context.before(report.sentence, _REACH)]:
        if named.role in roles:
            return named
    return None


def _own_name(head: Token) -> Span | None:
    """The name of a person, paper or body that the lexicon does not know."""
    for span in head.doc.ents:
        if span.start <= head.i < span.end and span.label_ in _NAMES:
            return span
    return None
