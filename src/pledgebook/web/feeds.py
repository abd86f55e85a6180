"""Atom feeds of new entries and of conflicts, for those who follow a donor or a recipient."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as Xml

from pledgebook import phrases
from pledgebook.book import Filters, Line
from pledgebook.book.desk import Desk
from pledgebook.problems import BadSetting
from pledgebook.web import asked
from pledgebook.web.rendering import render
from pledgebook.web.wording import address, kind, letters_only, who

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

ATOM = "http://www.w3.org/2005/Atom"
NEWEST = 50
FEEDS = (("entries", "New entries"), ("conflicts", "Conflicts"))
NOTHING_YET = "2000-01-01T00:00:00Z"
Item = tuple[Line, str, str]  # entry, moment, text


def index(request: Request) -> Response:
    """The feeds, with a form that makes their addresses."""
    problem, filters = "", {}
    try:
        filters = _parties(request)
    except BadSetting as fault:
        problem = str(fault)
    made = [(words, _base(request) + address(f"/feeds/{name}.atom", filters)) for name, words in FEEDS]
    told = {"problem": problem, "of": _of(filters), "made": made, "party_words": asked.party_words(request)}
    return render(request, "feeds.html", {**told, **asked.named_parties(request.app.state)}, 400 if problem else 200)


def _parties(request: Request) -> dict[str, Any]:
    """The ids of those whom an address names. Raises BadSetting."""
    return asked.values_of(asked.PARTIES, asked.meant(request))


def _base(request: Request) -> str:
    return f"{'https' if request.app.state.secure else request.url.scheme}://{request.url.netloc}"


def entries(request: Request) -> Response:
    """Entries in the order in which they came into the book, the latest first."""
    return _answer(request, "entries", {}, _about)


def conflicts(request: Request) -> Response:
    """Entries on which articles disagree, with the sides."""
    return _answer(request, "conflicts", {"conflicting": True}, _sides)


def _answer(request: Request, name: str, filters: Filters, about: Any) -> Response:
    from starlette.responses import RedirectResponse, Response

    parties = _parties(request)
    if dict(request.query_params) != parties:  # a form names the parties as people do: each feed has one address
        return RedirectResponse(address(request.url.path, parties), 303)
    filters = {**filters, **parties}  # type: ignore[typeddict-item]
    state = request.app.state
    base = _base(request)
    key = ("feed", name, base, tuple(sorted(filters.items())))
    title = f"Pledgebook: {'new entries' if name == 'entries' else 'conflicts'}{_of(parties)}"
    own = base + address(f"/feeds/{name}.atom", parties)
    feed = state.kept.get(key, lambda: _feed(title, own, base, _items(state.desk, filters, about)))
    return Response(feed, media_type="application/atom+xml")


def _of(parties: dict[str, Any]) -> str:
    told = [f"{name} {phrases.party(value)}" for name, value in parties.items()]
    return f" of {' and '.join(told)}" if told else ""


def _items(desk: Desk, filters: Filters, about: Any) -> list[Item]:
    lines = [line for _, line in desk.lines(filters, "added", limit=NEWEST)]
    moments, texts = desk.moments(line.id for line in lines), about(desk, lines)
    return [(line, moments.get(line.id, NOTHING_YET), text) for line, text in zip(lines, texts, strict=True)]


def _about(desk: Desk, lines: Sequence[Line]) -> list[str]:
    told = [(kind(line), who(line), phrases.amount(line.amount), phrases.iso_days(line.date)) for line in lines]
    return ["; ".join(filter(None, parts)) for parts in told]


def _sides(desk: Desk, lines: Sequence[Line]) -> list[str]:
    conflicts = desk.conflicts_of(line.id for line in lines)
    return ["; ".join(map(_told, conflicts.get(line.id, ()))) for line in lines]


def _told(conflict: Any) -> str:
    sides = " or ".join(side.value for side in conflict.sides)
    return f"{conflict.field.replace('_', ' ')}: {sides} ({conflict.accepted} is accepted: {conflict.reason})"


def _feed(title: str, own: str, base: str, items: Sequence[Item]) -> bytes:
    Xml.register_namespace("", ATOM)
    feed = Xml.Element(f"{{{ATOM}}}feed")
    latest = max((moment for _, moment, _ in items), default=NOTHING_YET)
    _texts(feed, (("title", title), ("id", own), ("updated", latest)))
    Xml.SubElement(feed, f"{{{ATOM}}}link", rel="self", href=own)
    _texts(Xml.SubElement(feed, f"{{{ATOM}}}author"), (("name", "Pledgebook"),))
    for line, moment, text in items:
        entry = Xml.SubElement(feed, f"{{{ATOM}}}entry")
        place = f"{base}/entries/{line.id}"
        _texts(entry, (("title", f"{who(line)}: {kind(line)}"), ("id", place), ("updated", moment), ("summary", text)))
        Xml.SubElement(entry, f"{{{ATOM}}}link", rel="alternate", href=place)
    return bytes(Xml.tostring(feed, encoding="utf-8", xml_declaration=True))


def _texts(parent: Xml.Element, rows: Iterable[tuple[str, str]]) -> None:
    for name, text in rows:
        Xml.SubElement(parent, f"{{{ATOM}}}{name}").text = letters_only(text)
