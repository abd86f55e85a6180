"""Types and instruments of aid that a passage names; goods named imply a type through their family."""

from typing import cast

from pledgebook.codebook import AidType, Instrument
from pledgebook.lexicon.aid import aid_types, families, instruments
from pledgebook.values.items import ItemMention, find_items


def find_aid_types(text: str, items: list[ItemMention] | None = None) -> list[tuple[int, int, AidType]]:
    """(start, end, type) of each cue and of goods whose family has a type, in order, without overlap.

    "humanitarian aid" is humanitarian; "31 tanks" military. Goods count only where no cue covers them; `items` are
    those of the text, where the caller has them already.
    """
    found = [(start, end, cast(AidType, value)) for start, end, value in aid_types().find(text)]
    for mention in find_items(text) if items is None else items:
        kind = families()[mention.family]
        if kind and not any(start < mention.end and mention.start < end for start, end, _ in found):
            found.append((mention.start, mention.end, kind))
    return sorted(found)


def find_instruments(text: str) -> list[tuple[int, int, Instrument]]:
    """(start, end, instrument) of each cue, in order, without overlap: "soft loan" is a loan."""
    return [(start, end, cast(Instrument, value)) for start, end, value in instruments().find(text)]
