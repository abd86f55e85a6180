"""What stands before every page: the right host, not too much at once, who it is, and safe headers on every answer."""

from __future__ import annotations

import base64
import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Mapping, MutableMapping
from typing import TYPE_CHECKING, Any

from pledgebook.web.people import People, Person

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY = 12_000_000  # bytes of one request at most
SAFE = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
OPEN = ("/static/", "/login")  # what is there for everybody
MOST_CALLERS = 10_000


class Bucket:
    """So many calls at once, refilled evenly over a minute, for each caller."""

    def __init__(self, a_minute: int) -> None:
        self._most = float(a_minute)
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, caller: str, now: float | None = None) -> float:
        """Seconds to wait; 0.0 where the call may go on, which is then counted."""
        at = time.monotonic() if now is None else now
        left, before = self._left.pop(caller, (self._most, at))
        left = min(self._most, left + (at - before) * self._most / 60)
        allowed = left >= 1
        self._left[caller] = (left - 1 if allowed else left, at)
        while len(self._left) > MOST_CALLERS:
            self._left.popitem(last=False)
        return 0.0 if allowed else (1 - left) * 60 / self._most


class Guard:
    """ASGI middleware around the application; the session must stand around it."""

    def __init__(self, app: ASGIApp, people: People | None, local: Person | None, hosts: frozenset[str],
                 a_minute: int) -> None:  # fmt: skip
        self._app = app
        self._people, self._local, self._hosts = people, local, hosts
        self._calls = Bucket(a_minute) if a_minute else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        scope["desk_user"] = self._person(scope, headers)
        refusal = self._refusal(scope, headers)
        answer = _with_safe_headers(send)
        if refusal:
            await _refuse(scope, receive, answer, *refusal)
            return
        await self._app(scope, _limited(receive), answer)

    def _refusal(self, scope: Scope, headers: Mapping[str, str]) -> tuple[int, str, dict[str, str]] | None:
        """Why the request goes no further: status, sentence, headers."""
        if self._hosts and _host(headers.get("host", "")) not in self._hosts:
            return 421, "this desk answers only to its own name; see --host", {}
        if int_or(headers.get("content-length", ""), 0) > BODY:
            return 413, f"that is more than {BODY / 1e6:.0f} MB", {}
        user: Person | None = scope["desk_user"]
        caller = user.name if user and self._people else (scope.get("client") or ("?",))[0]
        wait = self._calls.wait(caller) if self._calls else 0.0
        if wait:
            return 429, "too many requests; wait a little", {"Retry-After": str(int(wait) + 1)}
        if scope["method"] not in ("GET", "HEAD") and headers.get("sec-fetch-site", "same-origin") not in (
            "same-origin",
            "none",
        ):
            return 403, "a form of another site cannot write here", {}
        if user is None and not scope["path"].startswith(OPEN):
            return 401, "", {}
        return None

    def _person(self, scope: Scope, headers: Mapping[str, str]) -> Person | None:
        if self._people is None:
            return self._local
        if self._people.header and (scope.get("client") or ("",))[0] in self._people.proxies:
            told = headers.get(self._people.header.lower(), "").strip()
            if told:
                return self._people.by_name.get(told)
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return self._people.by_token(token)
        if scheme.lower() == "basic":  # readers of feeds know nothing else
            return self._people.by_token(_password(token))
        session = scope.get("session", {})
        return self._people.still(str(session.get("name", "")), str(session.get("mark", "")))


def csrf_of(session: MutableMapping[str, Any]) -> str:
    """A token for a form of this session: new each time, so that packed pages give nothing away by their length."""
    secret = str(session.setdefault("csrf", secrets.token_urlsafe(24)))
    salt = secrets.token_urlsafe(12)
    return f"{salt}.{_seal(secret, salt)}"


def is_ours(session: Mapping[str, Any], token: str) -> bool:
    """Whether a form's token belongs to this session."""
    salt, _, seal = token.partition(".")
    secret = str(session.get("csrf", ""))
    return bool(secret) and hmac.compare_digest(_seal(secret, salt).encode(), seal.encode("utf-8", "replace"))


def _seal(secret: str, salt: str) -> str:
    return hmac.new(secret.encode(), salt.encode("utf-8", "replace"), "sha256").hexdigest()


def _password(told: str) -> str:
    try:
        return base64.b64decode(told, validate=True).decode("utf-8").partition(":")[2]
    except ValueError:
        return ""


def int_or(word: str, otherwise: int) -> int:
    return int(word) if word.isascii() and word.isdecimal() and len(word) < 16 else otherwise


def _host(told: str) -> str:
    """The name without the port: `[::1]:8000` -> `::1`."""
    if told.startswith("["):
        return told[1:].partition("]")[0].lower()
    return told.partition(":")[0].lower()


def _limited(receive: Receive) -> Receive:
    """Gives a body up that grows beyond its limit, whatever its header said."""
    got = 0

    async def limited() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        return {"type": "http.disconnect"} if got > BODY else message

    return limited


def _with_safe_headers(send: Send) -> Send:
    async def safe(message: Message) -> None:
        if message["type"] == "http.response.start":
            told = {name.lower() for name, _ in message["headers"]}
            extra = [(name.encode(), value.encode()) for name, value in SAFE.items()
                     if name.lower().encode() not in told]  # fmt: skip
            if b"cache-control" not in told:
                extra.append((b"Cache-Control", b"private, no-cache"))
            message = {**message, "headers": [*message["headers"], *extra]}
        await send(message)

    return safe


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, why: str, headers: dict[str, str]) -> None:
    from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

    machine = scope["path"].startswith(("/api", "/feeds"))
    answer: Response
    if status == 401 and not machine and scope["method"] == "GET":
        from urllib.parse import quote

        query = scope["query_string"].decode("latin-1")
        there = scope["path"] + (f"?{query}" if query else "")
        answer = RedirectResponse(f"/login?next={quote(there, safe='')}", 303)
    elif machine:
        if status == 401:
            headers = {
                **headers,
                "WWW-Authenticate": 'Basic realm="Pledgebook"' if "/feeds" in scope["path"] else "Bearer",
            }
        answer = JSONResponse({"error": why or "a token is needed: Authorization: Bearer ..."}, status, headers)
    else:
        answer = PlainTextResponse(why or "please log in", status, headers)
    await answer(scope, receive, send)
