"""A new book, and a teller of made-up articles: each act is told by a sentence of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from pledgebook.book import Book
from pledgebook.codebook import DoubtName
from pledgebook.problems import Reason
from pledgebook.records import Act, Amount, Article, Doubt, Interval, Item, LeftOut, Money, Reading

WORDS = (
    "harbour winter council letter bridge minister morning river paper season border village office market student "
    "weather garden printer copper orchard lantern meadow timber kettle saddle gravel pigeon marble"
)


@pytest.fixture
def book(where: str) -> Iterator[Book]:
    with Book.open(where) as opened:
        yield opened


def tell(id: str, written: str, *acts: dict[str, Any], **page: Any) -> Reading:
    """An article with a sentence for each act. Keys of an act: kind, actor, target, sum ("40m EUR"), day, says, ...

    `page` may hold url, title, text (before the sentences), doubts, left_out.
    """
    sentences = [row.get("says") or _sentence(row) for row in acts]
    whole = " ".join([page.get("text") or f"Report {id}.", *sentences])
    article = Article(
        id=id,
        text=whole,
        title=page.get("title", f"News of {id}"),
        url=page.get("url"),
        date=Interval.day(date.fromisoformat(written)) if written else None,
        date_reason="a test says so",
        doubts=tuple(Doubt(DoubtName(name), "a test says so") for name in page.get("doubts", ())),
    )
    coded = []
    for row, sentence in zip(acts, sentences, strict=True):
        start = whole.index(sentence)
        coded.append(_act(row, article, start, start + len(sentence), written))
    left_out = tuple(LeftOut(Reason(why), article.quote(0, 6), "a test") for why in page.get("left_out", ()))
    return Reading(article, tuple(coded), left_out)


def _sentence(row: dict[str, Any]) -> str:
    what = row.get("sum") or ", ".join(f"{many or 'some'} {name}" for name, many in row.get("items", ())) or "help"
    return f"{row.get('actor', 'NOR')} does {row.get('kind', 'pledge')} of {what} to {row.get('target', 'MLI')}."


def _act(row: dict[str, Any], article: Article, start: int, end: int, written: str) -> Act:
    day = row.get("day", written)
    days = [date.fromisoformat(part) for part in day.split("/")] if day else []
    return Act(
        kind=row.get("kind", "pledge"),
        actor=tuple(row.get("actor", "NOR").split("+")),
        evidence=(article.quote(start, end),),
        target=tuple(filter(None, row.get("target", "MLI").split("+"))),
        beneficiary=tuple(filter(None, row.get("beneficiary", "").split("+"))),
        amount=_amount(row),
        items=tuple(Item(*item) for item in row.get("items", ())),
        aid_type=row.get("aid"),
        date=Interval(days[0], days[-1]) if days else None,
        modality=row.get("modality", "asserted"),
        speaker=row.get("speaker"),
        confidence=row.get("confidence", 0.9),
        rules=("test",),
    )


def _amount(row: dict[str, Any]) -> Amount | None:
    if not row.get("sum"):
        return None
    replaced = _money(row["replaces"]) if row.get("replaces") else None
    return Amount(_money(row["sum"]), row.get("basis", "increment"), row.get("hedge", "exact"), replaces=replaced)


def _money(words: str) -> Money:
    figure, currency = words.split()
    value = float(figure.rstrip("bnm")) * (1e9 if figure.endswith("bn") else 1e6)
    return Money(value, value, currency)


def long_text(seed: int) -> str:
    """Sixty words in an order of their own: long enough to be known as a copy."""
    words = WORDS.split()
    return " ".join(words[(seed * 7 + n * n * (seed + 3) + n) % len(words)] for n in range(60)) + "."


ASKED = {"kind": "request", "actor": "MLI", "target": "NOR", "sum": "90m USD", "day": "2021-02-01"}
GIFT = {"sum": "60m USD", "day": "2021-03-01", "aid": "humanitarian"}
STORY = (
    ("ask", "2021-02-01", [ASKED]),
    ("gift", "2021-03-01", [GIFT]),
    ("gift again", "2021-03-02", [{**GIFT, "sum": "50m USD"}]),
    ("gift third", "2021-03-02", [{**GIFT, "speaker": "NOR"}]),
    ("paid", "2021-04-01", [{**GIFT, "kind": "delivery", "day": "2021-04-01"}]),
    ("tranche", "2021-03-20", [{"sum": "20m USD", "basis": "tranche_of", "day": "2021-03-20"}]),
    ("total", "2021-06-01", [
        {"sum": "40m USD", "day": "2021-06-01", "aid": "humanitarian"},
        {"sum": "200m USD", "basis": "running_total", "day": ""},
    ]),
    ("euro", "2021-05-05", [
        {"actor": "DEU", "target": "KEN", "sum": "10m EUR", "day": "2021-05-05", "aid": "military"},
    ]),
    ("joint", "2021-05-07", [{"actor": "FIN+SWE", "target": "KEN", "sum": "30m EUR", "day": "2021-05-07"}]),
    ("no", "2021-02-10", [{"kind": "refusal", "actor": "SWE", "target": "MLI", "day": "2021-02-10"}]),
    ("ban", "2021-01-05", [{"kind": "sanction", "actor": "EU", "target": "BLR", "day": "2021-01-05"}]),
    ("eased", "2021-08-05", [{"kind": "easing", "actor": "EU", "target": "BLR", "day": "2021-08-05"}]),
    ("odd money", "2021-05-09", [{"actor": "IND", "target": "KEN", "sum": "7m XDR", "day": "2021-05-09"}]),
)  # fmt: skip


@pytest.fixture
def story() -> list[Reading]:
    """A request, a gift told four times and paid, a total with inferred money, sums in three currencies, a sanction."""
    return [tell(name, day, *acts) for name, day, acts in STORY]


@pytest.fixture
def teller() -> Callable[..., Reading]:
    return tell


@pytest.fixture
def text_of() -> Callable[[int], str]:
    return long_text
