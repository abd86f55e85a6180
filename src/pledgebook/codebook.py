"""The words of the codebook: kinds, bases, measures and so on, and what a paragraph or a doubt is called."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

Kind = Literal["request", "pledge", "commitment", "delivery", "refusal", "withdrawal", "sanction", "easing"]
KINDS: tuple[Kind, ...] = (
    "request", "pledge", "commitment", "delivery", "refusal", "withdrawal", "sanction", "easing",
)  # fmt: skip
SUPPORT: frozenset[Kind] = frozenset({"pledge", "commitment", "delivery"})
Basis = Literal["increment", "running_total", "tranche_of", "revision", "per_period"]
Hedge = Literal["exact", "about", "at_least", "up_to"]
Modality = Literal["asserted", "planned", "conditional", "denied"]
AidType = Literal["military", "humanitarian", "financial", "development"]
Instrument = Literal["grant", "loan", "guarantee", "in_kind", "budget_support", "debt_relief", "sale"]
Measure = Literal[
    "asset_freeze", "travel_ban", "export_ban", "import_ban", "trade_embargo", "arms_embargo",
    "financial", "sectoral", "price_cap", "diplomatic", "other",
]  # fmt: skip
Part = Literal["text", "title"]
PartyId = str  # ISO 3166-1 alpha-3, a short name ("EU", "WFP"), or "name:" and the name as written


class Role(StrEnum):
    """What a paragraph is on its page. Only `BODY`, `HEADING`, `CAPTION` and `BULLET` are read for acts."""

    BODY = "body"
    HEADING = "heading"
    BULLET = "bullet"
    CAPTION = "caption"
    BYLINE = "byline"
    CREDIT = "credit"
    LINK = "link"  # "See also ...", "Read more: ...", "Watch: ..."
    FURNITURE = "furniture"  # counters, newsletters, share buttons, "Advertisement"
    REPEAT = "repeat"  # says again what an earlier paragraph says


READ_ROLES: frozenset[Role] = frozenset({Role.BODY, Role.HEADING, Role.BULLET, Role.CAPTION})


class DoubtName(StrEnum):
    MISDATED = "misdated"
    REPEATED_TEXT = "repeated_text"
    INSERTED_LINKS = "inserted_links"
    GARBLED = "garbled"
    SPUN = "spun"
    TRUNCATED = "truncated"
