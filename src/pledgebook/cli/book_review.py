"""`pledgebook review accept | correct | split | join | reject`: a reviewer's decisions."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from typing import Any

from pledgebook.book import Decision
from pledgebook.cli.book_options import Ask, opened
from pledgebook.cli.book_print import print_json
from pledgebook.cli.exits import GOOD
from pledgebook.problems import BadSetting
from pledgebook.words import day_of, party_of, sum_of

PARTIES = ("actor", "target", "beneficiary")


def run_review(decision: Decision, ask: Ask) -> int:
    """Stores the decision, and prints the entry's id, which may be a new one."""
    with opened(ask) as book:
        name = book.review(decision)
    if ask.json:
        print_json({"entry": name, "action": decision.action, "by": decision.by, "why": decision.why})
    else:
        became = "" if name.startswith(decision.entry) else f", now {name}"
        print(f"{decision.entry}: {decision.action} by {decision.by}{became}")
    return GOOD


def reviewer(by: str | None) -> str:
    """The name given, or that of whoever is logged in."""
    try:
        return by or getpass.getuser()
    except (OSError, KeyError) as error:  # no such user: a container without a name for its number
        raise BadSetting("say who reviews: --by NAME") from error


def values_of(words: Sequence[str]) -> dict[str, Any]:
    """`["amount=300m USD", "date=2022-05-19"]` -> fields as in the codebook's JSON."""
    values: dict[str, Any] = {}
    for word in words:
        name, sign, value = (part.strip() for part in word.partition("="))
        if not sign or name in values:
            raise BadSetting(f"correct: each value is given once as FIELD=VALUE, not {word!r}")
        values[name] = _value(name, value)
    return values


def _value(name: str, value: str) -> Any:
    if name == "amount":
        return _amount(value) if value else None
    if name == "date":
        return _days(value) if value else None
    if name in PARTIES:
        return [party_of(party) for party in value.split(",") if party.strip()]
    return value


def _amount(words: str) -> dict[str, Any]:
    figure, _, currency = words.strip().partition(" ")
    value = sum_of(figure, "amount")
    if len(currency) != 3:
        raise BadSetting(f"an amount is a sum and a currency, such as '300m USD', not {words!r}")
    return {"low": value, "high": value, "currency": currency.upper(), "basis": "increment", "hedge": "exact"}


def _days(words: str) -> dict[str, str]:
    start, _, end = words.partition("/")
    first, last = day_of(start, "date"), day_of(end or start, "date")
    if first is None or last is None:
        raise BadSetting(f"date: {words!r} is no day")
    if last < first:
        raise BadSetting(f"date: {words!r} ends before it begins")
    return {"start": first.isoformat(), "end": last.isoformat()}
