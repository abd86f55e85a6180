"""Copies in a book: found however they come, under phrases that few tell, before and after marks are merged."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from pledgebook.book import Book
from pledgebook.book import adding as adding_module
from pledgebook.book.schema import fresh_marks, mark_row
from pledgebook.records import Reading

Tell = Callable[..., Reading]
GIFT = {"sum": "5m USD", "day": "2021-03-01"}
WORDS = [
    f"{start}{end}"
    for start in ["gavel", "monte", "prise", "tullo", "ferna"]
    for end in ["ron", "dale", "sker", "mint", "opa", "urne"]
]
STOCK = "The ministry of Halden said on Monday that its policy towards donors had not changed at all since then."


def _story(seed: int, many: int = 60) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) + str(chance.randint(100, 999)) for _ in range(many)) + "."


def _lineages(book: Book) -> set[frozenset[str]]:
    return {frozenset([row.origin.name, *(copy.name for copy in row.copies)]) for row in book.copies()}


def _crowd(teller: Tell) -> list[Reading]:
    """Three stories told by one to four copies each, among others that are nobody's."""
    told = [(f"s{seed}.{n}", seed) for seed, many in ((1, 4), (2, 3), (3, 1), (4, 2)) for n in range(many)]
    return [teller(name, f"2021-03-{n + 1:02d}", GIFT, text=_story(seed)) for n, (name, seed) in enumerate(told)]


@pytest.mark.parametrize("batch", [1, 3, 64])
@pytest.mark.parametrize("seed", [0, 1])
def test_copies_are_found_whatever_the_batches(
    book: Book, teller: Tell, monkeypatch: pytest.MonkeyPatch, batch: int, seed: int
) -> None:
    monkeypatch.setattr(adding_module, "BATCH", batch)
    crowd = _crowd(teller)
    book.add(random.Random(seed).sample(crowd, len(crowd)))
    want = {frozenset(f"s{story}.{n}" for n in range(many)) for story, many in ((1, 4), (2, 3), (4, 2))}
    assert _lineages(book) == want


def _said(teller: Tell, number: int) -> Reading:
    """A short text, half of which is everybody's."""
    return teller(f"n{number:02d}", "2021-03-01", text=f"{_story(100 + number, 18)} {STOCK}")


def test_a_phrase_of_everyones_leads_to_nobody(book: Book, teller: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    from pledgebook.book import copying

    compared: list[object] = []
    likeness = copying.likeness
    monkeypatch.setattr(copying, "likeness", lambda *texts: compared.append(texts) or likeness(*texts))
    for number in range(20):
        book.add([_said(teller, number)])
    pairs = len(compared)
    assert 0 < pairs < 20 * 19 / 2 / 2
    book.add([_said(teller, number) for number in range(20, 40)])
    assert len(compared) == pairs
    assert book.copies() == []


def test_a_copy_is_found_by_its_own_phrases(book: Book, teller: Tell) -> None:
    book.add([_said(teller, number) for number in range(20)])
    book.add([teller("again", "2021-03-05", text=f"{_story(107, 18)} {STOCK}")])
    assert _lineages(book) == {frozenset(["n07", "again"])}


def test_marks_are_merged_at_the_end(book: Book, teller: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(adding_module.Adding, "_merge", lambda self: None)  # as if it had been stopped before
        book.add([teller("first", "2021-03-01", GIFT, text=_story(1))])
        assert _counts(book)[0] == 1
        book.add([teller("second", "2021-03-02", GIFT, text=_story(1))])
        assert _counts(book) == (2, 0)
    book.add([])
    assert _counts(book)[0] == 0
    assert _counts(book)[1] > 60
    book.add([teller("third", "2021-03-03", GIFT, text=_story(1))])
    assert _lineages(book) == {frozenset(["first", "second", "third"])}


def _counts(book: Book) -> tuple[int, int]:
    with book._store.reading() as connection:
        fresh, merged = (
            connection.execute(select(func.count()).select_from(t)).scalar() for t in (fresh_marks, mark_row)
        )
    return fresh or 0, merged or 0


def test_marks_are_merged_when_many_wait(book: Book, teller: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding_module, "BATCH", 2)
    monkeypatch.setattr(adding_module, "MERGED_AT", 3)
    book.add(_crowd(teller))
    assert len(_lineages(book)) == 3


def test_what_another_program_adds_is_found(where: str, teller: Tell) -> None:
    with Book.open(where) as one, Book.open(where) as other:
        one.add([teller("first", "2021-03-01", GIFT, text=_story(1))])
        other.add([teller("second", "2021-03-02", GIFT, text=_story(1)), teller("x", "2021-03-02", text=_story(2))])
        one.add([teller("third", "2021-03-03", GIFT, text=_story(1)), teller("y", "2021-03-03", text=_story(2))])
        assert _lineages(one) == {frozenset(["first", "second", "third"]), frozenset("xy")}


def test_copies_read_anew_otherwise_stay_copies(book: Book, teller: Tell) -> None:
    book.add([teller(name, day, GIFT, text=_story(1)) for name, day in (("a", "2021-03-01"), ("b", "2021-03-02"))])
    book.reader = "pledgebook 99"
    says = "NOR does pledge of 5m USD to MLI."
    book.add([teller("a", "2021-03-04", {**GIFT, "says": says}, text=_story(1))])
    (lineage,) = book.copies()
    assert lineage.origin.name == "b"  # the other one is dated later now
    assert book.entries()[0].sources == 1


def test_the_first_book_finds_copies_of_what_it_holds(
    tmp_path: Path, teller: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pledgebook.book.engine import open_store
    from pledgebook.book.finders import refill
    from pledgebook.book.schema import act_key

    with Book.open(tmp_path / "b.db") as book:
        book.add([teller("first", "2021-03-01", GIFT, text=_story(1)), teller("x", "2021-03-02", text=_story(2))])
    store = open_store(tmp_path / "b.db")
    with store.writing() as connection:  # as the migration leaves them
        keys = connection.execute(select(act_key).order_by(act_key.c.key)).all()
        for table in (act_key, mark_row, fresh_marks):
            connection.execute(table.delete())
        refill(connection)
        assert connection.execute(select(act_key).order_by(act_key.c.key)).all() == keys
    store.engine.dispose()
    with Book.open(tmp_path / "b.db") as book:
        book.add([teller("second", "2021-03-02", GIFT, text=_story(1))])
        assert _lineages(book) == {frozenset(["first", "second"])}
        assert [entry.acts for entry in book.entries()] == [2]
