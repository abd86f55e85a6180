"""Walks over the words of a text once and finds the names of parties."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pledgebook.codebook import PartyId
from pledgebook.lexicon.parties import PartyRole, Term, Trie, split_words
from pledgebook.values.party_phrases import About, mention_of
from pledgebook.values.party_text import Found, Words, longest, words_of


def scan(text: str, known: Mapping[str, PartyId], on: date | None) -> list[Found]:
    """All mentions of a text in order, none overlapping. Those with empty `ids` name nobody."""
    words = words_of(text)
    own, names, about = _own_names(known), words.lexicon.names, About(known, on)
    found: list[Found] = []
    after = 0
    for index in [i for i, word in enumerate(words.words) if word in names or word in own or word.isupper()]:
        hit = _best(words, index, names, own) if index >= after else None
        if hit is not None:
            mention, after = mention_of(words, index, *hit, about)
            if mention is not None:
                _add(found, mention)
    return found


def _own_names(known: Mapping[str, PartyId]) -> Trie:
    """The document's own names as a trie; "name:" alone is advice about a title, no name."""
    trie: Trie = {}
    for name, party in known.items():
        node, after_the = trie, name.startswith("the ")
        for word in split_words(name.removeprefix("the ")):
            node = node.setdefault(word, {})
        if node is not trie and party != "name:":
            node[""] = _own_term(name, party, after_the)
    return trie


def _own_term(name: str, party: PartyId, after_the: bool) -> Term:
    role: PartyRole = "name" if after_the else "group" if name.islower() else "leader"
    return Term("party", name, (party,), role, after_the)


def _best(words: Words, index: int, names: Trie, own: Trie) -> tuple[Term, int] | None:
    """The longest term that starts at a word; of two as long the document's own."""
    general = longest(words, index, names)
    special = longest(words, index, own) if own else None
    if special is None or (general is not None and general[1] > special[1]):
        return general
    return special


def _add(found: list[Found], mention: Found) -> None:
    """Adds a mention. Earlier ones inside it are dropped; one that it cuts into is made longer or left alone."""
    while found and found[-1].end > mention.start:
        last = found[-1]
        if last.start >= mention.start:
            found.pop()
        elif last.ids == mention.ids:
            found[-1] = mention._replace(start=last.start)
            return
        elif mention.person is not None and mention.person[0] >= last.end:
            mention = mention._replace(start=mention.person[0])
        else:
            return
    found.append(mention)
