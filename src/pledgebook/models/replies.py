"""From the bytes that a server answered to a reply, or to why there is none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from pledgebook.models.chat import Reply
from pledgebook.models.server import Answered
from pledgebook.models.trouble import Trouble
from pledgebook.problems import BadModel

CUT_OFF = "the answer was cut off"
_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})
_PARAMETER = frozenset({400, 415, 422, 501})  # what servers answer to a parameter that they do not know
_PER_TOKEN = 4  # characters; an estimate for servers that do not count
_SAID = 300  # characters of a server's own words that are shown
_NO_MONEY = ("insufficient_quota", "billing", "credit balance")
_UNKNOWN = ("not found", "does not exist", "not exist", "unknown model", "no such model", "invalid model")
_TOO_LONG = ("context_length", "context length", "maximum context", "too many tokens", "context size", "too long")


def reply_of(answered: Answered, sent: int) -> Reply:
    """The reply. `sent` is how many characters were sent, for servers that do not count tokens.

    Raises Trouble where there is none; BadModel where no question to this server would be answered.
    """
    if not 200 <= answered.status < 300:
        raise _trouble(answered)
    table = _table(answered.content)
    if table is None:
        raise Trouble("its answer is broken JSON", again=True)
    if not isinstance(table.get("choices"), list) and "error" in table:
        raise Trouble(f"it answered with an error: {_words_of(table)}", again=True)
    text, finish = _text(table)
    spent = table.get("usage")
    counted: Mapping[str, Any] = spent if isinstance(spent, Mapping) else {}
    return Reply(
        text,
        CUT_OFF if finish == "length" else "",
        asked=1,
        tokens_in=_count(counted.get("prompt_tokens"), sent),
        tokens_out=_count(counted.get("completion_tokens"), len(text)),
    )


def _table(content: bytes) -> Mapping[str, Any] | None:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, Mapping) else None


def _text(table: Mapping[str, Any]) -> tuple[str, str]:
    """The first choice's words and why it ended. Raises Trouble where there is none."""
    choices = table.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], Mapping) else {}
    message = choice.get("message")
    if not isinstance(message, Mapping):
        raise Trouble("its answer has no message in it", again=True)
    if isinstance(refusal := message.get("refusal"), str) and refusal:
        raise Trouble(f"the model refuses: {_short(refusal)}")
    content = message.get("content")
    if isinstance(content, list):  # some servers answer in parts
        content = "".join(str(part.get("text", "")) for part in content if isinstance(part, Mapping))
    finish = str(choice.get("finish_reason"))
    if not isinstance(content, str) or (not content.strip() and finish != "length"):
        raise Trouble("its answer is empty", again=True)
    return content, finish


def _count(said: object, characters: int) -> int:
    """The tokens that the server counted, else an estimate from the number of characters."""
    return said if type(said) is int and 0 <= said < 10**9 else characters // _PER_TOKEN


def _trouble(answered: Answered) -> Trouble:
    """What an error status means. Raises BadModel where it holds for every question."""
    table = _table(answered.content)
    said = _words_of(table) if table is not None else _short(answered.content.decode("utf-8", "replace"))
    status = answered.status
    fatal = _fatal(answered, said.lower())
    if fatal:
        raise BadModel(f"{fatal} ({status}: {said})")
    if any(words in said.lower() for words in _TOO_LONG):
        return Trouble(f"the question is too long for the model; lower llm.chunk_tokens ({status}: {said})")
    again = status in _AGAIN
    wait = _wait(answered.headers.get("retry-after", "")) if again else None
    return Trouble(f"it answered {status}: {said}", again=again, wait=wait, parameter=status in _PARAMETER)


def _fatal(answered: Answered, said: str) -> str:
    """Why no question to this server would be answered; "" where others may be. `said` is in lower case."""
    status = answered.status
    if status in (401, 403):
        return "it does not accept the key"
    if status == 402 or any(words in said for words in _NO_MONEY):
        return "it wants to be paid first"
    if status in (400, 404) and "model" in said and any(words in said for words in _UNKNOWN):
        return "it does not have this model"
    if status in (404, 405):
        return "there is no chat interface; addresses mostly end in /v1"
    if 300 <= status < 400:
        return f"it sends us to {answered.headers.get('location', 'another address')}; name that one"
    return ""


def _words_of(table: Mapping[str, Any]) -> str:
    """The server's own words: of an "error" that is text or a table, of a "message" or a "detail"."""
    error = table.get("error", table)
    if isinstance(error, Mapping):
        parts = [error.get(name) for name in ("message", "detail", "code", "param") if error.get(name)]
        return _short(" ".join(part if isinstance(part, str) else json.dumps(part) for part in parts))
    return _short(str(error))


def _short(words: str) -> str:
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in words[: 9 * _SAID]).split())
    return plain if len(plain) <= _SAID else plain[:_SAID] + "…"


def _wait(header: str) -> float | None:
    """Seconds of a Retry-After header (RFC 9110, 10.2.3): a number, or a date."""
    if header.strip().isdigit():
        return float(header)
    try:
        then = parsedate_to_datetime(header)
    except (ValueError, TypeError):
        return None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (then - datetime.now(UTC)).total_seconds())
