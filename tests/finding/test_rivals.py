"""Rivals: where one telling could be of two kinds of act, the likelier is kept."""

from collections.abc import Callable

import pytest

from pledgebook.codebook import Kind
from pledgebook.finding.candidates import find_units
from pledgebook.finding.context import Context
from pledgebook.finding.drafts import Draft
from pledgebook.finding.rivals import are_rivals, without_rivals

Read = Callable[..., Context]


def draft_of(context: Context, word: str, kind: Kind) -> Draft:
    unit = next(unit for unit in find_units(context) if unit.anchor.text == word)
    return Draft(unit, kind, 0.9, {"actor": [], "target": [], "beneficiary": []})


@pytest.mark.parametrize(
    ("text", "one", "other", "rivals"),
    [
        ("Norway refused to send tanks.", ("send", "delivery"), ("refused", "refusal"), True),
        ("Norway urged Chad to send tents.", ("send", "delivery"), ("urged", "request"), True),
        ("Norway is calling on Chad to do more to help Mali.", ("help", "pledge"), ("calling", "request"), True),
        ("Norway asked Chad for boats while it sent tents.", ("sent", "delivery"), ("asked", "request"), False),
        ("Norway asked Chad for boats and sent tents to Mali.", ("sent", "delivery"), ("asked", "request"), False),
    ],
)
def test_what_hangs_on_another_word_is_its_rival(
    text: str, one: tuple[str, Kind], other: tuple[str, Kind], rivals: bool, context_of: Read
) -> None:
    context = context_of(text)
    assert are_rivals(draft_of(context, *one), draft_of(context, *other)) == rivals


def test_what_is_asked_for_does_not_put_out_the_request(context_of: Read) -> None:
    context = context_of("Norway is calling on Chad to do more to help Mali.")
    asked, done = draft_of(context, "calling", "request"), draft_of(context, "help", "pledge")
    assert [rival for *_, rival in without_rivals([([asked], 0.9), ([done], 0.4)])] == [None, "request"]
    assert [rival for *_, rival in without_rivals([([asked], 0.4), ([done], 0.9)])] == [None, None]
