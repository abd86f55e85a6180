"""What an address asks for: its parameters, told once for pages, API and description, and read into filters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from pledgebook.book import Filters
from pledgebook.book.sorting import ORDERS
from pledgebook.codebook import KINDS, AidType
from pledgebook.problems import BadSetting
from pledgebook.web.parties import parties_of
from pledgebook.words import day_of, party_of, sum_of

if TYPE_CHECKING:
    from starlette.requests import Request

PAGE = 50
MOST = 500  # rows of one answer of the API
LONGEST = 300  # letters of a parameter
AID_TYPES: tuple[str, ...] = get_args(AidType)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an address. `form` is "party", "day", "sum", "flag", "choice", "text" or "number"."""

    name: str
    form: str
    about: str
    choices: tuple[str, ...] = ()


AS_OF = Parameter("as_of", "day", "The book as it was at the end of this day (UTC).")
AFTER = Parameter("after", "text", "The key of the last row seen: the list goes on behind it.")
LIMIT = Parameter("limit", "number", f"How many rows at most, 1 to {MOST}.")
SORT = Parameter("sort", "choice", "The order of the list.", ORDERS)
PARTIES = (
    Parameter(
        "donor", "party", 'Who gives: a name ("Japan", "World Bank"), a code ("JPN", "EU"), or "name:" and a name.'
    ),
    Parameter("recipient", "party", "Who receives."),
)
SPAN = (
    Parameter("since", "day", "Acts of this day or later."),
    Parameter("until", "day", "Acts of this day or earlier."),
)
ENTRIES = (
    Parameter("text", "text", 'A quotation holds all these words; "two words" in quotes stand together.'),
    *PARTIES,
    Parameter("kind", "choice", "One of the codebook's eight kinds.", KINDS),
    Parameter("aid_type", "choice", "What sort of aid it is.", AID_TYPES),
    *SPAN,
    Parameter("min_sum", "sum", "At least so much (300m, 1.5bn), in `currency` or else in US dollars."),
    Parameter("max_sum", "sum", "At most so much."),
    Parameter("currency", "currency", "Stated in this currency (ISO 4217)."),
    Parameter("unreviewed", "flag", "Nobody has reviewed it."),
    Parameter("conflicting", "flag", "Articles disagree on it."),
    Parameter("rejected", "flag", "A reviewer rejected it."),
)
NARROWED = (*PARTIES, Parameter("aid_type", "choice", "What sort of aid it is.", AID_TYPES), *SPAN)


def value_of(parameter: Parameter, word: str) -> Any:
    """The value of one parameter; None where it is empty. Raises BadSetting where it is none."""
    word, name = word.strip(), parameter.name
    if not word or (parameter.form == "flag" and word.lower() in ("0", "false", "no")):
        return None
    if len(word) > LONGEST or "\x00" in word:
        raise BadSetting(f"{name} must be a line of at most {LONGEST} letters")
    if parameter.form == "choice" and word not in parameter.choices:
        raise BadSetting(f"{name} must be one of {', '.join(parameter.choices)}, not {word!r}")
    if parameter.form == "flag" and word.lower() not in ("1", "true", "yes", "on"):
        raise BadSetting(f"{name} must be 1 or 0, not {word!r}")
    if parameter.form == "number" and not (word.isascii() and word.isdecimal() and 1 <= int(word) <= MOST):
        raise BadSetting(f"{name} must be a whole number from 1 to {MOST}, not {word!r}")
    return _READ.get(parameter.form, lambda word, name: word)(word, name)


_READ: Mapping[str, Any] = {
    "party": lambda word, name: party_of(word),
    "day": day_of,
    "sum": sum_of,
    "flag": lambda word, name: True,
    "number": lambda word, name: int(word),
    "currency": lambda word, name: _currency(word),
}


def _currency(word: str) -> str:
    if not (len(word) == 3 and word.isascii() and word.isalpha()):
        raise BadSetting(f"currency must be a code of three letters such as USD, not {word!r}")
    return word.upper()


def values_of(parameters: tuple[Parameter, ...], query: Mapping[str, str]) -> dict[str, Any]:
    """The values that were given, by name."""
    found = {parameter.name: value_of(parameter, query.get(parameter.name, "")) for parameter in parameters}
    return {name: value for name, value in found.items() if value is not None}


def named_parties(state: Any) -> dict[str, tuple[str, ...]]:
    """The names of the most frequent givers and takers of a desk, for the lists of its fields."""
    known = parties_of(state)
    return {"givers": known.givers, "takers": known.takers}


def meant(request: Request) -> dict[str, str]:
    """What an address asks for, with ids for the parties that it names. Raises BadSetting where a name is nobody's."""
    query = dict(request.query_params)
    for parameter in PARTIES:
        if value_of(parameter, query.get(parameter.name, "")):
            query[parameter.name] = parties_of(request.app.state).meant(query[parameter.name])
    return query


def party_words(request: Request) -> dict[str, str]:
    """What the fields of parties show: the names of those who are meant, or the words as they came."""
    known, query = parties_of(request.app.state), request.query_params
    return {parameter.name: known.shown(query.get(parameter.name, "")) for parameter in PARTIES}


def filters_of(query: Mapping[str, str]) -> Filters:
    """The filters of entries that an address gives. Raises BadSetting for a value that is none."""
    filters: Filters = {}
    filters.update(values_of(ENTRIES, query))  # type: ignore[typeddict-item]
    return filters


def as_of(query: Mapping[str, str]) -> date | None:
    found: date | None = value_of(AS_OF, query.get("as_of", ""))
    return found


def after_of(query: Mapping[str, str]) -> str:
    return value_of(AFTER, query.get("after", "")) or ""


def limit_of(query: Mapping[str, str], usual: int = PAGE) -> int:
    return value_of(LIMIT, query.get("limit", "")) or usual


def sort_of(query: Mapping[str, str]) -> Any:
    return value_of(SORT, query.get("sort", "")) or "newest"
