"""Small stories of our own: what their acts become, from first telling to totals.

Each line of cases/stories.jsonl holds `acts` (as `make` takes them) and what a careful reader makes of them: `entries`,
and where they matter `links`, `kind`, `sum`, `day`, `conflicts` (all by the first act of an entry) and `totals`.
"""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pledgebook.reconciling.candidates import asked_keys, candidate_keys
from pledgebook.reconciling.entries import Entry, Mention, Reconciled
from pledgebook.reconciling.reconcile import reconcile
from pledgebook.reconciling.same_act import group_mentions, neighbourhood
from pledgebook.reconciling.totals import Ledger, count_total

STORIES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases/stories.jsonl").read_text().splitlines()]
FACTS = {"kind", "sum", "day"}


@pytest.fixture(params=STORIES, ids=lambda story: story["id"])
def story(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.param
    return found


@pytest.fixture
def told(story: dict[str, Any], make: Any) -> list[Mention]:
    return [make(**row) for row in story["acts"]]


@pytest.fixture
def book(told: list[Mention]) -> Reconciled:
    return reconcile(told)


def test_entries(story: dict[str, Any], book: Reconciled) -> None:
    assert sorted([m.id for m in e.mentions] for e in book.entries if not e.inferred) == sorted(story["entries"])


def test_links(story: dict[str, Any], book: Reconciled) -> None:
    if "links" in story:
        names = {entry.id: entry.mentions[0].id for entry in book.entries if entry.mentions}
        links = [(names.get(link.source), link.kind, names.get(link.target)) for link in book.links]
        assert sorted(link for link in links if None not in link) == sorted(map(tuple, story["links"]))


def test_facts(story: dict[str, Any], book: Reconciled, make_money: Any) -> None:
    by_act = {mention.id: entry for entry in book.entries for mention in entry.mentions}
    for name, wanted in ((name, story.get(name, {})) for name in FACTS):
        found = {act: _fact(by_act[act], name) for act in wanted}
        assert found == {act: make_money(value) if name == "sum" else value for act, value in wanted.items()}


def _fact(entry: Entry, name: str) -> Any:
    if name == "sum":
        return entry.amount.money if entry.amount else None
    if name == "day":
        return entry.date.start.isoformat() if entry.date else None
    return entry.kind


def test_conflicts(story: dict[str, Any], book: Reconciled) -> None:
    if "conflicts" in story:
        assert [e.mentions[0].id for e in book.entries if e.conflicts] == story["conflicts"]


def test_totals(story: dict[str, Any], book: Reconciled) -> None:
    ledger = Ledger(book.entries, book.links)
    for donor, recipient, currency, day, value in story.get("totals", ()):
        assert count_total(ledger, donor, recipient, currency, date.fromisoformat(day)).pledged == pytest.approx(value)


def test_order_does_not_matter(told: list[Mention], book: Reconciled) -> None:
    assert reconcile(random.Random(5).sample(told, len(told))) == book


def test_one_by_one_is_as_all_at_once(told: list[Mention]) -> None:
    known: dict[str, Mention] = {}
    groups: dict[str, tuple[str, ...]] = {}
    for new in reversed(told):
        known[new.id] = new
        near = neighbourhood([new], lambda m: [o for o in known.values() if candidate_keys(o) & asked_keys(m)])
        for group in group_mentions(near):
            names = tuple(m.id for m in group.mentions)
            groups.update(dict.fromkeys(names, names))
    assert sorted(set(groups.values())) == sorted(tuple(m.id for m in g.mentions) for g in group_mentions(told))
