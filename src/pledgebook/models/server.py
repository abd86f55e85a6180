"""One request to a server: the bytes of its answer, within limits of time and size.

httpx is loaded when the first question is asked. Redirects are not followed and proxies and passwords of the
environment are not used, so that the key goes only to the address that the user named.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pledgebook.models.trouble import Trouble

if TYPE_CHECKING:
    import httpx

CONNECT_SECONDS = 10.0
SIZE = 2_000_000  # bytes; the longest answer that tells of acts is a hundred times smaller
_PATH = "/chat/completions"


@dataclass(frozen=True, slots=True)
class Answered:
    """What a server answered. Names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class Server:
    """An OpenAI-compatible server. `seconds` is how long one answer may take, from first byte to last."""

    def __init__(self, endpoint: str, key: str, seconds: float) -> None:
        self.url = endpoint.rstrip("/").removesuffix(_PATH) + _PATH
        self._seconds = seconds
        self._client = _client(key)

    def post(self, body: Mapping[str, Any]) -> Answered:
        """The answer, whatever its status. Raises Trouble where none comes in time, or one too large."""
        import httpx

        deadline = time.monotonic() + self._seconds
        content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        wait = httpx.Timeout(self._seconds, connect=min(CONNECT_SECONDS, self._seconds))
        try:
            with self._client.stream("POST", self.url, content=content, timeout=wait) as answer:
                return Answered(answer.status_code, dict(answer.headers), self._body(answer, deadline))
        except httpx.ConnectTimeout as error:
            raise Trouble("no connection; is the server running there?", again=True, unreached=True) from error
        except httpx.TimeoutException as error:
            raise self._late() from error
        except httpx.ConnectError as error:
            raise Trouble(
                f"no connection ({error}); is the server running there?", again=True, unreached=True
            ) from error
        except httpx.HTTPError as error:
            said = str(error) or type(error).__name__
            raise Trouble(f"the connection broke while it answered ({said})", again=True) from error

    def _body(self, answer: httpx.Response, deadline: float) -> bytes:
        """The bytes, given up when too many or too late: a server that drips must not hold a run for ever."""
        parts, size = [], 0
        for part in answer.iter_bytes():
            parts.append(part)
            size += len(part)
            if size > SIZE:
                raise Trouble(f"its answer has more than {SIZE / 1e6:.0f} MB")
            if time.monotonic() > deadline:
                raise self._late()
        return b"".join(parts)

    def _late(self) -> Trouble:
        return Trouble(f"no answer within {self._seconds:g} seconds; raise llm.timeout if it is slow", again=True)


def _client(key: str) -> httpx.Client:
    import httpx

    headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    return httpx.Client(headers=headers, trust_env=False, follow_redirects=False)
