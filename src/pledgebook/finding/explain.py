"""Why an act was found, in lines that a user can follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pledgebook.finding.clues import unit_clues
from pledgebook.finding.context import Context
from pledgebook.finding.drafts import SLOTS, Draft, group_of
from pledgebook.finding.filler_clues import filler_clues
from pledgebook.finding.model import Linear
from pledgebook.finding.senses import mixed_slots


def rules_of(context: Context, told: Sequence[Draft], models: Mapping[str, Linear]) -> list[str]:
    """What spoke for the kind, for each party, and how many passages were put together."""
    first = told[0]
    reasons = models["unit"].reasons(unit_clues(context, first.unit), first.kind)
    sense = first.sense
    seen = [] if sense is None else [("encoder", _of_group(sense.kind, first.group))]
    lines = [f"trigger “{first.unit.anchor.text}”: {first.group} {first.score:.2f} ({_listed(reasons, seen)})"]
    for number, slot in enumerate(SLOTS):
        for filler in first.slots.get(slot, ()):
            clues = filler_clues(context, first.unit, filler, first.group)
            said = sense.fillers.get(filler.party) if sense else None
            chance = mixed_slots([models[slot].probabilities(clues)["yes"]], [said[number]] if said else None)[0]
            seen = [("encoder", said[number])] if said else []
            lines.append(f"{slot} {filler.party} {chance:.2f} ({_listed(models[slot].reasons(clues, 'yes'), seen)})")
    lines += [f"{name}: {value}" for name, value in first.choices.items() if value != "none"]
    if len(told) > 1:
        lines.append(f"{len(told)} mentions put together: same kind and parties")
    return lines


def _of_group(chances: Mapping[str, float], group: str) -> float:
    return sum(chance for kind, chance in chances.items() if group_of(kind) == group)


def _listed(reasons: list[tuple[str, float]], seen: list[tuple[str, float]]) -> str:
    """The clues that spoke loudest with their weights, then what the encoder made of it, as a probability."""
    return "; ".join([*(f"{clue} {weight:+.1f}" for clue, weight in reasons), *(f"{n} {p:.2f}" for n, p in seen)])
