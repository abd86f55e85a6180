"""Good manners towards servers: what robots.txt allows, one request at a time per host, and pauses between them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from math import inf
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from pledgebook.problems import NotFetched
from pledgebook.sources.extras import extra
from pledgebook.sources.web import REDIRECTS, Answer, Request, Visit, checked, get

if TYPE_CHECKING:
    from protego import Protego

AGENT = "Pledgebook"  # as in the User-Agent of each request
TOO_MANY = 429
RULES_HOLD = 86_400.0  # seconds; RFC 9309, 2.4
PROBLEM_HOLDS = 600.0  # seconds
PAUSE = 1.0  # seconds between two requests to one host, where robots.txt asks for no more
LONGEST_PAUSE = 60.0  # seconds; a site that asks for more is not waited for, but left out
MOST_HOSTS = 1_000  # remembered at once; of another one the rules are asked for again
MOVED = frozenset({301, 302, 303, 307, 308})
ROBOTS_SIZE = 500_000  # bytes; RFC 9309 asks for at least 500 KiB to be read
ROBOTS_TYPES = frozenset({"text/plain", "text/html", "application/octet-stream", "binary/octet-stream"})


@dataclass(slots=True)
class Host:
    """What is known of one host: its rules (None: all is allowed) or why they are not known, and its lock.

    Times are by the clock of its Manners: until when the rules hold, and from when on it may be asked again.
    """

    robots: Protego | None = None
    problem: str = ""
    holds: float = -inf
    free: float = -inf
    lock: Lock = field(default_factory=Lock)


class Manners:
    """Shared by all who fetch in one run, also from several threads. Clock and sleep are in seconds."""

    def __init__(
        self,
        visit: Visit = get,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._visit, self._clock, self._sleep = visit, clock, sleep
        self._hosts: dict[str, Host] = {}
        self._lock = Lock()

    def ask(self, request: Request) -> Answer:
        """A server's answer, in its turn. Raises NotFetched where there is none, or it may not be asked for.

        Each host on the way of redirects is asked as politely as the first.
        """
        url = request.url
        for _ in range(REDIRECTS + 1):
            try:
                with self.turn(url):
                    answer = self._visit(replace(request, url=url, follow=False))
            except NotFetched as problem:
                way = "" if url == request.url else f"it leads to {url}, and "
                raise NotFetched(request.url, f"{way}{problem.reason}") from problem
            if answer.status not in MOVED or not answer.headers.get("location"):
                return answer
            url = _joined(url, answer.headers["location"])
        raise NotFetched(request.url, f"it redirects more than {REDIRECTS} times")

    @contextmanager
    def turn(self, url: str) -> Iterator[None]:
        """Waits until a page may be asked for, and holds its host meanwhile. Raises NotFetched where it may not be."""
        host = self._host(url)
        with host.lock:
            self._learn(host, url)
            pause = self._pause(host.robots, url)
            self._sleep(max(0.0, host.free - self._clock()))
            try:
                yield
            finally:
                host.free = self._clock() + pause

    def _host(self, url: str) -> Host:
        with self._lock:
            if len(self._hosts) >= MOST_HOSTS:
                now = self._clock()
                self._hosts = {
                    name: host for name, host in self._hosts.items() if host.lock.locked() or host.free > now
                }
            return self._hosts.setdefault(_root(url), Host())

    def _pause(self, robots: Protego | None, url: str) -> float:
        """Seconds to leave the host alone after this page. Raises NotFetched where robots.txt forbids the page."""
        if robots is None:
            return PAUSE
        if not robots.can_fetch(url, AGENT):
            raise NotFetched(url, "the site's robots.txt does not allow it; ask the publisher")
        pause = max(PAUSE, robots.crawl_delay(AGENT) or 0.0)
        if pause > LONGEST_PAUSE:
            raise NotFetched(url, f"the site's robots.txt asks for {pause:.0f} seconds between pages; that is too slow")
        return pause

    def _learn(self, host: Host, url: str) -> None:
        """Asks for the rules of a host where they are not known. Raises NotFetched where they are not to be had."""
        if self._clock() >= host.holds:
            try:
                host.robots, host.problem, keep = self._rules(url), "", RULES_HOLD
            except NotFetched as problem:
                host.problem, keep = problem.reason, PROBLEM_HOLDS
            host.holds = self._clock() + keep
        if host.problem:
            raise NotFetched(url, f"the site's robots.txt cannot be read: {host.problem}")

    def _rules(self, url: str) -> Protego | None:
        """The rules of a host; none where it has no robots.txt (RFC 9309, 2.3.1.3). Raises NotFetched where it errs."""
        protego = extra("protego", "feeds", "following links politely")
        asked = Request(f"{_root(url)}/robots.txt", types=ROBOTS_TYPES, limit=ROBOTS_SIZE)
        answer = self._visit(asked)
        if 400 <= answer.status < 500 and answer.status != TOO_MANY:
            return None
        rules: Protego = protego.Protego.parse(checked(answer, asked.url).content.decode("utf-8", "replace"))
        return rules


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise NotFetched(url, "it redirects to no valid web address") from error


def _root(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise NotFetched(url, "this is no valid web address") from error
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}"
