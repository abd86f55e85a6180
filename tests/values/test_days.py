"""find_days over cases, and what holds for any text."""

import json
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.lexicon import days as lexicon_days
from pledgebook.lexicon import events as lexicon_events
from pledgebook.lexicon.days import day_words
from pledgebook.lexicon.events import events
from pledgebook.problems import BadLexicon
from pledgebook.records import Interval
from pledgebook.values.calendar import nearest_weekday, part_of, year_of
from pledgebook.values.days import find_days, says

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases/days.jsonl").read_text().splitlines()]
PIECES = st.sampled_from(
    ["May", "March ", "Sept. ", "21", "21st", "3", "2022", "2014", "1990s", "12-14", "2014-15", "2022-05-21",
     "04/05/2022", "25/05/2022", "Friday", "Sun", "last ", "next ", "this ", "week", "year", "two ", "weeks ago",
     "yesterday", "since ", "between ", " and ", " to ", "-", ", ", " of ", " ", " ", "the ", "early ", "mid-",
     "end of ", "FY", "fiscal ", "summer", "9/11", "Russia's invasion", "coup in Mali", "will ", "said ", ".",
     "\n\n", "troops", "$", "first quarter"]
)  # fmt: skip
DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_days(case: dict[str, Any]) -> None:
    text, anchor = case["text"], case["anchor"] and date.fromisoformat(case["anchor"])
    found = [
        [text[m.start : m.end], m.interval.start.isoformat(), m.interval.end.isoformat(), m.rule]
        for m in find_days(text, anchor)
    ]
    assert found == case["days"]


@given(st.lists(PIECES, max_size=14).map("".join), DAYS)
def test_mentions_stand_in_the_text_in_order_and_say_their_days(text: str, anchor: date) -> None:
    found = find_days(text, anchor)
    assert found == find_days(text, anchor)
    for mention in found:
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.interval.start <= mention.interval.end
        assert says(text[mention.start : mention.end], mention.interval, anchor)
    assert all(one.end <= two.start for one, two in pairwise(found))


@given(st.text(max_size=60), st.none() | DAYS)
def test_any_text_can_be_read(text: str, anchor: date | None) -> None:
    find_days(text, anchor)


@given(DAYS, st.integers(1, 7))
def test_a_weekday_is_near_and_on_the_side_asked_for(anchor: date, weekday: int) -> None:
    past, last, coming = (nearest_weekday(anchor, weekday, way) for way in ("past", "last", "next"))
    assert past.isoweekday() == last.isoweekday() == coming.isoweekday() == weekday
    assert 0 <= (anchor - past).days <= 6
    assert last < anchor < coming


def test_a_passage_does_not_say_another_day() -> None:
    assert not says("on May 21, 2022", Interval.day(date(2022, 5, 22)), None)
    assert not says("in May", Interval.day(date(2022, 5, 21)), date(2022, 5, 25))


def test_a_passage_says_both_readings_of_a_bare_weekday() -> None:
    anchor = date(2022, 5, 25)
    assert says("Monday", Interval.day(date(2022, 5, 23)), anchor)
    assert says("Monday", Interval.day(date(2022, 5, 30)), anchor)


def test_parts_of_a_year_lie_in_it_and_do_not_overlap() -> None:
    parts = [part_of(year_of(2014), part) for part in ("early", "mid", "late")]
    assert parts[0].start == date(2014, 1, 1)
    assert parts[2].end == date(2014, 12, 31)
    assert not parts[0].overlaps(parts[1])
    assert not parts[1].overlaps(parts[2])


def test_the_word_files_are_whole() -> None:
    assert len({event.name for known in events().values() for event in known}) >= 150
    assert {letter for letter, _ in day_words().kinds.values()} >= set("MWwhKLQEGSZIBx")


def test_a_word_of_two_tables_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = lexicon_days.read_toml(lexicon_days.FILE)
    tables["weekdays"]["1"] = ["May"]
    monkeypatch.setattr(lexicon_days, "read_toml", lambda file: tables)
    with pytest.raises(BadLexicon, match=r"days\.toml, row weekdays: 'May'"):
        lexicon_days.day_words.__wrapped__()


@pytest.mark.parametrize(
    "row",
    [
        {"name": "A", "start": "2020-02-30", "end": "", "phrases": "the a", "note": "x"},
        {"name": "A", "start": "2020-02-03", "end": "2020-02-01", "phrases": "the a", "note": "x"},
        {"name": "A", "start": "2020-02-03", "end": "", "phrases": "the a|the a", "note": "x"},
        {"name": "A", "start": "2020-02-03", "end": "", "phrases": "the a", "note": ""},
    ],
)
def test_a_broken_event_is_named_by_its_row(monkeypatch: pytest.MonkeyPatch, row: dict[str, str]) -> None:
    monkeypatch.setattr(lexicon_events, "read_csv", lambda file, columns: [(7, row)])
    with pytest.raises(BadLexicon, match=r"events\.csv, row 7"):
        lexicon_events.events.__wrapped__()
