"""Asking a model: several chats at once, again where that may help, one repair, answers kept for the next time."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue

from pledgebook.models.cache import Cache, key_of
from pledgebook.models.chat import Chat, Check, Message, Reply
from pledgebook.models.replies import CUT_OFF, reply_of
from pledgebook.models.server import Server
from pledgebook.models.shapes import Shape
from pledgebook.models.trouble import Trouble
from pledgebook.problems import BadModel
from pledgebook.settings import LlmSettings

LONGEST_WAIT = 120.0  # seconds between two attempts, whatever a server asks for
FIRST_WAIT = 1.0  # seconds; doubled from one attempt to the next
STRIKES = 5  # questions in a row without any answer: the server is not there for us


class Model:
    """A model on a server. It remembers how the server likes to be asked; safe to use from several threads."""

    def __init__(self, settings: LlmSettings, sleep: Callable[[float], None] = time.sleep) -> None:
        self.settings = settings
        self._key = os.environ.get(settings.key_variable, "").strip() if settings.key_variable else ""
        self._server = Server(settings.endpoint, self._key, settings.timeout)
        self._cache = Cache(settings.cache)
        self._sleep = sleep
        self._shape = Shape()
        self._strikes = 0
        self._worked: set[Shape] = set()

    def ask_all(self, chats: Sequence[Chat], check: Check) -> list[Reply]:
        """The replies in the order of the chats, `settings.concurrent` at a time.

        A chat that brings no answer has a Reply whose `problem` says why. Raises BadModel where none would.
        """
        replies: list[Reply | Exception] = [Reply(problem="it was not asked")] * len(chats)
        todo: SimpleQueue[int] = SimpleQueue()
        for number in range(len(chats)):
            todo.put(number)
        done: SimpleQueue[int] = SimpleQueue()

        stop = threading.Event()

        def work() -> None:
            while not stop.is_set():
                try:
                    number = todo.get_nowait()
                except Empty:
                    return
                try:
                    replies[number] = self.ask(chats[number], check)
                except Exception as problem:  # raised again below, in the thread of whoever asked
                    replies[number] = problem
                    stop.set()
                done.put(number)

        # daemons, so that Ctrl-C need not wait for a slow answer
        for _ in range(min(self.settings.concurrent, len(chats))):
            threading.Thread(target=work, daemon=True).start()
        try:
            for _ in chats:
                found = replies[done.get()]
                if isinstance(found, Exception):
                    raise found
        finally:
            stop.set()
        return [reply for reply in replies if isinstance(reply, Reply)]

    def ask(self, chat: Chat, check: Check) -> Reply:
        """One reply: from the cache, or from the server, with one repair where `check` finds it wrong."""
        key = key_of(chat, self.settings.endpoint, self.settings.model)
        kept = self._cache.get(key)
        if kept is not None and not check(kept.text):
            return kept
        try:
            reply = self._repaired(chat, check)
        except Trouble as trouble:
            return Reply(problem=self._safe(trouble.reason))
        except BadModel as problem:
            raise BadModel(self._sentence(str(problem))) from problem
        if not reply.problem:
            self._cache.put(key, reply, {"endpoint": self.settings.endpoint, "model": self.settings.model})
        return reply

    def _repaired(self, chat: Chat, check: Check) -> Reply:
        """The reply, asked for once more where it is cut off or `check` finds something wrong."""
        tokens = self.settings.answer_tokens
        first = self._checked(self._answer(chat, tokens), check, tokens)
        if not first.problem:
            return first
        if first.problem.startswith(CUT_OFF):
            again, tokens = chat, 2 * tokens
        else:
            wrong = (
                f"That answer cannot be used: {first.problem}. Give the whole answer again, put right, as JSON only."
            )
            again = chat.then(Message("assistant", first.text), Message("user", wrong))
        try:
            second = self._checked(self._answer(again, tokens), check, tokens)
        except Trouble:
            return first
        return second.after(first)

    def _checked(self, reply: Reply, check: Check, tokens: int) -> Reply:
        problem = check(reply.text)
        if problem and reply.problem:
            problem = f"{CUT_OFF} after {tokens} tokens; raise llm.answer_tokens, or the server's context window"
        return Reply(reply.text, problem, reply.asked, False, reply.tokens_in, reply.tokens_out)

    def _answer(self, chat: Chat, tokens: int) -> Reply:
        """The server's answer, asked for again where that may help. Raises Trouble, or BadModel."""
        wait = FIRST_WAIT
        for attempt in range(self.settings.retries + 1):
            try:
                reply = self._in_some_shape(chat, tokens)
            except Trouble as trouble:
                mistyped = trouble.unreached and not self._worked
                if not trouble.again or attempt == self.settings.retries or mistyped:
                    raise self._strike(trouble) from trouble
                pause = wait * random.uniform(0.5, 1.0) if trouble.wait is None else trouble.wait
                self._sleep(min(pause, LONGEST_WAIT))
                wait *= 2
            else:
                self._strikes = 0
                return reply
        raise AssertionError("the last attempt returns or raises")

    def _in_some_shape(self, chat: Chat, tokens: int) -> Reply:
        """The answer to the question, put otherwise for as long as the server does not like how it is put."""
        shape: Shape | None = self._shape
        while shape:
            body = shape.body(chat, self.settings.model, tokens)
            try:
                reply = reply_of(self._server.post(body), sum(len(message.text) for message in chat.messages))
            except Trouble as trouble:
                complaint = trouble
                shape = shape.otherwise(trouble.reason) if trouble.parameter else None
            else:
                if self._shape not in self._worked:  # what worked once was not what this one question failed on
                    self._shape = shape
                self._worked.add(shape)
                return reply
        raise complaint

    def _strike(self, trouble: Trouble) -> Exception:
        """What to raise at last: BadModel where nothing answers there, or nothing has for several questions."""
        self._strikes += trouble.again
        if trouble.unreached or self._strikes >= STRIKES:
            return BadModel(trouble.reason)
        return trouble

    def _sentence(self, reason: str) -> str:
        hint = (
            ""
            if self._key or "key" not in reason
            else f"; the environment variable {self.settings.key_variable} is not set"
        )
        return self._safe(f"the model {self.settings.model} at {self.settings.endpoint}: {reason}{hint}")

    def _safe(self, words: str) -> str:
        """Without the key, which some servers repeat when they refuse it."""
        return words.replace(self._key, "***") if self._key else words
