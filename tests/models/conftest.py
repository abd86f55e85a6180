"""A model that asks a played server, never really sleeps, and keeps what it would have slept."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from pledgebook.models import Chat, Message
from pledgebook.models.asking import Model
from pledgebook.settings import LlmSettings

_spec = spec_from_file_location("played", Path(__file__).parents[1] / "played.py")
assert _spec
assert _spec.loader
_played = module_from_spec(_spec)
sys.modules["played"] = _played  # where its dataclasses look for their names
_spec.loader.exec_module(_played)
play, answers = _played.play, _played.answers  # fixtures
SCHEMA = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}


def question(words: str = "Who gave what?") -> Chat:
    return Chat((Message("system", "You code."), Message("user", words)), SCHEMA, "acts")


@pytest.fixture
def ask() -> Callable[..., Chat]:
    return question


@pytest.fixture
def model_of() -> Callable[..., tuple[Model, list[float]]]:
    """`model_of(url, retries=2)`: the model, and the list of the seconds that it sleeps."""

    def made(url: str, **settings: Any) -> tuple[Model, list[float]]:
        slept: list[float] = []
        wanted = LlmSettings(endpoint=url, model="small", **{"cache": "", "retries": 2, **settings})
        return Model(wanted, slept.append), slept

    return made
