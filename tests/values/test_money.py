"""find_money over cases, and what holds for any text."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.records import Money
from pledgebook.values.money import MoneyMention, find_money, home_currency, money_of, says

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases/money.jsonl").read_text().splitlines()]
PIECES = st.sampled_from(
    ["$", "€", "US$", "A$", "NOK ", "Rs ", "5", "1.2", "1,5", "10,000", "1.500.000", "2014", " ", " ",
     "-", "–", "million", "bn", "m", "half a ", "two ", "hundred ", "euros", "kroner", " to ", " and ",
     "between ", "from ", "about ", "a year", "(", ")", "of", "people"]
)  # fmt: skip


def as_case(text: str, mention: MoneyMention) -> dict[str, Any]:
    row: dict[str, Any] = {"text": text[mention.start : mention.end], "low": mention.low, "high": mention.high}
    row["currency"] = mention.currency
    if mention.hedge != "exact":
        row["hedge"] = mention.hedge
    if mention.bare:
        row["bare"] = True
    if mention.also:
        row["also"] = [money.to_json() for money in mention.also]
    if mention.per_period:
        row["per_period"] = True
    return row


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_sums(case: dict[str, Any]) -> None:
    found = find_money(case["words"], case.get("home"))
    assert [as_case(case["words"], mention) for mention in found] == case["sums"]


@given(st.lists(PIECES, max_size=14).map("".join))
def test_sums_stand_in_order_and_apart(text: str) -> None:
    found = find_money(text)
    assert found == find_money(text)
    end = 0
    for mention in found:
        assert end <= mention.start < mention.end <= len(text)
        assert 0 <= mention.low <= mention.high
        end = mention.end


@given(st.lists(PIECES, max_size=14).map("".join))
def test_a_text_says_its_sums(text: str) -> None:
    for mention in find_money(text):
        assert says(text, Money(mention.low, mention.high, mention.currency or "EUR"))


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    find_money(text, "AUD")


def test_says_neither_another_sum_nor_another_currency() -> None:
    passage = "a grant of €5 million ($5.4 million)"
    assert says(passage, Money(5e6, 5e6, "EUR"))
    assert says(passage, Money(5.4e6, 5.4e6, "USD"))
    assert not says(passage, Money(5e6, 5e6, "USD"))
    assert not says(passage, Money(5.01e6, 5.01e6, "EUR"))


@pytest.mark.parametrize(
    ("text", "url", "home"),
    [
        ("A grant of $5m.", "https://www.dfat.gov.au/news/1", "AUD"),
        ("A grant of $5m.", "https://www.beehive.govt.nz/release", "NZD"),
        ("A grant of $5m.", "https://example.com/a", None),
        ("A grant of $5m.", "http://[broken", None),
        ("A grant of $5m.", "https://www.state.gov/a", "USD"),
        ("Canada and Canadian aid: $5m.", "https://paper.example.ca/a", "CAD"),
        ("Sweden gave $5m.", "https://paper.example.ca/a", None),
        ("MEDIA RELEASE\n\nMinister for Foreign Affairs\n\nAustralia gives $5m. Australian teams left.", None, "AUD"),
        ("CANBERRA (Wire) - Australia and Australian troops were praised; Washington gave $5m.", None, None),
        ("Media release. The Hon Ann Lee MP. Tonga gets help. Australia cares. Australian aid.", None, None),
    ],
)
def test_home_of_a_bare_dollar(text: str, url: str | None, home: str | None) -> None:
    assert home_currency(text, url) == home


@pytest.mark.parametrize(
    ("text", "country", "currency"),
    [
        ("250 million kroner", "NOR", "NOK"),
        ("250 million kroner", "DNK", "DKK"),
        ("10 million francs", "CHE", "CHF"),
        ("10 million francs", "BEL", "BEF"),
        ("10 million francs", "USA", None),
        ("10 million euros", "NOR", "EUR"),
        ("10 million in aid", "NOR", None),
    ],
)
def test_money_of_a_country(text: str, country: str, currency: str | None) -> None:
    (mention,) = find_money(text)
    assert money_of(text, mention, country).currency == currency
