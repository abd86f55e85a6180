"""Drafts: what the judge makes of one unit, before mentions are put together and proven."""

from __future__ import annotations

from dataclasses import dataclass, field

from pledgebook.codebook import SUPPORT, Kind, PartyId
from pledgebook.finding.candidates import Filler, Unit
from pledgebook.finding.senses import Sense

SLOTS = ("actor", "target", "beneficiary")


def group_of(kind: str) -> str:
    """Pledge, commitment and delivery are stages of one group, support."""
    return "support" if kind in SUPPORT else kind


@dataclass(slots=True)
class Draft:
    """One unit with its chosen kind and fillers; `scores` keeps every probability that led there."""

    unit: Unit
    kind: Kind
    score: float  # probability that the unit tells of an act of this kind's group
    slots: dict[str, list[Filler]]
    scores: dict[str, float] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)  # modality, basis, aid type, ...
    in_title: bool = False
    sense: Sense | None = None  # what the encoder made of the unit, where it was asked

    @property
    def group(self) -> str:
        return group_of(self.kind)

    def parties(self, slot: str) -> set[PartyId]:
        return {filler.party for filler in self.slots.get(slot, ())}
