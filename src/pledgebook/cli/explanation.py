"""What `--explain` adds: what found an act, which words say each value, and why something was left out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from pledgebook import phrases
from pledgebook.records import Act, Doubt, LeftOut, Said

MARGIN = 6


def explain_act(act: Act) -> Iterator[RenderableType]:
    """Its rules in the order applied, the judge's confidence, and the span of every value."""
    yield _line(f"found by {', '.join(act.rules) or 'no rule that was named'}; confidence {act.confidence:.2f}")
    for said in act.said:
        yield _line(f"{said.field} {_value(said)}: “{phrases.plain(said.quote.text)}” {_place(said)}")


def explain_doubt(doubt: Doubt) -> Iterator[RenderableType]:
    for quote in doubt.quotes:
        yield _line(f"“{phrases.plain(quote.text)}” ({quote.part} {quote.start}–{quote.end})")


def explain_left_out(left_out: Sequence[LeftOut]) -> Iterator[RenderableType]:
    """Each thing that was found but not stored: the words, the reason, the rule and the judge's score."""
    yield Padding(Text("left out", style="dim"), (0, 0, 0, 2))
    for out in left_out:
        if out.quote:
            yield Padding(Text(f"“{phrases.plain(out.quote.text)}”", style="italic dim"), (0, 0, 0, 4))
        yield _line(_why(out))


def _why(out: LeftOut) -> str:
    words = out.reason.value
    if out.detail:
        words += f": {phrases.plain(out.detail)}"
    if out.rule:
        words += f"; rule {out.rule}"
    return words if out.score is None else f"{words}; score {out.score:.2f}"


def _value(said: Said) -> str:
    """The value as in the act's JSON; a bare word without quotation marks."""
    return phrases.plain(said.value if isinstance(said.value, str) else json.dumps(said.value, ensure_ascii=False))


def _place(said: Said) -> str:
    return f"({said.quote.part} {said.quote.start}–{said.quote.end})"


def _line(words: str) -> RenderableType:
    return Padding(Text(words, style="dim"), (0, 0, 0, MARGIN))
