"""basis_clues: what the choice of a basis is made by."""

from collections.abc import Callable

import pytest

from pledgebook.finding.candidates import find_units
from pledgebook.finding.context import Context
from pledgebook.finding.counting import basis_clues, settled_basis

Read = Callable[..., Context]


def clues_of(context: Context, low: float) -> set[str]:
    unit = next(unit for unit in find_units(context) if unit.money and unit.money.low == low)
    return set(basis_clues(context, unit, "pledge"))


@pytest.mark.parametrize(
    ("text", "low", "clues"),
    [
        ("Norway pledged an additional $5 million.", 5e6, {"just before=additional", "beside 0", "kind=pledge"}),
        ("Norway pledged $5 million a year.", 5e6, {"per period", "verb=pledge"}),
        ("Norway has given $5 million since 2014.", 5e6, {"just after=since", "form=VBN has"}),
        ("Norway gave $5 million, taking its total to $9 million.", 9e6, {"before=total", "beside: smaller"}),
        ("Norway gave $5 million, taking its total to $9 million.", 5e6, {"beside: larger", "beside: larger after"}),
        ("Of $9 million, Norway gave $5 million to Chad.", 5e6, {"beside: larger before", "beside 1"}),
        ("Norway gave $9 million: $5 million and $4 million.", 9e6, {"beside: largest of several", "beside 2"}),
        ("Norway gave $9 million. It paid $5 million now.", 5e6, {"earlier: larger", "a larger sum in the article"}),
        ("Norway gave $5 million. It rained. It paid $9 million.", 9e6, {"earlier: smaller"}),
        ("Norway gave 9 million euros and $5 million.", 5e6, {"beside 1"}),
        ("$5 million came.", 5e6, {"just before=-"}),
    ],
)
def test_clues(text: str, low: float, clues: set[str], context_of: Read) -> None:
    assert clues <= clues_of(context_of(text), low)


@pytest.mark.parametrize(
    ("text", "low", "clue"),
    [
        ("Norway gave 9 million euros and $5 million.", 5e6, "beside: larger"),  # another currency
        ("Norway gave $5 million.", 5e6, "a larger sum in the article"),
        ("Norway gave $5 million.", 5e6, "per period"),
        ("Norway gave $9 million. It rained. It rained. It rained. It paid $5 million.", 5e6, "earlier: larger"),
    ],
)
def test_no_clue(text: str, low: float, clue: str, context_of: Read) -> None:
    assert clue not in clues_of(context_of(text), low)


def test_without_a_sum_there_is_nothing_to_count(context_of: Read) -> None:
    context = context_of("Norway pledged tents.")
    assert list(basis_clues(context, find_units(context)[0], "pledge")) == []


@pytest.mark.parametrize(
    ("text", "low", "basis"),
    [
        ("Norway pledged an additional $5 million, doubling its total to $10 million.", 5e6, "increment"),
        ("Norway pledged an additional $5 million, doubling its total to $10 million.", 10e6, "running_total"),
        ("Norway gave $5 million, bringing the total to about $10 million.", 10e6, "running_total"),
        ("Norway doubles flood aid for Chad to $10 million.", 10e6, "running_total"),
        ("Norway gave $5 million, bringing tents to Chad.", 5e6, None),
        ("Norway gave a further $5 million to Chad.", 5e6, None),  # no total beside it
        ("Norway brought $5 million to Chad.", 5e6, None),
        ("Norway doubled its staff and gave $5 million.", 5e6, None),
        ("So far Norway has given $5 million to Chad.", 5e6, "running_total"),
        ("Norway has given Chad $5 million over the past four years.", 5e6, "running_total"),
        ("Norway gave $5 million, and Peru has given $9 million since 2014.", 5e6, None),  # beside another sum
        ("Norway cut its annual aid of $5 million to Chad.", 5e6, "per_period"),
        ("Norway pledged $5 million a year to Chad.", 5e6, "per_period"),
    ],
)
def test_words_settle_how_a_sum_is_counted(text: str, low: float, basis: str | None, context_of: Read) -> None:
    context = context_of(text)
    unit = next(unit for unit in find_units(context) if unit.money and unit.money.low == low)
    assert settled_basis(context, unit) == basis
