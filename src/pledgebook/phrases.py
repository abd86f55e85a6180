"""Values of an act as short phrases for people: `USD 300m`, `16-22 May 2022`, `31 Abrams tanks`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from math import isclose

from pledgebook.records import Act, Amount, Interval, Item, Money

HEDGES = {"exact": "", "about": "about ", "at_least": "at least ", "up_to": "up to "}
BASES = {
    "increment": "",
    "running_total": "in total",
    "tranche_of": "part of a sum",
    "revision": "revised",
    "per_period": "per period",
}
UNITS = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"))
ONE_DAY = timedelta(days=1)
# Unicode categories that could move the cursor or turn the line around: controls, formats, surrogates.
UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co"})


def plain(text: str) -> str:
    """One line of text that a terminal cannot take for a command: an article may hold anything."""
    return " ".join("".join(" " if unicodedata.category(c) in UNSAFE else c for c in text).split())


def parties(ids: Iterable[str]) -> str:
    return ", ".join(party(name) for name in ids)


def party(name: str) -> str:
    """The country's name for its code; a short name as it is; a `name:` without its mark."""
    from pledgebook.names import country_names

    return plain(name.removeprefix("name:")) if name.startswith("name:") else country_names().get(name, name)


def who(act: Act) -> str:
    """`Japan -> Ukraine`, or `United States -> Japan, for Ukraine`."""
    words = parties(act.actor)
    if act.target:
        words += f" → {parties(act.target)}"
    if act.beneficiary:
        words += f", for {parties(act.beneficiary)}"
    return words


def kind(act: Act) -> str:
    return act.kind if act.modality == "asserted" else f"{act.kind} ({act.modality})"


def amount(value: Amount | None) -> str:
    """`at least USD 300m, in total (= EUR 280m)`."""
    if value is None:
        return ""
    words = f"{HEDGES[value.hedge]}{money(value.money)}"
    if value.also:
        words += f" (= {', '.join(money(other) for other in value.also)})"
    if value.replaces:
        return f"{words}, instead of {money(value.replaces)}"
    return f"{words}, {BASES[value.basis]}" if BASES[value.basis] else words


def money(value: Money) -> str:
    if value.low == value.high:
        return f"{value.currency} {number(value.low)}"
    return f"{value.currency} {number(value.low)}–{number(value.high)}"


def number(value: float) -> str:
    """`1.25bn`, `300m`, `85,000`: shortened only where nothing is lost."""
    for size, unit in UNITS:
        if value >= size and isclose(round(value / size, 3) * size, value, rel_tol=1e-12):
            return f"{value / size:.3f}".rstrip("0").rstrip(".") + unit
    return exact(value)


def exact(value: float) -> str:
    """A number to the hundredth, so that a list of them adds up: `1,250,000`, `753,480.50`."""
    return f"{value:,.2f}".removesuffix(".00")


def many(number: int, one: str, more: str = "") -> str:
    """`1 entry`, `2 entries`, `1,250 acts`."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def item(value: Item) -> str:
    return plain(value.name) if value.quantity is None else f"{number(value.quantity)} {plain(value.name)}"


def what(act: Act) -> str:
    """Goods and people, measures and names listed, and what sort of aid it is."""
    things = [item(value) for value in act.items]
    things += [measure.replace("_", " ") for measure in act.measures]
    things += [plain(name) for name in act.listed]
    sort = ", ".join(word.replace("_", " ") for word in (act.aid_type, act.instrument) if word)
    return f"{', '.join(things)} ({sort})" if things and sort else ", ".join(things) or sort


def iso_days(interval: Interval | None) -> str:
    """`2022-05-19`, `2022-05-16 to 2022-05-22`, `2022-05`, `2022`: the shortest in ISO 8601 that says these days."""
    if interval is None:
        return ""
    start, end = interval.start, interval.end
    if start == end:
        return start.isoformat()
    if start.day == 1 and (end + ONE_DAY).day == 1:
        first, last = f"{start:%Y-%m}", f"{end:%Y-%m}"
        if (start.month, end.month) == (1, 12):
            first, last = f"{start:%Y}", f"{end:%Y}"
        return first if first == last else f"{first} to {last}"
    return f"{start} to {end}"


def days(interval: Interval | None) -> str:
    """`9 Sep 2022`, `16-22 May 2022`, `May 2022`, `2022`: the shortest that says exactly these days."""
    if interval is None:
        return ""
    start, end = interval.start, interval.end
    if start == end:
        return day(start)
    if start.day == 1 and (end + ONE_DAY).day == 1:
        return _months(start, end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    if start.year == end.year:
        return f"{start.day} {start:%b} – {day(end)}"
    return f"{day(start)} – {day(end)}"


def day(value: date) -> str:
    return f"{value.day} {value:%b} {value.year}"


def _months(start: date, end: date) -> str:
    """Whole months: `May 2022`, `May-June 2022`, `2022`."""
    if (start.month, end.month) == (1, 12):
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    if start.year != end.year:
        return f"{start:%b} {start.year} – {end:%b} {end.year}"
    return f"{end:%b} {end.year}" if start.month == end.month else f"{start:%b}–{end:%b} {end.year}"
