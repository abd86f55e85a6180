"""The values of a claim, each with the passage that says it: parties, sums, goods, days, and what words alone show.

A value whose passage is not in the article, or does not say it, is dropped with a note in the claim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from pledgebook.codebook import PartyId
from pledgebook.finding.context import Context, own_day
from pledgebook.finding.llm.claims import Claim, sentence_of, shown
from pledgebook.finding.llm.places import is_inside
from pledgebook.finding.nearness import quote_of
from pledgebook.lexicon.anaphors import load_anaphors
from pledgebook.records import Amount, Interval, Item, Money, Quote, Said
from pledgebook.values import aid, measures, money, parties
from pledgebook.values.days import find_days
from pledgebook.values.items import find_items
from pledgebook.values.money import MoneyMention, find_money

_REACH = 3  # sentences that name a party, back from a pronoun
_LONGEST_NAME = 200  # characters
_NOT_THERE = "does not stand in the article"

Cues = Callable[[str], list[Any]]  # a text -> (start, end, value) of each cue in it


def say_parties(context: Context, claim: Claim, slot: str) -> list[Said]:
    """The parties of a slot that the article names, each once."""
    told = claim.told[slot]
    rows = told if isinstance(told, list) else [told] if told else []
    found: dict[PartyId, Said] = {}
    for row in rows:
        said = _say_party(context, claim, slot, row)
        if said is not None:
            found.setdefault(said.value, said)
    return list(found.values())


def _say_party(context: Context, claim: Claim, slot: str, row: Mapping[str, str]) -> Said | None:
    party, words = row["party"].strip()[:_LONGEST_NAME], row["words"]
    quote = claim.find(context, words)
    what = f"{slot} {party}"
    if quote is None:
        claim.drop(what, f"{shown(words)} {_NOT_THERE}")
        return None
    meant = _ids_meant(context, party)
    for one in meant:
        if parties.says(quote.text, one, context.known, context.day):
            return Said(slot, one, quote)
    namer = _namer(context, quote, meant)
    if namer is None:
        claim.drop(what, f"{shown(words)} does not say it")
        return None
    claim.notes.append(f"{what}: {shown(words)} stands for “{namer.quote.text}”")
    return Said(slot, namer.value, namer.quote)


def _ids_meant(context: Context, party: str) -> list[PartyId]:
    """The ids that a model may mean: "Norway" or "name:Norway" is NOR where the whole name is one."""
    bare = party.removeprefix("name:").strip()
    whole = bare.removeprefix("the ").removeprefix("The ")
    mentions = parties.find_parties(bare, context.known, context.day)
    read = [one for m in mentions if m.end - m.start >= len(whole) for one in m.ids]
    return list(dict.fromkeys([*read, party] if party.startswith("name:") else [party, *read]))


def _namer(context: Context, quote: Quote, meant: list[PartyId]) -> Said | None:
    """What a pronoun or "the ministry" stands for: the nearest passage before, or headline, that names the party."""
    words = quote.text.lower().replace("'s", "").replace("’s", "").split()
    number = sentence_of(context, quote)
    if number is None or load_anaphors().keys().isdisjoint(words):
        return None
    if parties.find_parties(quote.text, context.known, context.day):
        return None  # it names somebody else
    headline = context.named[0] if context.sentences[0].part == "title" else []
    for named in [*context.named[number], *context.before(number, _REACH), *headline]:
        if named.party in meant:
            at = named.namer or named
            return Said("", named.party, quote_of(context, at.sentence, at.start, at.end))
    return None


def say_amount(context: Context, claim: Claim) -> tuple[Amount, Said, MoneyMention] | str | None:
    """The sum, its passage and how we read it; None where none is told; why, where it is not said."""
    row = claim.told["amount"]
    if row is None:
        return None
    quote = claim.find(context, row["words"])
    if quote is None:
        return f"the sum {shown(row['words'])} {_NOT_THERE}"
    if not is_inside(quote, claim.evidence):
        return f"the sum {shown(row['words'])} stands outside the quotations"
    mention = _mention(context, quote, float(row["low"]))
    currency = row["currency"] or (mention.currency if mention else None)
    if mention is None or currency is None:
        return f"{shown(row['words'])} is no sum of money"
    told = Money(float(row["low"]), float(row["high"]), currency)
    if not money.says(quote.text, told, context.home):
        return f"{shown(row['words'])} does not say {told.low:,.0f} to {told.high:,.0f} {told.currency[:8]}"
    amount = Amount(told, row["basis"], mention.hedge, mention.also, _replaced(context, claim, row["replaces"]))
    return amount, Said("amount", amount.to_json(), quote), mention


def _mention(context: Context, quote: Quote, low: float) -> MoneyMention | None:
    """The sum as we read it in its sentence (which has the hedge), of several in the passage the one of this size."""
    number = sentence_of(context, quote)
    if number is None:
        return None
    sentence = context.sentences[number]
    start, end = quote.start - sentence.start, quote.end - sentence.start
    inside = [m for m in find_money(sentence.text, context.home) if m.start < end and start < m.end]
    return min(inside, key=lambda mention: abs(mention.low - low), default=None)


def _replaced(context: Context, claim: Claim, row: Mapping[str, Any] | None) -> Money | None:
    """The earlier sum that a revision takes the place of, where the article says it."""
    quote = claim.find(context, row["words"]) if row else None
    if row is None or quote is None:
        return None
    read = next(iter(find_money(quote.text, context.home)), None)
    told = Money(float(row["low"]), float(row["high"]), row["currency"] or (read.currency if read else None) or "")
    if money.says(quote.text, told, context.home):
        return told
    claim.drop("replaces", f"{shown(row['words'])} does not say {told.low:,.0f} {told.currency[:8]}")
    return None


def say_items(context: Context, claim: Claim) -> list[tuple[Item, Said]]:
    """The goods that the quotations name in the quantity told, by the name that stands there."""
    found: dict[str, tuple[Item, Said]] = {}
    for row in claim.told["items"]:
        quote = claim.find(context, row["words"])
        if quote is None or not is_inside(quote, claim.evidence):
            claim.drop("items", f"{shown(row['words'])} does not stand in the quotations")
            continue
        named = [mention.item for mention in find_items(quote.text)]
        item = next((item for item in named if row["quantity"] in (None, item.quantity)), None)
        if item is None:
            why = f"does not say {row['quantity']:g} of them" if named else "names no goods that the word list knows"
            claim.drop("items", f"{shown(row['words'])} {why}")
        else:
            found.setdefault(item.name.lower(), (item, Said("items", item.to_json(), quote)))
    return list(found.values())


def say_date(context: Context, claim: Claim) -> tuple[Interval | None, list[Said]]:
    """The day with its phrase; the article's own day comes without one."""
    row = claim.told["date"]
    if row is None:
        return None, []
    try:
        day = Interval(date.fromisoformat(row["start"]), date.fromisoformat(row["end"]))
    except ValueError:
        claim.drop("date", f"{shown(row['start'])} to {shown(row['end'])} are no days")
        return None, []
    quote = claim.find(context, row["words"])
    if quote is not None and find_days(quote.text, context.day):
        return day, [Said("date", day.to_json(), quote)]  # whether it says this very day, the gate asks
    if day == own_day(context.article):
        return day, []
    why = _NOT_THERE if quote is None and row["words"].strip() else "is no day"
    claim.drop(f"date {day.start}", f"{shown(row['words'])} {why}, and it is not the article's own day")
    return None, []


def say_listed(context: Context, claim: Claim) -> list[Said]:
    """The names listed, as written."""
    found: dict[str, Said] = {}
    for words in claim.told["listed"]:
        quote = claim.find(context, words)
        if quote is None:
            claim.drop("listed", f"{shown(words)} {_NOT_THERE}")
        else:
            name = " ".join(quote.text.split())
            found.setdefault(name, Said("listed", name, quote))
    return list(found.values())


def say_shown(context: Context, claim: Claim, field: str) -> Iterator[Said]:
    """Type of aid, instrument and measures: kept where the words that are to show them do so by our word lists."""
    told = claim.told[field]
    for row in told if isinstance(told, list) else [told] if told else []:
        quote = claim.find(context, row["words"])
        what = f"{field} {row['value']}"
        if quote is None:
            claim.drop(what, f"{shown(row['words'])} {_NOT_THERE}")
        elif row["value"] in {value for _, _, value in _CUES[field](quote.text)}:
            yield Said(field, row["value"], quote)
        else:
            claim.drop(what, f"{shown(row['words'])} does not say it")


_CUES: Mapping[str, Cues] = {
    "aid_type": aid.find_aid_types,
    "instrument": aid.find_instruments,
    "measures": measures.find_measures,
}
