"""find_aid_type and find_instrument: only what a passage says is given, and only where the model wants it."""

from typing import Any

import pytest

from pledgebook.finding.aid import aid_type_clues, find_aid_type, find_instrument, instrument_clues
from pledgebook.finding.model import Linear

TYPES = Linear(
    ("financial", "humanitarian", "military", "none"),
    (0.0, 0.0, 0.0, 1.0),
    {"told nearest humanitarian": (0.0, 3.0, 0.0, 0.0), "told nearest military": (0.0, 0.0, 3.0, 0.0)},
)
INSTRUMENTS = Linear(("loan", "none"), (0.0, 1.0), {"told nearest loan": (3.0, 0.0)})
MODELS = {"aid_type": TYPES, "instrument": INSTRUMENTS}


@pytest.mark.parametrize(
    ("text", "kind", "aid_type", "says"),
    [
        ("Norway sent humanitarian aid to Chad.", "delivery", "humanitarian", ["humanitarian aid"]),
        ("Norway sent rifles to Chad.", "delivery", "military", ["rifles"]),
        ("Norway sent help to Chad.", "delivery", None, []),
        ("Norway sent rifles to Chad.", "sanction", None, []),
    ],
)
def test_aid_type(text: str, kind: str, aid_type: str | None, says: list[str], told: Any) -> None:
    value, quotes = find_aid_type(*told({"text": text, "word": "sent", "kind": kind}), MODELS)
    assert value == aid_type
    assert [quote.text for quote in quotes] == says


def test_instrument_is_said_by_its_cue(told: Any) -> None:
    act = told({"text": "Norway approved a soft loan for Chad.", "word": "approved", "kind": "commitment"})
    value, quotes = find_instrument(*act, MODELS)
    assert value == "loan"
    assert [quote.text for quote in quotes] == ["soft loan"]


def test_cues_of_another_act_are_marked(told: Any) -> None:
    text = "Norway sent food to Chad, while Kenya delivered rifles to Togo."
    clues = aid_type_clues(*told({"text": text, "word": "sent", "kind": "delivery"}))
    assert "told nearest humanitarian" in clues
    assert "military of another" in clues
    assert "humanitarian owned" in clues


def test_clues_do_not_change(told: Any) -> None:
    act = told({"text": "Norway lent Chad $4 million.", "word": "lent", "sum": 4e6, "kind": "delivery"})
    assert instrument_clues(*act) == instrument_clues(*act)
    assert "told nearest loan" in instrument_clues(*act)
