"""What pages ask of a book beside its own questions: orders, articles, queues, reviews that overwrite nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pledgebook.book import Book, Decision
from pledgebook.book.desk import Desk
from pledgebook.book.highlighting import highlight, holding
from pledgebook.book.queueing import URGENCIES
from pledgebook.book.sorting import ORDERS
from pledgebook.problems import BadInput, BadSetting, Overtaken, Reason
from pledgebook.records import LeftOut, Reading


@pytest.fixture
def desk(book: Book, story: list[Reading]) -> Desk:
    book.add(story)
    return Desk(book)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("filters", [{}, {"donor": "NOR"}, {"text": "pledge"}, {"kind": "pledge", "recipient": "KEN"}])
def test_every_order_shows_the_same_entries_once(desk: Desk, order: Any, filters: Any) -> None:
    wanted = {line.id for line in desk.book.entries(limit=100, **filters)}
    seen: list[str] = []
    after = ""
    while rows := desk.lines(filters, order, after, 3):
        seen += [line.id for _, line in rows]
        after = rows[-1][0]
    assert len(seen) == len(set(seen))
    assert set(seen) == wanted
    assert wanted


def test_orders(desk: Desk) -> None:
    days = [line.day for _, line in desk.lines({}, "oldest")]
    assert days == sorted(days, key=lambda day: day or date.min)
    sums = [line.amount.money.high for _, line in desk.lines({"currency": "USD"}, "sum") if line.amount]
    assert sums == sorted(sums, reverse=True)
    sources = [line.sources for _, line in desk.lines({}, "sources")]
    assert sources == sorted(sources, reverse=True)
    for after in ("x", "x:y", "1"):
        with pytest.raises(BadSetting, match="must be the key"):
            desk.lines({}, "oldest", after)
    with pytest.raises(BadSetting, match="sorted by"):
        desk.lines({}, "colour")  # type: ignore[arg-type]


def test_common_words_are_looked_through(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where very many quotations hold the words, entries are read in their order; with the same result."""
    from pledgebook.book import sorting

    wanted = desk.lines({"text": "pledge"}, "newest", limit=4)
    after = desk.lines({"text": "pledge"}, "newest", wanted[-1][0], 4)
    monkeypatch.setattr(sorting, "COMMON", 1)
    monkeypatch.setattr(sorting, "AT_ONCE", 2)
    assert desk.lines({"text": "pledge"}, "newest", limit=4) == wanted
    assert desk.lines({"text": "pledge"}, "newest", wanted[-1][0], 4) == after
    assert desk.lines({"text": "nowhere"}, "newest") == []


def test_as_of_before_the_book(desk: Desk) -> None:
    assert desk.lines({"donor": "NOR"}, "sum", as_of=date(2001, 1, 1)) == []
    assert desk.lines({"donor": "NOR"}, "sum", as_of=date(2101, 1, 1)) == desk.lines({"donor": "NOR"}, "sum")


def test_an_article_with_its_acts_and_what_was_left_out(book: Book, teller: Any) -> None:
    book.add(
        [teller("one", "2021-03-01", {"sum": "60m USD"}, doubts=["garbled"], left_out=["nobody is named who does it"])]
    )
    desk = Desk(book)
    source = book.entry(book.entries()[0].id).tellings[0].source
    told = desk.article(source.id)
    assert told.source == source
    assert told.acts[0].entry == book.entries()[0]
    assert told.acts[0].act.evidence[0].text in told.article.text
    assert [doubt.reason for doubt in told.article.doubts] == ["a test says so"]
    assert len(told.left_out) == 1
    assert told.to_json()["acts"][0]["entry"] == book.entries()[0].id
    with pytest.raises(BadInput, match="no such article"):
        desk.article("a0")


def test_holdings_and_what_came(desk: Desk) -> None:
    held = desk.holdings()
    lines = desk.book.entries(limit=100)
    assert (held.entries, held.articles) == (len(lines), 13)
    assert held.conflicting == sum(line.conflicts > 0 for line in lines)
    assert held.waiting == held.entries
    assert sum(came.articles for came in desk.came()) == 13
    givers, takers = desk.parties()
    assert "NOR" in givers
    assert "*" not in takers


def test_hits_and_conflicts(desk: Desk) -> None:
    lines = desk.book.entries(limit=100)
    hits = desk.hits("pledges 20m", [line.id for line in lines])
    assert [quote for quotes in hits.values() for quote in quotes] == ["NOR does pledge of 20m USD to MLI."]
    conflicts = desk.conflicts_of(line.id for line in lines)
    assert {name for name, told in conflicts.items() if told} == {line.id for line in lines if line.conflicts}
    assert set(desk.moments([lines[0].id])) == {lines[0].id}


@pytest.mark.parametrize("urgency", URGENCIES)
def test_queues_hold_what_waits(desk: Desk, urgency: Any) -> None:
    names = desk.queue(urgency, 100)
    lines = {line.id: line for line in desk.book.entries(limit=100)}
    assert names
    assert not any(lines[name].inferred or lines[name].review for name in names)
    desk.book.review(Decision("accept", names[0], "Ann", ""))
    assert names[0] not in desk.queue(urgency, 100)
    assert not desk.waits(names[0])
    assert desk.waits(names[-1]) or len(names) == 1
    with pytest.raises(BadSetting, match="the queue is by"):
        desk.queue("luck", 10)  # type: ignore[arg-type]


def test_a_state_that_is_no_more_is_not_decided_on(desk: Desk) -> None:
    entry = desk.book.entries(donor="NOR", kind="delivery")[0].id
    seen = desk.seen(entry)
    done = desk.review(Decision("correct", entry, "Bo", "a plan", {"modality": "planned"}), seen)
    with pytest.raises(Overtaken, match="Bo"):
        desk.review(Decision("reject", entry, "Ann", "no"), seen)
    assert desk.book.entry(entry).line.review == "corrected"
    assert [made.by for made in desk.reviews()] == ["Bo"]
    with pytest.raises(Overtaken):
        desk.review(Decision("reject", "e00000", "Ann", "no"), seen)
    assert desk.take_back(done.number, "Bo") == entry
    with pytest.raises(Overtaken, match="took it back"):
        desk.take_back(done.number, "Bo")


@pytest.mark.parametrize("action", ["accept", "correct", "split", "join", "reject"])
def test_taking_back_leaves_the_book_as_it_was(desk: Desk, action: Any) -> None:
    before = desk.book.check().content
    line = desk.book.entries(donor="NOR", kind="delivery")[0]
    other = desk.book.entries(donor="DEU")[0].id
    acts = (desk.book.entry(line.id).tellings[0].act,) if action == "split" else ()
    values = {"date": {"start": "2021-03-09", "end": "2021-03-09"}} if action == "correct" else {}
    said = Decision(action, line.id, "Ann", "so it is", values, acts, other if action == "join" else "")
    done = desk.review(said, desk.seen(line.id))
    assert desk.book.check().content != before
    made = desk.reviews("Ann")[0]
    assert (made.number, made.action) == (done.number, action)
    desk.take_back(done.number, "Ann")
    health = desk.book.check()
    assert health.faults == ()
    assert health.content == before
    assert desk.reviews("Ann") == []
    assert any("taken back" in event.what for event in desk.book.history(line.id)) or action == "accept"


def test_words_are_found_in_any_form() -> None:
    pieces = highlight('flood "food aid"', ["Floods came; food aid, and aid for food.", "nothing", "a\x02b flooded"])
    assert pieces[0] == (("Floods", True), (" came; ", False), ("food aid", True), (", and aid for food.", False))
    assert pieces[1] == (("nothing", False),)
    assert pieces[2] == (("ab ", False), ("flooded", True))
    assert holding("flood came", ["Floods came", "a flood", "it came"]) == {0}
    with pytest.raises(BadSetting, match="no word"):
        highlight("...", ["x"])


def test_articles_come_last_added_first_with_what_each_tells(desk: Desk, story: list[Reading]) -> None:
    rows = desk.articles()
    assert len(rows) == len(story)
    assert [row.number for row in rows] == sorted((row.number for row in rows), reverse=True)
    assert [row.acts for row in rows] == [len(desk.article(row.source.id).acts) for row in rows]
    assert desk.articles(after=rows[1].key, limit=1) == rows[2:3]
    found = {row.source.id for row in desk.articles("pledge")}
    assert found == {row.source.id for row in rows if "pledge" in desk.article(row.source.id).article.text.lower()}
    with pytest.raises(BadSetting, match="must be the key"):
        desk.articles(after="x")
    with pytest.raises(BadSetting, match="no word"):
        desk.articles("...")


def test_what_was_left_out_names_its_article(book: Book, story: list[Reading]) -> None:
    out = LeftOut(Reason.NO_ACTOR, story[0].article.quote(0, 5), "x", "")
    book.add([replace(story[0], left_out=(out,))])
    (row,) = book.left_out()
    assert row.source
    assert row.out in Desk(book).article(row.source.id).left_out
    with pytest.raises(BadSetting, match="must be the key"):
        book.left_out(after="9" * 19)
