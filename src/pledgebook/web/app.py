"""The application: its addresses, what stands around all of them, and what is said where one cannot answer."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pledgebook.book import Book
from pledgebook.book.desk import Desk
from pledgebook.problems import BadInput, Overtaken, PledgebookError
from pledgebook.web.keeping import Kept
from pledgebook.web.people import People, Person

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

HOME = frozenset({"localhost", "127.0.0.1", "::1"})
SESSION = 12 * 3600  # seconds
ATTEMPTS = 10  # to log in, of one address in a minute
STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True)
class Setup:
    """How a desk is set up. Without `people` there is one, `me`, who may do everything.

    `hosts` are the names under which it answers (empty: any); `secure` says that it is reached by https alone;
    `a_minute` is how many requests a caller may make (0: as many as they like).
    """

    people: People | None = None
    me: str = "me"
    hosts: frozenset[str] = HOME
    secure: bool = False
    a_minute: int = 0
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))


def make_app(book: Book, setup: Setup | None = None) -> Starlette:
    """The desk of an open book, as an ASGI application."""
    from starlette.applications import Starlette
    from starlette.exceptions import HTTPException
    from starlette.middleware import Middleware
    from starlette.middleware.gzip import GZipMiddleware
    from starlette.middleware.sessions import SessionMiddleware
    from starlette.routing import Mount
    from starlette.staticfiles import StaticFiles

    from pledgebook.web.drops import Drops
    from pledgebook.web.guards import Bucket, Guard
    from pledgebook.web.queues import Queues
    from pledgebook.web.routes import routes

    chosen = setup or Setup()
    local = None if chosen.people else Person(chosen.me, "admin")
    app = Starlette(
        routes=[*routes(), Mount("/static", StaticFiles(directory=STATIC), name="static")],
        middleware=[
            Middleware(
                SessionMiddleware, secret_key=chosen.secret, session_cookie="desk", max_age=SESSION, same_site="lax",
                https_only=chosen.secure,
            ),
            Middleware(
                Guard, people=chosen.people, local=local, hosts=chosen.hosts, a_minute=chosen.a_minute
            ),
            Middleware(GZipMiddleware, minimum_size=2000, compresslevel=4),
        ],
        exception_handlers={PledgebookError: _problem, HTTPException: _refused, Exception: _fault},
    )  # fmt: skip
    desk = Desk(book)
    app.state.desk, app.state.kept, app.state.name = desk, Kept(desk), Path(book.name).name
    app.state.people, app.state.queues, app.state.drops = chosen.people, Queues(desk), Drops()
    app.state.attempts, app.state.secure = Bucket(ATTEMPTS), chosen.secure
    return app


def is_machine(request: Request) -> bool:
    """Whether a program asks: an address of the API, or a feed that is not opened in a browser."""
    path, accepts = request.url.path, request.headers.get("accept", "")
    return path.startswith("/api") or (path.endswith(".atom") and "text/html" not in accepts)


def _problem(request: Request, problem: Exception) -> Response:
    """What cannot be answered: one sentence; 404 where something is not there, 409 where somebody was quicker."""
    status = 404 if isinstance(problem, BadInput) else 409 if isinstance(problem, Overtaken) else 400
    return told_badly(request, str(problem), status)


def _refused(request: Request, problem: Exception) -> Response:
    status = getattr(problem, "status_code", 404)
    sentences = {404: "there is no such page", 405: "this page cannot be asked so"}
    answer = told_badly(request, sentences.get(status, getattr(problem, "detail", "")), status)
    answer.headers.update(getattr(problem, "headers", None) or {})
    return answer


def _fault(request: Request, problem: Exception) -> Response:
    return told_badly(request, "a fault of the program, not of yours; its log says more", 500)


def told_badly(request: Request, sentence: str, status: int) -> Response:
    """One sentence as a page, or as JSON for machines."""
    from starlette.responses import JSONResponse

    from pledgebook.web.rendering import render

    if is_machine(request):
        return JSONResponse({"error": sentence}, status)
    return render(request, "problem.html", {"sentence": sentence, "status": status}, status)
