"""The words of `furniture.toml`: what stands on a page but is no part of the story, as compiled patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pledgebook.codebook import Role
from pledgebook.lexicon.files import read_toml
from pledgebook.problems import BadLexicon

FILE = "furniture.toml"
ANYTHING = r".{1,60}?"  # what "*" in a row stands for
QUOTES = {"'": "['’‘]", '"': '["“”]'}
NAME = r"[\w.'’\- ]{2,40}?"
FULL_NAME = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,3}"
SENTENCE_END = r"(?<=[.!?”\"’]\s)"
PLACES = ("whole", "opening", "label", "shouted", "closing")
ROLES = (Role.LINK, Role.FURNITURE, Role.CREDIT, Role.CAPTION, Role.BYLINE)
TABLES: Mapping[str, tuple[str, ...]] = {
    "link": ("whole", "opening", "label", "shouted", "closing"),
    "furniture": ("whole", "opening", "label", "closing", "inside"),
    "credit": ("whole", "opening", "agencies", "bracketed"),
    "caption": ("opening",),
    "byline": ("whole", "opening", "closing", "not_after_by"),
    "marks": ("credit", "caption", "furniture"),
    "english": ("words",),
    "breaks": ("unfinished", "answering", "hanging"),
}
SPUN = "spun"  # the one table whose rows are phrase = what it stood for


@dataclass(frozen=True, slots=True)
class Furniture:
    """Compiled rows. Patterns with groups name the role of what they match by the group's name.

    `first_words` and `last_words` tell cheaply whether a paragraph can match `opening` or `closing` at all.
    """

    whole: Mapping[str, Role]
    opening: re.Pattern[str]
    closing: re.Pattern[str]
    first_words: frozenset[str]
    last_words: frozenset[str]
    bracketed: re.Pattern[str]
    calls: re.Pattern[str]
    phrases: re.Pattern[str]
    phrase_keys: tuple[str, ...]
    marks: re.Pattern[str]
    mark_words: frozenset[str]
    bracket_credit: re.Pattern[str]
    tail_credit: re.Pattern[str]
    not_after_by: frozenset[str]
    english: frozenset[str]
    unfinished: frozenset[str]
    answering: frozenset[str]
    hanging: frozenset[str]
    spun: Mapping[str, str]
    spun_by_first: Mapping[str, tuple[str, ...]]


@cache
def furniture() -> Furniture:
    """The validated rows. Raises BadLexicon where a table, a place or a row is wrong."""
    rows = read_toml(FILE)
    spun = _spun(rows.pop(SPUN, {}))
    tables = _checked(rows)
    return Furniture(
        whole=_wholes(tables),
        opening=_opening(tables),
        closing=_closing(tables),
        first_words=_edge_words(tables, ("opening", "label", "shouted"), 0),
        last_words=_edge_words(tables, ("closing",), -1),
        bracketed=_bracketed(tables),
        calls=_calls(tables),
        phrases=_phrases(tables),
        phrase_keys=tuple(tables["furniture"]["inside"]),
        marks=_marks(tables),
        mark_words=frozenset(row.split()[0] for rows in tables["marks"].values() for row in rows),
        bracket_credit=_bracket_credit(tables),
        tail_credit=_tail_credit(tables),
        not_after_by=frozenset(tables["byline"]["not_after_by"]),
        english=frozenset(tables["english"]["words"]),
        unfinished=frozenset(tables["breaks"]["unfinished"]),
        answering=frozenset(tables["breaks"]["answering"]),
        hanging=frozenset(tables["breaks"]["hanging"]),
        spun=spun,
        spun_by_first=_by_first_word(spun),
    )


def _checked(tables: dict[str, Any]) -> dict[str, dict[str, list[str]]]:
    for table, places in TABLES.items():
        if set(tables.get(table, {})) != set(places):
            raise BadLexicon(FILE, table, f"must have the rows {', '.join(places)}")
        for row in (row for place in places for row in tables[table][place]):
            if not isinstance(row, str) or not row.strip("*: ") or row != row.lower():
                raise BadLexicon(FILE, table, f"{row!r} must be words in small letters")
    if unknown := set(tables) - set(TABLES):
        raise BadLexicon(FILE, unknown.pop(), "is no table of this file")
    _no_clash(tables)
    return tables


def _no_clash(tables: dict[str, dict[str, list[str]]]) -> None:
    for place in PLACES:
        seen: dict[str, str] = {}
        for role, row in _rows(tables, (place,)):
            if row in seen:
                raise BadLexicon(FILE, f"{role}.{place}", f"{row!r} stands also under {seen[row]}.{place}")
            seen[row] = role


def _spun(rows: Mapping[str, Any]) -> Mapping[str, str]:
    for phrase, plain in rows.items():
        if not isinstance(plain, str) or phrase != phrase.lower() or " " not in phrase.replace("-", " "):
            raise BadLexicon(FILE, SPUN, f"{phrase!r} must be several words in small letters, and mean other words")
        if plain in rows:
            raise BadLexicon(FILE, SPUN, f"{plain!r} stands for {phrase!r} and is itself a sign")
    return dict(rows)


def _by_first_word(spun: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """The phrases by their first word: few articles have one, and asking for a word is quick."""
    firsts: dict[str, tuple[str, ...]] = {}
    for phrase in spun:
        first = phrase.split()[0]
        firsts[first] = (*firsts.get(first, ()), phrase)
    return firsts


def _rows(tables: dict[str, dict[str, list[str]]], places: tuple[str, ...]) -> Iterator[tuple[Role, str]]:
    for role in ROLES:
        for place in places:
            for row in tables[role].get(place, []):
                yield role, row


def _wholes(tables: dict[str, dict[str, list[str]]]) -> Mapping[str, Role]:
    return {row.replace("’", "'"): role for role, row in _rows(tables, ("whole",))}


def _words(row: str) -> str:
    """A row as a pattern: any space, either kind of quote, "*" for anything short; no half words."""
    letters = (ANYTHING if c == "*" else r"\s+" if c == " " else QUOTES.get(c, re.escape(c)) for c in row)
    return "".join(letters) + (r"\b" if row[-1].isalnum() else "")


def _any_of(rows: list[str]) -> str:
    return "|".join(map(_words, sorted(rows, key=lambda row: (-len(row), row))))


def _opening(tables: dict[str, dict[str, list[str]]]) -> re.Pattern[str]:
    groups = []
    for role in ROLES:
        table = tables[role]
        parts = [f"(?i:{_any_of(table['opening'])})"] if "opening" in table else []
        if "label" in table:
            parts.append(rf"(?i:[(\[]?\s*(?:{_any_of(table['label'])})\s*:)")
        if "shouted" in table:
            # a paragraph that ends with a full stop tells the story: "EXCLUSIVE: Norway will send ... ."
            shouted = _any_of([row.upper() for row in table["shouted"]])
            parts.append(rf"[(\[]?\s*(?:{shouted})\s*:(?![\s\S]*\.$)")
        groups.append(f"(?P<{role}>{'|'.join(parts)})")
    return re.compile("|".join(groups))


def _closing(tables: dict[str, dict[str, list[str]]]) -> re.Pattern[str]:
    groups = (rf"(?P<{role}>\b(?:{_any_of(tables[role]['closing'])}))" for role in ROLES if "closing" in tables[role])
    return re.compile(rf"(?:{'|'.join(groups)})[.)\]]*$", re.I)


def _edge_words(tables: dict[str, dict[str, list[str]]], places: tuple[str, ...], edge: int) -> frozenset[str]:
    return frozenset(bare(row.split()[edge]) for _, row in _rows(tables, places))


def bare(word: str) -> str:
    """A word in small letters, up to its first colon and without brackets: how `first_words` are looked up."""
    return word.casefold().partition(":")[0].strip("()[].,!>»")


def _bracketed(tables: dict[str, dict[str, list[str]]]) -> re.Pattern[str]:
    """An inserted link in brackets: "(READ MORE: ...)"."""
    rows = _any_of(tables["link"]["label"] + tables["link"]["shouted"])
    return re.compile(rf"[(\[]\s?(?:{rows})\s?:[^)\]\n]{{3,200}}[)\]]", re.I)


def _calls(tables: dict[str, dict[str, list[str]]]) -> re.Pattern[str]:
    """Inserted links inside a paragraph, after the end of a sentence: "... he said. READ: ..." to the line's end."""
    rows = [row.upper() for place in ("label", "shouted") for row in tables["link"][place] if "*" not in row]
    return re.compile(rf"{SENTENCE_END}(?:{_any_of(rows)})\s?:[^\n]{{3,200}}$", re.M)


def _phrases(tables: dict[str, dict[str, list[str]]]) -> re.Pattern[str]:
    return re.compile(rf"{SENTENCE_END}(?:{_any_of(tables['furniture']['inside'])})", re.I)


def _marks(tables: dict[str, dict[str, list[str]]]) -> re.Pattern[str]:
    groups = (f"(?P<{role}>{_any_of(rows)})" for role, rows in tables["marks"].items())
    return re.compile("|".join(groups), re.I)


def _bracket_credit(tables: dict[str, dict[str, list[str]]]) -> re.Pattern[str]:
    """A credit in brackets: "(Photo by Ann Lee)", "(Ann Lee/Reuters)", "[AP Photo]"."""
    opened, agencies = _any_of(tables["credit"]["bracketed"]), _any_of(tables["credit"]["agencies"])
    inner = rf"(?:{opened})[^()\[\]]{{0,80}}|(?:{NAME}\s?[/|,]\s?)?(?:{agencies})(?:\s?[/|]\s?{NAME})*"
    return re.compile(rf"[(\[]\s*(?:{inner})\s*[)\]]", re.I)


def _tail_credit(tables: dict[str, dict[str, list[str]]]) -> re.Pattern[str]:
    """A credit without brackets that ends a caption: "REUTERS/Ann Lee", "| REUTERS"."""
    agencies = _any_of(tables["credit"]["agencies"])
    slashed = rf"\b(?:REUTERS|AP Photo|AFP PHOTO|EPA)\s?/\s?{NAME}"
    return re.compile(
        rf"(?:{slashed}|\|\s*(?i:{agencies})(?:\s?[/|]\s?{NAME})?|{FULL_NAME}\s?\|\s?(?i:{agencies}))\.?$"
    )
