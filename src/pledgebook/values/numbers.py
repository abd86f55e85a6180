"""Numbers in digits and in words, each with its span: "1,200", "1.5 million", "two hundred and fifty thousand"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pledgebook.lexicon.money import any_of, units

_DIGITS = re.compile(r"[0-9]+(?:[.,][0-9]+)*")  # begins with one set of characters, which makes the search quick
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:\.\d{3})+,\d{1,2}")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_SPACED = re.compile(r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?![\d.,]?\d)")
_VAGUE = re.compile(
    r"\b(?:tens|hundreds|thousands|several|few|many|couple|couple of|multi|some)[\s-]+(?:of[\s-]+)?\Z", re.IGNORECASE
)
_REACH = 60  # characters to each side of a scale word in which its number stands


@dataclass(frozen=True, slots=True)
class Number:
    """`text[start:end]` says `value`, unit included. `unit` is its last scale word or None; `raw` leaves the unit out.

    `digits` is the end of the digits (equal to `start` for words).
    """

    start: int
    end: int
    value: float
    raw: float
    unit: str | None
    digits: int


def find_numbers(text: str, small: bool = False) -> list[Number]:
    """Numbers in digits, and numbers in words, in order, without overlap.

    Words are found only where they hold a scale word ("two million"), unless `small` asks for all ("three", "a dozen").
    """
    found = list(_in_digits(text))
    words = list(_in_words(text, 0, len(text))) if small else list(_in_large_words(text, found))
    if words:
        found += [word for word in words if not any(n.start < word.end and word.start < n.end for n in found)]
        found.sort(key=lambda number: number.start)
    return found


def number_at(text: str, start: int) -> Number | None:
    """The number in digits that starts at `start`, with its unit."""
    match = _DIGITS.match(text, start)
    return _with_unit(text, match) if match else None


def spaced_at(text: str, start: int) -> Number | None:
    """A number whose thousands are set off by blanks ("200 000"), to be trusted only beside a currency."""
    match = _SPACED.match(text, start)
    if not match:
        return None
    value = float(re.sub(r"\D", "", match[0]))
    return Number(start, match.end(), value, value, None, match.end())


def scale_at(text: str, end: int) -> tuple[float, str | None, int]:
    """The unit that follows at `end`: (factor, its last word, where it ends); (1, None, end) where none does."""
    factor, word = 1.0, None
    while match := _unit_after().match(text, end):
        end = match.end()
        if match["short"]:
            word = match["short"]
            factor *= units().short[word]
        else:
            word = "".join(match["long"].lower().split())
            factor *= units().scale[word]
    return factor, word, end


def plain_value(digits: str) -> float | None:
    """The value of digits with English or European separators ("1,200", "1.500.000"); None for a list ("1,2,3")."""
    if digits.isdigit():
        return float(digits)
    if _GROUPED.fullmatch(digits):
        return float(digits.replace(",", ""))
    if _EUROPEAN.fullmatch(digits):
        return float(digits.replace(".", "").replace(",", "."))
    return float(digits.replace(",", ".")) if _DECIMAL.fullmatch(digits) else None


def _in_digits(text: str) -> Iterator[Number]:
    end = 0
    for match in _DIGITS.finditer(text):
        if match.start() >= end:
            number = _with_unit(text, match)
            end = number.end
            yield number


def _with_unit(text: str, match: re.Match[str]) -> Number:
    digits, raw, end = match[0], plain_value(match[0]), match.end()
    if raw is None:  # "10,20,30", "1.2.3": only the first is read
        digits = digits[: next(n for n, letter in enumerate(digits) if not letter.isdigit())]
        raw, end = float(digits), match.start() + len(digits)
    factor, word, last = scale_at(text, end)
    return Number(match.start(), last, raw * factor, raw, word, end)


def _in_large_words(text: str, digits: list[Number]) -> Iterator[Number]:
    """Numbers round the scale words that no number in digits has taken; looks at their neighbourhood only."""
    taken = {number.end for number in digits if number.unit}
    done = 0
    for match in _scale_inside().finditer(text):
        if match.end() not in taken and match.start() >= done:
            for word in _in_words(text, max(done, match.start() - _REACH), match.end() + _REACH):
                done = max(done, word.end)
                if word.unit:
                    yield word


def _in_words(text: str, start: int, end: int) -> Iterator[Number]:
    for match in _word_run().finditer(text, start, end):
        if not _VAGUE.search(text, max(0, match.start() - 16), match.start()):
            yield from _parsed(text, match)


def _parsed(text: str, match: re.Match[str]) -> Iterator[Number]:
    """The numbers in a run of number words; "one million and two million" are two."""
    tokens = [(m[0].lower(), m.start(), m.end()) for m in re.finditer(r"[^\W\d_]+", match[0])]
    for part in _parts(tokens):
        value, unit = _worth([word for word, _, _ in part])
        if value:
            start, end = match.start() + part[0][1], match.start() + part[-1][2]
            yield Number(start, end, value, value, unit, start)


_Token = tuple[str, int, int]


def _parts(tokens: list[_Token]) -> Iterator[list[_Token]]:
    """Cuts a run where "and" joins two numbers, and trims the "and", "of" and "a" that end a part."""
    scale = units().scale
    part: list[_Token] = []
    for place, token in enumerate(tokens):
        after_large = bool(part) and scale.get(part[-1][0], 0) >= 1_000_000
        if token[0] == "and" and after_large and [t[0] for t in tokens[place + 1 : place + 3]] != ["a", "half"]:
            yield _trimmed(part)
            part = []
        else:
            part.append(token)
    if part := _trimmed(part):
        yield part


def _trimmed(part: list[_Token]) -> list[_Token]:
    while part and part[-1][0] in ("and", "of", "a", "an"):
        part = part[:-1]
    while part and part[0][0] in ("and", "of"):
        part = part[1:]
    return part


def _worth(words: list[str]) -> tuple[float, str | None]:
    """The value of number words and their last scale word; (0, None) for what is no number ("million" alone)."""
    known, total, here, unit = units(), 0.0, 0.0, None
    for place, word in enumerate(words):
        if word in known.small:
            portion = known.small[word]
            if word.startswith("quarter") and here >= 1:
                here *= portion
            else:
                here += portion * (known.scale[unit] if unit and portion < 1 else 1)
        elif word in ("a", "an"):
            here = here or (1.0 if place + 1 < len(words) and words[place + 1] in known.scale else 0.0)
        elif word in known.scale and (here or total):
            unit, factor = word, known.scale[word]
            if factor == 100:
                here *= factor
            else:
                total, here = (total + here) * factor if here < 1000 and total < factor else total + here * factor, 0.0
        elif word in known.scale:
            return 0.0, None
    return total + here, unit


@cache
def _unit_after() -> re.Pattern[str]:
    """A unit after digits; letters of long ones may stand apart, as old scans have them ("m illio n")."""
    long = "|".join(r"\s?".join(word) for word in sorted(units().scale, key=len, reverse=True))
    short = "|".join(sorted(units().short, key=len, reverse=True))
    return re.compile(rf"(?:[\s-]{{0,6}}(?P<long>(?i:{long}))|(?<=\d)\s?(?P<short>{short}))(?![^\W_])")


@cache
def _word_run() -> re.Pattern[str]:
    word = any_of([*units().small, *units().scale])
    join = r"(?:[\s-]+|\s+and\s+|\s+and\s+an?\s+|\s+of\s+an?\s+|\s+an?\s+)"
    return re.compile(rf"\b(?:an?\s+)?{word}(?:{join}{word})*\b", re.IGNORECASE)


@cache
def _scale_inside() -> re.Pattern[str]:
    """Cheap sign that number words with a scale may stand in a text: a scale word less its first letter."""
    return re.compile("|".join(sorted({word[1:] for word in units().scale})))
