"""Answers kept in a folder, one file each, named by the hash of what was asked: the same question is paid for once."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pledgebook.models.chat import Chat, Reply
from pledgebook.problems import BadSetting


def key_of(chat: Chat, endpoint: str, model: str) -> str:
    """The SHA-256 of server, model, every turn and the schema: a change of any of them is another question."""
    asked = [endpoint, model, chat.name, [message.to_json() for message in chat.messages], chat.schema]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


class Cache:
    """`folder` is made on first use; "" keeps nothing. A file that is damaged is as good as none."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder).expanduser() if folder else None

    def get(self, key: str) -> Reply | None:
        if self._folder is None:
            return None
        try:
            table = json.loads(self._file(key).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        text = table.get("text") if isinstance(table, Mapping) else None
        return Reply(text, cached=True) if isinstance(text, str) else None

    def put(self, key: str, reply: Reply, about: Mapping[str, Any]) -> None:
        """Keeps an answer; other runs see it whole or not at all. Raises BadSetting where it cannot be written."""
        if self._folder is None:
            return
        file = self._file(key)
        row = {**about, "tokens_in": reply.tokens_in, "tokens_out": reply.tokens_out, "text": reply.text}
        new = file.with_suffix(f".{os.getpid()}.{id(reply)}.new")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            new.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8", errors="backslashreplace")
            new.replace(file)
        except OSError as error:
            raise BadSetting(f"llm.cache: {file.parent} cannot be written ({error.strerror or error})") from error

    def _file(self, key: str) -> Path:
        assert self._folder is not None
        return self._folder / key[:2] / f"{key}.json"
