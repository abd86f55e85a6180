"""Coming in and going out, on a network: a token opens a session, and the people are listed for admins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pledgebook.web.forms import fields_of, go, needs, own_path
from pledgebook.web.guards import is_ours
from pledgebook.web.people import People
from pledgebook.web.rendering import render

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def form(request: Request) -> Response:
    """The page that asks for a token."""
    if request.app.state.people is None or request.scope.get("desk_user"):
        return go("/")
    return render(request, "login.html", {"problem": "", "following": own_path(request.query_params.get("next", "/"))})


async def enter(request: Request) -> Response:
    """Opens a session for whoever has the token."""
    people: People | None = request.app.state.people
    values = {name: told[-1] for name, told in (await fields_of(request)).items()}
    following = own_path(values.get("next", "/"))
    if people is None:
        return go("/")
    caller = request.client.host if request.client else "?"
    wait = request.app.state.attempts.wait(caller)
    person = None if wait else people.by_token(values.get("token", ""))
    if not is_ours(request.session, values.get("csrf", "")) or person is None:
        problem = f"Too many attempts; wait {int(wait) + 1} seconds." if wait else "This token opens nothing here."
        return render(request, "login.html", {"problem": problem, "following": following}, 429 if wait else 403)
    request.session.clear()  # a session begun by somebody else is never taken over
    request.session.update(name=person.name, mark=person.mark)
    return go(following)


async def leave(request: Request) -> Response:
    """Ends the session."""
    values = await fields_of(request)
    if is_ours(request.session, (values.get("csrf") or [""])[-1]):
        request.session.clear()
    return go("/login")


def listed(request: Request) -> Response:
    """Who may come in, for admins."""
    needs(request, "admin")
    people: People | None = request.app.state.people
    return render(
        request, "people.html", {"people": sorted(people.by_name.values(), key=lambda p: p.name) if people else []}
    )
