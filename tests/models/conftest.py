"""A model that asks a played server, never really sleeps, and keeps what it would have slept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pledgebook.models import Chat, Message
from pledgebook.models.asking import Model
from pledgebook.settings import LlmSettings

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
