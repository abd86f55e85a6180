"""What is printed of one article: its title, its dates with the reason, its doubts and its acts."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pledgebook import phrases
from pledgebook.cli.acts import acts_table
from pledgebook.cli.explanation import explain_doubt, explain_left_out
from pledgebook.codebook import Role
from pledgebook.records import Article, Reading

LABEL = 9  # room for "published"


def report(reading: Reading, width: int, explain: bool = False) -> RenderableType:
    """A block of lines that fits into `width` characters and ends with an empty line."""
    parts: list[RenderableType] = [_title(reading.article), *_facts(reading, explain), Text("")]
    if reading.acts:
        parts += acts_table(reading.acts, width, explain)
    else:
        parts += [_no_acts(reading, explain), Text("")]
    if explain and reading.left_out:
        parts += [*explain_left_out(reading.left_out), Text("")]
    return Group(*parts)


def _title(article: Article) -> Text:
    title = phrases.plain(article.title or _first_heading(article)) or "(no title)"
    return Text(title, style="bold").append(f"  {phrases.plain(article.id)}", style="not bold dim")


def _first_heading(article: Article) -> str:
    """What a plain text has on top instead of a title."""
    first = article.paragraphs[0] if article.paragraphs else None
    return article.text[first.start : first.end] if first and first.role is Role.HEADING else ""


def _facts(reading: Reading, explain: bool) -> Iterator[RenderableType]:
    article = reading.article
    claimed = phrases.day(article.claimed_date) if article.claimed_date else "the page does not say"
    yield _fact("published", claimed)
    judged = phrases.days(article.date) if article.date else "not known"
    yield _fact("written", f"{judged}: {phrases.plain(article.date_reason)}")
    for doubt in article.doubts:
        name = doubt.name.value.replace("_", " ")
        yield _fact("doubt", f"{name}: {phrases.plain(doubt.reason)}", style="yellow")
        if explain:
            yield from explain_doubt(doubt)


def _fact(label: str, words: str, style: str = "") -> RenderableType:
    """A label and, beside it, words that may run over several lines."""
    row = Table.grid(padding=(0, 1, 0, 0))
    row.add_column(width=LABEL, style="dim")
    row.add_column(overflow="fold", style=style)
    row.add_row(label, Text(words))
    return row


def _no_acts(reading: Reading, explain: bool) -> RenderableType:
    left_out = len(reading.left_out)
    words = "no acts found"
    if left_out and not explain:
        words += f" ({left_out} left out; --explain says why)"
    return Padding(Text(words, style="dim"), (0, 0, 0, 2))
