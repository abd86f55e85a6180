"""The measures of a sanction or easing, from the cues in the sentences that tell of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from pledgebook.codebook import Measure
from pledgebook.finding.context import Context
from pledgebook.finding.drafts import Draft
from pledgebook.finding.nearness import Place, owned, places_told, quote_of
from pledgebook.records import Quote
from pledgebook.values.measures import find_measures

_KINDS = ("sanction", "easing")

Cue = tuple[Measure, Quote]


def find_act_measures(context: Context, told: Sequence[Draft]) -> tuple[tuple[Measure, ...], tuple[Quote, ...]]:
    """The measures in the order told, each once, with the first passage that says it; none for other kinds of act."""
    if told[0].kind not in _KINDS:
        return (), ()
    found: dict[Measure, Quote] = {}
    for place in places_told(told):
        for measure, quote in _cues(context, place):
            found.setdefault(measure, quote)
    return tuple(found), tuple(found.values())


def _cues(context: Context, place: Place) -> Iterator[Cue]:
    for start, end, measure in _measures_in(context.sentences[place.sentence].text):
        if owned(context, place, start, end):
            yield measure, quote_of(context, place.sentence, start, end)


@lru_cache(maxsize=256)
def _measures_in(text: str) -> tuple[tuple[int, int, Measure], ...]:
    return tuple(find_measures(text))
