"""Donors and recipients as people write them: in filters, in feeds, in the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pledgebook.book import Book
from pledgebook.problems import BadSetting
from pledgebook.web.parties import Parties
from pledgebook.words import is_party

if TYPE_CHECKING:
    from starlette.testclient import TestClient

KNOWN = Parties((), (), {"donors": "name:donors", "name:donors": "name:donors", "norway": "NOR", "nor": "NOR",
                         "georgia": "name:Georgia", "name:georgia": "name:Georgia"})  # fmt: skip


@pytest.mark.parametrize(
    ("word", "party"),
    [
        ("Norway", "NOR"), ("norway", "NOR"), ("NOR", "NOR"), (" nor ", "NOR"), ("donors", "name:donors"),
        ("Donors", "name:donors"), ("name:donors", "name:donors"), ("UK", "GBR"), ("Britain", "GBR"), ("US", "USA"),
        ("European Union", "EU"), ("world bank", "WB"), ("United Nations", "UN"), ("Fiji", "FJI"),
        ("FIN+SWE", "FIN+SWE"), ("Georgia", "GEO"), ("name:Georgia", "name:Georgia"),
    ],
)  # fmt: skip
def test_names_and_codes_mean_a_party(word: str, party: str) -> None:
    assert KNOWN.meant(word) == party


@pytest.mark.parametrize(("word", "hint"), [("Xyzzy", "'Xyzzy':"), ("Norwy", "(did you mean Norway?)")])
def test_a_name_of_nobody_is_told_with_what_to_do(word: str, hint: str) -> None:
    with pytest.raises(BadSetting, match="no party is called") as told:
        KNOWN.meant(word)
    assert hint in str(told.value)
    assert "choose a name from the list" in str(told.value)


@pytest.mark.parametrize(
    ("word", "shown"),
    [("NOR", "Norway"), ("name:donors", "donors"), ("name:Georgia", "name:Georgia"), ("Narnia", "Narnia")],
)
def test_a_field_shows_a_name_that_means_the_same_again(word: str, shown: str) -> None:
    assert KNOWN.shown(word) == shown
    assert KNOWN.shown(shown) == shown


def test_ids_of_parties() -> None:
    assert is_party("NOR")
    assert is_party("EU+NOR")
    assert is_party("name:x")
    assert not is_party("NARNIA")
    assert not is_party("")


def test_fields_offer_the_parties_of_the_book(desk: TestClient) -> None:
    for path in ("/ledger", "/totals", "/feeds"):
        givers = desk.get(path).text.partition('<datalist id="givers">')[2].partition("</datalist>")[0]
        assert '<option value="Norway">' in givers
        assert "NOR" not in givers


@pytest.mark.parametrize("path", ["/ledger", "/totals", "/ledger.csv", "/api/entries", "/charts/totals.svg"])
def test_every_way_of_writing_asks_the_same(desk: TestClient, path: str) -> None:
    told = {desk.get(f"{path}?donor={word}").text.count("Mozambique") for word in ("Norway", "norway", "NOR")}
    assert len(told) == 1


def test_the_ledger_says_what_to_do_and_keeps_its_fields(desk: TestClient) -> None:
    answer = desk.get("/ledger?donor=Norwy&kind=pledge")
    assert answer.status_code == 400
    assert "did you mean Norway?" in answer.text
    assert 'value="Norwy"' in answer.text
    assert '<option value="pledge" selected>' in answer.text
    assert 'value="Norway"' in desk.get("/ledger?donor=NOR").text.partition("<datalist")[0]
    assert "no party is called" in desk.get("/api/entries?donor=Narnia").json()["error"]


def test_feeds_have_buttons_and_one_address_each(desk: TestClient) -> None:
    page = desk.get("/feeds?donor=norway").text
    assert page.count('formaction="/feeds/') == 2
    assert "<code>http://localhost/feeds/entries.atom?donor=NOR</code>" in page
    sent = desk.get("/feeds/entries.atom?donor=Norway&recipient=", follow_redirects=False)
    assert (sent.status_code, sent.headers["location"]) == (303, "/feeds/entries.atom?donor=NOR")
    assert (
        desk.get("/feeds/entries.atom?donor=Norway&recipient=").text == desk.get("/feeds/entries.atom?donor=NOR").text
    )
    assert "no party is called" in desk.get("/feeds?donor=Narnia").text


def test_a_feed_of_nobody_is_a_page_in_a_browser_and_json_for_programs(desk: TestClient) -> None:
    path = "/feeds/entries.atom?donor=Narnia"
    assert "<h1>" in desk.get(path, headers={"Accept": "text/html,*/*"}).text
    assert "no party is called" in desk.get(path, headers={"Accept": "*/*"}).json()["error"]


def test_every_party_of_the_book_is_meant_by_what_is_shown_of_it(desk: TestClient, shared_book: Book) -> None:
    from pledgebook.web.parties import parties_of

    known = parties_of(desk.app.state)  # type: ignore[attr-defined]
    for line in shared_book.entries(limit=500):
        for party in (*line.actor, *line.target):
            assert known.meant(known.shown(party)) == party


@pytest.mark.parametrize("word", ["MOZ", "mozambique", "Mozambique"])
def test_totals_are_headed_by_the_name_however_it_was_written(desk: TestClient, word: str) -> None:
    assert "<h1>To Mozambique, by donor</h1>" in desk.get(f"/totals?recipient={word}").text
