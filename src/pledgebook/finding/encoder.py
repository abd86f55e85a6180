"""The encoder: a small language model (MiniLM, fine-tuned) whose states of words tell what the clues cannot say.

It is slower than the clues, so the judge asks it only about sentences that the clues find likely (senses.py).
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, get_args

from pledgebook.codebook import KINDS as ACTS
from pledgebook.codebook import Basis, Modality
from pledgebook.finding.candidates import Filler, Unit
from pledgebook.finding.passages import Passage
from pledgebook.problems import BadSetup

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

MODEL, HEADS = "encoder.onnx", "encoder_heads.npz"
NONE = "none"
KINDS = (*ACTS, NONE)  # of its scores, in this order
MODALITIES, BASES = get_args(Modality), get_args(Basis)
_PLACES = 3  # of a party, the nearest ones


@dataclass(frozen=True, slots=True)
class Pieces:
    """Which word pieces are a unit's anchor, its sum (or anchor) and each filler's places, by the filler's number."""

    anchor: list[int]
    head: list[int]
    fillers: list[tuple[int, list[list[int]]]]


def pieces_of(passage: Passage, unit: Unit, fillers: Sequence[Filler]) -> Pieces | None:
    """None where the passage was cut off before the unit's words."""
    anchor = passage.pieces(unit.sentence, unit.anchor.idx, unit.anchor.idx + len(unit.anchor))
    head = passage.pieces(unit.sentence, unit.money.start, unit.money.end) if unit.money else anchor
    if not anchor or not head:
        return None
    found = []
    for number, filler in enumerate(fillers):
        places = [at for n in filler.places if (at := passage.pieces(n.sentence, n.start, n.end))]
        if places:
            found.append((number, places[:_PLACES]))
    return Pieces(anchor, head, found)


def states_of(passage: Passage) -> Array:
    """The states (pieces, width) of a passage.

    Each runs alone: the model's 8 bits are scaled by all that runs together, and an article must not read otherwise
    for the articles beside it.
    """
    import numpy as np

    feed = {"ids": passage.ids, "marks": passage.marks, "mask": [1] * len(passage.ids)}
    states: Array = _session().run(None, {name: np.array([row], np.int64) for name, row in feed.items()})[0][0]
    return states


def unit_scores(states: Array, pieces: Pieces, has_sum: bool) -> dict[str, Array]:
    """The scores (logits) of a unit's kind, modality and basis."""
    import numpy as np

    heads = _heads()
    parts = [states[pieces.anchor].mean(0), states[pieces.head].mean(0), np.array([has_sum], np.float32)]
    hidden = np.maximum(_linear(heads, "unit", np.concatenate(parts)), 0)
    return {name: _linear(heads, name, hidden) for name in ("kind", "modality", "basis")}


def slot_scores(states: Array, pieces: Pieces) -> Array:
    """(fillers, slots) scores of each filler for actor, target and beneficiary; only where there are fillers."""
    import numpy as np

    unit = np.concatenate([states[pieces.anchor].mean(0), states[pieces.head].mean(0)])
    parties = [np.max([states[at].mean(0) for at in places], axis=0) for _, places in pieces.fillers]
    table = np.concatenate([np.tile(unit, (len(parties), 1)), np.array(parties)], axis=1)
    heads = _heads()
    return _linear(heads, "slots", np.maximum(_linear(heads, "pair", table), 0))


def _linear(heads: Mapping[str, Array], name: str, values: Array) -> Array:
    scores: Array = values @ heads[f"{name}.weight"].T + heads[f"{name}.bias"]
    return scores


@cache
def _heads() -> dict[str, Array]:
    import numpy as np

    try:
        with files("pledgebook.finding").joinpath(HEADS).open("rb") as file, np.load(file, allow_pickle=False) as saved:
            return {name: saved[name].astype(np.float32) for name in saved.files}
    except (OSError, ValueError) as error:
        raise _broken(HEADS) from error


@cache
def _session() -> Any:
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        weights = files("pledgebook.finding").joinpath(MODEL).read_bytes()
        return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library raises classes of its own that it does not export
        raise _broken(MODEL) from error


def _broken(name: str) -> BadSetup:
    return BadSetup(f"the encoder's weights (finding/{name}) cannot be read: install pledgebook again")
