"""The gate: a value of an act is kept only where its own passage says it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from pledgebook.finding.context import Context
from pledgebook.problems import NotInText
from pledgebook.records import Act, Interval, Item, Money, Said
from pledgebook.values import days, items, money, parties

_PARTIES = frozenset({"actor", "target", "beneficiary", "channel", "speaker"})


def prove(act: Act, context: Context) -> Act:
    """The same act. Raises NotInText where a quotation does not stand in the article or does not say its value."""
    if not act.evidence:
        raise NotInText(f"an act of article {context.article.id} has no quotation")
    for quote in (*act.evidence, *(said.quote for said in act.said)):
        if context.article.quote(quote.start, quote.end, quote.part) != quote:
            raise NotInText(f"article {context.article.id} does not say “{quote.text}” at {quote.start}")
    for said in act.said:
        if not says(said, context):
            raise NotInText(f"“{said.quote.text}” does not say {said.field} {said.value}")
    for slot in ("actor", "target", "beneficiary", "channel"):
        shown = {said.value for said in act.said if said.field == slot}
        missing = set(getattr(act, slot)) - shown
        if missing:
            raise NotInText(f"no passage is given that says {slot} {', '.join(sorted(missing))}")
    if act.amount and all(said.field != "amount" for said in act.said):
        raise NotInText("no passage is given that says the amount")
    return act


def says(said: Said, context: Context) -> bool:
    """Whether the passage of one value says that value."""
    text = said.quote.text
    if said.field in _PARTIES:
        return parties.says(text, said.value, context.known, context.day)
    if said.field == "amount":
        return money.says(text, Money(said.value["low"], said.value["high"], said.value["currency"]), context.home)
    if said.field == "items":
        return items.says(text, Item(said.value["name"], said.value["quantity"]))
    if said.field == "date":
        start, end = (date.fromisoformat(said.value[key]) for key in ("start", "end"))
        return days.says(text, Interval(start, end), context.day)
    if said.field == "listed":
        return str(said.value) in " ".join(text.split())
    return True  # kind, modality, basis, aid type, ...: the passage is the cue that the model weighed


def without_unsaid(act: Act, context: Context) -> Act:
    """The act without the optional values that their passage does not say; `rules` names what was dropped."""
    unsaid = [said for said in act.said if not says(said, context)]
    for said in unsaid:
        act = _without(act, said)
    return act


def _without(act: Act, said: Said) -> Act:
    kept = tuple(other for other in act.said if other != said)
    note = f"dropped {said.field} {said.value}: “{said.quote.text}” does not say it"
    left: dict[str, Any]
    if said.field in ("date", "speaker"):
        left = {said.field: None}
    elif said.field == "items":
        left = {"items": tuple(item for item in act.items if item.to_json() != said.value)}
    elif said.field in ("target", "beneficiary", "channel", "listed"):
        left = {said.field: tuple(value for value in getattr(act, said.field) if value != said.value)}
    else:
        return act
    return replace(act, said=kept, rules=(*act.rules, note), **left)
