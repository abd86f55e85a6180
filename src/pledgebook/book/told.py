"""What acts and entries have in common, said once: the columns of their rows, and the same read from a row again."""

from __future__ import annotations

import json
from typing import Any

from pledgebook.book.packing import joined, unpack_amount
from pledgebook.book.schema import Row
from pledgebook.reconciling.entries import Entry
from pledgebook.records import Act, Interval


def told_columns(told: Act | Entry) -> Row:
    """The columns that `act_row` and `entry_row` share."""
    money = told.amount.money if told.amount else None
    return {
        "kind": told.kind,
        "modality": told.modality,
        "actor": joined(told.actor),
        "target": joined(told.target),
        "beneficiary": joined(told.beneficiary),
        "low": money.low if money else None,
        "high": money.high if money else None,
        "currency": money.currency if money else "",
        "basis": told.amount.basis if told.amount else "",
        "hedge": told.amount.hedge if told.amount else "",
        "day_start": told.date.start if told.date else None,
        "day_end": told.date.end if told.date else None,
    }


def told_body(entry: Entry) -> dict[str, Any]:
    """What of that the columns do not hold to the letter."""
    return {
        "actor": entry.actor,
        "target": entry.target,
        "beneficiary": entry.beneficiary,
        "amount": entry.amount.to_json() if entry.amount else None,
    }


def read_told(row: Any) -> dict[str, Any]:
    """From a row of `entry_row`: the fields that an Entry and a Line share, by name."""
    body = json.loads(row.body)
    return {
        "id": row.id,
        "kind": row.kind,
        "modality": row.modality,
        "actor": tuple(body["actor"]),
        "target": tuple(body["target"]),
        "beneficiary": tuple(body["beneficiary"]),
        "amount": unpack_amount(body["amount"]) if body["amount"] else None,
        "date": Interval(row.day_start, row.day_end) if row.day_start else None,
        "inferred": bool(row.inferred),
        "reason": row.reason,
    }
