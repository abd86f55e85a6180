"""Growth curve of finding copies, beside the plain method that compares all pairs of texts by runs of three words.

usage: python quality/bench_copies.py FILE [SIZE...]     (FILE: JSONL with id and text; sizes up to 100000 by default)

The corpus is multiplied by rounds: in each, every word but the commonest becomes another of like frequency, so that
a round holds the same copies of new stories. All pairs are counted, n (n - 1) / 2; their time is that of a sample of
20,000 comparisons, carried on to all of them. `exponent` is that of the time, from one size to the next.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from math import log

from pledgebook.reconciling.copies import Copies
from run_copies import read_texts

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
COMMONEST = 150  # words that stay: the, of, said, ...
BAND = 40  # words of like frequency that change places
SAMPLE = 20_000  # comparisons by which the time of all pairs is measured
PIECE = re.compile(r"\w+|\W+")
WORD = re.compile(r"\w+")
Text = tuple[str, str]


def grown(corpus: list[Text]) -> Iterator[Text]:
    """The corpus, then round after round of it with its words swapped."""
    many = Counter(word for _, text in corpus for word in WORD.findall(text))
    ranked = [word for word, _ in many.most_common()]
    yield from corpus
    turn = 0
    while True:
        turn += 1
        swap = _swaps(ranked, random.Random(turn))
        for key, text in corpus:
            yield f"{turn}/{key}", "".join(swap.get(piece, piece) for piece in PIECE.findall(text))


def _swaps(ranked: list[str], chance: random.Random) -> dict[str, str]:
    swaps: dict[str, str] = {}
    for start in range(COMMONEST, len(ranked), BAND):
        band = ranked[start : start + BAND]
        swaps.update(zip(band, chance.sample(band, len(band)), strict=True))
    return swaps


def pair_seconds(corpus: list[Text]) -> tuple[float, float]:
    """Seconds of the plain method: to make the runs of a text, and to compare two texts."""
    start = time.perf_counter()
    runs = [_runs(text) for _, text in corpus]
    each = (time.perf_counter() - start) / len(corpus)
    chance = random.Random(0)
    pairs = [(chance.choice(runs), chance.choice(runs)) for _ in range(SAMPLE)]
    start = time.perf_counter()
    for one, other in pairs:
        len(one & other) / max(1, min(len(one), len(other)))
    return each, (time.perf_counter() - start) / SAMPLE


def _runs(text: str) -> set[tuple[str, ...]]:
    words = WORD.findall(text.lower())
    return set(zip(words, words[1:], words[2:], strict=False))


def main(path: str, sizes: list[int]) -> None:
    corpus = list(read_texts(path))
    each, pair = pair_seconds(corpus)
    print(f"all pairs: {each * 1e3:.2f} ms a text, {pair * 1e6:.0f} µs a pair")
    print(
        "texts | groups | met | compared | of all pairs | seconds | ms a text | all pairs' seconds | ratio | exponent"
    )
    texts, copies = grown(corpus), Copies()
    spent, earlier = 0.0, (0, 0.0)
    for size in sizes:
        for key, text in islice(texts, size - copies.work.texts):
            start = time.perf_counter()
            copies.add(key, text)
            spent += time.perf_counter() - start
        work, pairs = copies.work, size * (size - 1) / 2
        plain = size * each + pairs * pair
        growth = f"{log(spent / earlier[1]) / log(size / earlier[0]):.2f}" if earlier[0] else "-"
        print(
            f"{size} | {len(copies.groups())} | {work.met} | {work.compared} | {work.compared / pairs:.1e} | "
            f"{spent:.1f} | {spent / size * 1e3:.2f} | {plain:.0f} | {spent / plain:.4f} | {growth}",
            flush=True,
        )
        earlier = size, spent


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], sorted(map(int, sys.argv[2:])) or list(SIZES))
