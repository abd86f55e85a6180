"""What `pledgebook watch` shows: a live line on a terminal, a line for each poll that brought something, a summary."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from time import perf_counter
from types import TracebackType
from typing import Self

from rich.live import Live
from rich.text import Text

from pledgebook.book import Added
from pledgebook.cli.read import make_output_safe
from pledgebook.cli.screen import Screen
from pledgebook.phrases import many, plain
from pledgebook.problems import BadInput
from pledgebook.records import Page
from pledgebook.sources.rounds import Polled


class WatchScreen(Screen):
    """Counts what all polls brought; `coming` and `tell` follow the poll at hand, `polled` ends it."""

    def __init__(self, feeds: int) -> None:
        super().__init__()
        self.feeds, self.polls = feeds, 0
        self._due: dict[str, datetime] = {}
        self._failing: set[str] = set()
        self._now = Added()  # of the poll at hand
        self._fetched = 0
        self._live: Live | None = None

    def __enter__(self) -> Self:
        if self.err.is_terminal:
            self._live = Live(
                self, console=self._bar, refresh_per_second=2, transient=True,
                redirect_stdout=False, redirect_stderr=False,
            )  # fmt: skip
            self._live.start()
        return super().__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live:
            self._live.stop()
        super().__exit__(kind, error, trace)

    def __rich__(self) -> Text:
        """The live line, made anew at each refresh."""
        return Text(f"watching {self._state()}: {self._counts()}", style="dim", no_wrap=True, overflow="ellipsis")

    def coming(self, items: Iterable[Page | BadInput]) -> Iterator[Page | BadInput]:
        """The same items, counted as they come."""
        self._fetched = 0
        for item in items:
            self._fetched += isinstance(item, Page)
            yield item
        self._fetched = 0

    def tell(self, done: Added) -> None:
        """Takes over the counts of the poll at hand."""
        before, self._now = self._now, Added(**asdict(done))
        self.articles += done.articles - before.articles
        self.acts += done.acts - before.acts
        self.left_out += done.left_out - before.left_out

    def polled(self, polled: Polled, data: bool) -> None:
        """Tells of a poll that has ended: as JSON on standard output, or in a line where it brought something."""
        self.polls += polled.outcome != "not yet due"
        self._note(polled)
        if data:
            self._data(polled)
        elif polled.outcome == "new" or polled.more or (polled.outcome == "not yet due" and not self._live):
            self._bar.print(Text(self._line(polled), style="dim"), soft_wrap=True)
        self._now = Added()

    def _note(self, polled: Polled) -> None:
        self._due[polled.url] = polled.due
        self._failing.discard(polled.url)
        if polled.outcome == "failed":
            self._failing.add(polled.url)

    def _data(self, polled: Polled) -> None:
        make_output_safe(True)
        row = {
            "feed": polled.url,
            "at": polled.at.isoformat(timespec="seconds"),
            "outcome": polled.outcome,
            **asdict(self._now),
            "more": polled.more,
            "due": polled.due.isoformat(timespec="seconds"),
            "problem": polled.problem,
        }
        self.line(json.dumps(row, ensure_ascii=False))
        sys.stdout.flush()

    def line(self, text: str) -> None:
        if self._live and self._bar is self.out:
            self.out.out(text, highlight=False)
        else:
            sys.stdout.write(text + "\n")

    def _line(self, polled: Polled) -> str:
        said = f"{_clock(polled.at)} {plain(polled.url)}: "
        if polled.outcome == "not yet due":
            return f"{said}not asked before {_clock(polled.due)}"
        now = self._now
        said += f"{many(now.articles, 'article')}, {many(now.acts, 'act')}, {now.left_out:,} left out"
        return said + (f"; more at the next poll, {_clock(polled.due)}" if polled.more else "")

    def _state(self) -> str:
        """`3 feeds, 1 failing, next poll at 14:35`."""
        failing = f", {len(self._failing)} failing" if self._failing else ""
        if self._fetched:
            return f"{many(self.feeds, 'feed')}{failing}, {many(self._fetched, 'page')} fetched"
        due = min(self._due.values()) if len(self._due) == self.feeds else None
        asking = due is None or due <= datetime.now(UTC)
        return (
            f"{many(self.feeds, 'feed')}{failing}, {'asking' if asking or not due else f'next poll at {_clock(due)}'}"
        )

    def _show_progress(self) -> None:
        """The live line shows it."""

    def _counts(self) -> str:
        return f"{many(self.articles, 'article')}, {many(self.acts, 'act')} new, {self.left_out:,} left out"

    def _summary(self) -> str:
        begin = "stopped after " if self.stopped else ""
        bad = f", {self.bad} could not be read" if self.bad else ""
        minutes, seconds = divmod(perf_counter() - self._begun, 60)
        took = f"{minutes:.0f} min" if minutes else f"{seconds:.1f} s"
        return f"{begin}{many(self.polls, 'poll')} of {many(self.feeds, 'feed')}: {self._counts()}{bad}, {took}"


def _clock(when: datetime) -> str:
    """Hours and minutes here; with the day where it is another."""
    here = when.astimezone()
    return f"{here:%H:%M}" if here.date() == datetime.now().astimezone().date() else f"{here:%Y-%m-%d %H:%M}"
