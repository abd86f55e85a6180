"""The parties of a book by the names that people may write for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pledgebook import phrases
from pledgebook.problems import BadSetting
from pledgebook.words import is_party, party_names, party_of

OFFERED, LONGEST = 100, 60  # names offered by a field, and their letters
ALIKE = 0.75  # of a name that may have been meant, by difflib


@dataclass(frozen=True, slots=True)
class Parties:
    """Names of those who give and who receive, the most frequent first, and the ids of all parties by their names."""

    givers: tuple[str, ...]
    takers: tuple[str, ...]
    ids: Mapping[str, str]

    def meant(self, word: str) -> str:
        """The id of the party that a name or a code means. Raises BadSetting where it means none."""
        party = find_party(word, self.ids)
        if party is None:
            near = get_close_matches(word.strip().lower(), [*self.ids, *party_names()], 1, ALIKE)
            hint = f" (did you mean {phrases.party(find_party(near[0], self.ids) or near[0])}?)" if near else ""
            raise BadSetting(f"no party is called {word.strip()!r}{hint}: choose a name from the list of the field, "
                             "or write a country or its code, such as Norway or NOR")  # fmt: skip
        return party

    def shown(self, word: str) -> str:
        """The name of the party that a word means; the word itself where it means none."""
        party = find_party(word, self.ids) if word else None
        return name_of(party, self.ids) if party else word


def parties_of(state: Any) -> Parties:
    """The parties of a desk, kept as long as its book stays as it is."""
    found: Parties = state.kept.get("parties", lambda: _read(*state.desk.parties()))
    return found


def _read(givers: list[str], takers: list[str]) -> Parties:
    ids: dict[str, str] = {}
    for party in [*givers, *takers]:
        ids.setdefault(phrases.party(party).lower(), party)
        ids.setdefault(party.lower(), party)
    return Parties(_offered(givers, ids), _offered(takers, ids), ids)


def _offered(parties: Iterable[str], ids: Mapping[str, str]) -> tuple[str, ...]:
    """The first names that fit into a field."""
    fitting = (party for party in parties if party.isprintable() and len(party) <= LONGEST)
    return tuple(name_of(party, ids) for party, _ in zip(fitting, range(OFFERED), strict=False))


def find_party(word: str, ids: Mapping[str, str]) -> str | None:
    """The id that a name or a code means: one of the lexicon before one that only the book has."""
    party = party_of(word.strip())
    return party if is_party(party) else ids.get(word.strip().lower())


def name_of(party: str, ids: Mapping[str, str]) -> str:
    """The party's name, where it means that party again; else its id."""
    name = phrases.party(party)
    return name if find_party(name, ids) == party else party
