"""Linear models, and the file of weights: what it must hold, and what a broken one says."""

import gzip
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.codebook import KINDS
from pledgebook.finding import model
from pledgebook.finding.candidates import find_units
from pledgebook.finding.clues import unit_clues
from pledgebook.finding.context import Context
from pledgebook.finding.drafts import SLOTS
from pledgebook.finding.model import Linear, linear_of, load_models, load_tables
from pledgebook.problems import BadSetup

TOY = Linear(("no", "yes"), (0.0, 0.0), {"a": (0.0, 2.0), "b": (1.0, 0.0), "c": (-3.0, 3.0)})
GOOD: dict[str, Any] = {"scan": {}, "models": {}, "confidence": {}}


@given(st.lists(st.sampled_from("abcdef")))
def test_probabilities_are_shares_of_one(clues: list[str]) -> None:
    chances = TOY.probabilities(clues)
    assert set(chances) == {"no", "yes"}
    assert math.isclose(sum(chances.values()), 1)
    assert all(0 < chance < 1 for chance in chances.values())


@given(st.lists(st.sampled_from("abc"), min_size=1))
def test_a_clue_counts_once_and_an_unknown_one_not_at_all(clues: list[str]) -> None:
    assert TOY.probabilities([*clues, *clues, "unknown"]) == TOY.probabilities(clues)


def test_probabilities_are_those_of_logistic_regression() -> None:
    assert TOY.probabilities([]) == {"no": 0.5, "yes": 0.5}
    assert math.isclose(TOY.probabilities(["a"])["yes"], 1 / (1 + math.exp(-2)))


def test_large_weights_do_not_overflow() -> None:
    steep = Linear(("no", "yes"), (0.0, 5000.0), {})
    assert steep.probabilities([]) == {"no": 0.0, "yes": 1.0}


def test_reasons_are_the_loudest_clues_first() -> None:
    assert TOY.reasons(["a", "b", "c", "c", "x"], "yes") == [("c", 3.0), ("a", 1.0), ("b", -0.5)]
    assert TOY.reasons("abc", "no", most=1) == [("b", 0.5)]


# --- the file --------------------------------------------------------------------------------------------


def load(monkeypatch: pytest.MonkeyPatch, folder: Path) -> dict[str, Any]:
    monkeypatch.setattr(model, "files", lambda _: folder)
    return load_tables.__wrapped__()


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"no gzip at all",
        gzip.compress(b"no json"),
        gzip.compress(b"\xff\xfe"),
        gzip.compress(json.dumps(GOOD).encode())[:-12],
        gzip.compress(json.dumps(GOOD).encode())[:-9] + b"x" * 9,
        *(gzip.compress(json.dumps({k: v for k, v in GOOD.items() if k != part}).encode()) for part in GOOD),
    ],
)
def test_a_broken_file_says_what_to_do(packed: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / model.WEIGHTS).write_bytes(packed)
    with pytest.raises(BadSetup, match=r"finding/judge\.json\.gz.*install pledgebook again"):
        load(monkeypatch, tmp_path)


def test_a_missing_file_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadSetup, match="cannot be read"):
        load(monkeypatch, tmp_path)


def test_a_good_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / model.WEIGHTS).write_bytes(gzip.compress(json.dumps(GOOD).encode()))
    assert load(monkeypatch, tmp_path) == GOOD


@pytest.mark.parametrize(
    "table",
    [
        {"classes": ["no", "yes"], "bias": [0.0], "weights": {}},
        {"classes": ["no", "yes"], "bias": [0.0, 0.0], "weights": {"a": [1.0, 2.0], "b": [1.0]}},
        {"classes": ["no", "yes"], "bias": [0.0, 0.0], "weights": {"a": [1.0, 2.0, 3.0]}},
    ],
)
def test_a_model_has_one_number_a_class(table: dict[str, Any]) -> None:
    with pytest.raises(BadSetup, match=r"“basis” one number a class"):
        linear_of("basis", table)


def test_the_shipped_file_says_where_it_is_from() -> None:
    assert {"what", "trained_on", "made_by"} <= set(load_tables()["card"])


def test_the_shipped_models_choose_among_the_codebooks_words() -> None:
    models = load_models()
    assert set(models["unit"].classes) == {*KINDS, "none"}
    assert set(models["modality"].classes) <= {"asserted", "planned", "conditional", "denied"}
    assert set(models["basis"].classes) <= {"increment", "running_total", "tranche_of", "revision", "per_period"}
    assert all(models[slot].classes == ("no", "yes") for slot in SLOTS)


def test_the_shipped_weights_know_the_clues(context_of: Callable[..., Context]) -> None:
    """Else clues were renamed and the judge was not trained again."""
    context = context_of("Norway pledged $60 million in aid to Mozambique on Thursday.")
    clues = set(unit_clues(context, find_units(context)[0]))
    assert len(clues & set(load_models()["unit"].weights)) > len(clues) / 2
