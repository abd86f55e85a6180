"""How a question is put to a server: its request body, and what to change where the server does not take it.

Servers differ. Ollama from 0.5, vLLM, llama.cpp, LM Studio and most providers hold the answer to a JSON Schema;
others know only "some JSON object" (DeepSeek refuses a schema with "This response_format type is unavailable now"),
some nothing of the kind. Newer models of OpenAI want `max_completion_tokens` for `max_tokens`, and no temperature.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any, Literal

from pledgebook.models.chat import Chat, Message

Format = Literal["json_schema", "json_object", "text"]
_WEAKER: dict[Format, Format] = {"json_schema": "json_object", "json_object": "text"}


@dataclass(frozen=True, slots=True)
class Shape:
    """What goes into a request beside the chat itself."""

    format: Format = "json_schema"
    limit: str = "max_tokens"
    temperature: bool = True

    def body(self, chat: Chat, model: str, tokens: int) -> dict[str, Any]:
        """The request body. Where the server does not enforce the schema, the prompt states it."""
        told = chat.messages if self.format == "json_schema" else _with_schema(chat)
        body: dict[str, Any] = {"model": model, "messages": [message.to_json() for message in told], "stream": False}
        if self.limit:
            body[self.limit] = tokens
        if self.temperature:
            body["temperature"] = 0
        if self.format == "json_object":
            body["response_format"] = {"type": "json_object"}
        if self.format == "json_schema":
            schema = {"name": chat.name, "strict": True, "schema": chat.schema}
            body["response_format"] = {"type": "json_schema", "json_schema": schema}
        return body

    def otherwise(self, complaint: str) -> Shape | None:
        """Another way to ask, after the server complained; None where there is none left."""
        said = complaint.lower()
        if self.limit and self.limit in said:
            other = "max_completion_tokens" if self.limit == "max_tokens" else ""
            return replace(self, limit=other)
        if self.temperature and "temperature" in said:
            return replace(self, temperature=False)
        weaker = _WEAKER.get(self.format)
        return replace(self, format=weaker) if weaker else None


def _with_schema(chat: Chat) -> tuple[Message, ...]:
    schema = json.dumps(chat.schema, ensure_ascii=False, separators=(",", ":"))
    first, *others = chat.messages
    words = f"{first.text}\n\nAnswer with one JSON object and nothing else. It must follow this JSON Schema:\n{schema}"
    return (Message(first.role, words), *others)
