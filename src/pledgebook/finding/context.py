"""What a sentence inherits from its document: parties named before, the publisher, the home currency."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from pledgebook.codebook import Part, PartyId
from pledgebook.finding.named import Named
from pledgebook.finding.plurals import add_plurals
from pledgebook.finding.sentences import Sentence
from pledgebook.records import Article, Interval
from pledgebook.values.money import MoneyMention, find_money, home_currency
from pledgebook.values.parties import PartyMention, find_parties, learn_names

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MOST_NAMED = 5
_NARROW = 7  # days; a judged interval longer than this is no day to count from


def own_day(article: Article) -> Interval | None:
    """The article's own day: its judged date where that is narrow, else the day that it claims."""
    if article.date and article.date.days <= _NARROW:
        return article.date
    return Interval.day(article.claimed_date) if article.claimed_date else None


@dataclass
class Context:
    """An article with its sentences, the grammar of those let through, and what they inherit."""

    article: Article
    sentences: list[Sentence]
    docs: dict[int, Doc] = field(default_factory=dict)
    _marks: dict[int, dict[int, str]] = field(default_factory=dict)

    @cached_property
    def named(self) -> list[list[Named]]:
        """For each sentence, the parties named in it, in order."""
        rows: list[list[Named]] = [[] for _ in self.sentences]
        for part in ("title", "text"):
            self._place(part, rows)
        add_plurals(self.sentences, rows)
        return rows

    @cached_property
    def known(self) -> dict[str, PartyId]:
        """Names that this document introduces with their country or office."""
        title = f"{self.article.title}\n\n" if self.article.title else ""
        return learn_names(title + self.article.text, self.day)

    @cached_property
    def day(self) -> date | None:
        """The article's own day, from which "Friday" and "last month" are counted; None where it is not known well."""
        own = own_day(self.article)
        return own.end if own else None

    def _place(self, part: Part, rows: list[list[Named]]) -> None:
        numbers = [n for n, sentence in enumerate(self.sentences) if sentence.part == part]
        if not numbers:
            return
        starts = [self.sentences[n].start for n in numbers]
        for mention in find_parties(self.article.part(part), self.known, self.day):
            at = bisect_right(starts, mention.start) - 1
            if at >= 0 and mention.end <= self.sentences[numbers[at]].end:
                rows[numbers[at]].extend(self._named(mention, numbers[at], starts[at]))

    def _named(self, mention: PartyMention, sentence: int, start: int) -> list[Named]:
        begin, end = mention.start - start, mention.end - start
        return [Named(party, sentence, begin, end, mention.role) for party in mention.ids]

    @cached_property
    def counts(self) -> Counter[PartyId]:
        """How often each party is named in the sentences that are read."""
        return Counter(named.party for row in self.named for named in row)

    @cached_property
    def namings(self) -> int:
        """How often any party is named there, at least 1."""
        return sum(self.counts.values()) or 1

    @cached_property
    def most_named(self) -> list[PartyId]:
        ranked = sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))
        return [party for party, _ in ranked[:_MOST_NAMED]]

    @cached_property
    def home(self) -> str | None:
        """The currency that a bare "$" stands for, where the page shows it."""
        return home_currency(self.article.text, self.article.url)

    @cached_property
    def money(self) -> dict[int, list[MoneyMention]]:
        """The sums in each parsed sentence."""
        return {n: self._with_currency(find_money(self.sentences[n].text, self.home)) for n in self.docs}

    def _with_currency(self, sums: list[MoneyMention]) -> list[MoneyMention]:
        """A sum that names no currency has that of the sum beside it; where there is none, it is no sum of money."""
        named = [money.currency for money in sums if money.currency]
        return [replace(m, currency=named[0]) if not m.currency else m for m in sums if m.currency or named]

    def marks(self, sentence: int) -> dict[int, str]:
        """Token number -> PARTY or GROUP in a parsed sentence, so that clues speak of parties and not of countries."""
        if sentence not in self._marks:
            marks = self._marks[sentence] = {}
            for named in self.named[sentence]:
                span = self.docs[sentence].char_span(named.start, named.end, alignment_mode="expand")
                mark = "GROUP" if named.party.startswith("name:") else "PARTY"
                marks.update((token.i, mark) for token in span or ())
        return self._marks[sentence]

    def before(self, sentence: int, reach: int) -> Iterator[Named]:
        """Parties named in the `reach` sentences before that name any, the nearest first."""
        for n in range(sentence - 1, -1, -1):
            if reach == 0:
                return
            yield from reversed(self.named[n])
            reach -= bool(self.named[n])

    def steps(self, earlier: int, later: int) -> int:
        """How many sentences that name a party lie between two sentences, the earlier one counted."""
        return sum(bool(self.named[n]) for n in range(earlier, later))

    def told_before(self, sentence: int, most: int) -> list[int]:
        """The nearest parsed sentences before one, at most so many."""
        return [n for n in range(sentence - 1, -1, -1) if n in self.docs][:most]
