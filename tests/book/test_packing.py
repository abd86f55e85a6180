"""What goes into the book comes out equal; names do not depend on order."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.book.naming import key_number, mention_ids, without_day
from pledgebook.book.packing import (
    clean_act,
    pack_act,
    pack_article,
    pack_conflicts,
    storable,
    unpack_act,
    unpack_article,
    unpack_conflicts,
)
from pledgebook.codebook import KINDS, DoubtName, Role
from pledgebook.reconciling.entries import Conflict, Side
from pledgebook.records import Act, Amount, Article, Doubt, Interval, Item, Money, Paragraph, Quote, Reading, Said

words = st.text(min_size=1, max_size=12)
parties = st.lists(words, max_size=3).map(tuple)
sums = st.floats(0, 1e13, allow_nan=False)
moneys = st.builds(Money, sums, sums, st.sampled_from(["USD", "EUR"]))
amounts = st.builds(
    Amount, moneys, st.sampled_from(["increment", "tranche_of"]), st.sampled_from(["exact", "about"]),
    st.lists(moneys, max_size=2).map(tuple), st.none() | moneys,
)  # fmt: skip
quotes = st.builds(Quote, st.integers(0, 99), st.integers(100, 199), words, st.sampled_from(["text", "title"]))
days = st.tuples(st.dates(), st.dates()).map(lambda pair: Interval(min(pair), max(pair)))
acts = st.builds(
    Act,
    kind=st.sampled_from(KINDS),
    actor=st.lists(words, min_size=1, max_size=2).map(tuple),
    evidence=st.lists(quotes, min_size=1, max_size=2).map(tuple),
    target=parties,
    amount=st.none() | amounts,
    items=st.lists(st.builds(Item, words, st.none() | st.floats(0, 1e6)), max_size=2).map(tuple),
    aid_type=st.sampled_from([None, "military"]),
    channel=parties,
    measures=st.lists(st.sampled_from(["travel_ban", "other"]), max_size=2).map(tuple),
    listed=parties,
    date=st.none() | days,
    modality=st.sampled_from(["asserted", "denied"]),
    speaker=st.none() | words,
    said=st.lists(st.builds(Said, words, words, quotes), max_size=2).map(tuple),
    confidence=st.floats(0, 1),
    rules=parties,
)


@given(acts)
def test_an_act_comes_back(act: Act) -> None:
    cleaned, packed = clean_act(act)
    assert unpack_act(packed, said=True) == cleaned
    assert replace(cleaned, said=()) == unpack_act(packed)
    assert packed.isascii()
    assert pack_act(cleaned) == packed


@given(st.text())
def test_what_is_storable_is_as_long_and_can_be_written(text: str) -> None:
    broken = text + "\x00\ud800" + text
    assert len(storable(broken)) == len(broken)
    assert "\x00" not in storable(broken).encode().decode()


def test_an_article_comes_back() -> None:
    article = Article(
        "a1", "One. Two.", "T", "https://x.example", date(2021, 3, 1),
        Interval(date(2021, 3, 1), date(2021, 3, 2)), "why",
        (Doubt(DoubtName.SPUN, "because", (Quote(0, 4, "One."),)),), (Paragraph(0, 4), Paragraph(5, 9, Role.REPEAT, 0)),
    )  # fmt: skip
    row = {
        "id": "a1", "text": article.text, "title": "T", "url": article.url, "claimed": article.claimed_date,
        "day_start": date(2021, 3, 1), "day_end": date(2021, 3, 2), "day_reason": "why", "body": pack_article(article),
    }  # fmt: skip
    assert unpack_article(row) == article


def test_conflicts_come_back() -> None:
    side = Side("1m USD", ("m1",), ("a1",), 1, (Quote(0, 3, "one"),))
    conflicts = (Conflict("amount", (side, replace(side, value="2m USD")), "1m USD", "why"),)
    assert unpack_conflicts(json.loads(json.dumps(pack_conflicts(conflicts)))) == conflicts


def test_a_mention_keeps_its_name_when_it_is_read_more_fully(teller: Callable[..., Reading]) -> None:
    def name(**more: Any) -> str:
        reading = teller("n", "2021-03-01", {"says": "NOR gives to MLI.", **more})
        return mention_ids("a1", date(2021, 3, 1), reading.acts)[0]

    assert name() == name(sum="5m USD", aid="military", day="2021-02-01")
    assert name() != name(kind="delivery")
    assert name() != name(actor="SWE")


@given(st.permutations(range(4)))
def test_acts_of_one_passage_have_names_that_do_not_depend_on_their_order(order: list[int]) -> None:
    quote = Quote(0, 3, "one")
    of_four = [Act("pledge", ("NOR",), (quote,), (target,)) for target in ("MLI", "KEN", "KEN", "UGA")]
    named = dict(zip(order, mention_ids("a1", None, [of_four[n] for n in order]), strict=True))
    assert len(set(named.values())) == 4
    straight = mention_ids("a1", None, of_four)
    assert [named[0], named[3]] == [straight[0], straight[3]]
    assert {named[1], named[2]} == {straight[1], straight[2]}


@pytest.mark.parametrize(("name", "rest"), [("20210301.a1.ff", "a1.ff"), ("99999999.a1.ff.2", "a1.ff.2")])
def test_a_name_without_its_day(name: str, rest: str) -> None:
    assert without_day(name) == rest


def test_keys_are_numbers_that_a_database_holds() -> None:
    numbers = [key_number(f"key {n}") for n in range(1000)]
    assert len(set(numbers)) == 1000
    assert all(-(1 << 63) <= number < 1 << 63 for number in numbers)
    assert min(numbers) < 0 < max(numbers)
