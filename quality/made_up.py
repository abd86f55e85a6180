"""Made-up articles with acts that collide as real ones do: for benchmarks and for breaking things. No word is anyone's.

A stream of events of fixed density (the world does not get busier when one reads more of it): each is told by one to
five articles, with rounded sums, days off by one, other currencies and later rungs; one article in twelve is a copy.
Parties are drawn as in life, the n-th as 1/n: one act in seventy stands between the first two.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pledgebook.codebook import AidType, Basis, Kind
from pledgebook.records import Act, Amount, Article, Interval, Item, Money, Reading

FIRST = date(2000, 1, 3)
EVENTS_A_DAY = 40  # with some 2.5 tellings each: 100 acts a day
DONORS = [
    "USA", "DEU", "GBR", "JPN", "FRA", "EU", "CAN", "NOR", "SWE", "NLD", "AUS", "ITA", "KOR", "CHE", "DNK",
    "TUR", "SAU", "ARE", "IND", "CHN", "BEL", "FIN", "AUT", "ESP", "IRL", "POL", "NZL", "LUX", "CZE", "QAT",
    "KWT", "BRA", "ZAF", "HUN", "EST", "LVA", "LTU", "name:allies", "name:donors", "WB", "IMF", "ADB",
]  # fmt: skip
TAKERS = [
    "UKR", "SYR", "YEM", "AFG", "SDN", "ETH", "PAK", "BGD", "SOM", "COD", "NGA", "KEN", "HTI", "LBN", "JOR",
    "IRQ", "MLI", "NER", "TCD", "MOZ", "MMR", "NPL", "PHL", "IDN", "COL", "VEN", "PER", "PSE", "MDA", "GEO",
    "ARM", "ALB", "UGA", "RWA", "ZWE", "ZMB", "MWI", "MDG", "LKA", "FJI", "TON", "VUT",
]  # fmt: skip
OTHERS = 400  # organisations that give, and half as many that receive, beside those named
DONORS += [f"name:Halden {number}" for number in range(OTHERS)]
TAKERS += [f"name:Ostrava {number}" for number in range(OTHERS // 2)]
CURRENCY = {
    "DEU": "EUR", "FRA": "EUR", "EU": "EUR", "ITA": "EUR", "GBR": "GBP", "JPN": "JPY", "NOR": "NOK", "SWE": "SEK",
    "CAN": "CAD", "AUS": "AUD", "CHE": "CHF",
}  # fmt: skip
GOODS = ("tents", "trucks", "field hospitals", "generators", "water pumps", "vaccines", "blankets", "boats")
VERBS: dict[Kind, str] = {
    "pledge": "will give", "commitment": "signed over", "delivery": "has sent", "request": "asked for",
    "refusal": "refused", "withdrawal": "suspended", "sanction": "imposed sanctions worth",
    "easing": "lifted sanctions of",
}  # fmt: skip
KINDS: tuple[tuple[Kind, float], ...] = (
    ("pledge", 0.45), ("commitment", 0.15), ("delivery", 0.15), ("request", 0.1), ("refusal", 0.02),
    ("withdrawal", 0.04), ("sanction", 0.07), ("easing", 0.02),
)  # fmt: skip
AID: tuple[AidType, ...] = ("military", "humanitarian", "financial", "development")
SYLLABLES = [
    "ka", "lo", "mi", "ren", "dat", "os", "ve", "lu", "par", "ti", "gon", "sel", "ba", "ru", "nim", "fo", "te",
    "har", "dy", "zu",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened, before anybody tells it."""

    act: Act
    day: date
    words: tuple[str, ...]


def made_up(acts: int, seed: int = 1) -> Iterator[Reading]:
    """Readings with about so many acts in all, in the order in which they were written."""
    chance = random.Random(seed)
    written, day = 0, FIRST
    waiting: dict[date, list[Reading]] = {}
    while written < acts:
        for _ in range(EVENTS_A_DAY):
            for reading in _told(_happening(chance, day), chance):
                waiting.setdefault(_day(reading), []).append(reading)
        for reading in waiting.pop(day, []):
            written += len(reading.acts)
            yield reading
        day += timedelta(days=1)


def _day(reading: Reading) -> date:
    assert reading.article.date
    return reading.article.date.start


def _happening(chance: random.Random, day: date) -> Happening:
    kind = chance.choices([kind for kind, _ in KINDS], [weight for _, weight in KINDS])[0]
    giver, taker = _skewed(chance, DONORS), _skewed(chance, TAKERS)
    currency = CURRENCY.get(giver, "USD")
    size = chance.choice((1, 2, 3, 5, 8, 10, 12, 15, 20, 25, 30, 40, 45, 50, 60, 75, 100, 150, 200, 300, 500))
    value = size * 1e6 * (100 if currency == "JPY" else 1)
    basis: Basis = chance.choices(("increment", "running_total", "tranche_of", "revision"), (90, 2, 6, 2))[0]
    money = Money(value, value, currency)
    replaced = Money(value * 0.8, value * 0.8, currency) if basis == "revision" else None
    amount = Amount(money, basis, replaces=replaced) if chance.random() < 0.75 else None
    actor, target = (taker, giver) if kind == "request" else (giver, taker)
    act = Act(
        kind, (actor,), (), (target,), amount=amount, aid_type=chance.choice((*AID, None)), date=Interval.day(day),
        items=() if amount else (Item(chance.choice(GOODS), float(chance.randint(2, 90))),),
    )  # fmt: skip
    return Happening(act, day, tuple(_word(chance) for _ in range(45)))


def _told(what: Happening, chance: random.Random) -> Iterator[Reading]:
    """The articles about it: most at once, some weeks later when it was paid."""
    first: Reading | None = None
    for number in range(chance.choices((1, 2, 3, 4, 5), (35, 25, 18, 12, 10))[0]):
        later = chance.choices((0, 1, 2, 25), (60, 25, 10, 5))[0] if number else 0
        if first and chance.random() < 0.12:
            yield _copy(first, chance)
            continue
        act = _variant(what.act, chance, later) if number else what.act
        own = tuple(_word(chance) for _ in range(45)) if number else what.words
        reading = _article(act, what.day + timedelta(days=later), own, chance)
        first = first or reading
        yield reading


def _variant(act: Act, chance: random.Random, later: int) -> Act:
    """The same act as another paper tells it."""
    assert act.date
    changed = act
    if act.amount and chance.random() < 0.25:
        low = float(f"{act.amount.money.low:.0e}")
        changed = replace(
            act, amount=replace(act.amount, money=Money(low, low, act.amount.money.currency), hedge="about")
        )
    if chance.random() < 0.2:
        changed = replace(changed, date=Interval.day(act.date.start + timedelta(days=1)))
    if later > 20 and act.kind == "pledge":
        changed = replace(changed, kind="delivery", date=Interval.day(act.date.start + timedelta(days=later)))
    return changed


def _article(act: Act, day: date, own: tuple[str, ...], chance: random.Random) -> Reading:
    said = f"{act.actor[0]} {VERBS[act.kind]} {_sum(act)} to {act.target[0]}."
    half = len(own) // 2
    text = f"{' '.join(own[:half])}. {said} {' '.join(own[half:])}."
    name = f"n{chance.getrandbits(60):015x}"
    article = Article(name, text, f"{own[0]} {own[1]}", date=Interval.day(day), date_reason="made up")
    start = text.index(said)
    return Reading(article, (replace(act, evidence=(article.quote(start, start + len(said)),)),))


def _copy(reading: Reading, chance: random.Random) -> Reading:
    article = replace(reading.article, id=f"n{chance.getrandbits(60):015x}", title=_word(chance))
    return Reading(article, reading.acts)


def _sum(act: Act) -> str:
    if act.amount:
        return f"{act.amount.money.low / 1e6:g} million {act.amount.money.currency}"
    return f"{act.items[0].quantity:g} {act.items[0].name}" if act.items else "help"


def _skewed(chance: random.Random, names: list[str]) -> str:
    """The first names come most often, as 1/n."""
    return names[min(len(names) - 1, int(len(names) ** chance.random()) - 1)]


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=2 + int(3 * chance.random())))
