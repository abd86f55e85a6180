"""A reviewer's decisions: accept, correct, split, join, reject.

Each is kept with who, when and why, and none overwrites another: the last word stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from sqlalchemy import Connection, select

from pledgebook.book.applying import FIELDS
from pledgebook.book.asking import row_asked
from pledgebook.book.grouping import Removed, regroup
from pledgebook.book.numbering import Numbers
from pledgebook.book.packing import dump, unpack_amount, unpack_days
from pledgebook.book.rows import add
from pledgebook.book.schema import act_row, member, review_act, review_row
from pledgebook.codebook import KINDS, Modality
from pledgebook.problems import BadSetting

Action = Literal["accept", "correct", "split", "join", "reject"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decides about `entry`, and why.

    `values` are the fields of a `correct` in the codebook's JSON; `acts` the acts that a `split` takes out; `other` the
    entry that a `join` puts to it.
    """

    action: Action
    entry: str
    by: str
    why: str
    values: Mapping[str, Any] = field(default_factory=dict)
    acts: tuple[str, ...] = ()
    other: str = ""


def review(connection: Connection, numbers: Numbers, said: Decision) -> str:
    """Stores and applies a decision; returns the id that the entry has now.

    Raises BadInput where there is no such entry, BadSetting where the decision does not fit it.
    """
    _check(said)
    row = row_asked(connection, said.entry, None)
    if row.inferred:
        raise BadSetting(f"{row.id} is inferred from a total; review the total instead")
    acts = _acts(connection, row.id)
    here, there = _sides(connection, said, row.id, acts)
    number = numbers.next(review_row)
    body = dump(dict(said.values))
    add(connection, review_row, [{"no": number, "action": said.action, "entry": row.id, "body": body,
                                  "since": numbers.decision}])  # fmt: skip
    sides = [(name, "a") for name in sorted(here)] + [(name, "b") for name in sorted(there)]
    add(connection, review_act, [{"act": name, "review_no": number, "side": side} for name, side in sides])
    regroup(connection, numbers, acts.values(), Removed())
    first = select(member.c.entry).where(member.c.act_no == acts[min(here)], member.c.until.is_(None))
    return str(connection.execute(first).scalar())


def _check(said: Decision) -> None:
    if said.action not in get_args(Action):
        raise BadSetting(f"a review is one of {', '.join(get_args(Action))}, not {said.action!r}")
    if not said.why.strip() and said.action != "accept":
        raise BadSetting(f"{said.action}: say why, so that others can follow it")
    if not said.by.strip():
        raise BadSetting("a review needs the name of its reviewer")
    if said.action == "correct":
        _check_values(said.values)


def _check_values(values: Mapping[str, Any]) -> None:
    if not values:
        raise BadSetting(f"correct: name what is to be otherwise, one of {', '.join(FIELDS)}")
    for name, value in values.items():
        if name not in FIELDS:
            raise BadSetting(f"correct: there is no field {name!r}; there are {', '.join(FIELDS)}")
        if not _fits(name, value):
            raise BadSetting(f"correct: {value!r} is no {name}")


def _fits(name: str, value: Any) -> bool:
    if name == "kind":
        return value in KINDS
    if name == "modality":
        return value in get_args(Modality)
    if name in ("actor", "target", "beneficiary"):
        named = isinstance(value, list | tuple) and all(isinstance(party, str) and party for party in value)
        return named and (bool(value) or name != "actor")
    try:
        found = unpack_amount(value) if name == "amount" and value else unpack_days(value)
    except (KeyError, TypeError, ValueError):
        return False
    return found is not None or value is None


def _acts(connection: Connection, name: str) -> dict[str, int]:
    """The entry's acts by id, with their numbers."""
    rows = select(act_row.c.id, act_row.c.no).join(member, member.c.act_no == act_row.c.no)
    return {row.id: row.no for row in connection.execute(rows.where(member.c.entry == name, member.c.until.is_(None)))}


def _sides(connection: Connection, said: Decision, name: str, acts: Iterable[str]) -> tuple[set[str], set[str]]:
    """The acts that the review holds on to, and those of its second side."""
    mine = set(acts)
    if said.action == "split":
        out = {_named(act, mine, name) for act in said.acts}
        if not out or out == mine:
            raise BadSetting(f"split: name some of the acts of {name}, not none and not all")
        return mine - out, out
    if said.action == "join":
        other = row_asked(connection, said.other, None)
        if other.id == name or other.inferred:
            raise BadSetting(f"join: {said.other!r} is no other entry that is told")
        return mine, set(_acts(connection, other.id))
    return mine, set()


def _named(act: str, acts: Iterable[str], entry: str) -> str:
    """An act by its id or the only one that holds these letters (its article's id, say)."""
    found = [name for name in acts if act in name]
    if len(found) != 1:
        raise BadSetting(f"split: {act!r} is {'no act' if not found else 'several acts'} of {entry}")
    return found[0]
