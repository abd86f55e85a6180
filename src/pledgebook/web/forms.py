"""Forms that write: who may send them, and that they are this session's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pledgebook.web.guards import is_ours
from pledgebook.web.people import Person, Role

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

FIELDS = 400  # of a form


@dataclass(frozen=True, slots=True)
class Form:
    """A checked form: its fields by name, and who sent it."""

    values: dict[str, list[str]]
    person: Person

    def get(self, name: str) -> str:
        """The last value of a field, without blanks around it; empty where there is none."""
        return (self.values.get(name) or [""])[-1].strip()

    def all(self, name: str) -> list[str]:
        return self.values.get(name, [])


async def form_of(request: Request, role: Role) -> Form:
    """The form of a request. Raises HTTPException 403 where the person may not, or the form is not this session's."""
    from starlette.exceptions import HTTPException

    person: Person | None = request.scope.get("desk_user")
    if person is None or not person.may(role):
        raise HTTPException(403, f"this needs the role {role}")
    values = await fields_of(request)
    if not is_ours(request.session, (values.get("csrf") or [""])[-1]):
        raise HTTPException(403, "this form is too old: go back, load the page again and send it once more")
    return Form(values, person)


async def fields_of(request: Request) -> dict[str, list[str]]:
    """The text fields of a form, by name."""
    form = await request.form(max_fields=FIELDS, max_files=0)
    values: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            values.setdefault(name, []).append(value.replace("\r\n", "\n"))
    return values


def tell(request: Request, text: str, **more: object) -> None:
    """A sentence that the next page shows."""
    request.session["flash"] = {"text": text[:500], "bad": False, "undo": 0, "entry": "", "back": "", **more}


def go(path: str) -> Response:
    """To another page of this desk, by GET."""
    from starlette.responses import RedirectResponse

    return RedirectResponse(own_path(path), 303)


def own_path(path: str) -> str:
    """The path, where it is one of this desk; else the first page."""
    good = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if good else "/"


def needs(request: Request, role: Role) -> Person:
    """The person who asks, where that role may. Raises HTTPException 403."""
    from starlette.exceptions import HTTPException

    person: Person | None = request.scope.get("desk_user")
    if person is None or not person.may(role):
        raise HTTPException(403, f"this needs the role {role}")
    return person
