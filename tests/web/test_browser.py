"""The desk in a real Chromium: what a newcomer, a coder at the keyboard and two people at once do.

Skipped where Playwright or Chromium is not there (`apt-get install chromium`; `PLEDGEBOOK_CHROMIUM` names another one).
axe-core is fetched by npm; without npm or a network its test is skipped (`PLEDGEBOOK_AXE` names a file).
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tarfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pledgebook.book import Book, Decision
from pledgebook.book.desk import Desk

pytest.importorskip("playwright", reason="Playwright is not installed")
CHROMIUM = os.environ.get("PLEDGEBOOK_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
REFUSED = re.compile(r"status of 4(00|04|22)")
AXE = "axe-core@4.14.1"
LARGE = os.environ.get("PLEDGEBOOK_LARGE_BOOK", "")  # made by quality/made_up.py
PAGES = ("/", "/ledger", "/ledger?text=flood&since=2024-01-01", "/totals", "/totals?by=month", "/conflicts", "/threads",
         "/copies", "/left-out", "/search?q=flood", "/review", "/review?queue=conflict", "/add", "/api", "/feeds",
         "/people", "/nowhere", "/ledger?donor=Fiji", "/articles", "/articles?q=flood")  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


class Served:
    """A desk over its own copy of the book, at a port of this machine."""

    def __init__(self, book: Book) -> None:
        import uvicorn

        from pledgebook.web.app import Setup, make_app

        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.book, self.url = book, f"http://127.0.0.1:{port}"
        config = uvicorn.Config(
            make_app(book, Setup(me="Ann")), port=port, log_level="error", ws="none", lifespan="off"
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.02)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)


@pytest.fixture(scope="module")
def looked_at(shared_book: Book) -> Iterator[Served]:
    """A desk that is only looked at."""
    served = Served(shared_book)
    yield served
    served.stop()


@pytest.fixture
def served(own_book: Book) -> Iterator[Served]:
    served = Served(own_book)
    yield served
    served.stop()


@pytest.fixture
def page_of(browser: Browser) -> Iterator[Callable[..., Page]]:
    """`page_of(url)`: a page that fails its test where the console shows an error or another host is asked."""
    contexts: list[Any] = []
    faults: list[str] = []

    def make(url: str, **how: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **how})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        home = "/".join(url.split("/")[:3])
        page.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(home) else faults.append(f"asked {asked.url}"))
        page.goto(url, wait_until="networkidle")
        return page

    yield make
    for context in contexts:
        context.close()
    # the browser itself logs a page that is not there, and a question that is refused
    assert [fault for fault in faults if not REFUSED.search(fault)] == []


def norway(book: Book) -> str:
    return book.entries(limit=1, donor="NOR", conflicting=True)[0].id


def all_pages(book: Book) -> list[str]:
    entry = norway(book)
    article = book.entry(entry).tellings[0].source.id
    return [*PAGES, f"/entries/{entry}", f"/articles/{article}", f"/review?entry={entry}"]


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_its_screen(looked_at: Served, page_of: Callable[..., Page], width: int) -> None:
    page = page_of(looked_at.url, viewport={"width": width, "height": 800})
    for path in all_pages(looked_at.book):
        page.goto(looked_at.url + path, wait_until="networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_a_newcomer_finds_donor_conflict_and_sentence(looked_at: Served, page_of: Callable[..., Page]) -> None:
    page = page_of(looked_at.url)
    page.get_by_label("Who pledged most to").select_option("MOZ")
    page.get_by_role("button", name="Show").click()
    first = page.locator("tbody tr").first
    assert "Norway" in first.inner_text()
    page.get_by_role("link", name="Conflicts", exact=True).first.click()
    conflict = page.locator(".lineage", has_text="Mozambique")
    assert "60m USD" in conflict.inner_text()
    assert "50m USD" in conflict.inner_text()
    conflict.get_by_role("link", name="Norway → Mozambique").click()
    quotes = page.locator("q.quote").all_inner_texts()
    assert any("pledged a further $50 million" in quote for quote in quotes)


def test_filters_act_at_once_and_stand_in_the_address(looked_at: Served, page_of: Callable[..., Page]) -> None:
    from playwright.sync_api import expect

    page = page_of(looked_at.url + "/ledger")
    many = page.locator(".ledger tbody tr").count()
    page.get_by_label("Kind").select_option("refusal")
    page.wait_for_url("**kind=refusal**")
    expect(page.locator(".ledger tbody tr")).to_have_count(2)
    assert many > 20
    shared = page_of(page.url)
    assert shared.locator(".ledger tbody tr").count() == page.locator(".ledger tbody tr").count()
    assert "kind=refusal" in (page.get_by_role("link", name="CSV").get_attribute("href") or "")


def test_tables_can_be_read_on_a_phone(looked_at: Served, page_of: Callable[..., Page]) -> None:
    page = page_of(looked_at.url, viewport={"width": 390, "height": 800})
    for path in ("/", "/totals", "/totals?by=month", "/ledger", "/articles", "/api"):
        page.goto(looked_at.url + path, wait_until="networkidle")
        cut = "cell => cell.scrollWidth > cell.clientWidth + 1"
        assert (
            page.evaluate(f"[...document.querySelectorAll('.wide :is(th, td):not(:empty)')].filter({cut}).length") == 0
        )
    page.goto(looked_at.url + "/totals", wait_until="networkidle")
    page.evaluate("document.querySelector('.wide').scrollLeft = 1000")
    first = page.locator(".wide tbody th").first.bounding_box()
    last = page.locator(".wide tbody tr").first.locator("td").last.bounding_box()
    assert first
    assert last
    assert 0 <= first["x"] < 40
    assert last["x"] + last["width"] <= 390


def test_a_name_of_nobody_is_told_in_place(looked_at: Served, page_of: Callable[..., Page]) -> None:
    page = page_of(looked_at.url + "/ledger")
    page.get_by_label("Donor or actor").fill("Norwy")
    page.get_by_label("Donor or actor").press("Enter")
    page.wait_for_selector("text=did you mean Norway?")
    page.get_by_label("Donor or actor").fill("norway")
    page.get_by_label("Donor or actor").press("Enter")
    page.wait_for_selector(".ledger td.name:has-text('Norway')")


def test_feeds_are_opened_by_a_button_without_javascript(looked_at: Served, page_of: Callable[..., Page]) -> None:
    page = page_of(looked_at.url + "/feeds", java_script_enabled=False)
    page.get_by_label("Donor or actor").fill("Norway")
    page.get_by_role("button", name="Show the addresses").click()
    assert page.locator("code", has_text="/feeds/conflicts.atom?donor=NOR").count() == 1
    page.get_by_role("button", name="Open new entries").click()
    page.wait_for_url("**/feeds/entries.atom?donor=NOR")


def test_focus_shows_what_words_became(looked_at: Served, page_of: Callable[..., Page]) -> None:
    article = looked_at.book.entry(norway(looked_at.book)).tellings[0].source.id
    page = page_of(f"{looked_at.url}/articles/{article}")
    value = page.locator("a.value", has_text="$60 million").first
    value.focus()
    assert "USD 60m" in page.evaluate("getComputedStyle(document.activeElement, '::after').content")
    value.press("Enter")
    assert page.locator(".act:target").count() == 1


def test_everything_is_read_without_javascript(looked_at: Served, page_of: Callable[..., Page]) -> None:
    page = page_of(looked_at.url + "/ledger", java_script_enabled=False)
    page.get_by_label("Donor or actor").fill("Norway")
    page.get_by_role("button", name="Filter").click()
    assert "donor=Norway" in page.url
    page.locator(".ledger a.id").first.click()
    assert page.locator("h1", has_text="Norway").count() == 1
    page.locator(".lineage h3 a").first.click()
    assert page.locator("mark.said").count() > 3


def test_a_review_by_keys_alone(served: Served, page_of: Callable[..., Page]) -> None:
    page = page_of(served.url + "/review?queue=conflict")
    first = page.locator(".crumbs .id").inner_text()
    page.keyboard.press("a")
    page.wait_for_selector(".flash")
    assert served.book.entry(first).line.review == "accepted"
    second = page.locator(".crumbs .id").inner_text()
    assert second != first
    page.keyboard.press("u")
    page.wait_for_selector("text=Taken back")
    assert served.book.entry(first).line.review == ""
    page.goto(served.url + "/review?queue=conflict", wait_until="networkidle")
    here = page.locator(".crumbs .id").inner_text()
    page.keyboard.press("n")
    page.wait_for_url("**after=**")
    page.wait_for_load_state("networkidle")
    assert page.locator(".crumbs .id").inner_text() != here
    gone = page.locator(".crumbs .id").inner_text()
    page.keyboard.press("r")
    page.wait_for_selector(".flash")
    assert served.book.entry(gone).line.review == "rejected"


def test_split_and_join_by_keys(served: Served, page_of: Callable[..., Page]) -> None:
    entry = norway(served.book)
    many = len(served.book.entry(entry).tellings)
    page = page_of(f"{served.url}/review?entry={entry}")
    page.keyboard.press("s")
    assert page.evaluate("document.activeElement.name") == "acts"
    box = page.locator(".candidate", has_text="Oslo offers $50 million more").locator("input")
    box.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Split these off").press("Enter")
    page.wait_for_selector("text=Split: Norway")
    assert len(served.book.entry(entry).tellings) == many - 1
    other = next(line.id for line in served.book.entries(donor="NOR") if line.amount and line.amount.money.low == 5e7)
    page.goto(f"{served.url}/review?entry={entry}", wait_until="networkidle")
    page.keyboard.press("j")
    page.locator(f'input[name=other][value="{other}"]').check()
    page.get_by_role("button", name="Join these two").click()
    page.wait_for_selector("text=Joined: Norway")
    assert len(served.book.entry(entry).tellings) == many


def test_words_chosen_in_the_text_become_the_value(served: Served, page_of: Callable[..., Page]) -> None:
    from playwright.sync_api import expect

    entry = norway(served.book)
    page = page_of(f"{served.url}/review?entry={entry}")
    page.evaluate(
        """() => {
            const values = [...document.querySelectorAll('.box.text a.value')];
            const value = values.find((a) => a.textContent === '$50 million');
            const range = document.createRange();
            range.selectNodeContents(value);
            document.getSelection().removeAllRanges();
            document.getSelection().addRange(range);
        }"""
    )
    expect(page.locator("#w-words")).to_have_value("$50 million")
    page.locator("#w-field").select_option("amount")
    page.get_by_role("button", name="Read them").click()
    assert "USD 50m" in page.locator(".lead").inner_text()
    page.get_by_label("Why").fill("the ministry says fifty")
    page.get_by_role("button", name="Keep this value").click()
    page.wait_for_selector("text=Corrected: Norway")
    line = served.book.entry(entry).line
    assert line.amount
    assert line.amount.money.low == 5e7
    review = served.book.entry(entry).reviews[0]
    assert (review.by, "“$50 million”" in review.why) == ("Ann", True)


def test_two_people_do_not_overwrite_each_other(served: Served, page_of: Callable[..., Page]) -> None:
    entry = norway(served.book)
    page = page_of(f"{served.url}/review?entry={entry}")
    seen = Desk(served.book).seen(entry)
    Desk(served.book).review(Decision("correct", entry, "Bo", "a plan only", {"modality": "planned"}), seen)
    page.keyboard.press("r")
    page.wait_for_selector("text=Nothing was written")
    assert "Bo" in page.locator(".flash").inner_text()
    assert served.book.entry(entry).line.review == "corrected"


def test_a_text_is_added_after_it_was_seen(served: Served, page_of: Callable[..., Page]) -> None:
    page = page_of(served.url + "/add")
    page.get_by_label("Title").fill("Help for Peru")
    page.get_by_label("Day of publication").fill("2024-05-07")
    page.locator("#text").fill("LIMA, May 7, 2024 — Chile will give Peru $9 million after the landslides, the foreign "
                               "ministry said on Tuesday.")  # fmt: skip
    page.locator("#drop").get_by_role("button", name="Read it").click()
    page.wait_for_selector("text=not in the book yet")
    assert page.locator("a.value", has_text="$9 million").count() == 1
    page.get_by_role("button", name="Add it to the book").click()
    page.wait_for_selector("text=Added: 1 act")
    assert served.book.entries(donor="CHL")


@pytest.mark.skipif(not LARGE, reason="PLEDGEBOOK_LARGE_BOOK names no large book")
def test_a_large_book_is_as_calm(page_of: Callable[..., Page]) -> None:
    with Book.open(LARGE, make=False) as book:
        served = Served(book)
        lines = book.entries(limit=3)
        page = page_of(served.url)
        for path in (*PAGES, *(f"/entries/{line.id}" for line in lines), "/ledger?sort=sum", "/ledger?text=million"):
            page.goto(served.url + path, wait_until="networkidle")
            assert page.locator("h1").count() == 1, path
            assert page.evaluate("document.documentElement.scrollWidth") <= 1280, path
        page.goto(served.url + "/ledger", wait_until="networkidle")
        for _ in range(5):
            page.get_by_role("link", name="Next page").click()
            page.wait_for_load_state("networkidle")
        assert page.locator(".ledger tbody tr").count() == 50
        served.stop()


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    told = os.environ.get("PLEDGEBOOK_AXE")
    if told:
        return Path(told).read_text(encoding="utf-8")
    folder = tmp_path_factory.mktemp("axe")
    try:
        subprocess.run(["npm", "pack", "--silent", AXE], cwd=folder, check=True, capture_output=True, timeout=120)
    except (OSError, subprocess.SubprocessError):
        pytest.skip("axe-core cannot be fetched")
    with tarfile.open(next(folder.glob("*.tgz"))) as packed:
        member = packed.extractfile("package/axe.min.js")
        assert member
        return member.read().decode("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(looked_at: Served, page_of: Callable[..., Page], axe: str, scheme: str) -> None:
    page = page_of(looked_at.url, color_scheme=scheme)
    found = []
    for path in all_pages(looked_at.book):
        page.goto(looked_at.url + path, wait_until="networkidle")
        page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
        page.evaluate(axe)
        told = page.evaluate("axe.run({ resultTypes: ['violations'] })")
        found += [
            f"{path}: {fault['id']} ({fault['impact']}): {fault['nodes'][0]['html'][:150]}"
            for fault in told["violations"]
            if fault["impact"] in ("serious", "critical")
        ]
    assert found == []
