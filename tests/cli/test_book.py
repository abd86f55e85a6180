"""The commands of the book on the command line: what is printed where, options, exit codes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from pledgebook.book import Book
from pledgebook.cli.book_review import values_of
from pledgebook.problems import BadInput, BadSetting
from pledgebook.records import Reading
from pledgebook.words import party_of, sum_of

Run = Callable[..., "Ended"]  # noqa: F821  (tests/cli/conftest.py)


@pytest.fixture
def book(where: str, reading: Reading) -> str:
    """A book with the sample article of conftest.py: five acts, one thing left out."""
    with Book.open(where) as opened:
        opened.add([reading])
    return where


@pytest.fixture
def file(tmp_path: Path, reading: Reading) -> str:
    """The same, always in a file: for what has nothing to do with where a book is."""
    with Book.open(tmp_path / "sample.db") as opened:
        opened.add([reading])
    return str(tmp_path / "sample.db")


def lines(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def first(run: Run, book: str, *filters: str) -> str:
    """The id of the first entry that answers to the filters."""
    return str(lines(run("entries", "--book", book, "--json", *filters).out)[0]["id"])


# --- add -------------------------------------------------------------------------------------------------


def test_add_reads_into_a_book_and_sums_up(run: Run, reading: Reading, where: str) -> None:
    ended = run("add", "x", "--book", where, gives=[reading])
    assert (ended.code, ended.out) == (0, "")
    assert ended.err.startswith("1 article, 5 acts new, 1 left out, ")
    with Book.open(where, make=False) as opened:
        assert len(opened.entries()) == 5
    again = run("add", "x", "--book", where, gives=[])
    assert again.err.startswith("0 articles, 0 acts new, 1 known already, 0 left out")


def test_add_tells_of_bad_input_and_adds_the_rest(run: Run, reading: Reading, where: str) -> None:
    ended = run("add", "x", "y", "--book", where, "--json", gives=[BadInput("x", "is empty"), reading])
    assert ended.code == 1
    assert ended.err.splitlines()[0] == "pledgebook: x: is empty"
    assert lines(ended.out) == [{"articles": 1, "known": 0, "acts": 5, "left_out": 2, "bad": 1}]
    listed = run("left-out", "--book", where, "--json")
    assert {row["reason"] for row in lines(listed.out)} == {"could not be read", "nobody is named who does it"}


def test_add_stopped_by_ctrl_c(run: Run, reading: Reading, where: str) -> None:
    ended = run("add", "x", "--book", where, gives=[KeyboardInterrupt()])
    assert ended.code == 130
    assert "what was added stands, and the same command goes on" in ended.err
    assert run("add", "x", "--book", where, gives=[reading]).code == 0


def test_add_again_what_the_book_has(run: Run, reading: Reading, book: str) -> None:
    ended = run("add", "--reread", "--book", book, gives=[reading])
    assert ended.err.startswith("0 articles, 0 acts new, 1 known already")
    # another threshold is another reader
    ended = run("add", "--reread", "--min-confidence", "0.1", "--book", book, gives=[reading])
    assert ended.err.startswith("1 article, 0 acts new, 1 left out")
    assert [page.id for page in run.pages[-1:]] == ["sample"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("words", [(), ("x", "--reread")])
def test_add_needs_sources_or_reread(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    ended = run("add", *words, "--book", str(tmp_path / "new.db"))
    assert (ended.code, "name the sources to add" in ended.err) == (2, True)


def test_add_takes_the_day_of_pages_without_one(run: Run, reading: Reading, where: str) -> None:
    run("add", "x", "--date", "2024-03-14", "--book", where, gives=[reading])
    assert run.pages[-1].date == "2024-03-14"  # type: ignore[attr-defined]


# --- asking ----------------------------------------------------------------------------------------------

ASK = ("entries", "totals", "threads", "conflicts", "copies", "left-out", "check")


@pytest.mark.parametrize("command", ASK)
@pytest.mark.parametrize("form", [(), ("--json",), ("--csv",)])
def test_every_question_answers_in_every_form(run: Run, book: str, command: str, form: tuple[str, ...]) -> None:
    ended = run(command, "--book", book, *form)
    assert ended.code == 0
    if form == ("--json",):
        lines(ended.out)
    if form == ("--csv",) and ended.out:
        rows = list(csv.reader(io.StringIO(ended.out)))
        assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("command", ASK)
@pytest.mark.parametrize("width", [40, 80, 200])
def test_tables_fit_the_terminal(run: Run, file: str, command: str, width: int) -> None:
    ended = run(command, "--book", file, width=width)
    if command != "check":
        assert max(map(len, ended.out.splitlines()), default=0) <= width
    assert "\x1b" not in ended.out


def test_entries(run: Run, book: str) -> None:
    ended = run("entries", "--book", book, "--donor", "Norway", "--kind", "pledge", "--json")
    (row,) = lines(ended.out)
    assert (row["actor"], row["target"], row["sources"]) == (["NOR"], ["MOZ"], 1)
    shown = run("entries", "--book", book, "--donor", "norway", "--kind", "pledge", width=200)
    assert "Norway → Mozambique" in shown.out
    assert "at least USD 60m, in total" in shown.out


def test_a_list_says_how_to_go_on(run: Run, book: str) -> None:
    ended = run("entries", "--book", book, "--limit", "3")
    key = ended.err.strip().removeprefix("there may be more: --after ")
    rest = run("entries", "--book", book, "--after", key, "--json")
    assert len(lines(rest.out)) == 2


def test_nothing_found_is_said_on_standard_error(run: Run, book: str) -> None:
    ended = run("entries", "--book", book, "--donor", "FJI")
    assert (ended.code, ended.out) == (0, "")
    assert "nothing in the book" in ended.err


def test_entry_and_history(run: Run, book: str) -> None:
    name = first(run, book, "--kind", "sanction")
    ended = run("entry", name[:10], "--book", book, width=100)
    assert "Norway → Belarus" in ended.out
    assert "“It banned four officials of Belarus, Ivan [31mPetrov among them.”" in ended.out
    assert "misdated" in ended.out
    assert lines(run("entry", name, "--book", book, "--json").out)[0]["id"] == name
    assert run("entry", name, "--book", book, "--csv").out.startswith("entry,act,kind,")
    told = run("history", name, "--book", book, width=100)
    assert f"{name}: sanction by NOR to BLR" in told.out


def test_search(run: Run, book: str) -> None:
    ended = run("search", "rescue", "boats", "--book", book, "--json")
    assert [bool(row["entry"]) for row in lines(ended.out)] == [True, False]


def test_totals(run: Run, book: str) -> None:
    name = first(run, book, "--kind", "pledge", "--donor", "NOR")
    run("review", "correct", name, "amount=60m USD", "--why", "a gift of its own", "--by", "Ann", "--book", book)
    ended = run("totals", "--book", book, "--by", "donor,recipient", "--currency", "usd", "--csv")
    assert ended.out.splitlines()[0] == "donor,recipient,currency,pledged,committed,delivered,entries,without_rate"
    assert ended.out.splitlines()[1] == "NOR,MOZ,USD,60000000.0,0.0,0.0,1,0"


def test_the_book_as_it_was(run: Run, book: str) -> None:
    assert run("entries", "--book", book, "--as-of", "2020-01-01", "--json").out == ""


def test_the_book_may_be_named_by_the_environment(run: Run, book: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLEDGEBOOK_BOOK", book)
    assert len(lines(run("entries", "--json").out)) == 5


# --- reviews ---------------------------------------------------------------------------------------------


def test_reviews(run: Run, book: str) -> None:
    name = first(run, book, "--kind", "sanction")
    values = ("target=Russia", "date=2024-03-01/2024-03-02")
    ended = run("review", "correct", name, *values, "--why", "a slip", "--by", "Ann", "--book", book)
    assert (ended.code, ended.out) == (0, f"{name}: correct by Ann\n")
    (row,) = lines(run("entries", "--book", book, "--recipient", "RUS", "--json").out)
    assert (row["review"], row["date"]) == ("corrected", {"start": "2024-03-01", "end": "2024-03-02"})
    ended = run("review", "reject", name, "--why", "satire", "--by", "Bob", "--book", book, "--json")
    assert lines(ended.out) == [{"entry": name, "action": "reject", "by": "Bob", "why": "satire"}]
    assert "reject by Bob" in run("entry", name, "--book", book).out
    assert len(lines(run("entries", "--book", book, "--json").out)) == 4


def test_join_and_split(run: Run, book: str) -> None:
    several = lines(run("entries", "--book", book, "--recipient", "MOZ", "--limit", "2", "--json").out)
    one, other = (str(row["id"]) for row in several)
    run("review", "join", one, other, "--why", "one act", "--book", book, "--by", "Ann")
    (joined,) = [row for row in lines(run("entries", "--book", book, "--json").out) if row["acts"] == 2]
    whole = json.loads(run("entry", str(joined["id"]), "--book", book, "--json").out)
    act = whole["acts_told"][1]["act"]
    assert run("review", "split", str(joined["id"]), str(act), "--why", "two", "--book", book).code == 0
    assert len(lines(run("entries", "--book", book, "--json").out)) == 5
    assert run("review", "accept", one, "--book", book).code == 0


# --- wrong use -------------------------------------------------------------------------------------------

WRONG = [
    (("entries", "--kind", "gift"), 2, "--kind must be one of request, pledge"),
    (("entries", "--aid-type", "kind"), 2, "--aid-type must be one of"),
    (("entries", "--since", "soon"), 2, "--since must be a day"),
    (("entries", "--min-sum", "much"), 2, "--min-sum must be a sum such as 300m"),
    (("entries", "--json", "--csv"), 2, "cannot both"),
    (("entries", "--limit", "0"), 2, "--limit must be at least 1"),
    (("entries", "--after", "x"), 2, "key of an entry"),
    (("entries", "--as-of", "x"), 2, "--as-of must be a day"),
    (("entry", "e0000000000000000"), 1, "no such entry"),
    (("totals", "--by", "colour"), 2, "not by 'colour'"),
    (("search", "..."), 2, "no word to search for"),
    (("review", "reject", "e0000000000000000", "--by", "Ann", "--why", "x"), 1, "no such entry"),
    (("review", "reject", "e0000000000000000", "--by", "Ann"), 2, "say why"),
    (("review", "correct", "e0000000000000000", "colour"), 2, "FIELD=VALUE"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "code", "said"), WRONG, ids=[" ".join(row[0]) for row in WRONG])
def test_wrong_use_is_one_sentence(run: Run, file: str, words: tuple[str, ...], code: int, said: str) -> None:
    ended = run(*words, "--book", file)
    assert (ended.code, ended.out) == (code, "")
    assert ended.err.startswith("pledgebook: ")
    assert len(ended.err.splitlines()) == 1
    assert said in ended.err


def test_no_book_is_told(run: Run, tmp_path: Path) -> None:
    ended = run("entries", "--book", str(tmp_path / "none.db"))
    assert (ended.code, "there is no such book" in ended.err) == (2, True)


def test_check_tells_of_damage(run: Run, book: str) -> None:
    with Book.open(book) as opened, opened._store.writing() as connection:
        connection.execute(text("UPDATE article_row SET text = replace(text, '60', '61')"))
    ended = run("check", "--book", book)
    assert ended.code == 2
    assert "does not say" in ended.out


SUMS = [("300m", 3e8), ("1.5bn", 1.5e9), ("20,000", 2e4), ("2tn", 2e12), ("7k", 7e3), ("12", 12.0)]


@pytest.mark.parametrize(("word", "value"), SUMS)
def test_sums(word: str, value: float) -> None:
    assert sum_of(word, "--min-sum") == value


@pytest.mark.parametrize(
    ("word", "party"), [("Japan", "JPN"), ("jpn", "JPN"), ("fin+swe", "FIN+SWE"), ("name:Caritas", "name:Caritas")]
)
def test_parties(word: str, party: str) -> None:
    assert party_of(word) == party


def test_values_of_a_correction() -> None:
    assert values_of(["amount=300m usd", "date=2022-05-19", "actor=Japan,EU", "kind=pledge"]) == {
        "amount": {"low": 3e8, "high": 3e8, "currency": "USD", "basis": "increment", "hedge": "exact"},
        "date": {"start": "2022-05-19", "end": "2022-05-19"},
        "actor": ["JPN", "EU"],
        "kind": "pledge",
    }
    assert values_of(["amount="]) == {"amount": None}


@pytest.mark.parametrize("word", ["amount=300m", "date=", "date=2022-05-19/2022-05-01", "amount=x USD", "nothing"])
def test_values_that_are_none(word: str) -> None:
    if word == "date=":
        assert values_of([word]) == {"date": None}
        return
    with pytest.raises(BadSetting):
        values_of([word])
