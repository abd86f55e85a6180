"""What one document introduces: persons with their offices, acronyms, and what its bare nouns mean."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from datetime import date
from functools import cache

from pledgebook.codebook import PartyId
from pledgebook.lexicon.officials import people, stands_for
from pledgebook.lexicon.parties import party_words
from pledgebook.values.party_scan import scan
from pledgebook.values.party_text import Found, words_of

NAME = r"[A-Z][\w'’-]+(?:\s+(?:[A-Z]\.|(?:al|el|bin|de|van|von|der)[\s-]|[A-Z][\w'’-]+)){1,3}"
BEFORE_OFFICE = re.compile(rf"({NAME}),\s+(?:who\s+is\s+|who\s+was\s+)?(?:the\s+|a\s+|an\s+)?$")
SPEAKER_BEFORE = re.compile(rf"({NAME})(?:,[^.;,\n]{{3,90}},|,\s+(?:an?|the|who\s+is\s+an?)(?:\s+[\w-]+){{0,3}})?\s+$")
SPEAKER_AFTER = re.compile(rf"\s+({NAME})")
US_LEGISLATOR = re.compile(rf"({NAME}),?\s+\(?[RDI]\s?[-–]\s?[A-Z]")
ACRONYM = re.compile(r"\s\(\W?([A-Z][A-Za-z&-]{1,9})\W?\)")
MOST_LONG = 120
FEWEST = 3


def names_introduced(text: str, on: date | None) -> dict[str, PartyId]:
    """Name -> party, the first introduction of each name winning."""
    found = scan(text, {}, on)
    learned = _learn_nouns(text, found)
    if any(party == "name:" for party in learned.values()):
        found = scan(text, learned, on)
    for mention in found:
        if mention.person is not None:
            _learn_person(learned, text[slice(*mention.person)], mention, on)
        elif mention.role == "office":
            before = BEFORE_OFFICE.search(text, max(0, mention.start - MOST_LONG), mention.start)
            if before:
                _learn_person(learned, before[1], mention, on)
    if "R-" in text or "D-" in text or "(R" in text or "(D" in text:
        for match in US_LEGISLATOR.finditer(text):
            _learn_name(learned, match[1], "USA")
    _learn_speakers(learned, text, found)
    _learn_acronyms(learned, text, found)
    return learned


def _learn_person(learned: dict[str, PartyId], name: str, mention: Found, on: date | None) -> None:
    """The full name and the surname. Officials of the word files stand for whom the day says, not for a past title."""
    persons = people().get(" ".join(name.split()))
    if persons:
        party = f"name:{persons[0].name}" if mention.out else stands_for(persons, on)[0]
        _learn_name(learned, persons[0].name, party, full=False)
    elif mention.ids or " " in name:
        name = _in_small_letters(name)
        _learn_name(learned, name, mention.ids[0] if mention.ids else f"name:{name}")


def _learn_name(learned: dict[str, PartyId], name: str, party: PartyId, full: bool = True) -> None:
    lexicon = party_words()
    parts = name.split()
    if full and len(parts) > 1:
        learned.setdefault(" ".join(parts), party)
    surname = parts[0] if party in lexicon.family_first else parts[-1]
    term = lexicon.names.get(surname, {}).get("")
    if len(surname) > 2 and surname[0].isupper() and (term is None or term.kind == "surname"):
        learned.setdefault(surname, party)


def _learn_speakers(learned: dict[str, PartyId], text: str, found: list[Found]) -> None:
    """Persons without an office whom the text quotes ("Jane Doe, an analyst, said"): they stand for themselves."""
    speech = _speech()
    taken = [(mention.start, mention.end) for mention in found]
    starts = [start for start, _ in taken]
    for match in speech.finditer(text):
        for name in (
            SPEAKER_BEFORE.search(text, max(0, match.start() - MOST_LONG), match.start()),
            SPEAKER_AFTER.match(text, match.end()),
        ):
            if name is not None and not _overlaps(taken, starts, *name.span(1)) and _is_person(name[1]):
                full = _in_small_letters(name[1])
                _learn_name(learned, full, f"name:{full}")


@cache
def _speech() -> re.Pattern[str]:
    lexicon = party_words()
    words = "|".join(sorted(lexicon.speech | lexicon.callings))
    return re.compile(rf"\b(?:{words})\b")


def _overlaps(taken: list[tuple[int, int]], starts: list[int], start: int, end: int) -> bool:
    at = bisect_left(starts, end)
    return at > 0 and taken[at - 1][1] > start


def _in_small_letters(name: str) -> str:
    """A name on one line; of one in capitals the first two words, as in a heading no comma ends it."""
    parts = name.split()
    return " ".join(part.capitalize() for part in parts[:2]) if name.isupper() else " ".join(parts)


def _is_person(name: str) -> bool:
    lexicon = party_words()
    parts = name.split()
    return parts[-1] not in lexicon.bodies and not any(part in lexicon.no_name for part in parts)


def _learn_acronyms(learned: dict[str, PartyId], text: str, found: list[Found]) -> None:
    """ "Syrian National Coalition (SNC)": the party just named, or the words whose first letters it is."""
    ends = {mention.end: mention for mention in found if mention.ids}
    for match in ACRONYM.finditer(text):
        mention = ends.get(match.start())
        if mention is not None and _stands_for(match[1], text[mention.start : mention.end]):
            learned.setdefault(match[1], mention.ids[0])
        elif long := _spelled_out(match[1], text[max(0, match.start() - MOST_LONG) : match.start()]):
            learned.setdefault(match[1], f"name:{long}")
            learned.setdefault(long, f"name:{long}")


def _stands_for(acronym: str, words: str) -> bool:
    """Whether the acronym's first letter is that of a word: "(MOFCOM)" after "Commerce Ministry"."""
    return any(word[0] == acronym[0] for word in words.split())


def _spelled_out(acronym: str, before: str) -> str:
    """The last words whose capitals spell the acronym, "" if none do."""
    letters = [char for char in acronym if char.isupper()]
    words = before.split()
    taken: list[str] = []
    while words and letters:
        word = words.pop()
        if word[0] == letters[-1]:
            letters.pop()
        elif word.lower() not in party_words().links:
            return ""
        taken.append(word)
    return " ".join(reversed(taken)) if not letters and len(taken) > 1 else ""


def _learn_nouns(text: str, found: list[Found]) -> dict[str, PartyId]:
    """Bare "rebels" are the Syrian rebels where the text names no other; "lawmakers" are the most named state's."""
    groups: dict[str, set[PartyId]] = {}
    for mention in found:
        if (
            mention.noun
            and mention.ids[0] != f"name:{mention.noun}"
            and not text[mention.start : mention.end].isupper()
        ):
            groups.setdefault(mention.noun, set()).add(mention.ids[0])
    learned = {noun: ids.pop() for noun, ids in groups.items() if len(ids) == 1}
    named = Counter(party for mention in found if mention.role != "leader" for party in mention.ids if len(party) == 3)
    words = set(words_of(text).words)
    for word, kind, state in party_words().legislators:
        if word not in words:
            continue
        if named[state] >= FEWEST and named[state] == max(named.values()):
            if kind == "body":
                learned.setdefault(word, state)
        elif kind == "title" and named and named[state] < max(named.values()):
            learned.setdefault(word, "name:")
    learned |= {name: state for name, state in party_words().shorthand if named[state] > 1 and name[4:] in words}
    return learned | _learn_namesakes(words)


def _learn_namesakes(words: set[str]) -> dict[str, PartyId]:
    """ "Georgia" where the text speaks of Atlanta and not of Tbilisi: a name that is no state's."""
    rows = [row for row in party_words().namesakes if row[0] in words]
    return {word: f"name:{word}" for word, other, party in rows if words & other and not words & party}
