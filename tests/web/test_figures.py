"""Every figure of the totals leads to the entries behind it, which add up to it."""

from __future__ import annotations

import html
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from pledgebook.book import Book
from pledgebook.records import Act, Amount, Article, Interval, Money, Reading

if TYPE_CHECKING:
    from starlette.testclient import TestClient

FIGURE = re.compile(r'<a class="figure" href="([^"]+)">([^<]+)</a>')
COUNTED = re.compile(r'<td class="right num nowrap">([0-9,.]+)</td>')
COUNT = re.compile(r'<a class="figure count" href="([^"]+)">([0-9,]+)</a>')
WHOLE = re.compile(r'<span class="sum num">\w+ ([0-9,.]+)</span> <span>in ([0-9,]+) ')


def number(told: str) -> float:
    return float(told.replace(",", ""))


@pytest.mark.parametrize("path", ["/", "/totals", "/totals?by=recipient&donor=NOR", "/totals?by=month&currency=EUR",
                                  "/totals?by=type&since=2024-01-01&currency=GBP"])  # fmt: skip
def test_figures_lead_to_entries_that_add_up(desk: TestClient, path: str) -> None:
    from pledgebook.web.wording import large

    figures = [(html.unescape(to), told) for to, told in FIGURE.findall(desk.get(path).text)]
    assert len(figures) > 2
    for to, told in figures:
        page = desk.get(to).text
        sums = [number(one) for one in COUNTED.findall(page)]
        whole, entries = WHOLE.findall(page)[0]
        assert sum(sums) == pytest.approx(number(whole), abs=0.01 * len(sums))
        assert (large(number(whole)), len(sums)) == (told, int(entries))


def test_counts_lead_to_as_many_entries(desk: TestClient) -> None:
    counts = COUNT.findall(desk.get("/totals?by=recipient").text)
    assert len(counts) > 2
    for to, told in counts:
        assert desk.get(html.unescape(to)).text.count('<th scope="row">') == int(told)


def test_lines_lead_to_their_entries(desk: TestClient) -> None:
    page = desk.get("/totals").text
    assert '<a href="/totals/entries?by=donor&amp;line=NOR&amp;currency=USD">Norway</a>' in page
    told = desk.get("/totals/entries?by=donor&line=NOR&currency=USD").text
    assert "<h1>Pledged by Norway</h1>" in told
    assert 'href="/ledger?donor=NOR&amp;sort=sum"' in told
    assert "These are all, the greatest first." in desk.get("/totals/entries?by=donor&limit=500").text
    assert "No entry stands behind this" in desk.get("/totals/entries?by=donor&line=FJI").text


def test_a_part_of_the_entries_says_so_and_leads_on(desk: TestClient) -> None:
    path = "/totals/entries?by=donor&currency=USD&limit=3"
    page = desk.get(path).text
    assert re.search(r"These are 1 to 3 of \d+, the greatest first; they come to USD [0-9,]+", page)
    (following,) = re.findall(r'rel="next" href="([^"]+)"', page)
    assert "These are 4 to 6 of" in desk.get(html.unescape(following)).text


def test_the_api_tells_the_same(desk: TestClient) -> None:
    total = {row["donor"]: row for row in desk.get("/api/totals?by=donor&currency=USD").json()["items"]}["NOR"]
    told = desk.get("/api/totals/entries?by=donor&line=NOR&currency=USD").json()
    assert (told["sum"], told["entries"], told["next"]) == (total["pledged"], total["entries"], None)
    assert sum(item["counted"] for item in told["items"]) == total["pledged"]


def test_captions_say_what_is_left_out(opened, tmp_path) -> None:  # type: ignore[no-untyped-def]
    with Book.open(tmp_path / "own.db") as book:
        book.add(
            [
                gift("dated", "NOR", Money(5e6, 5e6, "USD"), date(2024, 3, 1)),
                gift("undated", "CHE", Money(3e6, 3e6, "USD"), None),
                gift("odd", "IND", Money(7e6, 7e6, "XDR"), date(2024, 3, 1)),
            ]
        )
        client = opened(book)
        caption = client.get("/totals").text.partition("<figcaption>")[2].partition("</figcaption>")[0]
        assert "1 entry without a rate to USD</a> (XDR 7.00m)." in caption
        assert "without a day" not in caption
        for path, words in (
            ("/totals?by=month", "Not in the picture: "),
            ("/totals?until=2030-01-01", "Left out: "),
            ("/", "Not in the picture: "),
        ):
            found = re.search(words + r'<a href="([^"]+)">1 entry without a day</a> \(USD 3.00m\)',
                                client.get(path).text)  # fmt: skip
            assert found, path
            listed = client.get(html.unescape(found[1])).text
            assert "no day is told" in listed
            assert "1 entry: USD 3.00m as stated" in listed
        euro = client.get("/totals?currency=EUR").text
        assert "1 entry without a day</a> (USD 3.00m) and <a " in euro
        assert "1 entry without a rate to EUR</a> (XDR 7.00m)." in euro
        assert ">–</td>" in euro


def gift(name: str, donor: str, money: Money, day: date | None) -> Reading:
    """An article of one sentence that tells one pledge to Kenya."""
    days = Interval.day(day) if day else None
    article = Article(id=name, text=f"{donor} gives {money.currency} to Kenya.", title=name, date=days)
    evidence = (article.quote(0, len(article.text)),)
    act = Act("pledge", (donor,), evidence, target=("KEN",), amount=Amount(money), date=days, rules=("test",))
    return Reading(article, (act,), ())
