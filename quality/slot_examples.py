"""Labels for the slots of an act: coded acts with the units that tell of them, and rows to train the models on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from examples import same_sum
from gold import Coded, places_of, plain_party
from pledgebook.finding.aid import aid_type_clues, instrument_clues
from pledgebook.finding.candidates import Filler, Unit, find_fillers, find_units
from pledgebook.finding.context import Context, own_day
from pledgebook.finding.drafts import SLOTS, Draft
from pledgebook.finding.judge import may_tell
from pledgebook.finding.model import Linear
from pledgebook.finding.speakers import ACTOR, OTHER, speaker_clues, voices_near
from pledgebook.finding.when import ARTICLE, NONE, SAID, best_day, day_clues, days_near, when_clues
from pledgebook.records import Interval
from written import is_written

FOLDS = 4
STRENGTH = {"day": 0.2, "when": 0.1, "speaker": 0.2, "aid_type": 0.2, "instrument": 0.2}

Row = tuple[list[str], str, str]  # clues, label, article


@dataclass(frozen=True, slots=True)
class Told:
    """One coded act and the drafts that tell of it, best first (never empty)."""

    article: str
    fold: int
    context: Context
    act: dict[str, Any]
    drafts: tuple[Draft, ...]


def told_of(context: Context, coded: Coded, fold: int) -> list[Told]:
    """The coded acts of an article that at least one unit tells of."""
    units = find_units(context)
    found: list[Told] = []
    for act in coded.acts:
        places = [place for quote in act["evidence"] for place in places_of(quote, context)]
        drafts = [_draft(context, unit, act) for unit in units if _tells(context, unit, act, places)]
        if drafts:
            found.append(Told(coded.text["id"], fold, context, act, tuple(sorted(drafts, key=_rank))))
    return found


def _tells(context: Context, unit: Unit, act: dict[str, Any], places: list[tuple[str, int, int]]) -> bool:
    sentence = context.sentences[unit.sentence]
    if not may_tell(unit, act["kind"]) or (unit.money and not same_sum(unit.money, act.get("amount"))):
        return False
    start = sentence.start + unit.head.idx
    return any(part == sentence.part and a <= start < b for part, a, b in places)


def _draft(context: Context, unit: Unit, act: dict[str, Any]) -> Draft:
    """The draft that a faultless judge would make of a unit."""
    fillers = find_fillers(context, unit)
    slots = {slot: _wanted(fillers, act.get(slot) or []) for slot in SLOTS}
    choices = {"modality": act.get("modality") or "asserted"}
    if unit.money:
        choices["basis"] = (act["amount"] or {}).get("basis") or "increment"
    return Draft(unit, act["kind"], _sureness(unit, act["kind"]), slots, choices=choices)


def _wanted(fillers: list[Filler], parties: list[str]) -> list[Filler]:
    wanted = {plain_party(party) for party in parties}
    found = [filler for filler in fillers if plain_party(filler.party) in wanted]
    there = {plain_party(filler.party) for filler in found}
    return found + [Filler(party, ()) for party in parties if plain_party(party) not in there]


def _sureness(unit: Unit, kind: str) -> float:
    """How plainly the unit's word tells of this kind: stands in for the judge's score."""
    if unit.trigger is None:
        return 0.2
    return (0.5 + (kind in unit.trigger.kinds)) / (1 + len(unit.trigger.kinds)) + 0.1 * (unit.anchor.pos_ == "VERB")


def _rank(draft: Draft) -> tuple[bool, float, int, int]:
    return draft.unit.money is None, -draft.score, draft.unit.sentence, draft.unit.anchor.i


def train_slots(told: Sequence[Told]) -> dict[str, Linear]:
    """The models of all trained slots, to be stored beside the judge's own under these names."""
    from train_judge import fit  # here, because train_judge may ask this module for the slots' models

    rows = slot_rows(told)
    return {name: fit(rows[name], STRENGTH[name]) for name in sorted(rows)}


def slot_rows(told: Sequence[Told]) -> dict[str, list[Row]]:
    """Training rows of every slot. Those of "when" ask a "day" model that has not seen their article.

    Days are learned from real news only: what we wrote tells its days more plainly than papers do.
    """
    from train_judge import fit

    rows: dict[str, list[Row]] = {name: [] for name in STRENGTH}
    dated = [one for one in told if not is_written(one.article)]
    for one in dated:
        rows["day"] += _day_rows(one)
    for one in told:
        clues = speaker_clues(one.context, one.drafts, voices_near(one.context, one.drafts))
        rows["speaker"].append((clues, _speaker_label(one), one.article))
        for name, clues_of in (("aid_type", aid_type_clues), ("instrument", instrument_clues)):
            rows[name].append((clues_of(one.context, one.drafts), one.act.get(name) or NONE, one.article))
    for fold in range(FOLDS):
        seen = [row for one in dated if one.fold != fold for row in _day_rows(one)]
        rows["when"] += _when_rows([one for one in dated if one.fold == fold], fit(seen, STRENGTH["day"]))
    return rows


def _day_rows(one: Told) -> list[Row]:
    if not one.act.get("date"):
        return []
    return [
        (
            day_clues(one.context, one.drafts, day),
            "yes" if same_day(one.act["date"], day.mention.interval) else "no",
            one.article,
        )
        for day in days_near(one.context, one.drafts)
    ]


def _when_rows(told: Sequence[Told], day_model: Linear) -> list[Row]:
    rows: list[Row] = []
    for one in told:
        label = _when_label(one)
        if label is not None:
            clues = when_clues(one.context, one.drafts, *best_day(one.context, one.drafts, day_model))
            rows.append((clues, label, one.article))
    return rows


def _when_label(one: Told) -> str | None:
    """Where the coder's day comes from; None where no passage near the act says it."""
    wanted = one.act.get("date")
    if not wanted:
        return NONE
    own = own_day(one.context.article)
    if own and same_day(wanted, own):
        return ARTICLE
    days = days_near(one.context, one.drafts)
    return SAID if any(same_day(wanted, day.mention.interval) for day in days) else None


def same_day(wanted: dict[str, str], found: Interval) -> bool:
    """As score.py compares days: they overlap, and the found one is not much wider."""
    start, end = (date.fromisoformat(wanted[name][:10]) for name in ("start", "end"))
    wide = (found.end - found.start).days > max((end - start).days, 1) * 2 + 1
    return start <= found.end and found.start <= end and not wide


def _speaker_label(one: Told) -> str:
    speaker = one.act.get("speaker")
    if not speaker:
        return NONE
    return ACTOR if plain_party(speaker) in {plain_party(party) for party in one.act["actor"]} else OTHER
