"""What a model was asked, and what that cost."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pledgebook.models.chat import Reply

_MILLION = 1_000_000


@dataclass(slots=True)
class Usage:
    """A tally. Prices are for a million tokens; `of` holds the tallies of the articles read last, by id."""

    model: str = ""
    price_in: float = 0.0
    price_out: float = 0.0
    questions: int = 0
    cached: int = 0
    failed: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    of: dict[str, Usage] = field(default_factory=dict)

    @property
    def cost(self) -> float:
        """What the tokens cost; answers from the cache cost nothing."""
        return (self.tokens_in * self.price_in + self.tokens_out * self.price_out) / _MILLION

    def fresh(self) -> Usage:
        """An empty tally of the same model at the same prices."""
        return Usage(self.model, self.price_in, self.price_out)

    def count(self, reply: Reply) -> None:
        """Adds one reply."""
        self.questions += 1
        self.cached += reply.cached
        self.failed += bool(reply.problem)
        self.tokens_in += reply.tokens_in
        self.tokens_out += reply.tokens_out

    def to_json(self) -> dict[str, Any]:
        names = ("model", "questions", "cached", "failed", "tokens_in", "tokens_out")
        return {**{name: getattr(self, name) for name in names}, "cost": round(self.cost, 6)}

    def in_words(self) -> str:
        """One line: what was asked, from where it came, how many tokens, and the cost where there is a price."""
        asked = f"{self.questions:,} question{'' if self.questions == 1 else 's'}"
        cached = f" ({self.cached:,} answered by the cache)" if self.cached else ""
        failed = f", {self.failed:,} not answered well" if self.failed else ""
        price = f", cost {self.cost:,.4f}" if self.price_in or self.price_out else ""
        tokens = f"{self.tokens_in:,} tokens in, {self.tokens_out:,} tokens out"
        return f"{self.model}: {asked}{cached}{failed}, {tokens}{price}"
