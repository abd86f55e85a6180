"""The description of the API, made from its own table, so that it cannot say anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pledgebook.codebook import KINDS
from pledgebook.web.asked import LONGEST, MOST, Parameter
from pledgebook.web.rendering import render

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from pledgebook.web.api import Question

DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
TEXT: dict[str, Any] = {"type": "string"}
NUMBER: dict[str, Any] = {"type": "number"}
COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
OBJECT: dict[str, Any] = {"type": "object"}
TEXTS = {"type": "array", "items": TEXT}
NEXT = {"type": ["string", "null"], "description": "Give it as `after` to ask for the next page; null at the end."}


def described(request: Request) -> Response:
    """OpenAPI 3.1 of what this desk answers."""
    from starlette.responses import JSONResponse

    return JSONResponse(description())


def index(request: Request) -> Response:
    """The same for people."""
    from pledgebook.web.api import QUESTIONS

    return render(request, "api.html", {"questions": QUESTIONS})


def description() -> dict[str, Any]:
    from importlib.metadata import version

    from pledgebook.web.api import QUESTIONS

    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Pledgebook",
            "version": version("pledgebook"),
            "description": "Who asked for, pledged, committed, delivered, refused, withdrew, sanctioned or eased what. "
            "Read only. On a network each request carries `Authorization: Bearer TOKEN`.",
        },
        "paths": {question.path: {"get": _operation(question)} for question in QUESTIONS},
        "components": {"schemas": _schemas()},
    }


def _operation(question: Question) -> dict[str, Any]:
    parameters = [_parameter(parameter) for parameter in question.parameters]
    if "{id}" in question.path:
        parameters.insert(
            0, {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
        )
    answers = {
        "200": {"description": "The answer.", "content": _json(question.gives)},
        "400": {"description": "A parameter that is none.", "content": _json("Problem")},
    }
    if "{id}" in question.path:
        answers["404"] = {"description": "Nothing of this id is in the book.", "content": _json("Problem")}
    name = question.path.removeprefix("/api/").replace("/{id}", "_of").replace("/", "_").replace("-", "_")
    return {"operationId": name, "summary": question.about, "parameters": parameters, "responses": answers}


def _json(name: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "maxLength": LONGEST}
    if parameter.form == "day":
        schema |= {"format": "date", "pattern": DAY}
    elif parameter.form == "choice":
        schema = {"type": "string", "enum": list(parameter.choices)}
    elif parameter.form == "flag":
        schema = {"type": "string", "enum": ["1", "0", "true", "false", "yes", "no", "on"]}
    elif parameter.form == "number":
        schema = {"type": "integer", "minimum": 1, "maximum": MOST}
    elif parameter.form == "currency":
        schema = {"type": "string", "pattern": "^[A-Za-z]{3}$"}
    elif parameter.form == "sum":
        schema = {"type": "string", "pattern": "^[0-9]{1,15}(\\.[0-9]{1,6})?(k|m|bn|tn)?$"}
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.form == "words",
        "description": parameter.about,
        "schema": schema,
    }


def _shape(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _items(of: dict[str, Any], paged: bool = False) -> dict[str, Any]:
    listed: dict[str, Any] = {"items": {"type": "array", "items": of}}
    return _shape(**listed, next=NEXT) if paged else _shape(**listed)


def _schemas() -> dict[str, Any]:
    days = _or_null(_shape(start={"type": "string", "format": "date"}, end={"type": "string", "format": "date"}))
    amount = _or_null(_shape(low=NUMBER, high=NUMBER, currency=TEXT, basis=TEXT, hedge=TEXT))
    line = {
        "id": TEXT, "kind": {"enum": list(KINDS)}, "modality": TEXT, "actor": TEXTS, "target": TEXTS,
        "beneficiary": TEXTS, "amount": amount, "date": days, "aid_type": _or_null(TEXT), "acts": COUNT,
        "sources": COUNT, "conflicts": COUNT, "inferred": {"type": "boolean"}, "review": _or_null(TEXT), "reason": TEXT,
    }  # fmt: skip
    many = {"type": "array", "items": OBJECT}
    told = {
        "asked": TEXT, "rungs": many, "acts_told": many, "conflicts_told": many, "links": many, "reviews": many,
        "counted": _or_null(OBJECT), "stated_total": _or_null(OBJECT),
    }  # fmt: skip
    article = {
        "id": TEXT, "name": TEXT, "title": _or_null(TEXT), "url": _or_null(TEXT), "text": TEXT, "date": days,
        "claimed_date": _or_null(TEXT), "doubts": many, "acts": many, "left_out": many, "sha256": TEXT,
    }  # fmt: skip
    sums = {"pledged": NUMBER, "committed": NUMBER, "delivered": NUMBER}
    total = _shape(currency=TEXT, **sums, entries=COUNT, without_rate=COUNT)
    return {
        "Entry": _shape(**line),
        "EntryTold": _shape(**line, **told),
        "EntryList": _items({"$ref": "#/components/schemas/Entry"}, paged=True),
        "Article": _shape(**article),
        "TotalList": _items(total),
        "PartList": _shape(items=many, next=NEXT, entries=COUNT, sum=_or_null(NUMBER)),
        "List": _items(OBJECT),
        "Page": _items(OBJECT, paged=True),
        "Problem": _shape(error=TEXT),
    }
