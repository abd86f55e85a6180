"""Clues of units and of fillers: there or not, the same every time, and about parties rather than single countries."""

from collections.abc import Callable

import pytest

from pledgebook.finding.candidates import find_fillers, find_units
from pledgebook.finding.clues import unit_clues
from pledgebook.finding.context import Context
from pledgebook.finding.filler_clues import filler_clues, party_type

Read = Callable[..., Context]


def of_unit(context: Context, word: str, money: bool = False) -> list[str]:
    units = find_units(context)
    return unit_clues(context, next(u for u in units if u.anchor.text == word and bool(u.money) == money))


def of_filler(context: Context, word: str, party: str) -> list[str]:
    unit = next(unit for unit in find_units(context) if unit.anchor.text == word)
    filler = next(filler for filler in find_fillers(context, unit) if filler.party == party)
    return filler_clues(context, unit, filler, "support")


@pytest.mark.parametrize(
    ("text", "word", "clues"),
    [
        ("Norway pledged tents.", "pledged", ["word:pledge", "a=pledge", "a=pledge>nsubj>PARTY", "no sum in sentence"]),
        ("Norway pledged tents.", "pledged", ["near+=GOODS", "role=body"]),
        ("Norway will not send weapons.", "send", ["a=send>neg>not", "a=send>aux>will", "a=send>dobj>ARMS"]),
        ("Norway said it would send tents.", "send", ["up1=say", "has would"]),
        ("Aid came to Chad. Somebody sent tents.", "sent", ["no party in sentence", "before1=aid", "before1=AID"]),
    ],
)
def test_unit_clues(text: str, word: str, clues: list[str], context_of: Read) -> None:
    assert set(clues) <= set(of_unit(context_of(text), word))


def test_a_sum_has_clues_of_its_own(context_of: Read) -> None:
    context = context_of("Norway pledged $5 million in aid.", title="Norway helps")
    clues = set(of_unit(context, "pledged", money=True))
    assert {"money", "m has trigger", "m way dobj", "m over=pledge", "title=helps"} <= clues
    assert "word:pledge" not in clues


def test_countries_do_not_show_in_the_clues_of_a_unit(context_of: Read) -> None:
    one, other = (of_unit(context_of(f"{name} pledged tents to {to}."), "pledged") for name, to in
                  (("Norway", "Chad"), ("Japan", "Kenya")))  # fmt: skip
    assert one == other


@pytest.mark.parametrize(
    ("party", "clues"),
    [
        ("NOR", ["way nsubj", "subject", "side before", "support|pledged|way nsubj", "type country", "order 0 of 2"]),
        ("TCD", ["another party is the subject", "side after", "after to"]),
        ("MLI", ["outside", "outside, 1 before", "outside, last named"]),
    ],
)
def test_filler_clues(party: str, clues: list[str], context_of: Read) -> None:
    found = of_filler(context_of("It rained in Mali. Norway pledged tents to Chad."), "pledged", party)
    assert {clue.replace("|pledged|", "|pledge|") for clue in clues} <= set(found)


def test_a_pronoun_points_outside(context_of: Read) -> None:
    found = of_filler(context_of("Norway voted. It pledged tents."), "pledged", "NOR")
    assert {"outside, thing nsubj", "subject is thing"} <= set(found)


def test_a_row_of_sums_gives_each_its_neighbours(context_of: Read) -> None:
    context = context_of("Norway pledged $5 million and Japan $7 million.")
    units = [unit for unit in find_units(context) if unit.money and unit.anchor.text == "pledged"]
    second = next(unit for unit in units if unit.money and unit.money.low == 7e6)
    near = {filler.party: filler_clues(context, second, filler, "support") for filler in find_fillers(context, second)}
    assert "sums: last before the sum" in near["JPN"]
    assert "sums: last before the sum" not in near["NOR"]


@pytest.mark.parametrize(
    ("party", "name"), [("NOR", "country"), ("name:allies", "name"), ("EU", "organisation"), ("UNHCR", "organisation")]
)
def test_party_type(party: str, name: str) -> None:
    assert party_type(party) == name
