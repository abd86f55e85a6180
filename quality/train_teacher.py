"""Fine-tunes a teacher, larger than what we ship, and writes what it makes of news that no coder saw.

usage: train_teacher.py MODEL OPINIONS.jsonl.gz     MODEL is the folder of all-mpnet-base-v2

The teacher is all-mpnet-base-v2 (Apache 2.0, by the authors of Sentence-Transformers; 110 million weights), which has
BERT's word pieces under other numbers. It is trained on all coded articles. What it says of
the others, train_encoder.py teaches the encoder. An hour on one core. Needs ../shared and the extra `train`.
"""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path

import torch
from torch import Tensor, nn

from encoder_net import Net, heads_of
from gold import write_rows
from pledgebook.finding.passages import VOCABULARY
from train_encoder import parts, senses_of, train
from uncoded import uncoded_rows

WIDTH, FROZEN = 768, 2  # the first layers are left as they are
EPOCHS, LEARN = 3, 5e-5
SPECIAL = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[UNK]": "[UNK]", "[MASK]": "<mask>"}


class Teacher(Net):
    """The same network on a larger body."""

    def __init__(self, folder: Path) -> None:
        nn.Module.__init__(self)
        from transformers import MPNetModel

        self.bert = MPNetModel.from_pretrained(folder, add_pooling_layer=False)
        self.bert.embeddings.requires_grad_(False)
        for layer in self.bert.encoder.layer[:FROZEN]:
            layer.requires_grad_(False)
        heads_of(self, WIDTH)
        self.numbers = _numbers(folder)

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor) -> Tensor:
        start = self.bert.embeddings.word_embeddings(self.numbers[ids]) + self.marks(marks)
        return self.bert(inputs_embeds=start, attention_mask=mask).last_hidden_state


def _numbers(folder: Path) -> Tensor:
    """For each word piece of the encoder its number in the teacher's vocabulary."""
    own = {line: n for n, line in enumerate((folder / "vocab.txt").read_text("utf-8").splitlines())}
    pieces = files("pledgebook.finding").joinpath(VOCABULARY).read_text("utf-8").splitlines()
    return torch.tensor([own.get(SPECIAL.get(piece, piece), own["[UNK]"]) for piece in pieces])


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit((__doc__ or "").split("\n\n")[1])
    torch.set_num_threads(1)
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    coded = [row for part in parts() for row in part.rows if row.units]
    net = train(coded, "teacher", lambda: Teacher(folder), EPOCHS, LEARN)
    write_rows(out, senses_of(net, list(uncoded_rows({row.article for row in coded}))))


if __name__ == "__main__":
    main()
