"""Who may come in, and what they may do there."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pledgebook.book import Book
from pledgebook.problems import BadSetting
from pledgebook.web.guards import Bucket
from pledgebook.web.people import People, Person, mark_of, new_token, read_people

if TYPE_CHECKING:
    from starlette.testclient import TestClient

Opened = Callable[..., Any]
Csrf = Callable[..., str]
PEOPLE = People({
    "Ada": Person("Ada", "admin", mark_of("ada-token")),
    "Rob": Person("Rob", "reviewer", mark_of("rob-token")),
    "Lea": Person("Lea", "reader", mark_of("lea-token")),
})  # fmt: skip


def enter(client: TestClient, csrf: Csrf, token: str) -> Any:
    return client.post("/login", data={"csrf": csrf(client, "/login"), "token": token, "next": "/ledger"})


@pytest.fixture
def network(own_book: Book, opened: Opened) -> TestClient:
    return opened(own_book, people=PEOPLE, hosts=frozenset())  # type: ignore[no-any-return]


def test_nobody_comes_in_without_a_token(network: TestClient, csrf: Csrf) -> None:
    assert network.get("/ledger", follow_redirects=False).headers["location"] == "/login?next=%2Fledger"
    assert network.get("/api/entries").status_code == 401
    assert network.get("/feeds/entries.atom").status_code == 401
    assert network.post("/review", data={"action": "accept"}).status_code == 401
    assert enter(network, csrf, "wrong").status_code == 403
    assert network.get("/static/desk.css").status_code == 200


def test_a_token_opens_a_session_until_the_end(network: TestClient, csrf: Csrf) -> None:
    answer = enter(network, csrf, "rob-token")
    assert str(answer.url).endswith("/ledger")
    assert "Rob, reviewer" in answer.text
    cookie = next(c for c in network.cookies.jar if c.name == "desk")
    assert cookie.has_nonstandard_attr("httponly")
    assert "rob-token" not in (cookie.value or "")
    network.post("/logout", data={"csrf": csrf(network)})
    assert network.get("/ledger", follow_redirects=False).status_code == 303


def test_machines_bring_their_token(network: TestClient) -> None:
    assert network.get("/api/entries", headers={"Authorization": "Bearer lea-token"}).status_code == 200
    assert network.get("/api/entries", headers={"Authorization": "Bearer no"}).status_code == 401
    basic = base64.b64encode(b"anything:lea-token").decode()
    assert network.get("/feeds/entries.atom", headers={"Authorization": f"Basic {basic}"}).status_code == 200
    assert network.get("/feeds/entries.atom", headers={"Authorization": "Basic ?"}).status_code == 401


def test_a_reader_looks_and_does_not_decide(network: TestClient, own_book: Book, csrf: Csrf) -> None:
    enter(network, csrf, "lea-token")
    entry = own_book.entries(limit=1, donor="NOR")[0].id
    page = network.get(f"/review?entry={entry}").text
    assert "needs the role reviewer" in page
    assert 'value="accept"' not in page
    form = {"csrf": csrf(network, "/ledger"), "entry": entry}
    assert network.post("/review", data={**form, "action": "accept", "seen": "1"}).status_code == 403
    assert network.get("/add").status_code == 403
    assert network.get("/people").status_code == 403


def test_reviews_are_signed_and_only_admins_undo_others(own_book: Book, opened: Opened, csrf: Csrf) -> None:
    rob, ada = (opened(own_book, people=PEOPLE, hosts=frozenset()) for _ in range(2))
    enter(rob, csrf, "rob-token")
    enter(ada, csrf, "ada-token")
    entry = own_book.entries(limit=1, donor="NOR")[0].id
    import re

    def seen(client: TestClient) -> str:
        found = re.search(r'name="seen" value="(\d+)"', client.get(f"/review?entry={entry}").text)
        assert found
        return found[1]

    ada.post("/review", data={"csrf": csrf(ada), "entry": entry, "seen": seen(ada), "action": "accept", "queue": "sum"})
    assert own_book.entry(entry).reviews[0].by == "Ada"
    from pledgebook.book.desk import Desk

    number = Desk(own_book).reviews()[0].number
    assert "somebody else" in rob.post("/review/undo", data={"csrf": csrf(rob), "number": number}).text
    assert own_book.entry(entry).line.review == "accepted"
    assert "Taken back" in ada.post("/review/undo", data={"csrf": csrf(ada), "number": number}).text
    assert "Rob" in ada.get("/people").text


@pytest.mark.parametrize("path", ["/review", "/review/words", "/review/correct", "/review/undo", "/add", "/add/read"])
def test_forms_of_others_write_nothing(own: TestClient, path: str) -> None:
    own.get("/add")
    assert own.post(path, data={"action": "accept"}).status_code == 403
    assert own.post(path, data={"csrf": "a.b", "action": "accept"}).status_code == 403
    other = own.post(path, data={"csrf": "x"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert other.status_code == 403
    assert "another site" in other.text


def test_a_local_desk_answers_only_to_its_own_name(desk: TestClient) -> None:
    assert desk.get("/", headers={"Host": "evil.example"}).status_code == 421
    assert desk.get("/", headers={"Host": "localhost:8000"}).status_code == 200
    assert desk.get("/", headers={"Host": "[::1]:8000"}).status_code == 200


def test_a_proxy_tells_who_it_is(own_book: Book, opened: Opened) -> None:
    people = People(PEOPLE.by_name, "X-User", frozenset({"testclient"}))
    client = opened(own_book, people=people, hosts=frozenset())
    assert "Rob, reviewer" in client.get("/", headers={"X-User": "Rob"}).text
    assert client.get("/", headers={"X-User": "Nobody"}, follow_redirects=False).status_code == 303
    far = opened(own_book, people=People(PEOPLE.by_name, "X-User"), hosts=frozenset())
    assert far.get("/", headers={"X-User": "Rob"}, follow_redirects=False).status_code == 303


def test_a_redirect_leads_nowhere_else(network: TestClient, csrf: Csrf) -> None:
    for there in ("https://evil.example", "//evil.example", "/\\evil.example"):
        form = {"csrf": csrf(network, "/login"), "token": "rob-token", "next": there}
        answer = network.post("/login", data=form, follow_redirects=False)
        assert answer.headers["location"] == "/"
        network.cookies.clear()


def test_guessing_is_slowed_down(network: TestClient, csrf: Csrf) -> None:
    told = [enter(network, csrf, f"guess {n}").status_code for n in range(15)]
    assert told[0] == 403
    assert told[-1] == 429


def test_too_many_requests(own_book: Book, opened: Opened) -> None:
    client = opened(own_book, people=PEOPLE, hosts=frozenset(), a_minute=5)
    told = [client.get("/api/entries", headers={"Authorization": "Bearer lea-token"}) for _ in range(8)]
    assert told[0].status_code == 200
    assert told[-1].status_code == 429
    assert int(told[-1].headers["retry-after"]) > 0


def test_a_bucket_fills_again() -> None:
    bucket = Bucket(60)
    assert [bucket.wait("x", 0.0) for _ in range(60)] == [0.0] * 60
    assert bucket.wait("x", 0.0) == pytest.approx(1.0)
    assert bucket.wait("y", 0.0) == 0.0
    assert bucket.wait("x", 1.5) == 0.0


def test_people_come_from_a_file(tmp_path: Path) -> None:
    token, mark = new_token()
    file = tmp_path / "people.toml"
    file.write_text(f'[[person]]\nname = "Ada"\nrole = "admin"\ntoken_sha256 = "{mark}"\n', encoding="utf-8")
    people = read_people(file)
    found = people.by_token(token)
    assert found
    assert (found.name, found.role) == ("Ada", "admin")
    assert people.by_token("") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "names nobody"),
        ("[[person]]\nname = 1", "are texts"),
        ('[[person]]\nrole = "admin"', "needs a name"),
        ('[[person]]\nname = "A"\nrole = "king"', "must be one of"),
        ('[[person]]\nname = "A"\nrole = "reader"\ntoken_sha256 = "zz"', "64 hexadecimal digits"),
        ("[[person", "not valid TOML"),
    ],
)
def test_a_broken_file_of_people(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "people.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadSetting, match=words):
        read_people(file)
    with pytest.raises(BadSetting, match="cannot be read"):
        read_people(tmp_path / "none.toml")
