"""Real news that language-model coders coded for us (coded/*.jsonl.gz), joined with its texts in ../shared/data.

The encoder and the confidence learn from `news`, the confidence also from `later` (the encoder not yet); of the codes
of `unseen` nothing learns (run_news.py). The repository holds no sentence of any: a quotation is kept as [part, start,
end], places in the title or in the first 3,600 characters of the text.

usage: coded_news.py OUT.jsonl.gz GOLD.jsonl ...     packs rows of the form of ../shared/gold
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gold import NEWS, Coded, read_rows, write_rows

CODED = Path(__file__).parent / "coded"
SEEN = 3_600  # characters of an article that its coder saw
_BLANK = re.compile(r"\s+")


def coded_news(name: str = "news") -> list[Coded]:
    """All of a file, in its order; rows have the form of ../shared/gold."""
    rows = list(read_rows(CODED / f"{name}.jsonl.gz"))
    texts = texts_of({row["id"] for row in rows})
    return [Coded(texts[row["id"]], unpacked(row, texts[row["id"]])) for row in rows]


def texts_of(keys: set[str]) -> dict[str, dict[str, Any]]:
    """The texts of some articles of the news, cut to what their coders saw."""
    return {row["id"]: {**row, "text": row["text"][:SEEN]} for row in read_rows(NEWS) if row["id"] in keys}


def unpacked(row: dict[str, Any], text: Mapping[str, Any]) -> dict[str, Any]:
    """A row with quotations in place of their places."""
    return {**row, "acts": [{**a, "evidence": [text[p][i:j] for p, i, j in a["evidence"]]} for a in row["acts"]]}


def packed(row: dict[str, Any], text: Mapping[str, Any]) -> dict[str, Any]:
    """A row with places in place of its quotations. Raises ValueError where one does not stand in the article."""
    acts = [{**act, "evidence": [_place(quote, text) for quote in act["evidence"]]} for act in row["acts"]]
    return {"id": row["id"], "acts": acts}


def _place(quote: str, text: Mapping[str, Any]) -> tuple[str, int, int]:
    words = r"\s+".join(map(re.escape, _BLANK.split(quote.strip())))
    for part in ("title", "text"):
        if found := re.search(words, text.get(part) or ""):
            return part, found.start(), found.end()
    raise ValueError(f"{text['id']} does not say: {quote}")


def main() -> None:
    if len(sys.argv) < 3:
        sys.exit((__doc__ or "").split("\n\n")[-1])
    rows = [row for name in sys.argv[2:] for row in read_rows(Path(name))]
    texts = texts_of({row["id"] for row in rows})
    write_rows(Path(sys.argv[1]), (packed(row, texts[row["id"]]) for row in rows))


if __name__ == "__main__":
    main()
