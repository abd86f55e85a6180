"""What a model is asked and what it replies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

Check = Callable[[str], str]  # what is wrong with a reply, in words that its model can act on; "" where nothing is


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a chat."""

    role: Literal["system", "user", "assistant"]
    text: str

    def to_json(self) -> dict[str, str]:
        return {"role": self.role, "content": self.text}


@dataclass(frozen=True, slots=True)
class Chat:
    """What a model is asked: the turns so far, and the JSON Schema (called `name`) that its answer must follow."""

    messages: tuple[Message, ...]
    schema: Mapping[str, Any]
    name: str

    def then(self, *messages: Message) -> Chat:
        """The same chat with more turns."""
        return replace(self, messages=(*self.messages, *messages))


@dataclass(frozen=True, slots=True)
class Reply:
    """A model's answer. `problem` says why it cannot be used, or only in part ("" where all is well).

    `asked` is how many answers came from the server, repairs included; tokens are those of all of them.
    """

    text: str = ""
    problem: str = ""
    asked: int = 0
    cached: bool = False
    tokens_in: int = 0
    tokens_out: int = 0

    def after(self, before: Reply) -> Reply:
        """This reply with what was spent on an earlier one added."""
        return replace(
            self,
            asked=self.asked + before.asked,
            tokens_in=self.tokens_in + before.tokens_in,
            tokens_out=self.tokens_out + before.tokens_out,
        )
