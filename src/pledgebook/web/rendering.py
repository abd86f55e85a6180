"""Templates to pages: one environment, everything escaped, and what every page is given."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from pledgebook.book.answers import witnesses
from pledgebook.web.guards import csrf_of
from pledgebook.web.wording import FILTERS, LINKS, UNSAID, address

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.requests import Request
    from starlette.responses import Response

PAGES = (
    ("/", "Overview"), ("/ledger", "Ledger"), ("/articles", "Articles"), ("/totals", "Totals"),
    ("/conflicts", "Conflicts"), ("/threads", "Threads"), ("/review", "Review"), ("/add", "Add"),
)  # fmt: skip


@cache
def environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("pledgebook.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(FILTERS)
    made.globals.update(address=address, links=LINKS, witnesses=witnesses, unsaid=UNSAID)
    return made


def render(request: Request, template: str, told: Mapping[str, Any], status: int = 200) -> Response:
    """The page of a template. Every page knows who looks, which book, and where it is."""
    from starlette.responses import HTMLResponse

    state = request.app.state
    here = request.url.path
    common = {
        "book_name": state.name,
        "user": request.scope.get("desk_user"),
        "pages": PAGES,
        "here": here,
        "query": dict(request.query_params),
        "csrf": csrf_of(request.session),
        "flash": request.session.pop("flash", None),
        "network": state.people is not None,
    }
    page = environment().get_template(template).render({**common, **told})
    return HTMLResponse(page.encode("utf-8", "replace"), status)  # half a letter in some reason breaks no page


def json_response(told: Any, status: int = 200) -> Response:
    """JSON in UTF-8; half a letter (a lone surrogate) becomes a question mark."""
    from starlette.responses import Response

    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Response(body, status, media_type="application/json")
