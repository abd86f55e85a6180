"""What the encoder makes of units, asked only where the clues find an act likely enough to be worth its time."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from pledgebook.codebook import PartyId
from pledgebook.finding.candidates import Unit, find_fillers, find_units
from pledgebook.finding.clues import unit_clues
from pledgebook.finding.context import Context
from pledgebook.finding.encoder import (
    BASES,
    KINDS,
    MODALITIES,
    NONE,
    Pieces,
    pieces_of,
    slot_scores,
    states_of,
    unit_scores,
)
from pledgebook.finding.model import Linear, softmax
from pledgebook.finding.passages import Passage, passage_of

if TYPE_CHECKING:
    from pledgebook.finding.encoder import Array

_ASK = 0.2  # the encoder is asked about sentences that have a unit at least this likely to tell of an act
_LEAST = 1e-4  # no opinion of the encoder is held more strongly than this
UnitKey = tuple[int, int, int]  # sentence, anchor, start of the sum or -1


@dataclass(frozen=True, slots=True)
class Weighed:
    """A unit with its clues and what these say: the probability of each kind, and of none."""

    unit: Unit
    clues: list[str]
    chances: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Sense:
    """Probabilities of kinds, modalities and bases; for each party in reach, of its filling each of SLOTS."""

    kind: Mapping[str, float]
    modality: Mapping[str, float]
    basis: Mapping[str, float]
    fillers: Mapping[PartyId, Sequence[float]]


Senses = Mapping[UnitKey, Sense]
NO_SENSES: Senses = MappingProxyType({})


def key_of(unit: Unit) -> UnitKey:
    """Names a unit within its article."""
    return unit.sentence, unit.anchor.i, unit.money.start if unit.money else -1


def weigh(context: Context, models: Mapping[str, Linear]) -> list[Weighed]:
    """All units of an article with what the clues say of them, in order."""
    rows = []
    for unit in find_units(context):
        clues = unit_clues(context, unit)
        rows.append(Weighed(unit, clues, models["unit"].probabilities(clues)))
    return rows


def worth_asking(weighed: Iterable[Weighed]) -> list[Unit]:
    """The units of all sentences in which one is likely enough to tell of an act."""
    weighed = list(weighed)
    likely = {one.unit.sentence for one in weighed if 1 - one.chances[NONE] >= _ASK}
    return [one.unit for one in weighed if one.unit.sentence in likely]


def senses_of(context: Context, weighed: Iterable[Weighed]) -> dict[UnitKey, Sense]:
    """What the encoder makes of the units of an article that are worth asking about."""
    sentences: dict[int, list[Unit]] = {}
    for unit in worth_asking(weighed):
        sentences.setdefault(unit.sentence, []).append(unit)
    senses: dict[UnitKey, Sense] = {}
    for sentence, units in sentences.items():
        passage = passage_of(context, sentence)
        placed = [found for unit in units if (found := _placed(context, passage, unit))]
        if placed:
            states = states_of(passage)
            senses |= {key_of(unit): _sense(states, pieces, parties, unit) for unit, pieces, parties in placed}
    return senses


def _placed(context: Context, passage: Passage, unit: Unit) -> tuple[Unit, Pieces, list[PartyId]] | None:
    fillers = find_fillers(context, unit)
    pieces = pieces_of(passage, unit, fillers)
    return (unit, pieces, [fillers[n].party for n, _ in pieces.fillers]) if pieces else None


def _sense(states: Array, pieces: Pieces, parties: Sequence[PartyId], unit: Unit) -> Sense:
    scores = unit_scores(states, pieces, unit.money is not None)
    rows = slot_scores(states, pieces).tolist() if parties else []
    fillers = {party: [1 / (1 + math.exp(-score)) for score in row] for party, row in zip(parties, rows, strict=True)}
    names = {"kind": KINDS, "modality": MODALITIES, "basis": BASES}
    return Sense(**{name: softmax(classes, scores[name].tolist()) for name, classes in names.items()}, fillers=fillers)


def mixed(clues: Mapping[str, float], sense: Mapping[str, float] | None) -> dict[str, float]:
    """Both opinions in one: the geometric mean of their probabilities, made to sum to 1."""
    if sense is None:
        return dict(clues)
    powers = {name: math.sqrt(chance * max(sense.get(name, 0.0), _LEAST)) for name, chance in clues.items()}
    total = sum(powers.values())
    return {name: power / total for name, power in powers.items()}


def mixed_slots(clues: Sequence[float], sense: Sequence[float] | None) -> list[float]:
    """The same for the chances of one party to fill each slot."""
    if sense is None:
        return list(clues)
    pairs = zip(clues, sense, strict=True)
    return [mixed({"yes": one, "no": 1 - one}, {"yes": other, "no": 1 - other})["yes"] for one, other in pairs]
