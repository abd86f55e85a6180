"""`pledgebook watch`: polls feeds and sitemaps, and reads what is new into a book."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from pledgebook.book import Added, Book
from pledgebook.cli.book_add import reader_of, reading_by
from pledgebook.cli.exits import GOOD, SOME_INPUT_BAD, STOPPED
from pledgebook.cli.read import _quieten_libraries
from pledgebook.cli.usage import tell_usage, usage_of
from pledgebook.cli.watch_screen import WatchScreen
from pledgebook.problems import BadInput, BadSetting
from pledgebook.records import Page
from pledgebook.settings import Settings
from pledgebook.sources.extras import extra
from pledgebook.sources.manners import Manners
from pledgebook.sources.rounds import Watch
from pledgebook.sources.watching import Terms

MOST_MINUTES = 1440
NO_ADDRESS = "is no http(s) address of a feed or sitemap; `pledgebook add` reads files"


@dataclass(frozen=True, slots=True)
class WatchOptions:
    """How `watch` polls and prints. `every` is the least number of minutes between two polls of a feed."""

    every: int = 15
    once: bool = False
    json: bool = False


def run_watch(feeds: Sequence[str], book: str, settings: Settings, options: WatchOptions) -> int:
    """Polls until it is stopped (or once), and returns the exit code. Ctrl-C ends with the summary."""
    if not 1 <= options.every <= MOST_MINUTES:
        raise BadSetting(f"--every must be 1 to {MOST_MINUTES} minutes, not {options.every}")
    for library in ("feedparser", "protego"):
        extra(library, "feeds", "watching feeds")
    _quieten_libraries()
    good = [url for url in dict.fromkeys(feeds) if _is_address(url)]
    with WatchScreen(len(good)) as screen:
        for url in dict.fromkeys(feeds):
            if url not in good:
                screen.complain(f"{url}: {NO_ADDRESS}")
        try:
            if good:
                _watch(good, book, settings, options, screen)
        except KeyboardInterrupt:
            screen.stopped = True
    if screen.stopped:
        return STOPPED
    return SOME_INPUT_BAD if screen.bad else GOOD


def _watch(urls: Sequence[str], book: str, settings: Settings, options: WatchOptions, screen: WatchScreen) -> None:
    usage = usage_of(settings)
    read = reading_by(settings, usage)
    with Book.open(book) as opened:
        opened.reader += reader_of(settings)

        def take(items: Iterable[Page | BadInput]) -> Added:
            return opened.add(screen.coming(items), read, lambda problem: screen.complain(str(problem)), screen.tell)

        terms = Terms(Manners(), opened.known, every=timedelta(minutes=options.every))
        watch = Watch(terms, opened, take)
        try:
            for polled in watch.once(urls) if options.once else watch.forever(urls):
                screen.polled(polled, options.json)
        finally:
            tell_usage(usage)


def _is_address(word: str) -> bool:
    try:
        parts = urlsplit(word)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.netloc)
