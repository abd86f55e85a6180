"""The JSON Schema of an answer, by the codebook, in the few words of JSON Schema that all servers understand.

Every field is required and nothing else is allowed, as strict structured output wants it; what may be missing is null.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from pledgebook.codebook import KINDS, AidType, Basis, Instrument, Measure, Modality

Schema = Mapping[str, Any]
_TYPES: dict[str, tuple[type, ...]] = {
    "object": (Mapping,), "array": (list,), "string": (str,), "number": (int, float), "null": (type(None),),
}  # fmt: skip
_LARGEST = 1e18  # of a sum or a count; beyond it a number is an error of the model
_WORDS: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "number"}


def _all_of(fields: Mapping[str, Schema]) -> Schema:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _list_of(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def _one_of(literal: Any) -> Schema:
    return {"type": "string", "enum": list(get_args(literal))}


def _shown(literal: Any) -> Schema:
    return _all_of({"value": _one_of(literal), "words": _WORDS})


_PARTY = _all_of({"party": _WORDS, "words": _WORDS})
_SUM: Mapping[str, Schema] = {"words": _WORDS, "low": _NUMBER, "high": _NUMBER, "currency": _or_null(_WORDS)}
ACT: Schema = _all_of(
    {
        "quotes": _list_of(_WORDS),
        "kind": {"type": "string", "enum": list(KINDS)},
        "kind_words": _WORDS,
        "actor": _list_of(_PARTY),
        "target": _list_of(_PARTY),
        "beneficiary": _list_of(_PARTY),
        "channel": _list_of(_PARTY),
        "amount": _or_null(_all_of({**_SUM, "basis": _one_of(Basis), "replaces": _or_null(_all_of(_SUM))})),
        "items": _list_of(_all_of({"words": _WORDS, "quantity": _or_null(_NUMBER)})),
        "aid_type": _or_null(_shown(AidType)),
        "instrument": _or_null(_shown(Instrument)),
        "measures": _list_of(_shown(Measure)),
        "listed": _list_of(_WORDS),
        "date": _or_null(_all_of({"start": _WORDS, "end": _WORDS, "words": _WORDS})),
        "modality": _one_of(Modality),
        "speaker": _or_null(_PARTY),
    }
)
SCHEMA: Schema = _all_of({"acts": _list_of(ACT)})


def fault(value: object, schema: Schema, where: str = "") -> str:
    """What is wrong with a value by the schema, with the place of it ("acts[2].kind"); "" where nothing is."""
    if "anyOf" in schema:
        faults = [fault(value, other, where) for other in schema["anyOf"]]
        return "" if "" in faults else faults[0]
    expected = schema["type"]
    if not isinstance(value, _TYPES[expected]) or isinstance(value, bool):
        return f"{where or 'the answer'} must be of type {expected}, not {_shape(value)}"
    if "enum" in schema and value not in schema["enum"]:
        return f"{where} must be one of {', '.join(schema['enum'])}, not {_shape(value)}"
    if isinstance(value, int | float) and not -_LARGEST < value < _LARGEST:
        return f"{where} must be a finite number"
    if isinstance(value, list):
        places = ((f"{where}[{n}]", one) for n, one in enumerate(value))
        return next((found for place, one in places if (found := fault(one, schema["items"], place))), "")
    return _fault_of_fields(value, schema, where) if isinstance(value, Mapping) else ""


def _fault_of_fields(value: Mapping[str, object], schema: Schema, where: str) -> str:
    fields = schema["properties"]
    begin = f"{where}." if where else ""
    if missing := [name for name in fields if name not in value]:
        return f"{begin}{missing[0]} is missing"
    if unknown := [name for name in value if name not in fields]:
        return f"{begin}{_shape(unknown[0])} is no field"
    return next((found for name in fields if (found := fault(value[name], fields[name], f"{begin}{name}"))), "")


def _shape(value: object) -> str:
    """A value in a few characters: it may be as large as whoever sent it liked."""
    if isinstance(value, Mapping | list):
        return "an object" if isinstance(value, Mapping) else "a list"
    words = repr(value)
    return words if len(words) <= 40 else words[:40] + "…"
