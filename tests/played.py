"""A server on this machine that plays a model: it answers what a test tells it to, and keeps what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


@dataclass(frozen=True)
class Answer:
    """One answer: `wait` seconds before it, `drip` seconds between any two bytes of it."""

    body: bytes = b"{}"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    drip: float = 0.0


Told = str | dict[str, Any] | Answer | Callable[[dict[str, Any]], Any]


def chat(content: object, finish: str = "stop", **usage: int) -> Answer:
    """What a good server answers: the model's words, why it ended, and how many tokens that took."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": finish}
    return Answer(json.dumps({"choices": [choice], **({"usage": usage} if usage else {})}).encode())


def error(status: int, message: str, **headers: str) -> Answer:
    """An error as OpenAI words it."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(json.dumps({"error": {"message": message}}).encode(), status, named)


@dataclass
class Player:
    """`answers` are given one after the other, the last one again and again. `asked` has the bodies that came."""

    url: str
    answers: list[Told]
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next(self, body: dict[str, Any], headers: dict[str, str]) -> Answer:
        with self.lock:
            told = self.answers[min(len(self.asked), len(self.answers) - 1)]
            self.asked.append(body)
            self.headers.append(headers)
        if callable(told):
            told = told(body)
        if isinstance(told, Answer):
            return told
        text = told if isinstance(told, str) else json.dumps(told)
        return chat(text, prompt_tokens=1000, completion_tokens=50)


@pytest.fixture
def play() -> Iterator[Callable[..., Player]]:
    """`play(answer, ...)`: a Player; an answer is the model's words, a table (its words as JSON), or an `Answer`."""
    servers: list[ThreadingHTTPServer] = []
    over = threading.Event()

    def start(*answers: Told) -> Player:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with player.lock:
                    player.at_once += 1
                    player.most_at_once = max(player.most_at_once, player.at_once)
                answer = player.next(body | {"path": self.path}, dict(self.headers))
                over.wait(answer.wait)
                with player.lock:
                    player.at_once -= 1
                with suppress(OSError):  # whoever asked may have gone
                    self._send(answer)

            def _send(self, answer: Answer) -> None:
                self.send_response(answer.status)
                for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                if not answer.drip:
                    self.wfile.write(answer.body)
                for place in range(len(answer.body) if answer.drip else 0):
                    self.wfile.write(answer.body[place : place + 1])
                    if over.wait(answer.drip):
                        return

            def log_message(self, *_: object) -> None:
                """Nothing is printed."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        servers.append(server)
        player = Player(f"http://127.0.0.1:{server.server_address[1]}/v1", list(answers))
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        return player

    yield start
    over.set()
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def answers() -> Any:
    """`answers.chat(words)`, `answers.error(status, message)` and `answers.Answer(...)`, for `play`."""

    class Answers:
        Answer = Answer
        chat = staticmethod(chat)
        error = staticmethod(error)

    return Answers
