"""What the model is told: the codebook's rules in short, examples that we wrote, and the article as data.

`rules.txt` and `examples.jsonl` lie beside this module. The article stands between marks that carry a hash of it,
so that no article can hold its own end mark.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pledgebook.finding.context import Context, own_day
from pledgebook.finding.llm.chunks import Chunk
from pledgebook.finding.llm.schema import SCHEMA
from pledgebook.models import Chat, Message
from pledgebook.problems import BadLexicon

NAME = "acts"
_HERE = "pledgebook.finding.llm"
_EXAMPLES = "examples.jsonl"


@dataclass(frozen=True, slots=True)
class Example:
    """An article that we wrote, of the day `day` (ISO), and the acts that a coder finds in it."""

    title: str
    day: str
    text: str
    acts: tuple[Mapping[str, Any], ...]


def chat_of(context: Context, chunk: Chunk) -> Chat:
    """The question for one piece of an article."""
    return Chat((*_beginning(), Message("user", _question(context, chunk))), SCHEMA, NAME)


@cache
def prompt_version() -> str:
    """A name for rules, examples and schema together: it changes when any of them does."""
    told = "".join(message.text for message in _beginning()) + json.dumps(SCHEMA)
    return hashlib.sha256(told.encode()).hexdigest()[:8]


@cache
def examples() -> tuple[Example, ...]:
    """The examples, in the order in which they are shown. Raises BadLexicon where a line is broken."""
    return tuple(_read_examples())


def _read_examples() -> Iterator[Example]:
    for number, line in enumerate(_text(_EXAMPLES).splitlines(), 1):
        try:
            row = json.loads(line)
            yield Example(row["title"], row["day"], row["text"], tuple(row["acts"]))
        except (ValueError, KeyError, TypeError) as error:
            raise BadLexicon(f"../finding/llm/{_EXAMPLES}", number, f"is broken ({error!r})") from error


def _text(file: str) -> str:
    return files(_HERE).joinpath(file).read_text(encoding="utf-8")


@cache
def _beginning() -> tuple[Message, ...]:
    """Rules, then each example as a question and its answer."""
    turns = [Message("system", _text("rules.txt").strip())]
    for example in examples():
        turns.append(Message("user", _fenced(example.day, example.title, (), example.text)))
        turns.append(Message("assistant", json.dumps({"acts": example.acts}, ensure_ascii=False)))
    return tuple(turns)


def _question(context: Context, chunk: Chunk) -> str:
    own = own_day(context.article)
    day = "unknown" if own is None else str(own.start) if own.days == 1 else f"{own.start} to {own.end}"
    return _fenced(day, context.article.title or "", chunk.before, chunk.text)


def _fenced(day: str, title: str, before: tuple[str, ...], text: str) -> str:
    mark = "article-" + hashlib.sha256("\n".join((title, *before, text)).encode()).hexdigest()[:12]
    lines = [f"The article's own day: {day}", f"<{mark}>"]
    if title:
        lines.append(f"[headline] {title}")
    lines += [f"[said before, only to be understood by] {words}" for words in before]
    lines += ["[text]", text, f"</{mark}>", "Code the acts of this article as JSON."]
    return "\n".join(lines)
