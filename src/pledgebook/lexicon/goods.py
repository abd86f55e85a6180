"""Head nouns of goods and people (items.csv), and the words round them (item_words.toml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, cast, get_args

from pledgebook.lexicon.aid import families
from pledgebook.lexicon.files import read_csv, read_toml
from pledgebook.problems import BadLexicon

HeadKind = Literal["count", "mass", "name", "part", "tail", "unit"]


@dataclass(frozen=True, slots=True)
class Head:
    """A noun of goods: what it belongs to, how it behaves, and whether this form is a plural."""

    family: str
    kind: HeadKind
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Goods:
    """`heads` by phrase (lower case; names and parts as written); `lengths` of the phrases by their first word."""

    heads: Mapping[str, Head]
    lengths: Mapping[str, tuple[int, ...]]
    stops: frozenset[str]
    allowed: frozenset[str]
    not_before: frozenset[str]
    calibres: frozenset[str]
    skips: frozenset[str]
    determiners: frozenset[str]
    proper_ends: tuple[str, ...]
    needs: Mapping[str, re.Pattern[str]]


def plural_of(noun: str) -> str:
    """The English plural of a noun phrase's last word, by rule: "battery" batteries, "gas mask" gas masks."""
    if noun.endswith("aircraft"):
        return noun
    if noun.endswith(("man", "woman")) and not noun.endswith("human"):
        return noun[:-2] + "en"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh", "z")) else "s")


@cache
def goods() -> Goods:
    heads: dict[str, Head] = {}
    for line, row in read_csv("items.csv", ("head", "family", "kind")):
        if row["kind"] not in get_args(HeadKind) or row["family"] not in families():
            raise BadLexicon("items.csv", line, f"kind {row['kind']!r} or family {row['family']!r} is unknown")
        for form, head in _forms(row["head"], row["family"], cast(HeadKind, row["kind"])).items():
            if form in heads and heads[form] != head and form == row["head"]:
                raise BadLexicon("items.csv", line, f"{form!r} also stands under {heads[form].family}")
            heads.setdefault(form, head)
    return _with_words(heads)


def _forms(head: str, family: str, kind: HeadKind) -> dict[str, Head]:
    """The forms of a head: one for mass nouns, singular and plural for others (the same for "aircraft")."""
    written = head if kind in ("name", "part") else head.lower()
    forms = {written: Head(family, kind, plural=kind == "mass")}
    if kind != "mass":
        forms[written + "s" if kind in ("name", "part") else plural_of(written)] = Head(family, kind, plural=True)
    return forms


def _with_words(heads: Mapping[str, Head]) -> Goods:
    file = read_toml("item_words.toml")
    stops, allowed = frozenset(file["stops"]), frozenset(file["allowed"])
    if stops & allowed:
        raise BadLexicon("item_words.toml", "allowed", f"{sorted(stops & allowed)} stand under stops too")
    if unknown := set(file["needs"]) - set(families()):
        raise BadLexicon("item_words.toml", "needs", f"{sorted(unknown)} are no families of aid.toml")
    lengths: dict[str, set[int]] = {}
    for phrase in heads:
        words = phrase.split()
        lengths.setdefault(words[0], set()).add(len(words))
    return Goods(
        heads=MappingProxyType(dict(heads)),
        lengths=MappingProxyType({first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}),
        stops=stops,
        allowed=allowed,
        not_before=frozenset(file["not_before"]),
        calibres=frozenset(file["calibres"]),
        skips=frozenset(file["skips"]),
        determiners=frozenset(file["determiners"]),
        proper_ends=tuple(file["proper_ends"]),
        needs=MappingProxyType({family: _begins(words) for family, words in file["needs"].items()}),
    )


def _begins(words: list[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(words))) + ")", re.IGNORECASE)
