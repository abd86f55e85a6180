"""Clues for whether a party fills a slot of a unit: its standing in the document and its way to the unit's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pledgebook.codebook import PartyId
from pledgebook.finding.candidates import Filler, Unit
from pledgebook.finding.context import Context
from pledgebook.finding.named import Named
from pledgebook.finding.tree import chain_subject, head_of, way
from pledgebook.lexicon.anaphors import load_anaphors
from pledgebook.lexicon.countries import country_ids


def filler_clues(context: Context, unit: Unit, filler: Filler, group: str) -> list[str]:
    """Clues for whether a party fills a slot of a unit of that group of kinds (support, request, ...)."""
    clues = [*_standing(context, filler)]
    inside = [named for named in filler.places if named.sentence == unit.sentence]
    clues += _subject_clues(context, unit, inside)
    for named in inside[:3]:
        clues += _relation(context, unit, named)
    if not inside:
        clues += _outside(context, unit, filler)
    both = [f"{group}|{clue}" for clue in clues]
    return clues + both + [f"{group}|{unit.anchor.lemma_.lower()}|{clue}" for clue in clues if clue.startswith("way ")]


def _subject_clues(context: Context, unit: Unit, inside: Sequence[Named]) -> Iterator[str]:
    """Whether the party is in the subject of what the anchor tells, or who else is."""
    subject = chain_subject(unit.anchor)
    if subject is None:
        yield "no subject"
        return
    start, end = subject.left_edge.idx, subject.right_edge.idx + len(subject.right_edge)
    named = [n for n in context.named[unit.sentence] if start <= n.start and n.end <= end]
    if any(n in named for n in inside):
        head = any(n.start <= subject.idx < n.end for n in inside)
        yield "subject" if head else "in subject"
        yield f"{'subject' if head else 'in subject'} {subject.dep_}"
    elif named:
        yield "another party is the subject"
    else:
        stands_for = load_anaphors().get(subject.lower_)
        yield f"subject is {stands_for or 'something else'}"


def _standing(context: Context, filler: Filler) -> Iterator[str]:
    """How much the document is about this party, and what kind of party it is."""
    counts, party = context.counts, filler.party
    rank = context.most_named.index(party) if party in context.most_named else 9
    yield f"rank {rank}"
    yield f"share {int(5 * counts[party] / context.namings)}"
    yield f"type {party_type(party)}"
    yield f"is {party}" if not party.startswith("name:") else "is name"
    if context.sentences[0].part == "title" and any(n.party == party for n in context.named[0]):
        yield "in title"


def party_type(party: PartyId) -> str:
    """A named group, a country or an organisation."""
    if party.startswith("name:"):
        return "name"
    return "country" if party in country_ids() else "organisation"


def _relation(context: Context, unit: Unit, named: Named) -> Iterator[str]:
    """The way in the grammar and the order in the words between a unit and a party in its sentence."""
    doc = context.docs[unit.sentence]
    head = head_of(doc, named.start, named.end)
    yield f"way {way(unit.anchor, head)}"
    yield f"edge {head.dep_}<{head.head.lemma_.lower() if head.head.pos_ in ('ADP', 'VERB') else head.head.pos_}"
    yield f"role {named.role}"
    side = "before" if named.start < unit.anchor.idx else "after"
    yield f"side {side}"
    between = abs(head.i - unit.anchor.i)
    yield f"gap {side} {0 if between < 3 else 1 if between < 8 else 2}"
    if head.dep_ in ("amod", "compound", "poss", "nmod"):
        yield f"of {head.head.lemma_.lower()}"
        yield f"way of {way(unit.anchor, head.head)}"
    if unit.money:
        yield f"sum way {way(unit.head, head)}"
        yield from _beside_sum(context, unit, named)
    order = [n.party for n in sorted(context.named[unit.sentence], key=lambda n: n.start)]
    yield f"order {min(3, order.index(named.party))} of {min(4, len(set(order)))}"
    if doc[max(0, head.left_edge.i - 1)].pos_ == "ADP":
        yield f"after {doc[max(0, head.left_edge.i - 1)].lower_}"


def _beside_sum(context: Context, unit: Unit, named: Named) -> Iterator[str]:
    """Where a party stands in a row of sums: "Kabul $5m, Oslo $7m and others $1m" gives each sum its own donor."""
    assert unit.money is not None
    sums = context.money[unit.sentence]
    at = next(n for n, money in enumerate(sums) if money.start == unit.money.start)
    begin = sums[at - 1].end if at else 0
    end = sums[at + 1].start if at + 1 < len(sums) else len(context.sentences[unit.sentence].text)
    side = "before" if named.start < unit.money.start else "after"
    row = "one sum" if len(sums) == 1 else "sums"
    yield f"sum side {side}"
    if begin <= named.start < end:
        yield f"{row}: between its neighbours, {side}"
    names = [n for n in context.named[unit.sentence] if begin <= n.start < end]
    before = [n for n in names if n.end <= unit.money.start]
    if before and before[-1].party == named.party:
        yield f"{row}: last before the sum"
    after = next((n for n in names if n.start >= unit.money.end), None)
    if after and after.party == named.party:
        yield f"{row}: first after the sum"


def _outside(context: Context, unit: Unit, filler: Filler) -> Iterator[str]:
    """A party not named in the sentence: how far back, and which words of the sentence could stand for it."""
    yield "outside"
    inside = {named.party for named in context.named[unit.sentence]}
    yield f"outside, {min(2, len(inside))} inside"
    nearest = next((n for n in filler.places if n.sentence < unit.sentence), None)
    if nearest is None:
        yield "outside, far"
    else:
        steps = context.steps(nearest.sentence, unit.sentence)
        yield f"outside, {steps} before"
        yield f"outside, role {nearest.role}"
        if next(iter(context.before(unit.sentence, 3)), nearest).party == filler.party:
            yield "outside, last named"
    for place in _pronouns(unit):
        yield f"outside, {place}"
        if nearest:
            yield f"outside, {place}, {context.steps(nearest.sentence, unit.sentence)} before"


def _pronouns(unit: Unit) -> Iterator[str]:
    """Words such as "he", "the government", "its" that hang on the anchor or on what it hangs under."""
    anaphors = load_anaphors()
    for token in (unit.anchor, *list(unit.anchor.ancestors)[:2]):
        for child in token.children:
            stands_for = anaphors.get(child.lower_)
            if stands_for:
                yield f"{stands_for} {way(unit.anchor, child)}"
