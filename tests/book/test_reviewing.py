"""Reviews: each kind, their wording, and that they outlive new articles and reading anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pledgebook.book import Book, Decision
from pledgebook.problems import BadInput, BadSetting
from pledgebook.records import Reading

Tell = Callable[..., Reading]
MONEY = {"low": 61e6, "high": 61e6, "currency": "EUR", "basis": "increment", "hedge": "exact"}
GIFT = {"sum": "60m USD", "day": "2021-03-01"}


@pytest.fixture
def gift(book: Book, story: list[Reading]) -> str:
    book.add(story)
    return next(line.id for line in book.entries(donor="NOR") if line.kind == "delivery")


def test_accept(book: Book, gift: str) -> None:
    assert book.review(Decision("accept", gift, "Ann", "")) == gift
    assert book.entry(gift).line.review == "accepted"
    assert gift not in {line.id for line in book.entries(unreviewed=True)}
    (event,) = book.entry(gift).reviews
    assert (event.what, event.by) == ("accept", "Ann")


def test_correct_a_sum_decides_its_conflict_and_counts(book: Book, gift: str) -> None:
    book.review(Decision("correct", gift, "Ann", "the treaty says so", {"amount": MONEY}))
    told = book.entry(gift)
    assert told.line.review == "corrected"
    assert told.line.reason == "decided by Ann: the treaty says so"
    assert [(conflict.accepted, conflict.reason) for conflict in told.conflicts] == [("61m EUR", told.line.reason)]
    assert told.count
    assert (told.count.currency, told.count.pledged) == ("EUR", 61e6)
    assert book.check().faults == ()


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({"kind": "commitment"}, ("commitment", ("NOR",), "asserted")),
        ({"actor": ["SWE"]}, ("delivery", ("SWE",), "asserted")),
        ({"modality": "planned"}, ("delivery", ("NOR",), "planned")),
        ({"date": {"start": "2021-03-04", "end": "2021-03-04"}}, ("delivery", ("NOR",), "asserted")),
    ],
)
def test_correct_other_fields(book: Book, gift: str, values: dict[str, Any], shown: tuple[Any, ...]) -> None:
    line = book.entry(book.review(Decision("correct", gift, "Ann", "why", values))).line
    assert (line.kind, line.actor, line.modality) == shown
    if "date" in values:
        assert line.date
        assert line.date.to_json() == values["date"]
    assert book.check().faults == ()


def test_a_corrected_donor_is_found_under_the_right_name(book: Book, gift: str) -> None:
    book.review(Decision("correct", gift, "Ann", "why", {"actor": ["CHE"]}))
    assert [line.id for line in book.entries(donor="CHE")] == [gift]
    assert ("CHE",) in {tuple(line.value.values()) for line in book.totals("donor")}


def test_reject_takes_it_out_of_lists_and_sums(book: Book, gift: str) -> None:
    book.review(Decision("reject", gift, "Ann", "satire"))
    assert gift not in {line.id for line in book.entries()}
    assert [line.id for line in book.entries(rejected=True)] == [gift]
    assert {line.value["donor"]: line.pledged for line in book.totals("donor")}["NOR"] == 60e6  # 40m and the tranche
    assert book.entry(gift).ties == ()
    assert book.check().faults == ()


def test_split_and_join_again(book: Book, gift: str) -> None:
    paid = next(telling.act for telling in book.entry(gift).tellings if telling.source.name == "paid")
    book.review(Decision("split", gift, "Ann", "another grant", acts=(paid,)))
    assert (book.entry(gift).line.kind, book.entry(gift).line.acts) == ("pledge", 3)
    (other,) = [line for line in book.entries(donor="NOR") if line.kind == "delivery"]
    assert book.review(Decision("join", gift, "Bob", "the same grant", other=other.id)) == gift
    assert book.entry(gift).line.acts == 4
    assert [event.by for event in book.entry(gift).reviews] == ["Ann", "Bob"]
    assert book.check().faults == ()


def test_join_what_the_program_keeps_apart(book: Book, teller: Tell) -> None:
    book.add([teller("a", "2021-03-01", GIFT), teller("b", "2021-09-01", {**GIFT, "day": "2021-09-01"})])
    later, first = book.entries()
    name = book.review(Decision("join", first.id, "Ann", "a repeat", other=later.id))
    assert [line.id for line in book.entries()] == [name]
    assert book.entry(later.id).line.id == name


# --- they outlive ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("action", ["accept", "correct", "reject"])
def test_a_review_outlives_new_articles(book: Book, gift: str, teller: Tell, action: Any) -> None:
    values = {"amount": MONEY} if action == "correct" else {}
    book.review(Decision(action, gift, "Ann", "why", values))
    before = book.entry(gift).line
    book.add([teller("early", "2021-02-28", {**GIFT, "aid": "humanitarian"}), teller("late", "2021-03-03", GIFT)])
    after = book.entry(gift).line
    assert after.acts == before.acts + 2
    assert (after.review, after.amount) == (before.review, before.amount)


def test_a_review_outlives_reading_anew(book: Book, teller: Tell) -> None:
    """A newer version dates an article otherwise, finds its sum, and calls the act by another kind."""
    url = "https://news.example/1"
    says = "NOR gives sixty to MLI."
    book.add([teller("n", "2021-03-01", {"says": says}, url=url)])
    name = book.entries()[0].id
    book.review(Decision("correct", name, "Ann", "why", {"amount": MONEY}))
    for version, again in enumerate(
        (
            teller("n", "2021-03-02", {"says": says, "sum": "60m USD"}, url=url),
            teller("n", "2021-03-02", {"says": says, "sum": "60m USD", "kind": "delivery"}, url=url),
            teller("n", "2021-03-02", {"says": says, "actor": "SWE"}, url=url, text="Now it begins otherwise."),
        )
    ):
        book.reader = f"pledgebook 9.{version}"
        book.add([again])
        (line,) = book.entries()
        assert (line.review, line.amount and line.amount.money.low) == ("corrected", 61e6)
        assert book.entry(name).line.id == line.id
    assert book.check().faults == ()


def test_a_split_outlives_its_like(book: Book, teller: Tell) -> None:
    """What comes later goes to the side that it is nearer to."""
    other = {**GIFT, "items": [["field kitchens", 4.0]]}
    book.add([teller("a", "2021-03-01", GIFT), teller("b", "2021-03-02", other)])
    (line,) = book.entries()
    act = book.entry(line.id).tellings[1].act
    book.review(Decision("split", line.id, "Ann", "two gifts", acts=(act,)))
    assert len(book.entries()) == 2
    book.add([teller("c", "2021-03-02", other)])
    assert sorted(line.acts for line in book.entries()) == [1, 2]


def test_reviews_come_to_the_same_in_any_order_of_articles(
    book: Book, gift: str, story: list[Reading], tmp_path: Any
) -> None:
    book.review(Decision("correct", gift, "Ann", "why", {"amount": MONEY}))
    with Book.open(tmp_path / "other.db") as other:
        other.add(story[4:5])
        (only,) = other.entries()
        other.review(Decision("correct", only.id, "Ann", "why", {"amount": MONEY}))
        other.add(story)
        assert other.check().content == book.check().content


# --- wrong use ------------------------------------------------------------------------------------------

WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("no reason", {"action": "reject", "why": " "}, "say why"),
    ("no reviewer", {"action": "accept", "by": ""}, "name of its reviewer"),
    ("no such action", {"action": "praise"}, "accept, correct, split, join, reject"),
    ("nothing corrected", {"action": "correct"}, "name what is to be otherwise"),
    ("no such field", {"action": "correct", "values": {"colour": "red"}}, "no field 'colour'"),
    ("no kind", {"action": "correct", "values": {"kind": "gift"}}, "is no kind"),
    ("no sum", {"action": "correct", "values": {"amount": {"low": 3}}}, "is no amount"),
    ("no day", {"action": "correct", "values": {"date": {"start": "soon", "end": "soon"}}}, "is no date"),
    ("no actor", {"action": "correct", "values": {"actor": []}}, "is no actor"),
    ("splits nothing", {"action": "split"}, "not none and not all"),
    ("splits what is not there", {"action": "split", "acts": ("xyz",)}, "no act of"),
    ("joins itself", {"action": "join", "other": "itself"}, "no other entry"),
]


@pytest.mark.parametrize(("given", "said"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_wrong_reviews_change_nothing(book: Book, gift: str, given: dict[str, Any], said: str) -> None:
    before = book.entry(gift)
    whole = {"entry": gift, "by": "Ann", "why": "why", **given}
    if whole.get("other") == "itself":
        whole["other"] = gift
    with pytest.raises(BadSetting, match=said):
        book.review(Decision(**whole))
    assert book.entry(gift) == before


def test_what_is_inferred_is_not_reviewed(book: Book, gift: str) -> None:
    (inferred,) = [line for line in book.entries() if line.inferred]
    with pytest.raises(BadSetting, match="review the total"):
        book.review(Decision("accept", inferred.id, "Ann", ""))


def test_no_such_entry_is_bad_input(book: Book) -> None:
    with pytest.raises(BadInput):
        book.review(Decision("accept", "e0000000000000000", "Ann", ""))
