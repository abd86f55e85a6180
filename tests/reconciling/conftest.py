"""Makes mentions of a few words: invented acts for the tests of this room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from pledgebook.reconciling.entries import Mention
from pledgebook.records import Act, Amount, Interval, Item, Money, Quote

Make = Callable[..., Mention]


def make_mention(**row: Any) -> Mention:
    """A mention; keys: id, kind, actor, target, sum ("40m EUR"), day ("2031-05-01" or with "/"), written, says, ..."""
    name = row.get("id", "m")
    act = Act(
        kind=row.get("kind", "pledge"),
        actor=tuple(row.get("actor", "NOR").split("+")),
        evidence=(Quote(0, len(row["says"]), row["says"]),) if row.get("says") else (),
        target=tuple(filter(None, row.get("target", "MLI").split("+"))),
        beneficiary=tuple(filter(None, row.get("beneficiary", "").split("+"))),
        amount=_amount(row),
        items=tuple(Item(*item) for item in row.get("items", ())),
        aid_type=row.get("aid"),
        instrument=row.get("instrument"),
        channel=tuple(filter(None, row.get("channel", "").split("+"))),
        measures=tuple(row.get("measures", ())),
        date=_interval(row.get("day")),
        modality=row.get("modality", "asserted"),
        speaker=row.get("speaker"),
    )
    written = row.get("written") or (row["day"].split("/")[-1] if row.get("day") else None)
    return Mention(
        id=name,
        article=row.get("article", f"article of {name}"),
        act=act,
        written=date.fromisoformat(written) if written else None,
        lineage=row.get("lineage", ""),
        official=row.get("official", False),
    )


def money(text: str) -> Money:
    """ "40m EUR" as money."""
    figure, currency = text.split()
    scale = {"m": 1e6, "k": 1e3}.get(figure[-1]) or (1e9 if figure.endswith("bn") else 1.0)
    value = float(figure.rstrip("mkbn")) * scale
    return Money(value, value, currency)


def _amount(row: dict[str, Any]) -> Amount | None:
    if not row.get("sum"):
        return None
    return Amount(
        money=money(row["sum"]),
        basis=row.get("basis", "increment"),
        hedge=row.get("hedge", "exact"),
        also=tuple(money(text) for text in row.get("also", ())),
        replaces=money(row["replaces"]) if row.get("replaces") else None,
    )


def _interval(text: str | None) -> Interval | None:
    if not text:
        return None
    days = [date.fromisoformat(day) for day in text.split("/")]
    return Interval(days[0], days[-1])


@pytest.fixture
def make() -> Make:
    return make_mention


@pytest.fixture
def make_money() -> Callable[[str], Money]:
    return money
