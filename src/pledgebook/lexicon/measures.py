"""Cues of the measures of sanctions and easings, from measures.toml."""

from functools import cache
from typing import get_args

from pledgebook.codebook import Measure
from pledgebook.lexicon.cues import Cues, load_cues
from pledgebook.lexicon.files import read_toml


@cache
def measures() -> Cues:
    return load_cues("measures.toml", read_toml("measures.toml")["cues"], get_args(Measure))
