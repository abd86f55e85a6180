"""The readings that figures are made of: of coded articles by the shipped weights, and of gold/train out of fold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from check_slots import fold_models
from error_study import Case, read_folded
from folded import read_senses
from gold import SHARED, read_coded
from pledgebook.finding.assemble import assemble
from pledgebook.finding.model import Linear
from pledgebook.finding.rivals import without_rivals
from pledgebook.pipeline import read_pages
from pledgebook.records import Act, Reading
from pledgebook.settings import Settings
from pledgebook.sources import open_sources
from slot_examples import told_of
from source_types import source_of
from tallies import Measured


def measured_of(name: str, folder: Path = SHARED / "gold") -> list[Measured]:
    """The coded articles `<folder>/<name>` as the program reads them, with every act down to a confidence of 0."""
    pages = open_sources([str(folder / f"{name}.texts.jsonl")])
    readings = [one for one in read_pages(pages, Settings(min_confidence=0.0)) if isinstance(one, Reading)]
    told = {one.article.id: [_row(act) for act in one.acts] for one in readings}
    return [
        Measured(source_of(coded.text), coded.acts, told.get(coded.text["id"], []), _text(coded.text))
        for coded in read_coded(name, folder)
    ]


def _row(act: Act) -> dict[str, Any]:
    """As JSON, with the confidence unrounded, as the floor is held against it."""
    return {**act.to_json(), "confidence": act.confidence}


def _text(row: dict[str, Any]) -> str:
    return " ".join(f"{row.get('title') or ''} {row.get('text') or ''}".split())


def measured_folded() -> list[tuple[int, Measured]]:
    """(fold, article) for gold/train, each read by models, and a confidence, that were trained without its fold."""
    cases = read_folded(read_senses())
    slots = fold_models([one for case in cases for one in told_of(case.context, case.coded, case.fold)])
    return [(case.fold, _measured(case, slots)) for case in cases]


def _measured(case: Case, slots: Sequence[dict[str, Linear]]) -> Measured:
    row = case.coded.text
    told: list[dict[str, Any]] = []
    for drafts, chance, rival in without_rivals(list(zip(case.told, case.chances, strict=True))):
        if rival is None:
            act = assemble(case.context, drafts, slots[case.fold], chance, ())
            told += [_row(act)] if isinstance(act, Act) else []
    return Measured(source_of(row), case.coded.acts, told, _text(row))
