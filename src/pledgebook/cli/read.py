"""`pledgebook read`: from sources to what is printed of each article."""

from __future__ import annotations

import json
import logging
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pledgebook.cli.arguments import ReadOptions
from pledgebook.cli.exits import GOOD, SOME_INPUT_BAD, STOPPED
from pledgebook.cli.screen import Screen
from pledgebook.cli.usage import complain_of, tell_usage, usage_of
from pledgebook.models import Usage
from pledgebook.problems import BadInput, Reason
from pledgebook.records import LeftOut, Page, Reading
from pledgebook.settings import Settings

NOT_AN_ARTICLE = frozenset({Reason.NO_TEXT, Reason.NOT_ENGLISH})


def run_read(sources: Sequence[str], settings: Settings, options: ReadOptions) -> int:
    """Reads all sources, prints as it goes, and returns the exit code. Ctrl-C ends with the summary."""
    _quieten_libraries()
    make_output_safe(options.json)
    usage = usage_of(settings)
    with Screen() as screen:
        try:
            for outcome in _read(sources, settings, options, usage):
                _show(outcome, screen, options, usage)
        except KeyboardInterrupt:
            screen.stopped = True
    tell_usage(usage)
    if screen.stopped:
        return STOPPED
    return SOME_INPUT_BAD if screen.bad else GOOD


def _read(
    sources: Sequence[str], settings: Settings, options: ReadOptions, usage: Usage
) -> Iterator[Reading | BadInput]:
    from pledgebook.pipeline import read_pages
    from pledgebook.sources import open_sources

    pages = _dated(open_sources(sources, options.columns), options.date)
    return read_pages(pages, settings, usage) if settings.reader == "llm" else read_pages(pages, settings)


def _dated(pages: Iterable[Page | BadInput], day: str | None) -> Iterator[Page | BadInput]:
    """The same pages; those without a date of their own take `day`."""
    for page in pages:
        if day and isinstance(page, Page) and page.date is None:
            yield replace(page, date=day)
        else:
            yield page


def _show(outcome: Reading | BadInput, screen: Screen, options: ReadOptions, usage: Usage) -> None:
    if isinstance(outcome, BadInput):
        screen.complain(str(outcome))
        return
    no_article = _why_no_article(outcome)
    if no_article:
        screen.complain(f"{outcome.article.id}: {no_article.detail or no_article.reason.value}")
    else:
        screen.count(len(outcome.acts), len(outcome.left_out))
        complain_of(outcome, screen.complain)
    if options.json:
        spent = usage.of.get(outcome.article.id)
        row = outcome.to_json(options.explain) | ({"usage": spent.to_json()} if spent else {})
        screen.line(json.dumps(row, ensure_ascii=False))
    elif not no_article:
        from pledgebook.cli.report import report

        screen.show(report(outcome, screen.out.width, options.explain))


def _why_no_article(reading: Reading) -> LeftOut | None:
    """What says that this is no article to be read at all, if it is none."""
    return next((out for out in reading.left_out if out.reason in NOT_AN_ARTICLE), None)


def _quieten_libraries() -> None:
    """What libraries log or warn about a page reaches the user as our own sentence, or not at all."""
    logging.getLogger().addHandler(logging.NullHandler())
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


def make_output_safe(data: bool) -> None:
    """No character may stop the run: JSON is UTF-8 whatever the terminal, text shows '?' for what it lacks."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace" if data else "replace")
    if data and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
