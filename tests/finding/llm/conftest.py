"""A played model: acts as a model would tell them, an article of our own, and the server of tests/played.py."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from pledgebook.cleaning import clean
from pledgebook.finding.llm import find_acts_with
from pledgebook.models import Chat, Check, Reply
from pledgebook.records import Article, Page, Reading
from pledgebook.settings import LlmSettings, Settings

TEXT = (
    "Norway pledged $60 million in grants to Mozambique on Thursday, the foreign ministry in Oslo said. "
    "It sent 40 tents and 12 boats through UNICEF.\n\n"
    "Sweden froze the assets of Ivan Petrovsky, a banker from Belarus. The flood came at night, and the river rose."
)
TITLE = "Norway helps Mozambique after the flood"
FIRST = "Norway pledged $60 million in grants to Mozambique on Thursday"
EMPTY: dict[str, Any] = {
    "quotes": [FIRST], "kind": "pledge", "kind_words": "pledged", "actor": [{"party": "NOR", "words": "Norway"}],
    "target": [{"party": "MOZ", "words": "Mozambique"}], "beneficiary": [], "channel": [], "amount": None, "items": [],
    "aid_type": None, "instrument": None, "measures": [], "listed": [], "date": None, "modality": "asserted",
    "speaker": None,
}  # fmt: skip


class Model:
    """Tells the same acts for every chat; what it is asked is kept."""

    def __init__(self, *told: object) -> None:
        self.told, self.asked = list(told), list[Chat]()

    def ask_all(self, chats: Sequence[Chat], check: Check) -> list[Reply]:
        first = len(self.asked)
        self.asked += chats
        return [self._reply(self.told[min(first + n, len(self.told) - 1)]) for n in range(len(chats))]

    def _reply(self, told: object) -> Reply:
        if isinstance(told, Reply):
            return told
        return Reply(told if isinstance(told, str) else json.dumps({"acts": told}), asked=1)


def settings_of(**llm: Any) -> Settings:
    wanted = {"endpoint": "http://127.0.0.1:9/v1", "model": "small", "cache": "", "scan": False}
    return Settings(reader="llm", llm=LlmSettings(**{**wanted, **llm}))


@pytest.fixture(scope="session")
def article() -> Article:
    return article_of(TEXT, TITLE)


def article_of(text: str, title: str | None = None, day: str = "2024-03-14") -> Article:
    return clean(Page("a", "test", text=text, title=title, date=day))


@pytest.fixture(scope="session")
def tell() -> Callable[..., dict[str, Any]]:
    """`tell(kind="delivery", ...)`: an act as a model tells it, the pledge of Norway but for what is named."""

    def told(**values: Any) -> dict[str, Any]:
        assert set(values) <= set(EMPTY)
        return {**EMPTY, **values}

    return told


@pytest.fixture(scope="session")
def read() -> Callable[..., Reading]:
    """`read(acts, ..., text=..., title=...)`: what is read where a model tells these acts, an answer a chunk."""

    def reads(*told: object, text: str = TEXT, title: str | None = TITLE, **llm: Any) -> Reading:
        ((reading, _),) = find_acts_with(Model(*told), [article_of(text, title)], settings_of(**llm))
        return reading

    return reads


@pytest.fixture(scope="session")
def model() -> type[Model]:
    return Model


@pytest.fixture(scope="session")
def settings() -> Callable[..., Settings]:
    return settings_of


@pytest.fixture(scope="session")
def make_article() -> Callable[..., Article]:
    return article_of
