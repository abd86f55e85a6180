"""The smaller slots of an act, each from its own module, with the passages that say their values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pledgebook.finding.context import Context
from pledgebook.finding.drafts import Draft
from pledgebook.records import Quote


@dataclass(frozen=True, slots=True)
class Found:
    """A slot's value as the act holds it, and (value as JSON, passage) for each of its parts."""

    value: Any
    said: tuple[tuple[Any, Quote], ...] = ()


def find_slots(context: Context, told: Sequence[Draft]) -> dict[str, Found]:
    """All slots but actor, target, beneficiary, amount and modality, by the name of the act's field."""
    return {"items": Found(())}
