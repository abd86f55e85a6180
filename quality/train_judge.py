"""Trains the scan, the judge and its confidence on coded articles; writes src/pledgebook/finding/judge.json.gz.

usage: train_judge.py [--names train,seed]     a name given several times weighs as much more

Needs ../shared, the extra `train` and senses.jsonl.gz, which train_encoder.py --senses wrote. The same articles and
senses give the same file, byte for byte.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from coded_news import coded_news
from examples import Examples, add_examples
from folded import Folded, has_senses, read_senses
from gold import Coded, article_of, read_coded
from pledgebook.finding.confidence import Confidence
from pledgebook.finding.context import Context
from pledgebook.finding.find import contexts_of
from pledgebook.finding.model import Linear
from pledgebook.finding.scan import ScanWeights
from pledgebook.settings import Settings
from prototypes import is_prototype, prototypes
from slot_examples import told_of, train_slots
from train_confidence import Row, fit_confidence, rows_of, score_module
from train_scan import scan_of
from written import is_written, written

WEIGHTS = Path(__file__).resolve().parents[1] / "src/pledgebook/finding/judge.json.gz"
STRENGTH = 0.3  # inverse of the pull of the weights towards zero; chosen by cross-validation
STRENGTHS = {"basis": 1.0}
FLOOR = 0.3  # acts less likely right than this are left out
CARD = {
    "what": "weights of Pledgebook's scan, judge and confidence (logistic regressions over readable clues)",
    "trained_on": (
        "gold/train (652 articles, 1,065 acts) and gold/seed (1 article, six times over), coded once by "
        "large-language-model coders and checked by no human; the plain sentences of quality/prototypes.txt "
        "and the 300 articles of quality/written, both written by us; "
        "for the confidence also 683 coded articles of any news (quality/coded); for the scan also any news"
    ),
    "made_by": "python quality/train_judge.py",
}
NEWS = ("news", "later")
RARE = 2  # clues seen in fewer examples are dropped
SMALL = 0.01  # and so are weights below this

Read = tuple[Context, Coded]

FOLDS = 4  # for the confidence, which must see drafts of articles that the judge was not trained on


def any_news(scan: ScanWeights) -> list[Read]:
    """Coded news of all kinds, most of it without acts: of it the confidence learns, and no model of the judge's."""
    coded = [row for name in NEWS for row in coded_news(name)]
    return list(
        zip(contexts_of([article_of(row.text) for row in coded], Settings().pipeline, scan), coded, strict=True)
    )


def examples_of(contexts: Sequence[Context], coded: Sequence[Coded]) -> Examples:
    examples = Examples()
    for context, article in zip(contexts, coded, strict=True):
        add_examples(examples, context, article)
    return examples


def without(examples: Examples, articles: set[str]) -> Examples:
    """The examples of all other articles."""
    return Examples({c: [row for row in rows if row[2] not in articles] for c, rows in examples.rows.items()})


def train(examples: Examples) -> dict[str, Linear]:
    """One model a choice, in alphabetical order so that the file is the same every time."""
    return {choice: fit(rows, STRENGTHS.get(choice, STRENGTH)) for choice, rows in sorted(examples.rows.items())}


def fit(rows: list[tuple[list[str], str, str]], strength: float) -> Linear:
    """Multinomial logistic regression over the clues; the numbers are rounded before they are used."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    counts: dict[str, int] = {}
    for clues, _, _ in rows:
        for clue in set(clues):
            counts[clue] = counts.get(clue, 0) + 1
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform([{c: 1.0 for c in set(clues) if counts[c] >= RARE} for clues, _, _ in rows])
    model = LogisticRegression(C=strength, max_iter=400, tol=1e-3)
    model.fit(table, [label for _, label, _ in rows])
    return _linear(model, vectorizer.get_feature_names_out())


def _linear(model: Any, names: Sequence[str]) -> Linear:
    classes = tuple(str(name) for name in model.classes_)
    coef, bias = model.coef_, model.intercept_
    if len(classes) == 2:  # scikit-learn keeps one row for two classes
        coef, bias = [-coef[0] / 2, coef[0] / 2], [-bias[0] / 2, bias[0] / 2]
    rows = {}
    for n, name in enumerate(names):
        row = tuple(round(float(weights[n]), 3) for weights in coef)
        if max(abs(weight) for weight in row) >= SMALL:
            rows[name] = row
    return Linear(classes, tuple(round(float(b), 3) for b in bias), rows)


def trained(
    coded: Sequence[Coded], contexts: Sequence[Context], scan: ScanWeights, folded: Folded, news: Sequence[Read]
) -> dict[str, Any]:
    """The tables of the weights file."""
    examples = examples_of(contexts, coded)
    told = [
        one
        for n, context in enumerate(contexts)
        for one in told_of(context, coded[n], n % FOLDS)
        if not is_prototype(one.article)
    ]
    models = train(examples) | train_slots(told)
    confidence = train_confidence(coded, contexts, examples, folded, news)
    return {
        "scan": {
            "words": dict(sorted(scan.words.items())), "bias": scan.bias,
            "context": scan.context, "context_bias": scan.context_bias,
        },
        "models": {name: _table(model) for name, model in sorted(models.items())},
        "confidence": {"weights": dict(confidence.weights), "bias": confidence.bias, "floor": confidence.floor},
    }  # fmt: skip


def train_confidence(
    coded: Sequence[Coded], contexts: Sequence[Context], examples: Examples, folded: Folded, news: Sequence[Read]
) -> Confidence:
    """The confidence, from drafts of articles that the judge who made them was not trained on, with any `news`."""
    score = score_module()
    # what is given several times is no fair sample, and of what we wrote one filling is enough
    times = Counter(article.text["id"] for article in coded)
    rows, others = list[Row](), list[Row]()
    for fold in range(FOLDS):
        inside = {article.text["id"] for n, article in enumerate(coded) if n % FOLDS == fold}
        models = train(without(examples, inside))
        for context, article in zip(contexts, coded, strict=True):
            key = article.text["id"]
            fair = times[key] == 1 and not is_written(key)  # no encoder was kept from what we wrote
            if key in inside and fair and (not is_prototype(key) or key.endswith("-0")):
                rows += rows_of(context, article, models, folded, score)
        for context, article in news[fold::FOLDS]:
            others += rows_of(context, article, models, folded, score)
    return fit_confidence(rows, FLOOR, others)


def _table(model: Linear) -> dict[str, Any]:
    return {"classes": model.classes, "bias": model.bias, "weights": dict(sorted(model.weights.items()))}


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument(
        "--names", default="train" + 6 * ",seed", help="which coded articles of ../shared/gold to train on"
    )
    args = ask.parse_args()
    folded = read_senses()
    has_senses([row.text["id"] for row in read_coded("train")], folded)
    coded = [article for name in args.names.split(",") for article in read_coded(name)]
    coded += prototypes() + written()
    articles = [article_of(row.text) for row in coded]
    # what we wrote is dense with acts: a scan that had learned from it let most of any news through
    real = [n for n, row in enumerate(coded) if not is_written(row.text["id"])]
    scan = scan_of([articles[n] for n in real], [coded[n] for n in real])
    contexts = contexts_of(articles, Settings().pipeline, scan)
    tables = {"card": CARD, **trained(coded, contexts, scan, folded, any_news(scan))}
    packed = json.dumps(tables, separators=(",", ":"), ensure_ascii=False)
    WEIGHTS.write_bytes(gzip.compress(packed.encode(), 9, mtime=0))
    print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size // 1000} kB from {len(coded)} articles")


if __name__ == "__main__":
    main()
