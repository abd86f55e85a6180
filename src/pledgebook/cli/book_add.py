"""`pledgebook add`: reads sources into a book."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, replace

from pledgebook.book import Added, Book
from pledgebook.cli.arguments import ReadOptions
from pledgebook.cli.exits import GOOD, SOME_INPUT_BAD, STOPPED
from pledgebook.cli.read import _quieten_libraries
from pledgebook.cli.screen import Screen
from pledgebook.cli.usage import tell_usage, usage_of
from pledgebook.models import Usage
from pledgebook.problems import BadInput, BadSetting
from pledgebook.records import Page, Reading
from pledgebook.settings import Settings


class AddScreen(Screen):
    """Progress and summary of an `add`."""

    def __init__(self) -> None:
        super().__init__()
        self.known = 0

    def tell(self, done: Added) -> None:
        """Takes over the counts, and shows them."""
        self.articles, self.acts, self.left_out, self.known = done.articles, done.acts, done.left_out, done.known
        self._show_progress()

    def _counts(self) -> str:
        known = f", {self.known:,} known already" if self.known else ""
        return f"{super()._counts()} new{known}, {self.left_out:,} left out"

    def _summary(self) -> str:
        said = super()._summary().replace(f", {self.left_out} left out", "", 1)
        return said + ("; what was added stands, and the same command goes on" if self.stopped else "")


def run_add(sources: Sequence[str], book: str, settings: Settings, options: ReadOptions, reread: bool = False) -> int:
    """Adds all sources, and returns the exit code. Ctrl-C ends with the summary; what was written stands."""
    if bool(sources) == reread:
        raise BadSetting("name the sources to add, or --reread what the book has, not both")
    _quieten_libraries()
    done, usage = Added(), usage_of(settings)
    with Book.open(book) as opened, AddScreen() as screen:
        opened.reader += reader_of(settings)
        pages = opened.pages() if reread else _pages(sources, options)
        read = reading_by(settings, usage)
        try:
            done = opened.add(pages, read, lambda problem: screen.complain(str(problem)), screen.tell)
        except KeyboardInterrupt:
            screen.stopped = True
    tell_usage(usage)
    if options.json:
        from pledgebook.cli.book_print import print_json

        print_json(asdict(done) | ({"usage": usage.to_json()} if usage.questions else {}))
    if screen.stopped:
        return STOPPED
    return SOME_INPUT_BAD if screen.bad else GOOD


def _pages(sources: Sequence[str], options: ReadOptions) -> Iterator[Page | BadInput]:
    from pledgebook.sources import open_sources

    for page in open_sources(sources, options.columns):
        dated = options.date and isinstance(page, Page) and page.date is None
        yield replace(page, date=options.date) if dated and isinstance(page, Page) else page


def reading_by(
    settings: Settings, usage: Usage | None = None
) -> Callable[[Iterator[Page | BadInput]], Iterable[Reading | BadInput]]:
    """What reads the pages of one batch with these settings; `usage` is told of a language model."""

    def read(batch: Iterator[Page | BadInput]) -> Iterable[Reading | BadInput]:
        from pledgebook.pipeline import read_pages

        return read_pages(batch, settings, usage) if settings.reader == "llm" else read_pages(batch, settings)

    return read


def reader_of(settings: Settings) -> str:
    """What makes this reader another one than the program with its own settings."""
    usual = Settings()
    changed = [
        f"{name} {getattr(settings, name)}"
        for name in ("pipeline", "min_confidence", "reader")
        if getattr(settings, name) != getattr(usual, name)
    ]
    if settings.reader == "llm" and settings.llm:
        changed.append(f"model {settings.llm.model}")
    return f" ({', '.join(changed)})" if changed else ""
