"""Every question of the book: filters, pages, the book as it was, and what is known of one entry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from pledgebook.book import Book, Line
from pledgebook.problems import BadInput, BadSetting
from pledgebook.records import Reading

Tell = Callable[..., Reading]

FILTERS: list[tuple[str, dict[str, Any], set[str]]] = [
    ("donor", {"donor": "DEU"}, {"pledge DEU"}),
    ("joint donor", {"donor": "SWE", "recipient": "KEN"}, {"pledge FIN+SWE"}),
    ("the asked", {"donor": "NOR", "kind": "request"}, {"request MLI"}),
    ("recipient", {"recipient": "KEN"}, {"pledge DEU", "pledge FIN+SWE", "pledge IND"}),
    ("kind", {"kind": "sanction"}, {"sanction EU"}),
    ("since", {"since": date(2021, 6, 2)}, {"easing EU"}),
    ("until", {"until": date(2021, 1, 31)}, {"sanction EU"}),
    ("dollars", {"min_sum": 30e6, "max_sum": 40e6}, {"pledge FIN+SWE", "pledge NOR"}),
    ("stated", {"currency": "EUR", "min_sum": 11e6}, {"pledge FIN+SWE"}),
    ("aid", {"aid_type": "military"}, {"pledge DEU"}),
    ("text", {"text": "10m eur"}, {"pledge DEU"}),
    ("text in another form", {"text": "sanctions"}, {"sanction EU"}),
    ("conflicting", {"conflicting": True}, {"delivery NOR"}),
    ("two at once", {"recipient": "KEN", "aid_type": "humanitarian"}, set()),
    ("nobody", {"donor": "XXX"}, set()),
]  # fmt: skip


def names(lines: list[Line]) -> set[str]:
    return {f"{line.kind} {'+'.join(line.actor)}" for line in lines}


@pytest.mark.parametrize(("filters", "found"), [row[1:] for row in FILTERS], ids=[row[0] for row in FILTERS])
def test_filters(book: Book, story: list[Reading], filters: dict[str, Any], found: set[str]) -> None:
    book.add(story)
    lines = book.entries(**filters)
    assert names(lines) == found
    # the same filters on the book as it was a moment later: another way to the same rows
    assert book.entries(**filters, as_of=datetime.now(UTC)) == lines


def test_pages_of_a_list_hold_each_entry_once(book: Book, story: list[Reading]) -> None:
    book.add(story)
    whole = book.entries(limit=1000)
    days = [line.day or date.min for line in whole]
    assert days == sorted(days, reverse=True)
    found: list[Line] = []
    while page := book.entries(after=found[-1].key if found else "", limit=3):
        assert len(page) <= 3
        found += page
    assert found == whole
    by_donor = book.entries(donor="NOR", limit=2)
    assert by_donor + book.entries(donor="NOR", limit=100, after=by_donor[-1].key) == book.entries(donor="NOR")


def test_a_broken_key_is_told(book: Book) -> None:
    with pytest.raises(BadSetting, match="2022-05-19:e0123"):
        book.entries(after="soon")


def gift(book: Book) -> Line:
    return next(line for line in book.entries(donor="NOR") if line.kind == "delivery")


def test_everything_of_an_entry(book: Book, story: list[Reading]) -> None:
    book.add(story)
    told = book.entry(gift(book).id)
    assert [(step.kind, len(step.acts)) for step in told.steps] == [("pledge", 3), ("delivery", 1)]
    assert {telling.source.name for telling in told.tellings} == {"gift", "gift again", "gift third", "paid"}
    assert all(telling.quotes and telling.why for telling in told.tellings[1:])
    assert [conflict.field for conflict in told.conflicts] == ["amount"]
    assert {(tie.kind, tie.forward) for tie in told.ties} == {
        ("answers", True), ("part_of", False), ("total_of", False),
    }  # fmt: skip
    assert told.count
    assert (told.count.currency, told.count.pledged, told.count.delivered) == ("USD", 60e6, 60e6)
    assert told.to_json()["acts_told"][0]["quotes"] == list(told.tellings[0].quotes)


def test_an_entry_by_the_beginning_of_its_id(book: Book, story: list[Reading]) -> None:
    book.add(story)
    assert book.entry(gift(book).id[:9]).line == gift(book)


@pytest.mark.parametrize("id", ["e0000000000000000", "e", ""])
def test_no_such_entry(book: Book, id: str) -> None:
    with pytest.raises(BadInput, match="no such entry"):
        book.entry(id)


def test_a_stated_total_and_its_inferred_money(book: Book, story: list[Reading], teller: Tell) -> None:
    book.add(story)
    total = next(line for line in book.entries(donor="NOR") if line.amount and line.amount.basis == "running_total")
    told = book.entry(total.id)
    assert told.stated
    assert (told.stated.known, told.stated.difference) == (100e6, 100e6)
    (inferred,) = [line for line in book.entries(donor="NOR") if line.inferred]
    assert inferred.amount
    assert inferred.amount.money.low == 100e6
    assert ("total_of", inferred.id) in {(tie.kind, tie.other.id) for tie in told.ties}
    # the article that reports the earlier money arrives: it takes the place of what was inferred
    book.add([teller("earlier", "2020-10-01", {"sum": "100m USD", "day": "2020-10-01", "aid": "humanitarian"})])
    assert [line for line in book.entries(donor="NOR") if line.inferred] == []
    later = book.entry(total.id).stated
    assert later
    assert later.difference == 0


def test_the_book_as_it_was(book: Book, story: list[Reading]) -> None:
    book.add(story[:2])
    then = datetime.now(UTC)
    before = (book.entries(), book.totals(currency="USD"))
    book.add(story[2:])
    assert (book.entries(as_of=then), book.totals(currency="USD", as_of=then)) == before
    assert book.entries() != before[0]
    assert book.entries(as_of=date(2020, 1, 1)) == []
    asked = book.entry(before[0][0].id, as_of=then)
    assert len(asked.tellings) == 1
    assert book.conflicts(as_of=then) == []
    assert len(book.threads(as_of=then)) == 1


def test_an_id_that_is_no_more_leads_on(book: Book, teller: Tell) -> None:
    gift = {"sum": "60m USD", "day": "2021-03-01"}
    book.add([teller("second", "2021-03-02", gift)])
    old = book.entries()[0].id
    book.add([teller("first", "2021-03-01", gift)])
    (line,) = book.entries()
    assert line.id != old
    assert (book.entry(old).line, book.entry(old).asked) == (line, old)
    assert any(f"{old} became {line.id}" in event.changes for event in book.history(old))


# --- lists ----------------------------------------------------------------------------------------------


def test_threads(book: Book, story: list[Reading]) -> None:
    book.add(story)
    threads = {
        thread.root.kind: [(kind, line.kind) for _, kind, _, line in thread.replies] for thread in book.threads()
    }
    assert threads == {"request": [("answers", "delivery")], "sanction": [("eases", "easing")]}
    first = book.threads(limit=1)
    assert [thread.root for thread in first + book.threads(after=first[0].root.key)] == [t.root for t in book.threads()]


def test_conflicts_show_both_sides(book: Book, story: list[Reading]) -> None:
    book.add(story)
    (row,) = book.conflicts()
    assert row.conflict.field == "amount"
    assert row.conflict.accepted == "60m USD"
    assert [(side.value, side.sources) for side in row.conflict.sides] == [("60m USD", 3), ("50m USD", 1)]
    assert all(side.quotes for side in row.conflict.sides)


def test_search_finds_quotes_with_their_entry_and_articles(book: Book, story: list[Reading], teller: Tell) -> None:
    book.add([*story, teller("far", "2021-09-09", text="Lanterns were lit in the harbour.")])
    quote, article = book.search("10m EUR")
    assert quote.entry == book.entries(donor="DEU")[0].id
    assert (quote.passage, article.entry) == ("DEU does pledge of 10m EUR to KEN.", "")
    assert [found.source.name for found in book.search("lantern")] == ["far"]
    assert [found.source.name for found in book.search('"lit in the harbour"')] == ["far"]
    assert book.search('"harbour in the lit"') == []
    assert book.search("lantern giraffe") == []


@pytest.mark.parametrize("words", ["", '"', "- *", "' OR 1=1 --"])
def test_search_takes_any_words(book: Book, story: list[Reading], words: str) -> None:
    book.add(story)
    if any(letter.isalnum() for letter in words):
        assert book.search(words) == []
    else:
        with pytest.raises(BadSetting, match="no word"):
            book.search(words)


# --- totals ---------------------------------------------------------------------------------------------


def sums(book: Book, by: Any, currency: str | None = None, **narrowed: Any) -> dict[tuple[str, ...], tuple[float, ...]]:
    return {
        (*line.value.values(), line.currency): (line.pledged, line.committed, line.delivered)
        for line in book.totals(by, currency, **narrowed)
    }


def test_totals_count_nothing_twice(book: Book, story: list[Reading]) -> None:
    """The gift told by four articles, its tranche, the running total and the inferred money are 100m in all."""
    book.add(story)
    assert sums(book, "donor") == {
        ("NOR", "USD"): (100e6, 60e6, 60e6),
        ("FIN+SWE", "EUR"): (30e6, 0, 0),
        ("DEU", "EUR"): (10e6, 0, 0),
        ("IND", "XDR"): (7e6, 0, 0),
    }
    assert sums(book, "recipient", "EUR")["KEN", "EUR"] == (40e6, 0, 0)
    assert sums(book, [])["USD",] == (100e6, 60e6, 60e6)


def test_what_has_no_rate_is_named_and_not_made_up(book: Book, story: list[Reading]) -> None:
    book.add(story)
    (kenya,) = [line for line in book.totals("recipient", "USD") if line.value["recipient"] == "KEN"]
    assert (kenya.entries, kenya.missing) == (2, 1)
    with pytest.raises(BadSetting, match="rate"):
        book.totals("donor", "XXX")


@pytest.mark.parametrize("by", ["donor", "recipient", "month", "type", ("donor", "recipient"), ()])
@pytest.mark.parametrize("currency", [None, "USD", "EUR"])
def test_kept_and_summed_totals_agree(book: Book, story: list[Reading], by: Any, currency: str | None) -> None:
    book.add(story)
    assert book.totals(by, currency) == book.totals(by, currency, as_of=datetime.now(UTC))


@pytest.mark.parametrize("currency", [None, "USD", "GBP"])
def test_the_greatest_totals(book: Book, story: list[Reading], currency: str | None) -> None:
    book.add(story)
    assert book.totals("donor", currency, limit=2) == book.totals("donor", currency)[:2]


def test_totals_in_any_currency(book: Book, story: list[Reading]) -> None:
    """By way of the euro at each day's rate: the same as the euro sums at that rate."""
    from pledgebook.reconciling.rates import rate

    book.add(story)
    one = rate("EUR", "GBP", date(2021, 5, 5))
    assert one
    found = sums(book, "donor", "GBP")["DEU", "GBP"][0]
    assert found == pytest.approx(10e6 * one.value)


def test_narrowed_totals(book: Book, story: list[Reading]) -> None:
    book.add(story)
    assert sums(book, "month", donor="NOR") == {
        ("2021-03", "USD"): (60e6, 60e6, 60e6),
        ("2021-06", "USD"): (40e6, 0, 0),
    }
    assert sums(book, "donor", since=date(2021, 5, 1), aid_type="military") == {("DEU", "EUR"): (10e6, 0, 0)}


def test_totals_by_something_else(book: Book) -> None:
    with pytest.raises(BadSetting, match="donor, recipient, month, type"):
        book.totals("colour")


# --- history --------------------------------------------------------------------------------------------


def test_history_tells_how_an_entry_came_to_be(book: Book, story: list[Reading]) -> None:
    book.add(story[1:2])
    book.add(story[2:5])
    events = book.history(gift(book).id)
    told = [change for event in events for change in event.changes]
    assert events[0].by == book.reader
    assert events[0].what == "add"
    assert told[0].endswith("pledge by NOR to MLI, 60m USD")
    assert "joined: delivery told by paid" in told
    assert "kind: pledge -> delivery" in told
    assert "independent sources: 1 -> 4" in told
    assert [event.at for event in events] == sorted(event.at for event in events)
