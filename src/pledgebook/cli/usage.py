"""What the reader `llm` asked its model, told at the end of a run; and which articles it got no good answer for."""

from __future__ import annotations

import sys
from collections.abc import Callable

from pledgebook.models import Usage
from pledgebook.records import Reading
from pledgebook.settings import Settings


def usage_of(settings: Settings) -> Usage:
    """An empty tally at the user's prices."""
    llm = settings.llm
    return Usage(llm.model, llm.price_in, llm.price_out) if llm and settings.reader == "llm" else Usage()


def tell_usage(usage: Usage) -> None:
    """One line on standard error, where a model was asked at all."""
    if usage.questions:
        print(usage.in_words(), file=sys.stderr)


def complain_of(reading: Reading, complain: Callable[[str], None]) -> None:
    """One sentence where the model gave no good answer for an article, so that nothing is missed in silence."""
    if reading.unanswered:
        complain(f"{reading.article.id}: {reading.unanswered}")
