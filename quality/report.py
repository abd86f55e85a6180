"""Measures the reader on coded articles and writes the figures of docs/quality.md; of gold/dev, figures alone.

usage: report.py                    measures gold/dev, gold/seed and, out of fold, gold/train; writes page and plot
       report.py --raise-floors     raises quality/floors.json where gold/dev and gold/seed are read better

Needs ../shared, the extras `train` and `web`, and senses.jsonl.gz, which train_encoder.py --senses wrote. All
intervals are those that 95 of 100 samples of the articles keep to (1,000 samples, always the same).
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType

from calibration import KEPT_AT, bins_of, chance_tally, chances_of
from measured import measured_folded, measured_of
from pledgebook.finding.confidence import load_confidence
from raise_floors import raised, read_floors, write_floors
from reliability_plot import draw
from report_tables import (
    PROMISED,
    bins_table,
    brier_lines,
    fields_table,
    kept_table,
    kinds_table,
    promise,
    put,
    sets_table,
    sources_table,
)
from source_types import SOURCES
from tallies import Measured, Resampled, tally
from train_confidence import score_module

ROOT = Path(__file__).resolve().parents[1]
PAGE, PLOT = ROOT / "docs/quality.md", ROOT / "docs/img/reliability.svg"
WEIGHTS = [ROOT / "src/pledgebook/finding" / name for name in ("judge.json.gz", "encoder.onnx")]
DEV, FOLDED, SEED = "`dev`, unseen", "`train`, out of fold", "`seed`, trained on"
Sets = Mapping[str, Sequence[Measured]]


def weights_named() -> str:
    """The weights by the beginning of their SHA-256, so that a page of older ones is told apart."""
    return " and ".join(f"`{path.name}` {hashlib.sha256(path.read_bytes()).hexdigest()[:8]}" for path in WEIGHTS)


# both before anything is read, which takes minutes
FLOOR, READ_WITH = load_confidence().floor, weights_named()


def sums_of(articles: Sequence[Measured], score: ModuleType, floor: float = FLOOR) -> Resampled:
    return Resampled([tally(article, floor, score) for article in articles])


def acts_part(sets: Sets, score: ModuleType) -> str:
    """The tables of what is found: all acts, then by kind, by field and by source type."""
    sums = {name: sums_of(articles, score) for name, articles in sets.items()}
    beside = {name.split(",")[0]: sums[name] for name in (DEV, FOLDED)}
    sources = {name.split(",")[0]: _by_source(sets[name], score) for name in (DEV, FOLDED)}
    parts = (
        f"Kept at a confidence of {FLOOR}; read with {READ_WITH}.\n\n{sets_table(sums)}",
        f"### By kind\n\n{kinds_table(beside)}",
        f"### By field, on matched acts\n\n{fields_table(beside, score.FIELDS)}",
        f"### By source type\n\n{sources_table(sources, SOURCES)}",
    )
    return "\n\n".join(parts)


def _by_source(articles: Sequence[Measured], score: ModuleType) -> dict[str, Resampled]:
    return {
        source: sums_of(own, score)
        for source in SOURCES
        if (own := [article for article in articles if article.source == source])
    }


def confidence_part(sets: Sets, score: ModuleType) -> str:
    """The bins, the Brier scores, and what some floors keep; draws the plot."""
    names = {name.split(",")[0]: sets[name] for name in (FOLDED, DEV)}
    sums = {
        name: Resampled([chance_tally(chances_of(article, score)) for article in articles])
        for name, articles in names.items()
    }
    kept = {name: {floor: sums_of(of, score, floor) for floor in (*KEPT_AT, FLOOR)} for name, of in names.items()}
    draw({name.strip("`"): bins_of(of) for name, of in sums.items()}, PLOT)
    promises = "\n".join(promise(name, of[PROMISED]) for name, of in kept.items())
    parts = (f"![Share of acts that are right, by confidence](img/{PLOT.name})", bins_table(sums), brier_lines(sums),
             kept_table(kept), promises)  # fmt: skip
    return "\n\n".join(parts)


def write_page(measured: Mapping[str, Sequence[Measured]], score: ModuleType) -> None:
    folded = [article for _, article in measured_folded()]
    sets = {DEV: measured["dev"], FOLDED: folded, SEED: measured["seed"]}
    acts, confidence = acts_part(sets, score), confidence_part(sets, score)
    page = put(PAGE.read_text(encoding="utf-8"), "acts", acts)  # read late: measuring takes minutes
    PAGE.write_text(put(page, "confidence", confidence), encoding="utf-8")
    print(f"wrote {PAGE.name} and {PLOT.name}")


def raise_floors(measured: Mapping[str, Sequence[Measured]], score: ModuleType) -> None:
    floors = read_floors()
    found = raised(floors, {name: figures(sums_of(articles, score)) for name, articles in measured.items()})
    write_floors(found)
    print("\n".join(f"{name}: {row}{'' if row != floors[name] else ' (as before)'}" for name, row in found.items()))


def figures(sums: Resampled) -> dict[str, float]:
    """The figures that floors are set under."""
    core, strict = sums.rates("core"), sums.rates("strict")
    named = {"core": core[2], "strict": strict[2], "core_precision": core[0]}
    return {name: figure.value for name, figure in named.items() if figure}


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--raise-floors", action="store_true", help="raise quality/floors.json, never lower it")
    args = ask.parse_args()
    score, measured = score_module(), {name: measured_of(name) for name in ("dev", "seed")}
    if args.raise_floors:
        raise_floors(measured, score)
    else:
        write_page(measured, score)


if __name__ == "__main__":
    main()
