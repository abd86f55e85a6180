"""Who is named in a text: states, their organs and leaders, organisations, companies and groups, with spans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pledgebook.codebook import PartyId
from pledgebook.lexicon.parties import PartyRole
from pledgebook.values.party_learning import names_introduced
from pledgebook.values.party_scan import scan

__all__ = ["PartyMention", "PartyRole", "find_parties", "learn_names", "says"]


@dataclass(frozen=True, slots=True)
class PartyMention:
    """`text[start:end]` names the parties `ids`, by `role`."""

    start: int
    end: int
    ids: tuple[PartyId, ...]
    role: PartyRole


def find_parties(text: str, known: Mapping[str, PartyId] | None = None, on: date | None = None) -> list[PartyMention]:
    """All parties named in the text, in order, never overlapping, the longest phrase first.

    `known` are names that the document introduces (`learn_names`); they go before the word files. `on` is the
    article's day: a person counts as the state only while in office, and without a day always.
    """
    return [PartyMention(f.start, f.end, f.ids, f.role) for f in scan(text, known or {}, on) if f.ids]


def learn_names(text: str, on: date | None = None) -> dict[str, PartyId]:
    """The names that this document introduces, for `known`.

    Persons with the country and office that they are introduced by, acronyms in brackets, surnames of officials
    named in full, and what "rebels", "refugees", "lawmakers" and "Senator" mean here where the text says it once.
    """
    return names_introduced(text, on)


def says(text: str, party: PartyId, known: Mapping[str, PartyId] | None = None, on: date | None = None) -> bool:
    """Whether the passage names that party; "name:" parties also where their very words stand in it."""
    if party.startswith("name:") and _plain(party[5:]) in _plain(text):
        return True
    return any(party in mention.ids for mention in find_parties(text, known, on))


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())
