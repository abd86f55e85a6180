"""The words that name parties, read from the word files into tries of words.

A trie is a dict from a word to the next dict; under "" it holds the `Term` that ends there. Names are
kept as the news spells them, with and without accents; offices and other small words in lower case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from pledgebook.codebook import PartyId
from pledgebook.lexicon.files import read_csv
from pledgebook.lexicon.officials import Person, checked_id, people, surnames
from pledgebook.problems import BadLexicon

PartyRole = Literal[
    "name", "adjective", "demonym", "capital", "leader", "office", "organ", "organisation", "group", "company"
]
Kind = Literal["party", "blocked", "person", "surname", "title", "head", "folk", "band", "tail"]
Trie = dict[str, Any]
WORD = re.compile(r"[^\W_]+")
GENERATED = "country_names.csv"  # the hand-written file has the last word where the two differ ("Congo")
KINDS = {
    "offices.csv": ("office", "organ", "between", "portfolio", "former", "courtesy"),
    "groups.csv": ("phrase", "head", "folk", "band", "tail", "kept"),
    "surroundings.csv": ("suffix", "prefix", "state", "given", "calendar", "family_first", "speech", "role", "body",
                         "particle", "link", "namelike"),
}  # fmt: skip
GROUP_NOUNS: tuple[Kind, ...] = ("head", "folk", "band", "tail")
COUNTRY_COLUMNS: dict[str, PartyRole] = {
    "names": "name", "adjectives": "adjective", "people": "demonym", "capitals": "capital",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """One name: what kind of thing it is, the parties it names (empty: named as written) and its role.

    `after_the` is true where it counts only after "the" ("the West"); `words` is its spelling in the file.
    """

    kind: Kind
    words: str
    ids: tuple[PartyId, ...] = ()
    role: PartyRole = "name"
    after_the: bool = False
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class PartyWords:
    """All words about parties. `names` is scanned for; the rest says what stands around a name.

    `small` are words of groups that are written small, so that "Allies" at the start of a sentence are "allies".
    """

    names: Trie = field(repr=False)
    offices: Trie = field(repr=False)
    office_ends: frozenset[str]
    office_nouns: frozenset[str]
    between: frozenset[str]
    portfolio: frozenset[str]
    former: frozenset[str]
    courtesy: frozenset[str]
    kept: frozenset[str]
    small: frozenset[str]
    suffixes: frozenset[str]
    prefixes: frozenset[str]
    us_states: frozenset[str]
    given_names: frozenset[str]
    namelike: frozenset[str]
    no_name: frozenset[str]
    family_first: frozenset[PartyId]
    speech: frozenset[str]
    callings: frozenset[str]
    bodies: frozenset[str]
    particles: frozenset[str]
    links: frozenset[str]
    legislators: tuple[tuple[str, str, PartyId], ...]
    shorthand: tuple[tuple[str, PartyId], ...]
    namesakes: tuple[tuple[str, frozenset[str], frozenset[str]], ...]
    press: frozenset[PartyId]


@cache
def party_words() -> PartyWords:
    """The party words, read once. Raises BadLexicon where one name stands for two parties."""
    offices, groups, around = (_kinds(file, *kinds) for file, kinds in KINDS.items())
    return PartyWords(
        names=_names(groups),
        offices=_office_trie(offices),
        office_ends=_last_words(offices, "office", "organ") | _lower(offices, "portfolio") | _lower(offices, "former"),
        office_nouns=_last_words(offices, "office") - _lower(offices, "portfolio"),
        between=_lower(offices, "between"),
        portfolio=_lower(offices, "portfolio"),
        former=_lower(offices, "former"),
        courtesy=_lower(offices, "courtesy"),
        kept=_lower(groups, "kept"),
        small=frozenset(word for kind in (*GROUP_NOUNS, "kept") for phrase in groups[kind] for word in phrase.split()),
        suffixes=_lower(around, "suffix"),
        prefixes=_lower(around, "prefix"),
        us_states=frozenset(around["state"]),
        given_names=frozenset(around["given"]),
        namelike=frozenset(around["namelike"]),
        no_name=frozenset(around["calendar"]),
        family_first=frozenset(around["family_first"]),
        speech=frozenset(around["speech"]),
        callings=frozenset(around["role"]),
        bodies=frozenset(around["body"]),
        particles=frozenset(around["particle"]),
        links=frozenset(around["link"]),
        legislators=tuple((cells["words"], cells["kind"], cells["id"]) for _, cells in _legislators()),
        shorthand=tuple((cells["words"], cells["id"]) for _, cells in read_csv("shorthand.csv", ("words", "id"))),
        namesakes=tuple(_namesakes()),
        press=frozenset(f"name:{words[0]}" for _, words in _rows("press.csv", ("words",))),
    )


def is_press(party: PartyId) -> bool:
    """Whether the party is a newspaper, agency or broadcaster: a speaker, not a donor or a target."""
    return party in party_words().press


def split_words(name: str) -> tuple[str, ...]:
    """The words of a name, as the tries have them: "Guinea-Bissau" has two, "U.S." has two."""
    return tuple(WORD.findall(name))


def walk(trie: Trie, words: tuple[str, ...]) -> Term | None:
    """The term that these very words name, if any."""
    for word in words:
        if word not in trie:
            return None
        trie = trie[word]
    term: Term | None = trie.get("")
    return term


def _names(groups: dict[str, list[str]]) -> Trie:
    trie: Trie = {}
    for file, row, term in _terms(groups):
        for spelling in {term.words, _unaccented(term.words)}:
            _put(trie, file, row, term, split_words(spelling))
    return trie


def _terms(groups: dict[str, list[str]]) -> Iterator[tuple[str, int, Term]]:
    """Yields (file, row, term); earlier files win where `_put` allows two."""
    for row, words in _rows("blocked.csv", ("why", "words")):
        yield from (("blocked.csv", row, Term("blocked", word)) for word in words)
    yield from _country_terms()
    for file in ("organs.csv", "organisations.csv", "press.csv"):
        yield from _organisation_terms(file)
    for phrase in groups["phrase"]:
        yield "groups.csv", 0, _term(phrase, (), "group")
        if phrase[0].islower() and not phrase.startswith("the "):
            yield "groups.csv", 0, _term(phrase[0].upper() + phrase[1:], (f"name:{phrase}",), "group")
    for kind in GROUP_NOUNS:
        spellings = {form for word in groups[kind] for form in (word, word[0].upper() + word[1:])}
        yield from (("groups.csv", 0, Term(kind, word, (), "group")) for word in sorted(spellings))
    for number, cells in _legislators():
        if cells["kind"] == "title":
            yield "legislators.csv", number, Term("title", cells["words"], (cells["id"],), "leader")
    for name, persons in people().items():
        yield "officials.csv", persons[0].row, Term("person", name, (), "leader", False, persons)
    for name, persons in surnames().items():
        yield "officials.csv", persons[0].row, Term("surname", name, (), "leader", False, persons)


def _country_terms() -> Iterator[tuple[str, int, Term]]:
    for number, cells in read_csv("countries.csv", ("id", *COUNTRY_COLUMNS)):
        for column, role in COUNTRY_COLUMNS.items():
            words = filter(None, cells[column].split("|"))
            yield from (("countries.csv", number, _term(word, (cells["id"],), role)) for word in words)
    for number, cells in read_csv(GENERATED, ("words", "id")):
        yield GENERATED, number, Term("party", cells["words"], (cells["id"],))


def _organisation_terms(file: str) -> Iterator[tuple[str, int, Term]]:
    columns = {"organs.csv": ("id", "words"), "press.csv": ("words",)}.get(file, ("id", "role", "words"))
    for number, cells in read_csv(file, columns):
        words = cells["words"].split("|")
        party = f"name:{words[0]}" if file == "press.csv" else cells["id"]
        role: Any = "organ" if file == "organs.csv" else cells.get("role", "organisation")
        if role not in ("organ", "organisation", "company", "group"):
            raise BadLexicon(file, number, f"has the unknown role {role!r}")
        yield from ((file, number, _term(word, (party,) if party else (), role)) for word in words)


def _term(words: str, ids: tuple[PartyId, ...], role: PartyRole) -> Term:
    """A term; a small "the" before it is a condition for it to count, and part of its id where it has no other."""
    bare = _bare(words)
    after_the = words.startswith("the ")
    ids = ids or ((f"name:{words}",) if after_the else ())
    return Term("party", bare, ids, role, after_the)


def _put(trie: Trie, file: str, row: int, term: Term, words: tuple[str, ...]) -> None:
    """Adds a term. A name after "the" and the same name without it are one term, which needs no "the"."""
    if not words:
        raise BadLexicon(file, row, f"{term.words!r} has no words")
    for party in term.ids:
        checked_id(file, row, party)
    for word in words:
        trie = trie.setdefault(word, {})
    there: Term | None = trie.get("")
    if there is None or (there.after_the and not term.after_the and there.ids == term.ids):
        trie[""] = term
    elif there.kind == "party" == term.kind and there.ids != term.ids and file != GENERATED:
        raise BadLexicon(file, row, f"{term.words!r} is {term.ids}, but it is {there.ids} already")


def _legislators() -> Iterator[tuple[int, dict[str, str]]]:
    yield from read_csv("legislators.csv", ("kind", "words", "id"))


def _namesakes() -> Iterator[tuple[str, frozenset[str], frozenset[str]]]:
    for _, cells in read_csv("namesakes.csv", ("words", "other", "party")):
        yield cells["words"], frozenset(cells["other"].split("|")), frozenset(cells["party"].split("|"))


def _office_trie(offices: dict[str, list[str]]) -> Trie:
    trie: Trie = {}
    for kind in ("office", "organ"):
        for words in offices[kind]:
            node = trie
            for word in split_words(words):
                node = node.setdefault(word, {})
            node[""] = kind
    return trie


def _last_words(offices: dict[str, list[str]], *kinds: str) -> frozenset[str]:
    return frozenset(split_words(words)[-1] for kind in kinds for words in offices[kind])


def _kinds(file: str, *kinds: str) -> dict[str, list[str]]:
    """The rows (kind, words) of a file as kind -> words. Raises BadLexicon for an unknown kind or one without words."""
    found: dict[str, list[str]] = {kind: [] for kind in kinds}
    for row, cells in read_csv(file, ("kind", "words")):
        if cells["kind"] not in found:
            raise BadLexicon(file, row, f"has the unknown kind {cells['kind']!r}")
        found[cells["kind"]] += cells["words"].split("|")
    for kind, words in found.items():
        if not all(words) or not words:
            raise BadLexicon(file, "-", f"has an empty word, or none, of the kind {kind!r}")
    return found


def _rows(file: str, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    for number, cells in read_csv(file, columns):
        yield number, [word for word in cells["words"].split("|") if word]


def _lower(kinds: dict[str, list[str]], kind: str) -> frozenset[str]:
    return frozenset(word for words in kinds[kind] for word in split_words(words.lower()))


def _bare(words: str) -> str:
    return words.removeprefix("the ")


def _unaccented(words: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", words) if not unicodedata.combining(char))
