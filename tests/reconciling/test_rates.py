"""Rates: the ECB's of the day or the banking day before, declared pegs, and none where nobody set one."""

from __future__ import annotations

from datetime import date

import pytest

from pledgebook.lexicon import reconciling as lexicon
from pledgebook.problems import BadLexicon
from pledgebook.reconciling.rates import convert, rate
from pledgebook.records import Money


@pytest.mark.parametrize(
    ("source", "target", "day", "value"),
    [
        ("EUR", "USD", date(2021, 8, 13), 1.1765),  # ECB reference rate of that Friday
        ("EUR", "USD", date(2021, 8, 15), 1.1765),  # a Sunday: Friday's rate holds
        ("USD", "USD", date(1980, 1, 1), 1.0),
        ("SAR", "USD", date(2019, 2, 26), 1 / 3.75),
        ("DEM", "EUR", date(1999, 8, 18), 1 / 1.95583),
        ("SZL", "ZAR", date(2021, 8, 13), 1.0),
    ],
)
def test_known_rates(source: str, target: str, day: date, value: float) -> None:
    found = rate(source, target, day)
    assert found is not None
    assert found.value == pytest.approx(value, rel=1e-6)


@pytest.mark.parametrize(
    ("source", "target", "day"),
    [
        ("TWD", "USD", date(2021, 8, 13)),  # the ECB quotes no Taiwan dollar
        ("XEU", "BEF", date(1995, 4, 28)),  # before the euro
        ("USD", "EUR", date(1998, 6, 1)),
    ],
)
def test_no_rate_is_made_up(source: str, target: str, day: date) -> None:
    assert rate(source, target, day) is None
    assert convert(Money(1, 1, source), target, day) is None


def test_a_rate_names_its_day_and_source() -> None:
    found = convert(Money(1.88e9, 1.88e9, "SAR"), "USD", date(2019, 2, 26))
    assert found is not None
    assert found[0].low == pytest.approx(501.33e6, rel=1e-3)
    assert "2019-02-26" in found[1].note
    assert "3.75" in found[1].note


def test_without_a_day_there_is_no_rate() -> None:
    assert convert(Money(1, 1, "EUR"), "USD", None) is None


def test_word_files_are_whole() -> None:
    assert lexicon.words().currency_of["NOR"] == "NOK"
    assert lexicon.pegs()["SAR"][0].anchor == "USD"


@pytest.mark.parametrize(
    "broken",
    [{}, {"groups": {"words": []}}, {"groups": {"words": ["ally", "ally"]}}, {"groups": {"words": "ally"}}],
)
def test_broken_word_files_are_refused(broken: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = lexicon.read_toml(lexicon.FILE)
    monkeypatch.setattr(lexicon, "read_toml", lambda file: {**whole, "groups": {}, **broken})
    with pytest.raises(BadLexicon, match=r"groups\.words"):
        lexicon.words.__wrapped__()


@pytest.mark.parametrize(
    ("cell", "value"), [("rate", "0"), ("rate", "much"), ("until", "1900-01-01"), ("source", ""), ("since", "soon")]
)
def test_broken_pegs_are_refused(cell: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"currency": "AAA", "anchor": "EUR", "rate": "2", "since": "2000-01-01", "until": "2001-01-01", "source": "x"}
    monkeypatch.setattr(lexicon, "read_csv", lambda file, columns: [(7, {**row, cell: value})])
    with pytest.raises(BadLexicon, match="row 7"):
        lexicon.pegs.__wrapped__()
