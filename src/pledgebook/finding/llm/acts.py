"""From a claim to an act that has passed the gate, or to why it is left out; and from claims of one act to that act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pledgebook.finding.candidates import Filler, Unit, trigger_of
from pledgebook.finding.context import Context
from pledgebook.finding.drafts import Draft, group_of
from pledgebook.finding.evidence import prove, without_unsaid
from pledgebook.finding.llm.claims import MOST_QUOTES, Claim, left_out
from pledgebook.finding.llm.said import say_amount, say_date, say_items, say_listed, say_parties, say_shown
from pledgebook.finding.merge import merge
from pledgebook.finding.tree import head_of
from pledgebook.problems import NotInText, Reason
from pledgebook.records import Act, LeftOut, Said
from pledgebook.values.money import MoneyMention

_SLOTS = ("actor", "target", "beneficiary")
_PUNISHING = ("sanction", "easing")
_MANY = ("items", "channel", "measures", "listed")  # what several mentions add up to
_OPTIONAL = (
    "target",
    "beneficiary",
    "items",
    "channel",
    "measures",
    "listed",
    "aid_type",
    "instrument",
    "date",
    "speaker",
)


@dataclass(frozen=True, slots=True)
class Proven:
    """An act that has passed the gate, where it stands, and how we read its sum."""

    act: Act
    claim: Claim
    money: MoneyMention | None


def act_of(context: Context, claim: Claim) -> Proven | LeftOut:
    """The act of a claim with a passage for every value; or why it is left out."""
    told, first = claim.told, claim.evidence[0]
    if not told["actor"]:
        return left_out(Reason.NO_ACTOR, told, first, "no actor is told")
    actors = say_parties(context, claim, "actor")
    unsaid = [note for note in claim.notes if note.startswith("dropped actor")]
    if unsaid:
        return left_out(Reason.NOT_SAID, told, first, unsaid[0].removeprefix("dropped "))
    sum_said = say_amount(context, claim)
    if isinstance(sum_said, str):
        return left_out(Reason.NOT_SAID, told, first, sum_said)
    act = _act(context, claim, actors)
    if sum_said:
        act = replace(act, amount=sum_said[0], said=(*act.said, sum_said[1]))
    try:
        act = prove(without_unsaid(act, context), context)
    except NotInText as error:
        return left_out(Reason.NOT_SAID, told, first, str(error))
    if not (act.amount or act.target or act.beneficiary or act.items):
        why = claim.notes[-1] if claim.notes else "no party, sum or goods is told"
        return left_out(Reason.NO_TARGET, told, first, why)
    return Proven(act, claim, sum_said[2] if sum_said else None)


def _act(context: Context, claim: Claim, actors: list[Said]) -> Act:
    told, kind = claim.told, claim.told["kind"]
    said: dict[str, list[Said]] = {"actor": actors}
    for slot in ("target", "beneficiary", "channel", "speaker"):
        said[slot] = say_parties(context, claim, slot)
    targets = [one.value for one in said["target"]]
    said["beneficiary"] = [one for one in said["beneficiary"] if one.value not in targets]
    for field in ("aid_type", "instrument", "measures"):
        said[field] = list(say_shown(context, claim, field)) if (field == "measures") == (kind in _PUNISHING) else []
    said["listed"] = say_listed(context, claim) if kind in _PUNISHING else []
    items = say_items(context, claim)
    said["items"] = [one for _, one in items]
    day, said["date"] = say_date(context, claim)
    many = ("actor", "target", "beneficiary", "channel", "measures", "listed")
    values: dict[str, Any] = {name: tuple(dict.fromkeys(one.value for one in said[name])) for name in many}
    for name in ("aid_type", "instrument", "speaker"):
        values[name] = said[name][0].value if said[name] else None
    return Act(
        kind=kind,
        evidence=claim.evidence,
        items=tuple(item for item, _ in items),
        date=day,
        modality=told["modality"],
        said=(Said("kind", kind, claim.word), *(one for row in said.values() for one in row)),
        **values,
    )


def join(context: Context, proven: Sequence[Proven]) -> list[Act]:
    """One act for all mentions of it, by the same rules as the grammar's drafts; in the order of the text."""
    drafts: dict[int, Proven] = {}
    units: dict[tuple[int, int, int], Unit] = {}
    distinct: list[Draft] = []
    for one in proven:
        draft = _draft(context, one, units)
        double = next((other for other in distinct if _same_words(draft, other)), None)
        if double is not None:  # told again with the next piece of the article
            drafts[id(double)] = replace(drafts[id(double)], act=_with(drafts[id(double)].act, one.act))
        else:
            distinct.append(draft)
            drafts[id(draft)] = one
    acts = []
    for told in sorted(_merged(distinct, drafts), key=lambda told: (told[0].unit.sentence, told[0].unit.anchor.i)):
        act = drafts[id(told[0])].act
        for other in told[1:]:
            act = _with(act, drafts[id(other)].act)
        acts.append(act)
    return acts


def _merged(distinct: Sequence[Draft], drafts: Mapping[int, Proven]) -> Iterator[list[Draft]]:
    """Groups that tell of one act. The model told them one by one, so that what differs in them keeps them apart."""
    left = list(distinct)
    while left:
        groups, left = merge(left), []
        for told in groups:
            first = drafts[id(told[0])].act
            apart = [draft for draft in told[1:] if _differ(first, drafts[id(draft)].act)]
            left += apart
            yield [draft for draft in told if not any(draft is other for other in apart)]


def _differ(act: Act, other: Act) -> bool:
    """Whether kind, modality, day or all goods of two acts are others."""
    days = act.date and other.date and not act.date.overlaps(other.date)
    names = [{item.name.lower() for item in one.items} for one in (act, other)]
    goods = all(names) and names[0].isdisjoint(names[1])
    return bool(act.kind != other.kind or act.modality != other.modality or days or goods)


def _draft(context: Context, one: Proven, units: dict[tuple[int, int, int], Unit]) -> Draft:
    """The act as a draft of the grammar's: one unit a place, so that "each" stays two acts of one unit."""
    claim, act = one.claim, one.act
    sentence = context.sentences[claim.sentence]
    anchor = head_of(context.docs[claim.sentence], claim.word.start - sentence.start, claim.word.end - sentence.start)
    key = (claim.sentence, anchor.i, one.money.start if one.money else -1)
    unit = units.setdefault(key, Unit(claim.sentence, anchor, trigger_of(anchor), one.money))
    told = sum(bool(getattr(act, name)) for name in _OPTIONAL)
    slots = {slot: [Filler(party, ()) for party in getattr(act, slot)] for slot in _SLOTS}
    choices: dict[str, str] = {"modality": act.modality}
    return Draft(unit, act.kind, 0.8 + told / 100, slots, {"actor": 1.0}, choices)  # the fuller of two goes first


def _same_words(one: Draft, other: Draft) -> bool:
    """Whether two drafts read the same words and tell the same of them."""
    targets = one.parties("target"), other.parties("target")
    return (
        one.unit is other.unit
        and one.choices == other.choices
        and group_of(one.kind) == group_of(other.kind)
        and one.parties("actor") == other.parties("actor")
        and (targets[0] == targets[1] or not all(targets))
    )


def _with(act: Act, other: Act) -> Act:
    """The act with the quotations of another mention, and with what only that one tells."""
    evidence = tuple(dict.fromkeys((*act.evidence, *other.evidence)))[:MOST_QUOTES]
    more: dict[str, Any] = {name: getattr(other, name) for name in _OPTIONAL if not getattr(act, name)}
    more |= {name: _united(getattr(act, name), getattr(other, name)) for name in _MANY}
    if act.target or "target" not in more:
        more.pop("beneficiary", None)  # whom it is for is told beside whom it is given
    shown = {(said.field, str(said.value)) for said in act.said}
    gained = (said for said in other.said if said.field in more and (said.field, str(said.value)) not in shown)
    rules = tuple(dict.fromkeys((*act.rules, *other.rules)))
    return replace(act, evidence=evidence, said=(*act.said, *gained), rules=rules, **more)


def _united(some: Sequence[Any], others: Sequence[Any]) -> tuple[Any, ...]:
    """Both, each once; goods of one name once."""
    known = {getattr(one, "name", one) for one in some}
    return (*some, *(one for one in others if getattr(one, "name", one) not in known))
