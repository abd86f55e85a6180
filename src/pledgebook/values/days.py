"""Days said in a text, and what they mean on the article's day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from pledgebook.lexicon.days import day_words
from pledgebook.records import Interval
from pledgebook.values.day_grammar import EXPRESSION, read_point, read_range
from pledgebook.values.day_rules import Setting
from pledgebook.values.day_tokens import Token, Tokens, tokens, trie

_AHEAD = 70  # characters before a weekday in which a verb can turn it to the future


@dataclass(frozen=True, slots=True)
class DayMention:
    """`text[start:end]` says `interval`. `rule` names the shape: "explicit day", "month", "year", "years", "season",
    "decade", "fiscal year", "weekday", "last week" and other relative phrases by their own words, "ago", "range",
    "since", "event", "today"."""

    start: int
    end: int
    interval: Interval
    rule: str


def find_days(text: str, anchor: date | None = None) -> list[DayMention]:
    """The days that a text says, in order and not overlapping.

    `anchor` is the article's day: without it "Friday", "last week" and "in May" are left out. Figures such as
    04/05/2022 are left out unless the text shows which of the two is the day.
    """
    return list(_mentions(text, Setting(anchor)))


def says(text: str, interval: Interval, anchor: date | None) -> bool:
    """Whether a passage says exactly this interval, in any reading that its words allow."""
    readings = [
        Setting(anchor, to_come, day_first, lenient=True) for to_come in (False, True) for day_first in (True, False)
    ]
    return any(mention.interval == interval for setting in readings for mention in _mentions(text, setting))


def _mentions(text: str, setting: Setting) -> Iterator[DayMention]:
    found = tokens(text)
    if setting.day_first is None and "F" in found.shape:
        setting = replace(setting, day_first=_day_first(found.words))
    for match in EXPRESSION.finditer(found.shape):
        mention = _mention(text, found, match, setting)
        if mention:
            yield mention


def _mention(text: str, found: Tokens, match: re.Match[str], setting: Setting) -> DayMention | None:
    kind = match.lastgroup
    if kind is None or kind == "since":
        return None
    first, last = match.start(kind) // 2, (match.end(kind) - 1) // 2
    if kind == "between":
        first += 1
    words, shape = found.words[first : last + 1], found.shape[2 * first : 2 * last + 1]
    here = replace(setting, to_come=setting.to_come or looks_ahead(text, words[0])) if setting.anchor else setting
    rule, interval = ("range", read_range(words, shape, here)) if kind != "point" else read_point(words, shape, here)
    if interval is None:
        return None
    start = words[0].start if kind != "between" else found.words[first - 1].start
    if match["since"] and setting.anchor and interval.start <= setting.anchor:
        start = found.words[match.start() // 2].start
        return DayMention(start, words[-1].end, Interval(interval.start, setting.anchor), "since")
    return DayMention(start, words[-1].end, interval, _rule(rule, words))


def _rule(rule: str, words: list[Token]) -> str:
    """Relative phrases are named by their own words: "last week", "today"."""
    value = words[-1].value
    if rule != "relative" or words[-1].letter == "K":
        return (
            {0: "today", -1: "yesterday"}.get(value.shift, "relative")
            if rule == "relative" and value.unit == "day"
            else rule
        )
    modifier, number, unit = value
    return f"{modifier} {unit}" if number is None else f"{modifier} {unit}s"


def _day_first(words: list[Token]) -> bool | None:
    """The order of day and month that the unambiguous figures of a text show, or None."""
    pairs = [word.value for word in words if word.letter == "F" and len(word.value) == 2]
    shown = {pair[0] is not None for pair in pairs if (pair[0] is None) != (pair[1] is None)}
    return shown.pop() if len(shown) == 1 else None


def looks_ahead(text: str, word: Token) -> bool:
    """Whether a verb of what is to come stands before, with none of what was said or done in between."""
    before = text[max(0, word.start - _AHEAD) : word.start]
    cue = None
    for cue in _cues().finditer(before):  # noqa: B007 (the last one counts)
        pass
    return cue is not None and (cue.lastgroup == "sure" or (cue.lastgroup == "ahead" and word.letter == "W"))


@cache
def _cues() -> re.Pattern[str]:
    words = day_words()
    sure, ahead, ends = (trie(known) for known in (words.sure_future, words.future, words.future_ends))
    noun = rf"(?!\s(?:[A-Z]|(?:{trie(words.never_after_future)})\b))"  # "to Kyiv", "to the army" are no verbs
    return re.compile(
        rf"\b(?:(?P<sure>{sure})|(?P<end>{ends}|\w+ed)|(?P<ahead>(?:{ahead}){noun}))\b|(?P<stop>[.!?;]\s)"
    )
