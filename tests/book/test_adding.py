"""Adding: the same in any order, twice the same as once, stopped and repeated the same as undisturbed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from pledgebook.book import Book
from pledgebook.book import adding as adding_module
from pledgebook.book import settling as settling_module
from pledgebook.book.entry_rows import load_entries
from pledgebook.book.mentions import Mentions
from pledgebook.book.schema import act_row, entry_row, link_row, stated_row
from pledgebook.book.settling import unpack_stated
from pledgebook.problems import BadInput, Reason
from pledgebook.reconciling.reconcile import reconcile
from pledgebook.records import LeftOut, Page, Reading

Tell = Callable[..., Reading]


def equals_reconcile(book: Book) -> None:
    """The book holds what reconciling all its acts at once gives, to the last field."""
    with book._store.reading() as connection:
        mentions = Mentions(connection)
        numbers = connection.scalars(select(act_row.c.no).where(act_row.c.until.is_(None))).all()
        want = reconcile(mentions.load(numbers))
        ids = connection.scalars(select(entry_row.c.id).where(entry_row.c.until.is_(None))).all()
        assert load_entries(connection, ids, mentions) == {entry.id: entry for entry in want.entries}
        links = connection.execute(select(link_row).where(link_row.c.until.is_(None))).all()
        assert {(r.kind, r.source, r.target, r.phrase) for r in links} == {
            (link.kind, link.source, link.target, link.phrase) for link in want.links
        }
        stated = connection.execute(select(stated_row).where(stated_row.c.until.is_(None))).all()
        assert {row.entry: unpack_stated(row.body) for row in stated} == {row.entry: row for row in want.stated}


def test_a_book_is_what_reconciling_gives(book: Book, story: list[Reading]) -> None:
    done = book.add(story)
    assert (done.articles, done.acts, done.known, done.bad) == (13, 14, 0, 0)
    equals_reconcile(book)
    assert book.check().faults == ()


@pytest.mark.parametrize("step", [1, 5])
def test_order_and_pieces_change_nothing(where: str, tmp_path: Path, story: list[Reading], step: int) -> None:
    with Book.open(where) as one, Book.open(tmp_path / "other.db") as other:
        one.add(story)
        shuffled = random.Random(step).sample(story, len(story))
        for start in range(0, len(story), step):
            other.add(shuffled[start : start + step])
        equals_reconcile(other)
        assert one.check().content == other.check().content


def test_twice_is_once(book: Book, story: list[Reading]) -> None:
    book.add(story)
    before = _everything(book)
    assert book.add(story).known == len(story)
    assert _everything(book) == before


def _everything(book: Book) -> list[object]:
    with book._store.reading() as connection:
        tables = (act_row, entry_row, link_row, stated_row)
        return [connection.execute(select(table).order_by(table.c.no)).all() for table in tables]


def test_many_acts_between_two_parties(book: Book, teller: Tell) -> None:
    """More than the window of one file, groups of givers among them: links made piece by piece are still the same."""
    readings = list(_dense(teller, 190))
    book.add(readings[:140])
    for start in range(140, 190, 10):
        book.add(readings[start : start + 10])
    equals_reconcile(book)


def _dense(teller: Tell, many: int) -> Iterator[Reading]:
    chance = random.Random(3)
    for number in range(many):
        day = date(2021, 1, 1) + timedelta(days=chance.randint(0, 400))
        kind = chance.choices(["pledge", "delivery", "request", "withdrawal", "refusal"], [8, 3, 2, 2, 1])[0]
        giver = chance.choice(["NOR", "NOR", "NOR", "name:allies"])
        act = {"kind": kind, "actor": giver, "day": day.isoformat(), "sum": f"{chance.randint(1, 60)}m USD"}
        if kind == "request":
            act |= {"actor": "MLI", "target": giver, "sum": ""}
        if kind == "pledge":
            act["basis"] = chance.choice(["increment", "increment", "tranche_of", "running_total"])
        yield teller(f"d{number}", day.isoformat(), act)


@pytest.mark.parametrize("seed", range(6))
def test_equal_sums_between_two_parties(book: Book, teller: Tell, seed: int) -> None:
    """Chains of likely pairs lead through everything: what is grouped by itself is grouped as in the whole."""
    chance = random.Random(seed)
    readings = list(_alike(teller, 90, chance))
    chance.shuffle(readings)
    start = 0
    while start < len(readings):
        many = chance.choice((1, 2, 7, 20))
        book.add(readings[start : start + many])
        start += many
        if chance.random() < 0.3:  # an article is changed, or takes an act back
            old = chance.choice(readings[:start])
            kept = old.acts if chance.random() < 0.5 else ()
            article = replace(old.article, text=f"{old.article.text} Changed.")
            book.add([Reading(article, tuple(replace(act, aid_type="military") for act in kept))])
    equals_reconcile(book)
    assert book.check().faults == ()


def _alike(teller: Tell, many: int, chance: random.Random) -> Iterator[Reading]:
    for number in range(many):
        day = date(2021, 1, 1) + timedelta(days=chance.randint(0, 300))
        act = {
            "kind": chance.choice(["pledge", "pledge", "commitment", "delivery"]),
            "sum": f"{chance.choice((20, 21, 40, 44))}m USD",
            "hedge": chance.choice(["exact", "exact", "about"]),
            "actor": chance.choice(["NOR", "NOR", "NOR", "NOR+SWE", "SWE"]),
            "day": chance.choice([day.isoformat(), day.isoformat(), ""]),
            "basis": chance.choice(["increment"] * 6 + ["running_total", "tranche_of"]),
        }
        written = day + timedelta(days=chance.choice((0, 0, 3, 60)))
        yield teller(f"d{number}", written.isoformat(), act, url=f"https://news.example/{number}")


def test_a_group_s_gift_holds_what_was_paid_of_it_before_it_came(book: Book, teller: Tell) -> None:
    """The group's entry comes after the part that it holds, and stands in a file of its own."""
    paid = {"actor": "NOR", "kind": "delivery", "sum": "20m USD", "basis": "tranche_of", "day": "2021-06-20"}
    book.add([teller("paid", "2021-06-20", paid)])
    book.add([teller("all", "2021-03-01", {"actor": "name:allies", "sum": "300m USD", "day": "2021-03-01"})])
    equals_reconcile(book)
    with book._store.reading() as connection:
        assert connection.scalars(select(link_row.c.kind)).all() == ["part_of"]


# --- pages ----------------------------------------------------------------------------------------------


def reads(teller: Tell, **given: object) -> Callable[[Iterator[Page | BadInput]], Iterable[Reading | BadInput]]:
    """A reader that finds one gift of Norway in each page, or gives what it is told to give for its id."""

    def read(pages: Iterator[Page | BadInput]) -> Iterator[Reading | BadInput]:
        for page in pages:
            if isinstance(page, BadInput):
                yield page
            else:
                found = given.get(page.id)
                yield found or teller(page.id, "2021-03-01", {"sum": "5m USD"}, url=page.url, text=page.text)  # type: ignore[misc]

    return read


def test_pages_are_archived_as_they_came(book: Book, teller: Tell) -> None:
    pages = [
        Page("p1", "files", content=b"<p>\x00\xffbytes</p>", media_type="text/html"),
        Page("p2", "table", text="text é", title="T", date="2021-03-01", url="https://x.example/2"),
    ]
    book.add(pages, reads(teller))
    assert list(book.pages()) == pages
    assert book.add(pages, reads(teller)).known == 2


def test_a_bad_page_is_left_out_with_its_reason(book: Book, teller: Tell) -> None:
    heard: list[BadInput] = []
    bad = BadInput("p1", "left out: the article is not in English")
    nowhere = BadInput("gone.txt", "there is no such file")
    done = book.add(
        [Page("p1", "s", text="ach"), nowhere, Page("p2", "s", text="b")], reads(teller, p1=bad), heard.append
    )
    assert (done.bad, done.articles) == (2, 1)
    assert heard == [bad, nowhere]
    (out,) = book.left_out()
    assert (out.page, out.reason, out.detail) == ("p1", "could not be read", bad.reason)


def test_a_page_without_an_answer_is_asked_about_again(book: Book, teller: Tell) -> None:
    heard: list[BadInput] = []
    mute = replace(teller("p1", "2021-03-01", {}), left_out=(LeftOut(Reason.NO_ANSWER, None, "it answered 500"),))
    page = Page("p1", "s", text="a")
    done = book.add([page], reads(teller, p1=mute), heard.append)
    assert (done.bad, done.articles, list(book.pages())) == (1, 0, [])
    assert (
        heard[0].reason
        == "the language model gave no answer that can be used (it answered 500); not added: add it again"
    )
    done = book.add([page], reads(teller))
    assert (done.known, done.articles, list(book.pages())) == (0, 1, [page])


def test_left_out_passages_keep_their_quotes(book: Book, teller: Tell) -> None:
    book.add([teller("a", "2021-03-01", {}, left_out=["nobody is named who does it"])])
    (out,) = book.left_out(reason="nobody is named who does it")
    assert out.out
    assert out.out.quote
    assert out.out.quote.text == "Report"
    assert book.left_out(reason="the page has no text") == []


def test_a_new_version_of_an_address_takes_the_place_of_the_old(book: Book, teller: Tell) -> None:
    url = "https://news.example/1"
    book.add([Page(url, url, text="first", url=url)], reads(teller))
    (before,) = book.entries()
    changed = teller(url, "2021-03-01", {"sum": "7m USD"}, url=url, text="second")
    book.add([Page(url, url, text="second", url=url)], reads(teller, **{url: changed}))
    (after,) = book.entries()
    assert before.amount
    assert after.amount
    assert (before.amount.money.low, after.amount.money.low) == (5e6, 7e6)
    assert len(list(book.pages())) == 2
    equals_reconcile(book)
    assert book.check().faults == ()


def test_two_files_of_one_name_both_stand(book: Book, teller: Tell) -> None:
    book.add([Page("1", "a.csv", text="one"), Page("1", "b.csv", text="two")], reads(teller))
    (entry,) = book.entries()
    assert entry.acts == 2


def test_reading_anew_with_the_same_result_changes_nothing(book: Book, story: list[Reading]) -> None:
    book.add(story)
    before = _everything(book)
    book.reader = "pledgebook 99"
    assert book.add(story).known == 0
    assert _everything(book) == before
    assert book.add(story).known == len(story)


def test_letters_that_no_database_takes(book: Book, teller: Tell) -> None:
    book.add(
        [teller("a\x00", "2021-03-01", {"says": "NOR gives \x00 \ud800 5m.", "actor": "name:\x00"}, title="\udfff")]
    )
    (entry,) = book.entries()
    (telling,) = book.entry(entry.id).tellings
    assert telling.quotes == ("NOR gives \ufffd \ufffd 5m.",)
    assert book.check().faults == ()


# --- copies ---------------------------------------------------------------------------------------------


def test_copies_are_one_source_under_their_origin(book: Book, teller: Tell, text_of: Callable[[int], str]) -> None:
    gift = {"sum": "5m USD", "day": "2021-03-01"}
    texts = [("late", "2021-03-05", 1), ("first", "2021-03-01", 1), ("other", "2021-03-02", 2)]
    book.add([teller(name, day, gift, text=text_of(seed)) for name, day, seed in texts])
    (entry,) = book.entries()
    assert (entry.acts, entry.sources) == (3, 2)
    (lineage,) = book.copies()
    assert (lineage.origin.name, [copy.name for copy in lineage.copies]) == ("first", ["late"])
    assert "word for word" in lineage.copies[0].why
    equals_reconcile(book)


def test_a_misdated_repost_is_no_origin(book: Book, teller: Tell, text_of: Callable[[int], str]) -> None:
    repost = teller("repost", "2021-02-01", text=text_of(1), doubts=["misdated"])
    for readings in ([repost], [teller("first", "2021-03-01", text=text_of(1))]):
        book.add(readings)
    assert [lineage.origin.name for lineage in book.copies()] == ["first"]


def test_a_superseded_copy_leaves_its_lineage(book: Book, teller: Tell, text_of: Callable[[int], str]) -> None:
    url = "https://news.example/1"
    gift = {"sum": "5m USD", "day": "2021-03-01"}
    book.add(
        [
            teller("first", "2021-03-01", gift, text=text_of(1)),
            teller("two", "2021-03-02", gift, text=text_of(1), url=url),
        ]
    )
    assert len(book.copies()) == 1
    book.add([teller("two", "2021-03-02", gift, text=text_of(5), url=url)])
    assert book.copies() == []
    assert book.entries()[0].sources == 2
    equals_reconcile(book)


# --- stopped --------------------------------------------------------------------------------------------


def test_a_batch_is_whole_or_not_there(book: Book, story: list[Reading], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding_module, "BATCH", 4)
    calls = iter(range(100))

    def stops(*_: object) -> int:
        if next(calls) == 2:
            raise KeyboardInterrupt
        return regroup(*_)  # type: ignore[arg-type]

    from pledgebook.book import writing

    regroup = writing.regroup
    monkeypatch.setattr(writing, "regroup", stops)
    with pytest.raises(KeyboardInterrupt):
        book.add(story)
    assert book.check().faults == ()
    assert book.check().waiting > 0
    done = book.add(story)
    assert (done.known, done.articles) == (8, len(story) - 8)
    equals_reconcile(book)
    assert book.check().waiting == 0


def test_a_stopped_settling_goes_on(book: Book, story: list[Reading], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling_module, "PIECE", 3)
    calls = iter(range(100))
    recount = settling_module._recount

    def stops(*given: object) -> None:
        if next(calls) == 2:
            raise KeyboardInterrupt
        recount(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(settling_module, "_recount", stops)
    with pytest.raises(KeyboardInterrupt):
        book.add(story)
    assert book.check().waiting > 0
    assert book.settle() > 0
    equals_reconcile(book)
    assert book.check().faults == ()
