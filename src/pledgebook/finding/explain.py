"""Why an act was found, in lines that a user can follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pledgebook.finding.clues import unit_clues
from pledgebook.finding.context import Context
from pledgebook.finding.drafts import Draft
from pledgebook.finding.filler_clues import filler_clues
from pledgebook.finding.model import Linear


def rules_of(context: Context, told: Sequence[Draft], models: Mapping[str, Linear]) -> list[str]:
    """What spoke for the kind, for each party, and how many passages were put together."""
    first = told[0]
    reasons = models["unit"].reasons(unit_clues(context, first.unit), first.kind)
    lines = [f"trigger “{first.unit.anchor.text}”: {first.group} {first.score:.2f} ({_listed(reasons)})"]
    for slot in ("actor", "target", "beneficiary"):
        for filler in first.slots.get(slot, ()):
            clues = filler_clues(context, first.unit, filler, first.group)
            chance = models[slot].probabilities(clues)["yes"]
            lines.append(f"{slot} {filler.party} {chance:.2f} ({_listed(models[slot].reasons(clues, 'yes'))})")
    lines += [f"{name}: {value}" for name, value in first.choices.items() if value != "none"]
    if len(told) > 1:
        lines.append(f"{len(told)} mentions put together: same kind and parties")
    return lines


def _listed(reasons: list[tuple[str, float]]) -> str:
    return "; ".join(f"{clue} {weight:+.1f}" for clue, weight in reasons)
