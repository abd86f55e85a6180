"""What each shape of the grammar of days (day_grammar.py) means on the article's day.

A rule takes the words of one expression and their setting; it gives an Interval, or None where the words say no day
(30 February) or need an article's day that is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pledgebook.lexicon.days import day_words
from pledgebook.records import Interval
from pledgebook.values import calendar
from pledgebook.values.day_tokens import Token


@dataclass(frozen=True, slots=True)
class Setting:
    """What the words around an expression settle: the article's day, whether it looks ahead, the order of figures,
    whether a month that is also a name is surely a month, and a year taken over from the other end of a range."""

    anchor: date | None
    to_come: bool = False
    day_first: bool | None = None
    lenient: bool = False
    year: int | None = None
    month: int | None = None


Rule = Callable[[Sequence[Token], Setting], Interval | None]


def _value(words: Sequence[Token], letter: str) -> Any:
    return next((word.value for word in words if word.letter == letter), None)


def _year(words: Sequence[Token], setting: Setting) -> int | None:
    """The year said beside a day or month: in figures, or "last year" from the article's day."""
    said = _value(words, "Y")
    relative = _value(words, "r")
    if said is None and relative and setting.anchor:
        return setting.anchor.year + {"this": 0, "next": 1}.get(relative[0], -1)
    return said if said is not None else setting.year


def explicit_day(words: Sequence[Token], setting: Setting) -> Interval | None:
    month, day = _value(words, "h") or ((_value(words, "M") or (setting.month,))[0], _value(words, "D"))
    year = _year(words, setting)
    if month is None or day is None:
        return None
    if year is not None:
        made = calendar.day_of(year, month, day)
    elif setting.anchor is None:
        return None
    else:
        made = calendar.nearest_day(setting.anchor, month, day, setting.to_come)
    return Interval.day(made) if made else None


def explicit_days(words: Sequence[Token], setting: Setting) -> Interval | None:
    """ "May 19-21, 2022", "19 to 21 May", "May 19 and 21"."""
    numbers = [word for word in words if word.letter == "D"]
    first, last = _value(words, "d") or (numbers[0].value, numbers[-1].value)
    rest = [word for word in words if word.letter not in "Dd"]
    ends = [explicit_day([*rest, Token("D", 0, 0, number)], setting) for number in (first, last)]
    return hull(ends[0], ends[1])


def figures(words: Sequence[Token], setting: Setting) -> Interval | None:
    """ISO, or day and month in the order that the figures or the rest of the text show; else nothing."""
    orders = words[-1].value
    known = {day for day in orders if day}
    if len(orders) == 2 and len(known) == 2 and setting.day_first is not None:
        known = {orders[0 if setting.day_first else 1]}
    return Interval.day(known.pop()) if len(known) == 1 else None


def month(words: Sequence[Token], setting: Setting) -> Interval | None:
    month, sure = _value(words, "M")
    part = _value(words, "Q")
    year = _year(words, setting)
    modifier = _value(words, "L")
    if not (sure or setting.lenient) and year is None and part is None and modifier is None:
        return None
    if year is not None:
        whole = calendar.month_of(year, month)
    elif setting.anchor is None:
        return None
    else:
        way = "next" if setting.to_come and modifier is None else _way(modifier, months=True)
        whole = calendar.nearest_month(setting.anchor, month, way)
    return calendar.part_of(whole, part) if part else whole


def _way(modifier: str | None, months: bool = False) -> str:
    if modifier == "next":
        return "next"
    return "last" if modifier in ("last", "past") else "past"


def months(words: Sequence[Token], setting: Setting) -> Interval | None:
    """ "March and April 2014"."""
    months = [word for word in words if word.letter == "M"]
    rest = [word for word in words if word.letter != "M"]
    return hull(month([months[0], *rest], setting), month([months[1], *rest], setting))


def whole_year(words: Sequence[Token], setting: Setting) -> Interval | None:
    year = _value(words, "g") or _year(words, setting)
    if year is None:
        return None
    whole = calendar.year_of(year)
    if any(word.letter in "Gg" for word in words):
        first = day_words().fiscal_month
        whole = Interval(date(year - 1, first, 1), calendar.month_of(year, first - 1).end)
    part = _value(words, "Q")
    return calendar.part_of(whole, part) if part else whole


def years(words: Sequence[Token], setting: Setting) -> Interval | None:
    first, last = _value(words, "V")
    return Interval(date(first, 1, 1), date(last, 12, 31))


def decade(words: Sequence[Token], setting: Setting) -> Interval | None:
    """ "the 1990s", "the late 1990s"."""
    first, last = {"early": (0, 3), "mid": (3, 6), "late": (6, 9)}.get(_value(words, "Q"), (0, 9))
    start = words[-1].value
    return Interval(date(start + first, 1, 1), date(start + last, 12, 31))


def stretch(words: Sequence[Token], setting: Setting) -> Interval | None:
    """A season or quarter of a named year, or the nearest one ("last summer")."""
    first, last = _value(words, "S") or _value(words, "Z")
    year = _year(words, setting)
    modifier = _value(words, "L")
    if year is None and setting.anchor is not None and modifier is not None:
        begun = date(setting.anchor.year, *first) <= setting.anchor
        year = setting.anchor.year + {"next": 1 if begun else 0, "this": 0}.get(modifier, 0 if begun else -1)
        ended = calendar.month_of(setting.anchor.year, last[0]).end < setting.anchor
        year -= modifier in ("last", "past") and begun and not ended
    if year is None:
        return None
    end = calendar.month_of(year, last[0]).end
    return Interval(date(year, *first), min(end, calendar.day_of(year, *last) or end))


def weekday(words: Sequence[Token], setting: Setting) -> Interval | None:
    if setting.anchor is None:
        return None
    modifier = _value(words, "L")
    way = "coming" if setting.to_come and modifier is None else _way(modifier)
    return Interval.day(calendar.nearest_weekday(setting.anchor, _value(words, "W"), way))


def relative(words: Sequence[Token], setting: Setting) -> Interval | None:
    if setting.anchor is None:
        return None
    unit, shift, part = words[-1].value
    return _part(calendar.unit_of(unit, calendar.shifted(_weekend(setting, unit), unit, shift)), part, setting.anchor)


def _weekend(setting: Setting, unit: str) -> date:
    """The day to count from: on a weekday, "over the weekend" looks back, or ahead where a verb does."""
    anchor = setting.anchor or date.max
    past = unit == "weekend" and anchor.isoweekday() < 6 and not setting.to_come
    return calendar.shifted(anchor, "week", -1) if past else anchor


def _part(whole: Interval, part: str | None, anchor: date) -> Interval | None:
    if part in ("earlier", "until now"):
        return Interval(whole.start, anchor) if whole.start <= anchor else None
    if part == "later":
        return Interval(anchor, whole.end) if anchor <= whole.end else None
    return calendar.part_of(whole, part) if part else whole


def span(words: Sequence[Token], setting: Setting) -> Interval | None:
    """ "last week", "the past two years", "earlier this month", "late last year"."""
    if setting.anchor is None:
        return None
    modifier, number, unit = words[-1].value
    part = _value(words, "Q") or _value(words, "E")
    rolling = number is not None or modifier == "past" or unit in ("decade", "fortnight")
    if rolling and modifier != "this":
        return _rolling(modifier, number, unit, setting.anchor)
    shift = {"last": -1, "past": -1, "next": 1}.get(modifier, 0)
    start = setting.anchor
    if unit == "weekend" and modifier == "last":
        start, shift = _weekend(replace(setting, to_come=False), unit), -(setting.anchor.isoweekday() >= 6)
    elif unit == "weekend" and modifier == "this" and setting.anchor.isoweekday() <= 2:
        start = _weekend(setting, unit)
    elif unit == "day":
        return None
    return _part(calendar.unit_of(unit, calendar.shifted(start, unit, shift)), part, setting.anchor)


def _rolling(modifier: str, number: int | None, unit: str, anchor: date) -> Interval | None:
    count = 1 if number is None else number
    if not count or (unit == "day" and count == 1):
        return None
    if modifier == "next":
        return Interval(anchor, calendar.shifted(anchor, unit, count))
    return Interval(calendar.shifted(anchor, unit, -count), anchor)


def ago(words: Sequence[Token], setting: Setting) -> Interval | None:
    """ "two weeks ago" is that week, "a year ago" that year, "a few weeks ago" two to six; few years are too vague."""
    if setting.anchor is None:
        return None
    unit, number = words[-1].value
    if number:
        return calendar.unit_of(unit, calendar.shifted(setting.anchor, unit, -number)) if unit != "decade" else None
    if unit not in ("day", "week", "month"):
        return None
    ends = [calendar.unit_of(unit, calendar.shifted(setting.anchor, unit, -count)) for count in (6, 2)]
    return Interval(ends[0].start, ends[1].end)


def event(words: Sequence[Token], setting: Setting) -> Interval | None:
    """The event of the year named beside it; else the latest that had begun on the article's day; else the only one."""
    known = _value(words, "e")
    year = _value(words, "Y")
    if year is not None:
        known = [event for event in known if event.days.start.year <= year <= event.days.end.year]
    elif setting.anchor is not None:
        known = [event for event in known if event.days.start <= setting.anchor]
    elif len(known) > 1:
        return None
    return known[-1].days if known else None


def hull(one: Interval | None, two: Interval | None) -> Interval | None:
    return Interval(one.start, two.end) if one and two and one.start <= two.end else None
