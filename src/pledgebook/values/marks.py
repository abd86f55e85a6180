"""A number and its mark of money, side by side: "$40bn", "NOK 250m", "300 million yen", "1.5 EUR million"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pledgebook.lexicon.money import Mark, currencies, hedges
from pledgebook.values.numbers import Number, scale_at, spaced_at

_SIGN_BEFORE = re.compile(
    r"(?P<sign>[A-Za-z.]{0,4}[^\w\s.,;:()\[\]\"'“”‘’/*%+<>=&#@!?|~-][A-Za-z]{0,3})[ \u00a0]{0,2}\Z"
)
_WORD_BEFORE = re.compile(r"(?<![\w$])(?P<word>[^\W\d_]+\.?)[\s-]{0,2}\Z")
_WORDS_BEFORE = re.compile(r"(?<!\w)(?P<words>(?:[A-Z][\w.]*\s)?[^\W\d_]+)\s\Z")
_NEXT_WORD = re.compile(r"[\s-]{0,4}\(?((?:[^\W\d_]\.){2,}|[^\W\d_]*[$€£¥₹₩₪₴](?!\s?\d)|[^\W\d_]+)")
_LABELS = 100  # labels are seldom numbered higher
_WEIGHT = re.compile(r"\s+of\s+(?P<noun>\w+)")


@dataclass(frozen=True, slots=True)
class Sum:
    """A number with its mark, before ranges are joined."""

    start: int
    end: int
    number: Number
    mark: Mark | None


def sum_at(text: str, number: Number) -> Sum:
    """Looks for a mark of money before and after a number; its span grows over what it finds."""
    sign = _mark_before(text, number)
    if sign and (spaced := spaced_at(text, number.start)) and spaced.end > number.digits:
        number = _rescaled(text, spaced)
    after = _mark_after(text, number)
    if (sign is None and after is None) or (after is None and _is_cut(text, number)):
        return Sum(number.start, number.end, number, None)
    start, mark = sign if sign else (number.start, None)
    end, number = number.end, number
    if after and (mark is None or mark.noun == "dollar" or mark.code == after[1].code):
        end, mark = after[0], after[1] if mark is None or after[1].noun is None else mark
    if number.unit is None and (scaled := scale_at(text, end))[1]:  # "1.5 EUR million"
        factor, unit, end = scaled
        number = replace(number, value=number.raw * factor, unit=unit)
    return Sum(start, end, _thousands(text, number), mark)


def _is_cut(text: str, number: Number) -> bool:
    """Whether letters that are no known unit are written onto the digits: "$40xyz" may be any sum."""
    return number.unit is None and text[number.digits : number.digits + 1].isalpha()


def _rescaled(text: str, number: Number) -> Number:
    factor, unit, end = scale_at(text, number.end)
    return replace(number, value=number.raw * factor, unit=unit, end=end)


def _thousands(text: str, number: Number) -> Number:
    """No sum has thousandths: a lone group of three after a dot is thousands, as Europeans write ("EUR 1.500")."""
    digits = text[number.start : number.digits]
    if number.unit is None and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", digits):
        return replace(number, value=number.raw * 1000, raw=number.raw * 1000)
    return number


def _mark_before(text: str, number: Number) -> tuple[int, Mark] | None:
    """The mark that ends right before the number: (its start, the mark)."""
    known, start = currencies(), number.start
    window = max(0, start - 12)
    if start and not (text[start - 1].isspace() and text[window:start].split()[-1:] == []):
        if match := _SIGN_BEFORE.search(text, window, start):
            return _longest_sign(match)
        if (match := _WORD_BEFORE.search(text, window, start)) and (word := match["word"]):
            mark = known.signs.get(word) or known.codes.get(word)
            if mark and _allowed(mark, number) and not _is_label(word, match.end("word"), number):
                return match.start("word"), mark
        if number.unit and (match := _WORDS_BEFORE.search(text, max(0, start - 24), start)):
            mark = known.words.get(match["words"].lower())
            if mark and mark.when != "weight":
                return match.start("words"), mark
    return None


def _is_label(word: str, end: int, number: Number) -> bool:
    """Whether letters and a small number written as one are a label and no money: "items FIM1 and FIM3"."""
    return end == number.start and number.unit is None and number.raw < _LABELS and word in currencies().codes


def _longest_sign(match: re.Match[str]) -> tuple[int, Mark] | None:
    """The longest known sign in what stands before a number: "of$" holds "$"."""
    signs, written = currencies().signs, match["sign"]
    for cut in range(len(written)):
        if mark := signs.get(written[cut:]):
            return match.start("sign") + cut, mark
    return None


def _allowed(mark: Mark, number: Number) -> bool:
    return mark.when == "any" or (mark.when == "unit" and number.unit is not None)


def _mark_after(text: str, number: Number) -> tuple[int, Mark] | None:
    """The longest mark that follows the number: (its end, the mark)."""
    known, end, phrase = currencies(), number.end, ""
    found: tuple[int, Mark] | None = None
    while match := _NEXT_WORD.match(text, end):
        word = match[1]
        if not phrase and (code := known.codes.get(word)) and _allowed(code, number):
            found = match.end(), code
        phrase = f"{phrase} {word.lower()}".lstrip()
        if phrase not in known.begins:
            break
        end = match.end()
        mark = known.words.get(phrase)
        if mark and (_allowed(mark, number) or (mark.when == "weight" and not _weighs(text, number, end))):
            found = end, mark
    if found and "(" in text[number.end : found[0]]:
        return (found[0] + 1, found[1]) if text[found[0] : found[0] + 1] == ")" else None
    return found


def _weighs(text: str, number: Number, end: int) -> bool:
    """Whether "pounds" after a number are a weight: "170,000 pounds of tools", "500-pound bombs"."""
    if number.unit is None and text[number.end : number.end + 1] == "-":
        return True
    of = _WEIGHT.match(text, end)
    return bool(of) and of["noun"].lower() not in hedges().money if of else False
