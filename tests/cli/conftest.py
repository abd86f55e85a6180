"""An article of our own with acts of every shape, and a command line whose reader is a double (no spaCy here)."""

import sys
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pytest

from pledgebook.cli import main
from pledgebook.problems import BadInput, Reason
from pledgebook.records import (
    Act,
    Amount,
    Article,
    Doubt,
    DoubtName,
    Interval,
    Item,
    LeftOut,
    Money,
    Page,
    Quote,
    Reading,
    Said,
)  # fmt: skip

TEXT = (
    "Norway will give Mozambique $60 million more, through the World Food Programme, the ministry said on Thursday. "
    "Sweden has sent 12 rescue boats and 4,000 tents. "
    "The European Commission may announce up to 150 million euros. "
    "Norway urged Japan to help Mozambique. "
    "It banned four officials of Belarus, Ivan \x1b[31mPetrov among them. "
    "Rain is forecast until Sunday."
)
ARTICLE = Article(
    id="sample",
    text=TEXT,
    title="Norway gives more",
    claimed_date=date(2025, 2, 3),
    date=Interval.day(date(2024, 3, 14)),
    date_reason="the dateline says March 14",
)


def quote(words: str) -> Quote:
    start = TEXT.index(words)
    return ARTICLE.quote(start, start + len(words))


DOUBT = Doubt(DoubtName.MISDATED, "the page claims 3 February 2025", (quote("on Thursday"),))
ACTS = (
    Act(
        "pledge", ("NOR",), (quote("Norway will give Mozambique $60 million more"),), ("MOZ",),
        amount=Amount(Money(6e7, 6e7, "USD"), "running_total", "at_least"), aid_type="humanitarian",
        channel=("WFP",), date=Interval.day(date(2024, 3, 14)), speaker="NOR", confidence=0.93,
        said=(Said("actor", "NOR", quote("Norway")),), rules=("trigger.will_give", "judge"),
    ),
    Act(
        "delivery", ("SWE",), (quote("Sweden has sent 12 rescue boats and 4,000 tents."),), ("MOZ",),
        items=(Item("rescue boats", 12), Item("tents", 4000)), instrument="in_kind",
    ),
    Act(
        "pledge", ("EU",), (quote("The European Commission may announce up to 150 million euros."),), ("MOZ",),
        amount=Amount(Money(1e8, 1.5e8, "EUR"), hedge="up_to"), modality="planned",
    ),
    Act("request", ("NOR",), (quote("Norway urged Japan to help Mozambique."),), ("JPN",), ("MOZ",)),
    Act(
        "sanction", ("NOR",), (quote("It banned four officials of Belarus, Ivan \x1b[31mPetrov among them."),),
        ("BLR",),
        measures=("travel_ban",), listed=("Ivan \x1b[31mPetrov",),
    ),
)  # fmt: skip
LEFT_OUT = LeftOut(Reason.NO_ACTOR, quote("Rain is forecast"), "no party near", "scan.forecast", 0.12)


@pytest.fixture
def reading() -> Reading:
    return Reading(replace(ARTICLE, doubts=(DOUBT,)), ACTS, (LEFT_OUT,))


@dataclass(frozen=True)
class Ended:
    """What a run of the command line left behind."""

    code: int
    out: str
    err: str


Outcomes = Sequence[Reading | BadInput | BaseException]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """`run("read", "x", gives=[...])`: the command line with a reader that gives (or raises) these outcomes."""
    seen: list[Page | BadInput] = []

    def runs(*words: str, gives: Outcomes = (), width: int = 80) -> Ended:
        def read_pages(pages: Iterator[Page | BadInput], settings: object) -> Iterator[Reading | BadInput]:
            came = list(pages)
            seen.extend(came)
            if came and all(isinstance(page, BadInput) for page in came):
                yield from came  # type: ignore[misc]
                return
            for outcome in gives:
                if isinstance(outcome, BaseException) and not isinstance(outcome, BadInput):
                    raise outcome
                yield outcome

        def open_sources(sources: Sequence[str], columns: Mapping[str, str]) -> Iterator[Page]:
            return (Page(id=source, source=source, text="") for source in sources)

        pipeline = types.ModuleType("pledgebook.pipeline")
        pipeline.read_pages = read_pages  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "pledgebook.pipeline", pipeline)
        monkeypatch.setattr("pledgebook.sources.open_sources", open_sources, raising=False)
        monkeypatch.setattr(sys, "argv", ["pledgebook", *words])
        monkeypatch.setenv("COLUMNS", str(width))
        code = main()
        return Ended(code, *capsys.readouterr())

    runs.pages = seen  # type: ignore[attr-defined]
    return runs
