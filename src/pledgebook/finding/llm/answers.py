"""From an answer's words to the acts that it tells, each a table by the schema, and what is wrong with the rest."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from pledgebook.finding.llm.schema import ACT, SCHEMA, fault

MOST_ACTS = 200  # in one answer; the richest coded article has a tenth of that
_THOUGHTS = re.compile(r"<think>.*?</think>", re.DOTALL)  # what reasoning models put before their answer
_FIRST_ACT = re.compile(r'"acts"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")


@dataclass(frozen=True, slots=True)
class Told:
    """The acts of one answer, and what is wrong with what could not be used of it."""

    acts: tuple[Mapping[str, Any], ...] = ()
    faults: tuple[str, ...] = ()


def fault_of(text: str) -> str:
    """What is wrong with an answer; "" where all of it can be used."""
    table = _table(text)
    if table is None:
        return "it is no valid JSON object"
    return fault(table, SCHEMA)


def told_by(text: str) -> Told:
    """All acts of an answer that can be used; of a broken or cut-off one, those that stand before the break."""
    table = _table(text)
    acts, faults = _acts_of(table, text)
    good: list[Mapping[str, Any]] = []
    for number, act in enumerate(acts[:MOST_ACTS]):
        wrong = fault(act, ACT, f"acts[{number}]")
        if wrong:
            faults.append(wrong)
        elif isinstance(act, Mapping):
            good.append(act)
    if len(acts) > MOST_ACTS:
        faults.append(f"it tells of {len(acts)} acts, more than {MOST_ACTS}")
    return Told(tuple(good), tuple(faults))


def _acts_of(table: Mapping[str, Any] | None, text: str) -> tuple[list[object], list[str]]:
    if table is None:
        return _before_the_break(text), ["it is no valid JSON object"]
    acts = table.get("acts")
    return (acts, []) if isinstance(acts, list) else ([], [fault(table, SCHEMA)])


def _table(text: str) -> Mapping[str, Any] | None:
    """The first JSON object of a text, whatever stands around it; None where it is broken."""
    bare = _THOUGHTS.sub("", text)
    start = bare.find("{")
    if start < 0:
        return None
    try:
        found, _ = _DECODER.raw_decode(bare, start)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, Mapping) else None


def _before_the_break(text: str) -> list[object]:
    bare = _THOUGHTS.sub("", text)
    begun = _FIRST_ACT.search(bare)
    acts: list[object] = []
    place = begun.end() if begun else len(bare)
    while len(acts) <= MOST_ACTS:
        gap = _BETWEEN.match(bare, place)
        try:
            act, place = _DECODER.raw_decode(bare, gap.end() if gap else place)
        except (ValueError, RecursionError):
            break
        acts.append(act)
    return acts


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")


_DECODER = json.JSONDecoder(parse_constant=_no_number)
