"""The grammar of the sentences that the scan let through."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from pledgebook.problems import BadSetting

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_BLANK = re.compile(r"\s")
_BATCH = 64  # sentences a batch; larger ones gain nothing on a CPU


@cache
def load_pipeline(name: str) -> Language:
    """The spaCy pipeline `name`. Raises BadSetting where it is not installed."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import spacy

    try:
        return spacy.load(name)
    except OSError as error:
        raise BadSetting(f"the spaCy pipeline “{name}” is not installed: pip install it or name another one") from error


def parse(texts: Sequence[str], pipeline: str) -> list[Doc]:
    """One Doc a text; every blank becomes a space, so that `token.idx` is an offset into the text as given."""
    plain = (_BLANK.sub(" ", text) for text in texts)
    return list(load_pipeline(pipeline).pipe(plain, batch_size=_BATCH))
