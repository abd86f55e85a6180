"""The API answers as its description says, whatever is asked."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from pledgebook.book import Book
from pledgebook.web.api import QUESTIONS
from pledgebook.web.openapi import description

if TYPE_CHECKING:
    from starlette.testclient import TestClient

ATOM = "{http://www.w3.org/2005/Atom}"


def test_every_question_is_described(desk: TestClient) -> None:
    told = desk.get("/api/openapi.json").json()
    assert told == description()
    assert set(told["paths"]) == {question.path for question in QUESTIONS}
    operations = [path["get"]["operationId"] for path in told["paths"].values()]
    assert len(set(operations)) == len(operations)
    page = desk.get("/api").text
    assert all(question.path in page for question in QUESTIONS)


def test_answers_are_those_of_the_book(desk: TestClient, shared_book: Book) -> None:
    lines = shared_book.entries(limit=500)
    assert desk.get("/api/entries?limit=500").json() == {"items": [line.to_json() for line in lines], "next": None}
    entry = lines[0].id
    assert desk.get(f"/api/entries/{entry}").json() == shared_book.entry(entry).to_json()
    history = [event.to_json() for event in shared_book.history(entry)]
    assert desk.get(f"/api/entries/{entry}/history").json() == {"items": history}
    totals = [line.to_json() for line in shared_book.totals("month", "EUR", donor="NOR")]
    assert desk.get("/api/totals?by=month&currency=EUR&donor=Norway").json() == {"items": totals}
    assert desk.get("/api/entries?as_of=2001-01-01").json()["items"] == []


def test_an_article_with_every_span(desk: TestClient, shared_book: Book) -> None:
    entry = shared_book.entries(limit=1, donor="NOR")[0].id
    article = shared_book.entry(entry).tellings[0].source.id
    told = desk.get(f"/api/articles/{article}").json()
    spans = [span for act in told["acts"] for span in act["spans"] if span["part"] == "text"]
    assert spans
    assert all(told["text"][span["start"] : span["end"]] == span["text"] for span in spans)


@pytest.mark.parametrize("path", ["/api/threads", "/api/conflicts", "/api/copies", "/api/left-out", "/api/articles"])
def test_lists_page_by_key(desk: TestClient, path: str) -> None:
    whole = desk.get(path).json()["items"]
    found, after = [], ""
    while True:
        told = desk.get(f"{path}?limit=1" + (f"&after={after}" if after else "")).json()
        found += told["items"]
        after = told["next"]
        if not after:
            break
    assert found == whole
    assert whole


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/entries?limit=0", 400), ("/api/entries?limit=501", 400), ("/api/entries?limit=x", 400),
        ("/api/entries?sort=luck", 400), ("/api/entries/zzz", 404), ("/api/articles/zzz", 404), ("/api/search", 400),
        ("/api/nothing", 404), ("/api/entries?since=2024-13-01", 400), ("/api/entries?text=%00", 400),
    ],
)  # fmt: skip
def test_bad_questions(desk: TestClient, path: str, status: int) -> None:
    answer = desk.get(path)
    assert answer.status_code == status
    assert set(answer.json()) == {"error"}


def test_feeds_are_atom(desk: TestClient) -> None:
    for path, some in (("/feeds/entries.atom", 20), ("/feeds/conflicts.atom", 3), ("/feeds/entries.atom?donor=NOR", 2)):
        answer = desk.get(path)
        assert answer.headers["content-type"].startswith("application/atom+xml")
        feed = ElementTree.fromstring(answer.content)
        entries = feed.findall(f"{ATOM}entry")
        assert len(entries) >= some
        for entry in [feed, *entries]:
            assert all(entry.find(ATOM + name) is not None for name in ("id", "title", "updated"))
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(set(ids)) == len(ids)
    only = ElementTree.fromstring(desk.get("/feeds/entries.atom?donor=NOR").content).findall(f"{ATOM}entry")
    assert all((entry.findtext(f"{ATOM}title") or "").startswith("Norway") for entry in only)


def test_schemathesis_finds_nothing(shared_book: Book) -> None:
    """Made-up requests, good and bad, find no fault and no answer that the description does not know."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        schemathesis = pytest.importorskip("schemathesis")
        from pledgebook.web.app import Setup, make_app

        app = make_app(shared_book, Setup(hosts=frozenset()))
        schema = schemathesis.openapi.from_asgi("/api/openapi.json", app)
        asked = 0
        for operation in schema.get_all_operations():
            asked += _tried(schemathesis, operation.ok())
    assert asked > 100


def _tried(schemathesis: object, operation: object) -> int:
    from hypothesis import HealthCheck, Phase, given, settings
    from schemathesis.specs.openapi.checks import positive_data_acceptance

    asked = 0

    @given(case=operation.as_strategy())  # type: ignore[attr-defined]
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate],
              database=None, derandomize=True)  # fmt: skip
    def every(case: object) -> None:
        nonlocal asked
        asked += 1
        # a key ("after"), a party or words may look right and be none: such requests are refused, and told why
        case.call_and_validate(excluded_checks=[positive_data_acceptance])  # type: ignore[attr-defined]

    every()
    return asked
