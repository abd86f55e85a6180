"""The grammar of days, over the shapes of day_tokens.py.

A point is one expression ("early May 2014", "last week", "Friday"); two points make a range; "since" and a point
reach to the article's day. `_POINTS` is ordered: at one place the first that fits wins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pledgebook.records import Interval
from pledgebook.values import day_rules as rules
from pledgebook.values.day_rules import Rule, Setting
from pledgebook.values.day_tokens import Token

_WEEKDAY_BEFORE = r"(?:[Ww][ ,o])?"
_BESIDE_YEAR = r"(?:[ ,o][Yr])"
_POINTS: tuple[tuple[str, str, Rule], ...] = (
    ("explicit day", rf"{_WEEKDAY_BEFORE}M[ o]D[t&]D{_BESIDE_YEAR}?", rules.explicit_days),
    ("explicit day", rf"{_WEEKDAY_BEFORE}D[t&]D[ o]M{_BESIDE_YEAR}?", rules.explicit_days),
    ("explicit day", rf"{_WEEKDAY_BEFORE}(?:M[ o]d|d[ o]M){_BESIDE_YEAR}?", rules.explicit_days),
    ("explicit day", rf"{_WEEKDAY_BEFORE}(?:M[ o]D|D[ o]M|h){_BESIDE_YEAR}?", rules.explicit_day),
    ("explicit day", rf"{_WEEKDAY_BEFORE}D[ o]M{_BESIDE_YEAR}", rules.explicit_day),
    ("explicit day", rf"{_WEEKDAY_BEFORE}F", rules.figures),
    ("month", rf"M&M{_BESIDE_YEAR}", rules.months),
    ("month", rf"(?:Q[ to])?(?:L )?M{_BESIDE_YEAR}?", rules.month),
    ("fiscal year", r"(?:Q[ o])?(?:G[ o]?Y|g)", rules.whole_year),
    ("years", r"V", rules.years),
    ("season", rf"(?:Q[ o])?(?:S|Z){_BESIDE_YEAR}", rules.stretch),
    ("season", r"L S", rules.stretch),
    ("event", r"Y[ o]e|e[ ,o]Y", rules.event),
    ("event", r"e", rules.event),
    ("decade", r"(?:Q[ to])?O", rules.decade),
    ("year", r"(?:Q[ to])?Y", rules.whole_year),
    ("weekday", r"(?:Q )?(?:L )?W", rules.weekday),
    ("relative", r"K", rules.relative),
    ("relative", r"(?:[QE][ to])?[Rr]", rules.span),
    ("ago", r"A", rules.ago),
)
_POINT = "(?:" + "|".join(f"(?:{pattern})" for _, pattern, _ in _POINTS) + ")"
EXPRESSION = re.compile(
    rf"(?P<since>I[ o])?(?:(?P<between>B[ o]{_POINT}&{_POINT})|(?P<range>{_POINT}t{_POINT})|(?P<point>{_POINT}))|x"
)
_EACH = tuple((name, re.compile(pattern), point) for name, pattern, point in _POINTS)


def read_point(words: Sequence[Token], shape: str, setting: Setting) -> tuple[str, Interval | None]:
    """The rule and meaning of one point, whose shape is known to fit."""
    for name, pattern, point in _EACH:
        if pattern.fullmatch(shape):
            return name, point(words, setting)
    return "", None


def read_range(words: Sequence[Token], shape: str, setting: Setting) -> Interval | None:
    """From the first point to the second; the first takes over a year that only the second names."""
    for place in (at for at, sign in enumerate(shape) if sign in "t&"):
        left, right = shape[:place], shape[place + 1 :]
        if not (_fits(left) and _fits(right)):
            continue
        middle = (place + 1) // 2
        end = read_point(words[middle:], right, replace(setting, lenient=True))[1]
        year = end.end.year if end and "Y" in right and "Y" not in left else None
        start = read_point(words[:middle], left, replace(setting, year=year, lenient=True))[1]
        if start and end and start.start > end.end and "M" in left and "Y" not in left:
            start = read_point(
                words[:middle],
                left,
                replace(setting, year=end.end.year - (start.start.year == end.end.year), lenient=True),
            )[1]
        return rules.hull(start, end)
    return None


def _fits(shape: str) -> bool:
    return any(pattern.fullmatch(shape) for _, pattern, _ in _EACH)
