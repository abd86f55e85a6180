"""The smaller slots of an act, each from its own module, with the passages that say their values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pledgebook.finding.aid import find_aid_type, find_instrument
from pledgebook.finding.channels import find_channel
from pledgebook.finding.context import Context
from pledgebook.finding.drafts import Draft
from pledgebook.finding.goods import find_goods
from pledgebook.finding.listing import find_listed
from pledgebook.finding.measures import find_act_measures
from pledgebook.finding.model import Linear
from pledgebook.finding.speakers import find_speaker
from pledgebook.finding.when import find_when
from pledgebook.records import Quote


@dataclass(frozen=True, slots=True)
class Found:
    """A slot's value as the act holds it, and (value as JSON, passage) for each of its parts."""

    value: Any
    said: tuple[tuple[Any, Quote], ...] = ()


def find_slots(context: Context, told: Sequence[Draft], models: Mapping[str, Linear]) -> dict[str, Found]:
    """All slots but actor, target, beneficiary, amount and modality, by the name of the act's field."""
    return {
        "items": _many(*find_goods(context, told)),
        "measures": _many(*find_act_measures(context, told)),
        "listed": _many(*find_listed(context, told)),
        "channel": _many(*find_channel(context, told)),
        "aid_type": _one(*find_aid_type(context, told, models)),
        "instrument": _one(*find_instrument(context, told, models)),
        "speaker": _one(*find_speaker(context, told, models)),
        "date": _one(*find_when(context, told, models)),
    }


def _many(values: Sequence[Any], quotes: Sequence[Quote]) -> Found:
    return Found(tuple(values), tuple(zip(map(_as_json, values), quotes, strict=True)))


def _one(value: Any, quotes: Iterable[Quote]) -> Found:
    return Found(value, tuple((_as_json(value), quote) for quote in quotes))


def _as_json(value: Any) -> Any:
    return value.to_json() if hasattr(value, "to_json") else value
