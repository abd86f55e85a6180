"""The ladder of an entry: each rung with its accepted day, articles and quotations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from pledgebook.codebook import Kind, Modality
from pledgebook.reconciling.accepting import accept_day
from pledgebook.reconciling.entries import RANK, Mention, Rung

SURE: dict[Modality, int] = {"asserted": 3, "planned": 2, "conditional": 1, "denied": 0}


def climb(mentions: Sequence[Mention]) -> tuple[Rung, ...]:
    """The rungs in order: lower kinds first, plans before deeds, then by day. Each mention stands on one rung."""
    steps: dict[tuple[Kind, Modality], list[Mention]] = defaultdict(list)
    for mention in mentions:
        steps[mention.act.kind, mention.act.modality].append(mention)
    rungs = [_rung(kind, modality, rows) for (kind, modality), rows in steps.items()]
    return tuple(
        sorted(rungs, key=lambda rung: (RANK.get(rung.kind, 0), SURE[rung.modality], _start(rung), rung.mentions))
    )


def furthest(rungs: Sequence[Rung]) -> Rung:
    """The rung that gives the entry its status: the highest that is asserted; else the highest that is claimed."""
    return max(
        rungs,
        key=lambda rung: (rung.modality == "asserted", RANK.get(rung.kind, 0), SURE[rung.modality], rung.mentions),
    )


def _rung(kind: Kind, modality: Modality, mentions: list[Mention]) -> Rung:
    rows = sorted(mentions, key=lambda m: m.id)
    chosen = accept_day(rows)
    return Rung(
        kind=kind,
        date=chosen.value if chosen else None,
        modality=modality,
        mentions=tuple(m.id for m in rows),
        articles=tuple(sorted({m.article for m in rows})),
        quotes=tuple(quote for m in rows for quote in m.act.evidence),
    )


def _start(rung: Rung) -> date:
    return rung.date.start if rung.date else date.max
