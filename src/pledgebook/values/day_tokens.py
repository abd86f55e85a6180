"""Cuts a text into the words that may say a day, and writes their order down as a short string.

The string has one letter for a word and, between two words, one sign for what joins them, so that the
grammar of day_rules.py can be regular expressions over it: "on May 21, 2022" is `M D,Y`.

Letters: M month, D day of the month, Y year, F full date in figures, d days "12-14", V years "2014-15", O decade,
W weekday, w short weekday, h holiday, K "yesterday", L last/this/next, R "last two weeks", r the same with years,
A "two weeks ago", Q early/mid/late, E earlier/later, G fiscal, g "FY18", S season, Z quarter, I since, B between,
e event, x no day.
Joints: space side by side, "," comma, "o" of/in, "t" to, "&" and, "|" anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from pledgebook.lexicon.days import day_words
from pledgebook.lexicon.events import events, phrases
from pledgebook.values.calendar import day_of

_NEAR = 14  # characters within which two words can be joined
_FULL = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)$")
_YEAR = re.compile(r"(?:1[89]|20)\d\d$")
_YEARS = re.compile(r"((?:19|20)\d\d)[-–/](\d\d|(?:19|20)\d\d)$")
_DAY = re.compile(r"([12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?$")
_DAYS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-–](\d{1,2})(?:st|nd|rd|th)?$")
_DECADE = re.compile(r"((?:1[89]|20)\d0)s$")
_BIG = re.compile(r"[\s-]*(?:million|billion|trillion|thousand|percent|per cent|%|m\b|bn\b)")
_NEXT_WORD = re.compile(r"[\s-]{1,2}([A-Za-z]+)")


class Token(NamedTuple):
    letter: str
    start: int
    end: int
    value: Any = None


class Tokens(NamedTuple):
    """`shape` holds the letter of `words[i]` at 2i and what joins it to the next at 2i+1."""

    words: list[Token]
    shape: str


def tokens(text: str) -> Tokens:
    """The words of a text that may say a day, in order."""
    found = [token for match in _scanner().finditer(text) if (token := _token(text, match))]
    joints = day_words().joints
    signs: list[str] = []
    for one, two in pairwise(found):
        gap = text[one.end : two.start]
        signs.append(one.letter + (_joint(gap, joints) if len(gap) <= _NEAR else "|"))
    return Tokens(found, "".join(signs) + (found[-1].letter if found else ""))


def _joint(gap: str, joints: Any) -> str:
    if gap == " " or not gap:
        return " "
    if gap == ", " or gap == ",":
        return ","
    if gap.count("\n") > 1:
        return "|"
    words = " ".join(gap.lower().split())
    word = words.lstrip(", ")
    if not word:
        return "," if words else " "
    return {"of": "o", "to": "t", "and": "&"}.get(joints.get(word, ""), "|")


def _token(text: str, match: re.Match[str]) -> Token | None:
    start, end, group = match.start(), match.end(), match.lastgroup
    said = match.group()
    if group == "word":
        return _word(text, said, start, end)
    if group == "span":
        return _span(said, start, end)
    if group == "fiscal":
        return Token("g", start, end, 2000 + int(said[-2:]))
    if group == "ago":
        return _ago(text, said, start, end)
    return _figures(text, said, start, end)


def _ago(text: str, said: str, start: int, end: int) -> Token | None:
    """ "weeks ago" with the number that must stand before it."""
    number = _number_before().search(text, max(0, start - _NEAR), start)
    if not number:
        return None
    count, unit = _count([*number.group().lower().split(), said.split()[0]])
    return Token("A", number.start(), end, (unit, count))


def _word(text: str, said: str, start: int, end: int) -> Token | None:
    words = day_words()
    plain = " ".join(said.lower().replace("’", "'").split())
    if plain in events():
        return Token("e", start, end, events()[plain])
    letter, value = words.kinds[plain] if plain in words.kinds else words.kinds[" ".join(said.lower().split())]
    if letter == "M" and said.rstrip(".").title() in words.doubtful:
        return Token("M", start, end, (value, _last_word(text, start) in words.doubtful_before))
    return Token(letter, start, end, (value, True) if letter == "M" else value)


def _span(said: str, start: int, end: int) -> Token:
    """ "last week", "the past two years", "this month": (modifier, number or None, unit)."""
    words = re.split(r"[\s-]+", said.lower())
    number, unit = _count(words[1:])
    if number is None and words[-1] != unit:
        number = 0  # "the coming weeks": how many is not said
    letter = "r" if unit == "year" and number is None else "R"
    return Token(letter, start, end, (day_words().modifiers[words[0]], number, unit))


def _count(words: list[str]) -> tuple[int | None, str]:
    """Number (None unsaid, 0 for several) and unit of "two weeks", "a couple of years", "month"."""
    known = day_words()
    words = [word for part in words for word in part.split("-")]
    said = " ".join(word for word in words[:-1] if word not in ("a", "an", "the"))
    unit = known.units[words[-1].lower()]
    if not said:
        return (1 if len(words) > 1 else None), unit
    return int(said) if said.isdecimal() else known.numbers[said.lower()], unit


def _figures(text: str, said: str, start: int, end: int) -> Token | None:
    before = text[start - 1] if start else " "
    if before in "$€£#/" or (before == "." and text[start - 2 : start - 1].isdigit()):
        return None
    if full := _FULL.match(said):
        day = day_of(int(full[1]), int(full[2]), int(full[3]))
        return Token("F", start, start + full.end(), (day,)) if day else None
    if _YEAR.match(said):
        return Token("Y", start, end, int(said)) if _is_year(text, start, end) else None
    if number := _DAY.match(said):
        counts = before == "-" or _BIG.match(text, end)
        return None if counts else Token("D", start, end, int(number[1]))
    return _pair(said, start, end)


def _pair(said: str, start: int, end: int) -> Token | None:
    """Figures with a joint inside: days, years, a decade, or day, month and year in an order to be found out."""
    if numeric := _NUMERIC.match(said):
        one, two, year = int(numeric[1]), int(numeric[3]), int(numeric[4])
        year += 0 if year > 99 else (2000 if year < 70 else 1900)
        orders = (day_of(year, two, one), None if numeric[2] == "." else day_of(year, one, two))
        return Token("F", start, end, orders) if any(orders) else None
    if years := _YEARS.match(said):
        first, last = int(years[1]), int(years[2])
        last += first // 100 * 100 if last < 100 else 0
        return Token("V", start, end, (first, last)) if first < last <= first + 60 else None
    if days := _DAYS.match(said):
        first, last = int(days[1]), int(days[2])
        return Token("d", start, end, (first, last)) if 1 <= first < last <= 31 else None
    if decade := _DECADE.match(said):
        return Token("O", start, end, int(decade[1]))
    return None


def _is_year(text: str, start: int, end: int) -> bool:
    """Not "2014 troops", "pre-2014", "resolution 1929"."""
    after = _NEXT_WORD.match(text, end)
    if after and after[1] in day_words().counted:
        return False
    if _BIG.match(text, end) or text[end : end + 1] == "%":
        return False
    return not text[max(0, start - 11) : start].lower().endswith(("pre-", "post-", "resolution ", "no. "))


def _last_word(text: str, start: int) -> str:
    words = text[max(0, start - 12) : start].split()
    return words[-1].lower() if words and text[start - 1].isspace() else ""


@cache
def _scanner() -> re.Pattern[str]:
    words = day_words()
    number = "(?:(?:a )?(?:" + trie(words.numbers) + r")|\d{1,3}|an?)"
    unit = "(?:" + trie(words.units) + r")\b"
    said = [form for word in words.written for form in _forms(word)]
    said += [form for phrase in phrases() for form in _apostrophes(phrase)]
    return re.compile(
        rf"\b(?:(?P<span>(?:{trie(f for w in words.modifiers for f in (w, w.title()))})(?:[ -]{number})?[ -]{unit})"
        rf"|(?P<ago>{unit} ago\b)"
        r"|(?P<fiscal>FY ?['’]?(?:20)?\d\d\b)"
        rf"|(?P<word>(?:{trie(said)})(?![\w/]))"
        r"|(?P<figures>\d{1,2}(?=,(?:19|20)\d\d\b)|\d+(?:[-/.,:–]\d+)*\w*))"
    )


@cache
def _number_before() -> re.Pattern[str]:
    numbers = day_words().numbers
    return re.compile(
        rf"\b(?:(?:a )?{trie(form for word in numbers for form in (word, word.title()))}|\d{{1,3}}|[Aa]n?)[ -]$"
    )


def _forms(word: str) -> set[str]:
    """As written, with a capital first letter, and, unless that makes a common word, in capitals."""
    return {word, word[0].upper() + word[1:], word.upper()} if len(word) > 3 or word == "May" else {word}


def _apostrophes(phrase: str) -> set[str]:
    return {phrase, phrase.replace("'", "’"), phrase[0].upper() + phrase[1:].replace("'", "’")}


def trie(words: Iterable[str]) -> str:
    """A regular expression of many words that reads each letter once and prefers the longest word."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _written(root)


def _written(node: dict[str, Any]) -> str:
    branches = [re.escape(letter) + _written(rest) for letter, rest in sorted(node.items()) if letter]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and "" not in node else "(?:" + "|".join(branches) + ")"
    return body + "?" if "" in node else body
