"""Where a party is named."""

from __future__ import annotations

from dataclasses import dataclass

from pledgebook.codebook import PartyId


@dataclass(frozen=True, slots=True)
class Named:
    """A party named in sentence `sentence` at its characters `[start:end]`.

    Where those words only stand for it ("both countries"), `namer` is the passage that says its name.
    """

    party: PartyId
    sentence: int
    start: int
    end: int
    role: str
    namer: Named | None = None
