"""How values read on a page: parties, sums, days, links and marks, as filters of the templates."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from pledgebook import phrases
from pledgebook.book import Line, Source
from pledgebook.book.answers import publisher_of
from pledgebook.records import Amount, Quote

LINKS: Mapping[str, tuple[str, str]] = {
    "part_of": ("is part of", "holds"), "total_of": ("counts", "is counted in"), "revises": ("takes the place of",
    "was replaced by"), "answers": ("answers", "was answered by"), "refuses": ("turns down", "was turned down by"),
    "withdraws": ("holds back", "was held back by"), "eases": ("eases or releases", "was eased or released by"),
    "funds": ("is passed on by", "passes on"),
}  # fmt: skip
NAME, TITLE = 100, 250  # letters of a name and a title in a line
WINDOW = 40_000  # letters of an article on one page
UNSAID = "not said"  # the line of a table whose donor, recipient, month or type nobody tells
TURNS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # turn a line around


def who(line: Line) -> str:
    """`Japan → Ukraine`, or `United States → Japan, for Ukraine`."""
    words = parties(line.actor)
    if line.target:
        words += f" → {parties(line.target)}"
    return f"{words}, for {parties(line.beneficiary)}" if line.beneficiary else words


def party(name: str) -> str:
    """As everywhere, but cut where a name is very long."""
    return short(phrases.party(name), NAME)


def parties(ids: Iterable[str]) -> str:
    return ", ".join(party(name) for name in ids)


def kind(thing: Any) -> str:
    """`pledge`, or `pledge (planned)`."""
    return thing.kind if thing.modality == "asserted" else f"{thing.kind} ({thing.modality})"


def tone(kind: str) -> str:
    """The class of a kind's colour."""
    if kind in ("pledge", "commitment", "delivery"):
        return "gives"
    return "takes" if kind in ("refusal", "withdrawal", "sanction") else "asks" if kind == "request" else "eases"


def title(source: Source) -> str:
    return short(source.title or source.url or source.name, TITLE) or source.id


def place(source: Source, quote: Quote) -> str:
    """Where a passage that was left out stands: its article, the part of a long one that holds it, its anchor."""
    if quote.part == "title":
        return f"/articles/{source.id}#left-title-{quote.start}"
    return address(f"/articles/{source.id}", {"from": quote.start // WINDOW * WINDOW or ""}) + f"#left-{quote.start}"


def host(url: str | None) -> str:
    """`example.org` of an http address, else nothing."""
    return publisher_of(web_address(url))


def web_address(url: str | None) -> str:
    """The address where a browser may follow it, else nothing: never `javascript:` or `file:`."""
    return url if url and url.lower().startswith(("http://", "https://")) else ""


def moment(at: str) -> str:
    """`2022-05-19 09:30` of a moment in UTC."""
    return at[:16].replace("T", " ")


def day(at: str) -> str:
    """`2022-05-19` of a moment."""
    return at[:10]


def shown(text: str) -> str:
    """An article's text with letters that would turn a line around made visible, one for one."""
    return "".join("\ufffd" if c in TURNS else c for c in text) if any(c in TURNS for c in text) else text


def short(text: str, letters: int = 400) -> str:
    """A quotation on one line, cut where it is very long."""
    told = phrases.plain(text[: 4 * letters])
    return told if len(told) <= letters else told[: letters - 1].rstrip() + "…"


def amount(value: Amount | None) -> str:
    """As everywhere, but no line ends behind the sign of a conversion: `EUR 40m (= USD 43.6m)`."""
    return phrases.amount(value).replace("(= ", "(=\u00a0")


def large(value: float) -> str:
    """A rounded sum for tables of totals: `1.23bn`, `45.60m`, `7,800`; a dash for nothing."""
    if not value:
        return "–"
    for size, unit in ((1e12, "tn"), (1e9, "bn"), (1e6, "m")):
        if abs(value) >= size:
            return f"{value / size:,.2f}{unit}"
    return f"{value:,.0f}"


def line_name(value: str, by: str) -> str:
    """A line's name in totals by `by`: a party's, joint donors with a plus, a month, a type."""
    if by in ("donor", "recipient"):
        return " + ".join(phrases.party(party) for party in value.split("+")) if value else UNSAID
    return value or UNSAID


def address(path: str, query: Mapping[str, Any] | None = None, **changed: Any) -> str:
    """A path with these parameters; those that are empty are left out."""
    told = {name: value for name, value in {**(query or {}), **changed}.items() if value not in (None, "", False)}
    return f"{path}?{urlencode(told)}" if told else path


def letters_only(text: str) -> str:
    """The text without letters that XML or a spreadsheet cannot hold."""
    return "".join(c for c in text if c in "\t\n\r" or unicodedata.category(c) not in ("Cc", "Cs", "Cn"))


FILTERS: Mapping[str, Callable[..., Any]] = {
    "who": who, "kind": kind, "tone": tone, "title": title, "host": host, "moment": moment, "day_of": day,
    "shown": shown, "short": short, "place": place, "large": large, "exact": phrases.exact, "many": phrases.many,
    "line_name": line_name, "web_address": web_address,
    "party": party, "parties": parties, "amount": amount, "money": phrases.money, "number": phrases.number,
    "days": phrases.iso_days, "day": date.isoformat, "plain": phrases.plain,
}  # fmt: skip
