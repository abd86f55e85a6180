"""From the drafts of one act to the act itself, with a passage for every value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from pledgebook.codebook import SUPPORT, Basis, Modality, PartyId
from pledgebook.finding.candidates import Filler
from pledgebook.finding.context import Context
from pledgebook.finding.drafts import Draft
from pledgebook.finding.evidence import prove, without_unsaid
from pledgebook.finding.model import Linear
from pledgebook.finding.named import Named
from pledgebook.finding.nearness import quote_of
from pledgebook.finding.slots import Found, find_slots
from pledgebook.problems import NotInText, Reason
from pledgebook.records import Act, Amount, LeftOut, Money, Quote, Said

_MOST_QUOTES = 4
_SURE = 0.3  # a mention less sure than this is no evidence beside a better one


def assemble(
    context: Context, told: Sequence[Draft], models: Mapping[str, Linear], confidence: float, rules: Sequence[str]
) -> Act | LeftOut:
    """The act that these drafts tell of, proven; or why it is left out."""
    first = told[0]
    evidence = tuple(dict.fromkeys(_sentence(context, draft) for draft in _best(told)))
    if not first.slots["actor"]:
        return LeftOut(Reason.NO_ACTOR, evidence[0], score=confidence, rule=f"judge: {first.kind}")
    values = find_slots(context, told, models)
    wanting = _wanting(first, values)
    if wanting:
        return LeftOut(wanting, evidence[0], score=confidence, rule=f"judge: {first.kind}")
    act = _act(context, first, evidence, values, confidence, rules)
    try:
        return prove(without_unsaid(act, context), context)
    except NotInText as error:
        return LeftOut(Reason.NOT_SAID, evidence[0], str(error), "evidence", confidence)


def _wanting(first: Draft, values: Mapping[str, Found]) -> Reason | None:
    """What an act must name and this one does not: whom or what it is about, or what a noun ("support") consists in."""
    if first.unit.money or values["items"].value:
        return None
    if not (first.slots["target"] or first.slots["beneficiary"]):
        return Reason.NO_TARGET
    is_bare = first.kind in SUPPORT and first.unit.anchor.pos_ == "NOUN"
    return Reason.NO_HELP if is_bare and not (values["aid_type"].value or values["instrument"].value) else None


def _act(
    context: Context,
    first: Draft,
    evidence: tuple[Quote, ...],
    values: dict[str, Found],
    confidence: float,
    rules: Sequence[str],
) -> Act:
    slots: dict[str, Any] = {
        slot: tuple(f.party for f in first.slots.get(slot, ())) for slot in ("actor", "target", "beneficiary")
    }
    slots["beneficiary"] = tuple(party for party in slots["beneficiary"] if party not in slots["target"])
    said = [*_said_by_draft(context, first, slots)]
    for name, found in values.items():
        said += [Said(name, value, quote) for value, quote in found.said]
    return Act(
        kind=first.kind,
        evidence=evidence,
        amount=_amount(first),
        modality=cast(Modality, first.choices.get("modality", "asserted")),
        said=tuple(said),
        confidence=confidence,
        rules=tuple(rules),
        **slots,
        **{name: found.value for name, found in values.items()},
    )


def _best(told: Sequence[Draft]) -> Iterator[Draft]:
    """The best mention and up to three others that are sure enough."""
    yield told[0]
    others = sorted(told[1:], key=lambda draft: -draft.score)
    yield from [draft for draft in others if draft.score >= _SURE][: _MOST_QUOTES - 1]


def _sentence(context: Context, draft: Draft) -> Quote:
    return quote_of(context, draft.unit.sentence, 0, len(context.sentences[draft.unit.sentence].text))


def _said_by_draft(context: Context, first: Draft, slots: Mapping[str, tuple[PartyId, ...]]) -> Iterator[Said]:
    """The word that tells the kind, the names of the parties, and the words of the sum."""
    number, anchor, money, amount = first.unit.sentence, first.unit.anchor, first.unit.money, _amount(first)
    yield Said("kind", first.kind, quote_of(context, number, anchor.idx, anchor.idx + len(anchor.text)))
    for slot, parties in slots.items():
        yield from (_said_party(context, slot, f) for f in first.slots.get(slot, ()) if f.party in parties)
    if amount and money:
        yield Said("amount", amount.to_json(), quote_of(context, number, money.start, money.end))


def _amount(first: Draft) -> Amount | None:
    money = first.unit.money
    if money is None or money.currency is None:
        return None
    basis = cast(Basis, first.choices.get("basis", "increment"))
    return Amount(Money(money.low, money.high, money.currency), basis, money.hedge, money.also)


def _said_party(context: Context, slot: str, filler: Filler) -> Said:
    """The nearest passage that names the party, in the sentence, before it, or anywhere in the article."""
    named = filler.places[0] if filler.places else _first_naming(context, filler.party)
    named = named.namer or named
    return Said(slot, filler.party, quote_of(context, named.sentence, named.start, named.end))


def _first_naming(context: Context, party: PartyId) -> Named:
    return next(named for row in context.named for named in row if named.party == party)
