"""`pledgebook entry`: everything of one entry, with its quotations; `pledgebook history`: how it came to be."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from pledgebook import phrases
from pledgebook.book import Event, Source, Telling, Told
from pledgebook.cli.book_entries import cells, in_short, who
from pledgebook.cli.book_options import Ask, opened
from pledgebook.cli.book_print import flat, print_csv, print_json, print_list, show
from pledgebook.cli.exits import GOOD

LINKS = {
    "part_of": ("is part of", "holds"), "total_of": ("counts", "is counted in"), "revises": ("takes the place of",
    "was replaced by"), "answers": ("answers", "was answered by"), "refuses": ("turns down", "was turned down by"),
    "withdraws": ("holds back", "was held back by"), "eases": ("eases or releases", "was eased or released by"),
    "funds": ("is passed on by", "passes on"),
}  # fmt: skip


def run_entry(name: str, ask: Ask) -> int:
    with opened(ask) as book:
        told = book.entry(name, as_of=ask.day)
    if ask.json:
        print_json(told.to_json())
    elif ask.csv:
        print_csv([{"entry": told.line.id, **flat(telling.to_json())} for telling in told.tellings])
    else:
        show(Group(*_blocks(told)))
    return GOOD


def run_history(name: str, ask: Ask) -> int:
    with opened(ask) as book:
        events = book.history(name)
    return print_list(events, ask, _event, lambda event: event.changes)


def _event(event: Event) -> dict[str, str]:
    return {"when": event.at[:19].replace("T", " "), "by": event.by, "what": event.what, "why": event.why}


def _blocks(told: Told) -> Iterator[RenderableType]:
    line = told.line
    if told.asked != line.id:
        yield Text(f"{told.asked} has become {line.id}", style="yellow")
    yield Text(who(line), style="bold").append(f"  {line.id}", style="not bold dim")
    about = [cells(line)[name] for name in ("kind", "amount", "when", "aid", "marks")]
    yield _line("  ".join(filter(None, about)))
    if line.reason:
        yield _line(f"sum: {line.reason}", style="dim")
    yield from _section("steps", (_step(step.kind, step.modality, phrases.days(step.date)) for step in told.steps))
    yield from _sums(told)
    yield from _conflicts(told)
    yield from _section("links", (f"{LINKS[t.kind][not t.forward]} {in_short(t.other)}: {t.phrase}" for t in told.ties))
    yield from _section("reviews", (_review(event) for event in told.reviews))
    yield Text("")
    for telling in told.tellings:
        yield from _telling(telling)


def _step(kind: str, modality: str, when: str) -> str:
    return " ".join(filter(None, (kind if modality == "asserted" else f"{kind} ({modality})", when)))


def _sums(told: Told) -> Iterator[RenderableType]:
    if told.count:
        count = told.count
        sums = ", ".join(
            f"{phrases.number(value)} {name}"
            for name, value in (
                ("pledged", count.pledged),
                ("committed", count.committed),
                ("delivered", count.delivered),
            )
            if value
        )
        yield from _section("counts", [f"nothing: {count.why}" if count.why else f"{count.currency} {sums}"])
        yield from _section("", count.conversions)
    if told.stated:
        yield from _section("total", [told.stated.explanation])


def _conflicts(told: Told) -> Iterator[RenderableType]:
    for conflict in told.conflicts:
        yield from _section(f"conflict: {conflict.field}", [f"accepted {conflict.accepted}: {conflict.reason}"])
        for side in conflict.sides:
            yield _line(f"{side.value}: {phrases.many(side.sources, 'independent source')}", 4)
            for quote in side.quotes[:3]:
                yield _line(f"“{phrases.plain(quote.text)}”", 6, "italic dim")


def _review(event: Event) -> str:
    changes = f" ({'; '.join(event.changes)})" if event.changes else ""
    return f"{event.what} by {event.by} on {event.at[:10]}: {event.why or 'no reason given'}{changes}"


def _telling(telling: Telling) -> Iterator[RenderableType]:
    said = [telling.kind, phrases.amount(telling.amount), phrases.days(telling.date)]
    yield Padding(Text(source_in_short(telling.source)), (0, 0, 0, 2))
    yield _line("  ".join(filter(None, said)) + f"  {telling.act}", 4, "dim")
    for quote in telling.quotes:
        yield _line(f"“{phrases.plain(quote)}”", 4, "italic dim")
    if telling.why:
        yield _line("same act: " + "; ".join(telling.why), 4, "dim")


def source_in_short(source: Source) -> str:
    """Title, address or name, the day of writing, and what is wrong with it."""
    words = phrases.plain(source.title or source.url or source.name)
    facts = [phrases.days(source.written), source.url if source.title else "", *source.doubts]
    if source.copy_of and source.copy_of != source.id:
        facts.append(f"a copy of {source.copy_of}")
    return f"{words} ({', '.join(phrases.plain(fact) for fact in facts if fact)})" if any(facts) else words


def _section(heading: str, lines: Iterator[str] | tuple[str, ...] | list[str]) -> Iterator[RenderableType]:
    told = list(lines)
    if told and heading:
        yield _line(heading, style="bold")
    for line in told:
        yield _line(phrases.plain(line), 4)


def _line(words: str, margin: int = 2, style: str = "") -> RenderableType:
    return Padding(Text(words, style=style), (0, 0, 0, margin))
