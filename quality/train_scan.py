"""Trains the weights of the scan: which words make a sentence worth parsing.

Sentences that a coder quotes are to be let through; the other sentences of coded articles and sentences of any
news are not. Both weigh less than a quoted one: a sentence parsed for nothing costs a millisecond, a lost one an act.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from gold import SHARED, Coded, article_of, places_of
from pledgebook.finding.context import Context
from pledgebook.finding.scan import ScanWeights, context_of, own_sums, words_of
from pledgebook.finding.sentences import cut_sentences
from pledgebook.problems import BadInput
from pledgebook.records import Article

NEWS_FILE = SHARED / "data" / "news-10k.jsonl.gz"
NEWS_ARTICLES = 2500

QUOTED, OTHER, NEWS = 5.0, 1.0, 0.3
RARE = 4  # words seen in fewer coded sentences are dropped
STRENGTH = 0.3


def train_scan(coded: Sequence[Sequence[tuple[str, bool]]], news: Sequence[Sequence[str]]) -> ScanWeights:
    """Weights from coded articles (sentences with whether they are quoted) and from any news (sentences)."""
    words = _word_weights(coded, news)
    rows, labels, costs = [], [], []
    for article in [*coded, *[[(text, None) for text in texts] for texts in news]]:
        if article:
            rows += context_of(own_sums([text for text, _ in article], words))
            labels += [bool(quoted) for _, quoted in article]
            costs += [_cost(quoted) for _, quoted in article]
    model = _fit(rows, labels, costs, 1.0)
    context = tuple(round(float(weight), 4) for weight in model.coef_[0])
    return ScanWeights(words.words, words.bias, context, round(float(model.intercept_[0]), 4))


def scan_of(articles: Sequence[Article], coded: Sequence[Coded], news: Path = NEWS_FILE) -> ScanWeights:
    """The scan's weights from coded articles and from the news beside them."""
    seen = [_seen(article, row) for article, row in zip(articles, coded, strict=True)]
    return train_scan(seen, list(_news(news)))


def _seen(article: Article, coded: Coded) -> list[tuple[str, bool]]:
    context = Context(article, cut_sentences(article))
    places = [place for act in coded.acts for quote in act["evidence"] for place in places_of(quote, context)]
    return [
        (s.text, any(part == s.part and start < s.end and s.start < end for part, start, end in places))
        for s in context.sentences
    ]


def _news(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in islice(lines, NEWS_ARTICLES):
            try:
                article = article_of(json.loads(line))
            except BadInput:
                continue
            yield [sentence.text for sentence in cut_sentences(article)]


def _word_weights(coded: Sequence[Sequence[tuple[str, bool]]], news: Sequence[Sequence[str]]) -> ScanWeights:
    from sklearn.feature_extraction import DictVectorizer

    sentences = [(words_of(text), quoted) for article in coded for text, quoted in article]
    counts = Counter(word for words, _ in sentences for word in words)
    sentences += [(words_of(text), None) for texts in news for text in texts]
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform([{w: 1.0 for w in words if counts[w] >= RARE} for words, _ in sentences])
    model = _fit(table, [bool(q) for _, q in sentences], [_cost(q) for _, q in sentences], STRENGTH)
    weights = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    kept = {str(word): round(float(weight), 3) for word, weight in weights if abs(weight) >= 0.02}
    return ScanWeights(kept, round(float(model.intercept_[0]), 3), (), 0.0)


def _cost(quoted: bool | None) -> float:
    return NEWS if quoted is None else QUOTED if quoted else OTHER


def _fit(rows: Any, labels: list[bool], costs: list[float], strength: float) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=strength, max_iter=400).fit(rows, labels, sample_weight=costs)
