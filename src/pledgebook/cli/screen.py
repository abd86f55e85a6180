"""The terminal: results on standard output; progress, complaints and the summary on standard error."""

import re
import sys
from time import perf_counter
from types import TracebackType
from typing import NoReturn, Self

from rich.console import Console, RenderableType
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from pledgebook.phrases import many

BAR_FROM = 2  # a bar only where there is more than one article
BLANK_ENDS = re.compile(r" +$", re.MULTILINE)


class Output(Console):
    """A console that says so when its reader goes away, instead of ending the program by itself."""

    def on_broken_pipe(self) -> NoReturn:
        raise BrokenPipeError


class Screen:
    """Use as a context manager: on leaving it the bar is gone and the summary is printed."""

    def __init__(self) -> None:
        self.out = Output(highlight=False)
        self.err = Console(stderr=True, highlight=False)
        # Where both are the terminal, one console must own the bar, or printing would run through it.
        self._bar = self.out if self.out.is_terminal and self.err.is_terminal else self.err
        self._progress: Progress | None = None
        self._task = TaskID(0)
        self._begun = perf_counter()
        self.articles = self.acts = self.left_out = self.bad = 0
        self.stopped = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if self._progress:
            self._progress.stop()
        if kind is None:
            self.err.print(Text(self._summary(), style="dim"), soft_wrap=True)

    def show(self, block: RenderableType) -> None:
        """A block made to the width of the terminal; in a file or pipe without blanks at the ends of lines."""
        if self.out.is_terminal:
            self.out.print(block)
            return
        with self.out.capture() as printed:
            self.out.print(block)
        sys.stdout.write(BLANK_ENDS.sub("", printed.get()))

    def line(self, text: str) -> None:
        """One line of data, as it is: neither wrapped nor coloured."""
        if self._progress and self._bar is self.out:
            self.out.out(text, highlight=False)
        else:
            sys.stdout.write(text + "\n")

    def complain(self, sentence: str) -> None:
        """One sentence about an input that could not be read."""
        self.bad += 1
        self._bar.print(Text(f"pledgebook: {sentence}", style="red"), soft_wrap=True)

    def count(self, acts: int, left_out: int) -> None:
        """Counts one article that was read."""
        self.articles += 1
        self.acts += acts
        self.left_out += left_out
        self._show_progress()

    def _show_progress(self) -> None:
        done = self.articles + self.bad
        if self._progress:
            speed = done / (perf_counter() - self._begun)
            self._progress.update(self._task, completed=done, words=f"{self._counts()}, {speed:.0f} a second")
        elif done >= BAR_FROM and self.err.is_terminal:
            self._progress = _progress(self._bar)
            self._task = self._progress.add_task("reading", total=None, words=self._counts())
            self._progress.start()

    def _counts(self) -> str:
        return f"{many(self.articles, 'article')}, {many(self.acts, 'act')}"

    def _summary(self) -> str:
        bad = f", {self.bad} could not be read" if self.bad else ""
        begin = "stopped after " if self.stopped else ""
        seconds = perf_counter() - self._begun
        return f"{begin}{self._counts()}, {self.left_out} left out{bad}, {seconds:.1f} s"


def _progress(console: Console) -> Progress:
    """How many articles there will be is not known beforehand: they stream, so the bar runs to and fro."""
    columns = (SpinnerColumn(), BarColumn(bar_width=20), TextColumn("{task.fields[words]}"), TimeElapsedColumn())
    return Progress(
        *columns,
        console=console,
        transient=True,
        refresh_per_second=5,
        redirect_stdout=False,
        redirect_stderr=False,
    )
