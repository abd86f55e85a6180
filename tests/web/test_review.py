"""Reviews at the desk: each is signed, can be taken back, and never overwrites what somebody else did."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from pledgebook.book import Book, Decision
from pledgebook.book.desk import Desk
from pledgebook.problems import Overtaken

if TYPE_CHECKING:
    from starlette.testclient import TestClient

Csrf = Callable[..., str]


def norway(book: Book) -> str:
    return book.entries(limit=1, donor="NOR", conflicting=True)[0].id


def form_of(client: TestClient, entry: str, csrf: Csrf, **fields: Any) -> dict[str, Any]:
    page = client.get(f"/review?entry={entry}").text
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen
    return {"csrf": csrf(client, f"/review?entry={entry}"), "entry": entry, "seen": seen[1], "queue": "sum", **fields}


def test_accept_and_undo(own: TestClient, own_book: Book, csrf: Csrf) -> None:
    entry = norway(own_book)
    answer = own.post("/review", data=form_of(own, entry, csrf, action="accept"))
    assert answer.status_code == 200
    assert "Accepted: Norway" in answer.text
    assert own_book.entry(entry).line.review == "accepted"
    assert own_book.entry(entry).reviews[0].by == "Ann"
    number = re.search(r'name="number" value="(\d+)"', answer.text)
    assert number
    back = own.post("/review/undo", data={"csrf": csrf(own), "number": number[1]})
    assert "Taken back" in back.text
    assert own_book.entry(entry).line.review == ""
    assert any("taken back" in event.what for event in own_book.history(entry))
    again = own.post("/review/undo", data={"csrf": csrf(own), "number": number[1]})
    assert "cannot be taken back" in again.text


@pytest.mark.parametrize("action", ["accept", "reject"])
def test_a_decision_on_an_old_state_is_told_and_not_written(
    own: TestClient, own_book: Book, csrf: Csrf, action: str
) -> None:
    entry = norway(own_book)
    form = form_of(own, entry, csrf, action=action)
    own_book.review(Decision("correct", entry, "Bo", "the letter says so", {"modality": "planned"}))
    answer = own.post("/review", data=form)
    assert "Nothing was written" in answer.text
    assert "Bo" in answer.text
    assert own_book.entry(entry).line.review == "corrected"
    assert [event.by for event in own_book.entry(entry).reviews] == ["Bo"]


def test_reject_hides_and_undo_brings_back(own: TestClient, own_book: Book, csrf: Csrf) -> None:
    entry, before = norway(own_book), own_book.check().content
    own.post("/review", data=form_of(own, entry, csrf, action="reject"))
    assert entry not in [line.id for line in own_book.entries(limit=500)]
    made = Desk(own_book).reviews("Ann")[0]
    own.post("/review/undo", data={"csrf": csrf(own), "number": made.number})
    assert entry in [line.id for line in own_book.entries(limit=500)]
    assert own_book.check().content == before
    assert own_book.check().faults == ()


def test_split_and_undo(own: TestClient, own_book: Book, csrf: Csrf) -> None:
    entry, before = norway(own_book), own_book.check().content
    many = len(own_book.entry(entry).tellings)
    acts = [t.act for t in own_book.entry(entry).tellings if t.amount and t.amount.money.low == 5e7]
    assert len(acts) == 1
    answer = own.post("/review", data=form_of(own, entry, csrf, action="split", acts=acts, why="another gift"))
    assert "Split: Norway" in answer.text
    assert len(own_book.entry(entry).tellings) == many - 1
    own.post("/review/undo", data={"csrf": csrf(own), "number": Desk(own_book).reviews("Ann")[0].number})
    assert len(own_book.entry(entry).tellings) == many
    assert own_book.check().content == before


def test_join_and_undo(own: TestClient, own_book: Book, csrf: Csrf) -> None:
    entry, before = norway(own_book), own_book.check().content
    other = own_book.entries(limit=1, donor="SWE", recipient="MOZ")[0].id
    own.post("/review", data=form_of(own, entry, csrf, action="join", other_id=other))
    joined = own_book.entry(entry)
    assert own_book.entry(other).line.id == joined.line.id
    own.post("/review/undo", data={"csrf": csrf(own), "number": Desk(own_book).reviews("Ann")[0].number})
    assert own_book.entry(other).line.id == other
    assert own_book.check().content == before


def test_a_split_of_nothing_is_told(own: TestClient, own_book: Book, csrf: Csrf) -> None:
    answer = own.post("/review", data=form_of(own, norway(own_book), csrf, action="split"))
    assert answer.status_code == 400
    assert "name some of the acts" in answer.text


def test_words_are_read_again(own: TestClient, own_book: Book, csrf: Csrf) -> None:
    entry = norway(own_book)
    told = next(t for t in own_book.entry(entry).tellings if t.amount and t.amount.money.low == 5e7)
    form = form_of(own, entry, csrf, field="amount", words="$50 million", article=told.source.id)
    shown = own.post("/review/words", data=form)
    assert shown.status_code == 200
    assert "USD 50m" in shown.text
    assert own_book.entry(entry).line.review == ""
    kept = own.post("/review/correct", data={**form, "value": "999m USD", "why": "the letter says fifty"})
    assert "Corrected" in kept.text
    line = own_book.entry(entry).line
    assert line.amount
    assert line.amount.money.low == 5e7
    assert line.review == "corrected"
    assert "$50 million" in own_book.entry(entry).reviews[0].why


@pytest.mark.parametrize(
    ("field", "words", "says"),
    [
        ("amount", "flood victims", "says no sum"),
        ("amount", "$70 million", "does not say"),
        ("date", "flood victims", "says no day"),
        ("amount", "", "choose the words"),
        ("kind", "pledged", "words can say"),
    ],
)
def test_words_that_do_not_say_it(
    own: TestClient, own_book: Book, csrf: Csrf, field: str, words: str, says: str
) -> None:
    entry = norway(own_book)
    told = next(t for t in own_book.entry(entry).tellings if t.amount and t.amount.money.low == 5e7)
    form = form_of(own, entry, csrf, field=field, words=words, article=told.source.id)
    answer = own.post("/review/words", data=form)
    assert answer.status_code == 422
    assert says in answer.text
    if field != "kind":
        assert own.post("/review/correct", data=form).status_code in (400, 422)
    assert own_book.entry(entry).line.review == ""


@pytest.mark.parametrize(
    ("field", "words", "value"),
    [("date", "Thursday", "2024-03-14"), ("actor", "Norway", "Norway"), ("target", "Maputo", "Mozambique")],
)
def test_days_and_parties_of_words(
    own: TestClient, own_book: Book, csrf: Csrf, field: str, words: str, value: str
) -> None:
    entry = norway(own_book)
    told = next(t for t in own_book.entry(entry).tellings if t.amount and t.amount.money.low == 5e7)
    answer = own.post("/review/words", data=form_of(own, entry, csrf, field=field, words=words, article=told.source.id))
    assert value in answer.text.partition("<main")[2]
    assert answer.status_code == 200


def test_kind_is_chosen(own: TestClient, own_book: Book, csrf: Csrf) -> None:
    entry = norway(own_book)
    own.post("/review/correct", data=form_of(own, entry, csrf, field="kind", value="pledge", why="not paid yet"))
    assert own_book.entry(entry).line.kind == "pledge"
    bad = own.post("/review/correct", data=form_of(own, entry, csrf, field="kind", value="gift"))
    assert bad.status_code == 400


@pytest.mark.parametrize("urgency", ["confidence", "conflict", "sum", "recency"])
def test_the_queue_goes_on_until_it_is_empty(own: TestClient, own_book: Book, csrf: Csrf, urgency: str) -> None:
    desk = Desk(own_book)
    names = desk.queue(urgency, 500)  # type: ignore[arg-type]
    assert names
    assert len(names) == len(set(names))
    told = {line.id: line for line in own_book.entries(limit=500)}
    assert not any(told[name].inferred for name in names)
    for name in names:
        own_book.review(Decision("accept", name, "Bo", ""))
    assert "Nothing waits here" in own.get(f"/review?queue={urgency}").text


def test_next_is_another_one_and_two_people_see_two(own: TestClient, own_book: Book) -> None:
    from pledgebook.web.queues import Queues

    queues = Queues(Desk(own_book))
    first, second = queues.next("sum", "Ann"), queues.next("sum", "Bo")
    assert first != second
    assert queues.next("sum", "Ann", first) not in (first, second)
    assert queues.others(first, "Bo") == ""
    assert queues.others(second, "Ann") == "Bo"


def test_two_at_once(own_book: Book) -> None:
    """Of two decisions on one state, from two threads, one is written and one is told."""
    from concurrent.futures import ThreadPoolExecutor

    desk, entry = Desk(own_book), norway(own_book)
    seen = desk.seen(entry)

    def decide(name: str) -> bool:
        try:
            desk.review(Decision("correct", entry, name, "so it is", {"modality": name}), seen)
        except Overtaken:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(decide, ("planned", "conditional"))) == [False, True]
    assert len(own_book.entry(entry).reviews) == 1
