"""Stretches of the calendar as Intervals: pure arithmetic, no words.

A week is its Monday to Sunday, a month its first to last day (codebook, section 3).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from pledgebook.records import Interval

FIRST_YEAR, LAST_YEAR = 1800, 2099
_THIRDS = {
    "early": (0, 3),
    "mid": (3, 9),
    "late": (9, 12),
}  # months of a year; coders read "late 2011" as its last quarter
_DAYS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where there is no such day or its year is out of range."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def month_of(year: int, month: int) -> Interval:
    return Interval(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def year_of(year: int) -> Interval:
    return Interval(date(year, 1, 1), date(year, 12, 31))


def months_of(year: int, first: int, last: int) -> Interval:
    """From the first day of month `first` to the last day of month `last`."""
    return Interval(date(year, first, 1), month_of(year, last).end)


def add_months(day: date, months: int) -> date:
    """The same day `months` later (or earlier), or the last of that month where it is shorter."""
    count = max(0, min(day.year * 12 + day.month - 1 + months, 9999 * 12 + 11))
    year, month = max(1, count // 12), count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def unit_of(unit: str, day: date) -> Interval:
    """The week, month, ... in which a day lies. A weekend is the Saturday and Sunday of its week."""
    if unit in ("week", "fortnight", "weekend"):
        monday = day - timedelta(days=day.weekday())
        return Interval(monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6))
    if unit == "month":
        return month_of(day.year, day.month)
    if unit == "quarter":
        first = (day.month - 1) // 3 * 3 + 1
        return months_of(day.year, first, first + 2)
    if unit == "year":
        return year_of(day.year)
    if unit == "decade":
        return Interval(date(day.year // 10 * 10, 1, 1), date(day.year // 10 * 10 + 9, 12, 31))
    return Interval.day(day)


def shifted(day: date, unit: str, count: int) -> date:
    """The day `count` units later (earlier where negative)."""
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}.get(unit)
    if months:
        return add_months(day, months * count)
    days = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}[unit]
    return day + timedelta(days=days * count)


def part_of(whole: Interval, part: str) -> Interval:
    """The early, mid or late part of a month (thirds) or a year (first three, middle six, last three months)."""
    if whole.days > 300:
        first, last = _THIRDS[part]
        months = whole.end.month - whole.start.month + 12 * (whole.end.year - whole.start.year) + 1
        start = add_months(whole.start, first * months // 12)
        return Interval(start, add_months(whole.start, last * months // 12) - timedelta(days=1))
    first_day, last_day = _DAYS[part]
    if whole.days >= 28:
        end = min(whole.end, whole.start + timedelta(days=last_day - 1))
        return Interval(whole.start + timedelta(days=first_day - 1), end if part != "late" else whole.end)
    return whole


def nearest_weekday(anchor: date, weekday: int, way: str = "past") -> date:
    """The nearest such weekday (1 Monday to 7 Sunday): "past" and "coming" may be the anchor, "last" and "next" not."""
    back = (anchor.isoweekday() - weekday) % 7
    if way in ("next", "coming"):
        return anchor + timedelta(days=0 if way == "coming" and not back else 7 - back)
    return anchor - timedelta(days=(back or 7) if way == "last" else back)


def nearest_month(anchor: date, month: int, way: str = "past") -> Interval:
    """The nearest such month up to the anchor's own; "last" and "next" leave the anchor's month out."""
    year = anchor.year
    if way == "next":
        year += month <= anchor.month
    elif month > anchor.month or (way == "last" and month == anchor.month):
        year -= 1
    return month_of(year, month)


def nearest_day(anchor: date, month: int, day: int, to_come: bool = False) -> date | None:
    """The nearest such day of the year: up to nine months back or three ahead, or the coming one."""
    days = [made for year in (anchor.year - 1, anchor.year, anchor.year + 1) if (made := day_of(year, month, day))]
    if to_come:
        days = [made for made in days if made >= anchor]
    near = [made for made in days if -275 <= (made - anchor).days <= 90] if not to_come else days
    return near[0] if near else None
