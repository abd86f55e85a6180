"""Cues of aid types and instruments, and the aid type of each family of goods, from aid.toml."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import get_args

from pledgebook.codebook import AidType, Instrument
from pledgebook.lexicon.cues import Cues, load_cues
from pledgebook.lexicon.files import read_toml
from pledgebook.problems import BadLexicon


@cache
def aid_types() -> Cues:
    return load_cues("aid.toml", read_toml("aid.toml")["types"], get_args(AidType))


@cache
def instruments() -> Cues:
    return load_cues("aid.toml", read_toml("aid.toml")["instruments"], get_args(Instrument))


@cache
def families() -> Mapping[str, AidType | None]:
    """{family of items.csv: the aid type of such goods, or None where either is possible}."""
    table: dict[str, str] = read_toml("aid.toml")["families"]
    for family, kind in table.items():
        if kind and kind not in get_args(AidType):
            raise BadLexicon("aid.toml", f"families.{family}", f"{kind!r} is none of {get_args(AidType)}")
    return MappingProxyType({family: kind or None for family, kind in table.items()})  # type: ignore[misc]
