"""Parties named in one breath, and parties that own a sum in brackets."""

from collections.abc import Callable

import pytest

from pledgebook.finding.candidates import Filler, find_fillers, find_units
from pledgebook.finding.context import Context
from pledgebook.finding.joint import lists, with_listed, with_own_sum

Read = Callable[..., Context]


def parties(fillers: list[Filler]) -> set[str]:
    return {filler.party for filler in fillers}


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Norway gave tents to Chad, Mali and Peru.", [["TCD", "MLI", "PER"]]),
        ("Norway and the United Kingdom gave tents to Chad as well as Peru.", [["NOR", "GBR"], ["TCD", "PER"]]),
        ("Norway gave tents to Chad, and blankets to Peru.", []),
        ("Norway asked its allies Chad and Peru for tents.", [["TCD", "PER"]]),  # the same parties named twice
    ],
)
def test_lists(text: str, rows: list[list[str]], context_of: Read) -> None:
    assert [[named.party for named in row] for row in lists(context_of(text), 0)] == rows


@pytest.mark.parametrize(("chance", "taken"), [(0.28, {"TCD", "MLI", "PER"}), (0.02, {"TCD"})])
def test_a_likely_party_is_taken_with_those_beside_it(chance: float, taken: set[str], context_of: Read) -> None:
    context = context_of("Norway gave tents to Chad, Mali and Peru.")
    unit = next(unit for unit in find_units(context) if unit.anchor.text == "gave")
    fillers = find_fillers(context, unit)
    chances = [0.9 if filler.party == "TCD" else chance for filler in fillers]
    best = [filler for filler in fillers if filler.party == "TCD"]
    assert parties(with_listed(context, unit, fillers, chances, best)) == taken


@pytest.mark.parametrize(
    ("low", "best", "taken"),
    [
        (6e6, {"TCD", "MLI"}, {"PER"}),  # neighbours' sums
        (9e6, {"TCD", "PER"}, {"TCD"}),
        (6e6, {"NOR"}, {"NOR"}),  # no owner of a sum
        (20e6, {"TCD", "PER"}, {"TCD", "PER"}),  # the sum is nobody's own
    ],
)
def test_a_sum_in_brackets_is_that_of_the_party_before_it(
    low: float, best: set[str], taken: set[str], context_of: Read
) -> None:
    context = context_of("Norway gave $20 million to Peru ($6 million), Chad ($9 million) and Mali (about $5 million).")
    unit = next(unit for unit in find_units(context) if unit.money and unit.money.low == low)
    fillers = find_fillers(context, unit)
    chosen = [filler for filler in fillers if filler.party in best]
    assert parties(with_own_sum(context, unit, fillers, chosen)) == taken
