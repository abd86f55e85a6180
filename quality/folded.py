"""What encoders that had not seen an article made of its units (train_encoder.py --senses writes them)."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from pledgebook.finding.context import Context
from pledgebook.finding.encoder import BASES, KINDS, MODALITIES
from pledgebook.finding.model import Linear
from pledgebook.finding.senses import Sense, Senses, UnitKey, Weighed, key_of, senses_of, weigh, worth_asking

Folded = Mapping[str, Senses]
SENSES = Path(__file__).with_name("senses.jsonl.gz")  # numbers and names of parties, no text of the articles


def read_senses(path: Path = SENSES) -> Folded:
    """For each article's id what an encoder made of its units."""
    found: dict[str, dict[UnitKey, Sense]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            names = {"kind": KINDS, "modality": MODALITIES, "basis": BASES}
            chances = {name: dict(zip(classes, row[name], strict=True)) for name, classes in names.items()}
            sentence, anchor, money = row["unit"]
            found.setdefault(row["article"], {})[sentence, anchor, money] = Sense(**chances, fillers=row["fillers"])
    return found


def unseen_senses(
    context: Context, key: str, models: Mapping[str, Linear], folded: Folded
) -> tuple[list[Weighed], Senses]:
    """The weighed units of an article, and the senses of those that the reader would ask about.

    Of an article that no encoder has learned from, the shipped one is asked.
    """
    weighed = weigh(context, models)
    if key not in folded:
        return weighed, senses_of(context, weighed)
    asked = {key_of(unit) for unit in worth_asking(weighed)}
    return weighed, {at: sense for at, sense in folded[key].items() if at in asked}


def has_senses(keys: Sequence[str], folded: Folded) -> None:
    """Stops the script where the file is of other articles."""
    missing = [key for key in keys if key not in folded]
    if len(missing) > len(keys) / 2:  # articles without a parsed sentence have none
        raise SystemExit(
            f"the senses are of other articles: {len(missing)} of {len(keys)} have none; train the encoder again"
        )
