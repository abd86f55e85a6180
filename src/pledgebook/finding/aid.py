"""The type of an act's aid and its instrument, from the cues near its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import cast

from pledgebook.codebook import AidType, Instrument
from pledgebook.finding.context import Context
from pledgebook.finding.drafts import Draft, group_of
from pledgebook.finding.model import Linear
from pledgebook.finding.nearness import FAR, Place, items_in, nearest, owned, places_told, quote_of
from pledgebook.finding.tree import head_of
from pledgebook.records import Quote
from pledgebook.values.aid import find_aid_types, find_instruments

Cue = tuple[int, int, str]  # start and end in the sentence, value
NONE = "none"
_GIVING = ("support", "request", "withdrawal", "refusal", "easing")  # kinds of act that aid has a part in
_BEFORE = 2  # sentences before, and the headline, whose cues count a little
_DOUBT = 0.35  # a value is given where it is at least this much as likely as none
_NEAR = 7  # edges; further cues all count as far


def find_aid_type(
    context: Context, told: Sequence[Draft], models: Mapping[str, Linear]
) -> tuple[AidType | None, tuple[Quote, ...]]:
    """The type of aid, with the cue that says it nearest to the act; None where it is mixed or unsaid."""
    value, quotes = _find(context, told, models["aid_type"], _types_in)
    return cast(AidType | None, value), quotes


def find_instrument(
    context: Context, told: Sequence[Draft], models: Mapping[str, Linear]
) -> tuple[Instrument | None, tuple[Quote, ...]]:
    """The instrument, with the cue that says it nearest to the act; None where it is unsaid."""
    value, quotes = _find(context, told, models["instrument"], _instruments_in)
    return cast(Instrument | None, value), quotes


def aid_type_clues(context: Context, told: Sequence[Draft]) -> list[str]:
    """Clues for the type of aid: its cues by distance and owner, the words beside, the kind of act."""
    return _clues(context, told, _types_in)


def instrument_clues(context: Context, told: Sequence[Draft]) -> list[str]:
    """Clues for the instrument, built like those for the type."""
    return _clues(context, told, _instruments_in)


def _find(
    context: Context, told: Sequence[Draft], model: Linear, cues_in: Callable[[str], tuple[Cue, ...]]
) -> tuple[str | None, tuple[Quote, ...]]:
    """The likeliest value that some passage says."""
    if group_of(told[0].kind) not in _GIVING:
        return None, ()
    said = _nearest_quotes(context, told, cues_in)
    if not said:
        return None, ()
    chances = model.probabilities(_clues(context, told, cues_in))
    best = max(said, key=lambda name: (chances.get(name, 0.0), name))
    if chances.get(best, 0.0) <= _DOUBT * chances[NONE]:
        return None, ()
    return best, (said[best],)


@lru_cache(maxsize=256)
def _types_in(text: str) -> tuple[Cue, ...]:
    return tuple(find_aid_types(text, list(items_in(text))))


@lru_cache(maxsize=256)
def _instruments_in(text: str) -> tuple[Cue, ...]:
    return tuple(find_instruments(text))


def _nearest_quotes(
    context: Context, told: Sequence[Draft], cues_in: Callable[[str], tuple[Cue, ...]]
) -> dict[str, Quote]:
    """For each value that the act's sentences or those beside them say, the nearest passage."""
    best: dict[str, tuple[int, int, Quote]] = {}
    for rank, (place, number) in enumerate(_told_and_beside(context, told)):
        for start, end, value in cues_in(context.sentences[number].text):
            gap = _gap(context, place, start, end) if place else FAR + rank
            if value not in best or (gap, rank) < best[value][:2]:
                best[value] = (gap, rank, quote_of(context, number, start, end))
    return {value: quote for value, (_, _, quote) in best.items()}


def _told_and_beside(context: Context, told: Sequence[Draft]) -> Iterator[tuple[Place | None, int]]:
    """The act's own places, then the numbers of the sentences before and of the headline."""
    places = places_told(told)
    yield from ((place, place.sentence) for place in places)
    seen = {place.sentence for place in places}
    first = places[0].sentence
    for number in [*range(first - 1, max(-1, first - 1 - _BEFORE), -1), 0]:
        if number not in seen and number >= 0:
            seen.add(number)
            yield None, number


def _gap(context: Context, place: Place, start: int, end: int) -> int:
    head = head_of(context.docs[place.sentence], start, end)
    return nearest(place.anchors, head)


def _clues(context: Context, told: Sequence[Draft], cues_in: Callable[[str], tuple[Cue, ...]]) -> list[str]:
    first = told[0]
    word = first.unit.anchor.lemma_.lower()
    clues = [f"kind {first.kind}", f"group {first.group}", f"word {word}", "sum" if first.unit.money else "no sum"]
    places = places_told(told)
    for n, place in enumerate(places):
        clues += _cue_clues(context, place, "told" if n == 0 else "also", cues_in)
    for own, number in _told_and_beside(context, told):
        if own is None:
            name = "title" if context.sentences[number].part == "title" else "before"
            clues += [f"{name} {value}" for _, _, value in cues_in(context.sentences[number].text)]
    clues += _beside(context, places[0])
    clues += [f"to {party}" for slot in ("target", "beneficiary") for party in map(_plain, first.parties(slot))]
    return clues


def _beside(context: Context, place: Place) -> Iterator[str]:
    """The words that hang on the act's words, and the families of its goods."""
    for anchor in place.anchors:
        for child in anchor.children:
            if child.pos_ in ("NOUN", "ADJ", "VERB", "ADP"):
                yield f"beside {child.lemma_.lower()}"
        yield f"under {anchor.head.lemma_.lower()}"
    for mention in items_in(context.sentences[place.sentence].text):
        if owned(context, place, mention.start, mention.end):
            yield f"goods {mention.family}"
            yield "goods counted" if mention.item.quantity else "goods uncounted"


def _plain(party: str) -> str:
    return "refugees" if "refugee" in party else "name" if party.startswith("name:") else party


def _cue_clues(context: Context, place: Place, name: str, cues_in: Callable[[str], tuple[Cue, ...]]) -> Iterator[str]:
    text = context.sentences[place.sentence].text
    gaps: dict[str, int] = {}
    for start, end, value in cues_in(text):
        gap = min(_NEAR, _gap(context, place, start, end))
        gaps[value] = min(gap, gaps.get(value, FAR))
        cue = text[start:end].lower()
        yield f"{name} {value}"
        yield f"{name} {value} at {gap}"
        yield f"{name} {value}: {cue}"
        yield f"{value} {'owned' if owned(context, place, start, end) else 'of another'}"
        if gap <= 2:
            yield f"near {value}: {cue}"
    ranked = sorted(gaps, key=lambda value: (gaps[value], value))
    for order, value in enumerate(ranked[:2]):
        yield f"{name} {'nearest' if order == 0 else 'second'} {value}"
    if len(ranked) == 1:
        yield f"{name} only {ranked[0]}"
    if not ranked:
        yield f"{name} no cue"
