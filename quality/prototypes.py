"""Plain sentences that we wrote (prototypes.txt), filled with parties, sums and goods, as coded articles."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gold import Coded
from pledgebook.lexicon.files import read_csv

FILE = Path(__file__).with_name("prototypes.txt")
TIMES = 4  # fillings of each sentence
SUMS = (
    ("$60 million", 60e6, "USD"), ("40 million euros", 40e6, "EUR"), ("US$1.2 billion", 1.2e9, "USD"),
    ("£15m", 15e6, "GBP"), ("$500,000", 5e5, "USD"), ("300 million yen", 3e8, "JPY"), ("€2bn", 2e9, "EUR"),
    ("$14 billion", 14e9, "USD"), ("250 million Swiss francs", 2.5e8, "CHF"), ("$7.5 million", 7.5e6, "USD"),
)  # fmt: skip
GOODS = (
    "30 howitzers", "12 boats", "4,000 tents", "100,000 vaccine doses", "medical supplies", "weapons", "tanks",
    "food and blankets", "200 generators", "ammunition", "two field hospitals", "wheat", "military trainers", "drones",
)  # fmt: skip
GROUND = (
    "",
    "The weather was cold on the day of the meeting, and few people were in the streets.\n\n",
    "Ministers met in a hotel by the lake for two days and spoke about the winter and the price of bread.\n\n",
)
COLUMNS = ("id", "names", "adjectives", "people", "capitals")


def prototypes(seed: int = 0) -> list[Coded]:
    """The filled sentences, each an article of its own; the same seed gives the same ones."""
    chance = random.Random(seed)
    countries = list(_countries())
    lines = [line.split(" | ") for line in FILE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return [
        _coded(f"prototype-{n}-{turn}", line, chance.sample(countries, 3), chance)
        for n, line in enumerate(lines)
        for turn in range(TIMES)
    ]


def is_prototype(key: str) -> bool:
    """Whether an article's id is one of ours."""
    return key.startswith("prototype-")


def _countries() -> Iterator[tuple[str, str, str]]:
    """(id, name, adjective) of the countries whose name and adjective are one word each."""
    adjectives = {row["id"]: row["adjectives"].split("|")[0] for _, row in read_csv("countries.csv", COLUMNS)}
    seen: set[str] = set()
    for _, row in read_csv("country_names.csv", ("words", "id")):
        country, name = row["id"], row["words"]
        if name.isascii() and name.isalpha() and adjectives.get(country, "").isalpha() and country not in seen:
            seen.add(country)
            yield country, name, adjectives[country]


def _coded(key: str, line: list[str], parties: list[tuple[str, str, str]], chance: random.Random) -> Coded:
    kind, modality, pattern = line
    actor, target, other = parties
    money, goods = chance.choice(SUMS), chance.choice(GOODS)
    sentence = pattern.format(A=actor[1], a=actor[2], T=target[1], B=other[1], M=money[0], I=goods)
    sentence = sentence[0].upper() + sentence[1:]
    text = {"id": key, "title": None, "date": "2024-03-14", "url": None, "text": chance.choice(GROUND) + sentence}
    act: dict[str, Any] = {
        "kind": kind,
        "modality": modality,
        "actor": [actor[0]],
        "target": [target[0]] if "{T}" in pattern else [],
        "beneficiary": [other[0]] if "{B}" in pattern else [],
        "amount": {"low": money[1], "high": money[1], "currency": money[2], "basis": "increment"}
        if "{M}" in pattern
        else None,
        "items": [{"name": goods, "quantity": None}] if "{I}" in pattern else [],
        "evidence": [sentence],
    }
    return Coded(text, {"id": key, "acts": [] if kind == "none" else [act]})
