"""Clues for how a sum is to be counted: as new money, a part, a running total, a revision, or per period."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pledgebook.codebook import Basis
from pledgebook.finding.candidates import Unit
from pledgebook.finding.context import Context
from pledgebook.lexicon.counting import settling_words
from pledgebook.values.money import MoneyMention

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")
_LEAD = 90  # characters before a sum in which words settle it
_BESIDE = 3  # words before a sum among which "to" stands beside it: "to about $5m"
_AROUND = 60  # characters around a sum in which a phrase says it
_NEAR = 40  # characters beside a sum whose words are clues


def basis_clues(context: Context, unit: Unit, kind: str) -> Iterator[str]:
    """Words beside the sum, its place among the other sums, the form of the verb, and the kind of paragraph."""
    money, sentence = unit.money, context.sentences[unit.sentence]
    if money is None:
        return
    before = _WORD.findall(sentence.text[max(0, money.start - _NEAR) : money.start].lower())
    after = _WORD.findall(sentence.text[money.end : money.end + _NEAR].lower())
    yield from (f"before={word}" for word in before[-5:])
    yield from (f"after={word}" for word in after[:5])
    yield f"just before={before[-1] if before else '-'}"
    yield f"just after={after[0] if after else '-'}"
    yield from (f"w={word}" for word in set(_WORD.findall(sentence.text.lower())))
    yield f"kind={kind}"
    yield f"role={sentence.role.value}"
    yield f"verb={unit.anchor.lemma_.lower()}"
    yield f"form={unit.anchor.tag_} {' '.join(c.lower_ for c in unit.anchor.children if c.dep_ in ('aux', 'neg'))}"
    if money.per_period:
        yield "per period"
    yield from _among(context, unit, money)


def settled_basis(context: Context, unit: Unit) -> Basis | None:
    """How words settle that a sum is counted ("an additional $5m, doubling its total to $10m"), or None."""
    money, text = unit.money, context.sentences[unit.sentence].text.lower()
    if money is None:
        return None
    known = settling_words()
    before = _WORD.findall(text[max(0, money.start - _LEAD) : money.start])
    if not known.before.isdisjoint(before[-2:]) and not known.beside.isdisjoint(_WORD.findall(text[money.end :])):
        return "increment"
    adds_up = not known.with_total.isdisjoint(before) and not known.total.isdisjoint(before)
    if "to" in before[-_BESIDE:] and (adds_up or not known.enough.isdisjoint(before)):
        return "running_total"
    return _said_beside(context, unit, money)


def _said_beside(context: Context, unit: Unit, money: MoneyMention) -> Basis | None:
    """What a phrase between the sums before and after it says of a sum: "so far", "annual"."""
    text, known, others = context.sentences[unit.sentence].text.lower(), settling_words(), context.money[unit.sentence]
    first = max((other.end for other in others if other.end <= money.start), default=0)
    last = min((other.start for other in others if other.start >= money.end), default=len(text))
    around = text[max(first, money.start - _AROUND) : min(last, money.end + _AROUND)]
    if known.so_far.search(around):
        return "running_total"
    return "per_period" if money.per_period or known.recurring.search(around) else None


def _among(context: Context, unit: Unit, money: MoneyMention) -> Iterator[str]:
    """Larger and smaller sums beside it and before it."""
    beside = [other for other in context.money[unit.sentence] if other.start != money.start]
    earlier = [other for n, sums in context.money.items() if unit.sentence - 3 <= n < unit.sentence for other in sums]
    yield f"beside {min(3, len(beside))}"
    for name, sums in (("beside", beside), ("earlier", earlier)):
        larger = [other for other in sums if other.currency == money.currency and other.high > money.high]
        smaller = [other for other in sums if other.currency == money.currency and other.high < money.high]
        if larger:
            yield f"{name}: larger"
            yield f"{name}: larger {'before' if name == 'earlier' or larger[0].start < money.start else 'after'}"
        if smaller:
            yield f"{name}: smaller"
        if not larger and len(smaller) > 1:
            yield f"{name}: largest of several"
    if _larger_anywhere(context, money):
        yield "a larger sum in the article"


def _larger_anywhere(context: Context, money: MoneyMention) -> bool:
    """Whether the article names a larger sum of the same currency."""
    return any(
        other.currency == money.currency and other.high > money.high
        for sums in context.money.values()
        for other in sums
    )
