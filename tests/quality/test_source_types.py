"""Source types, told from a row of texts."""

from __future__ import annotations

import pytest

from source_types import NEWS, NOTE, OFFICIAL, OPINION, SOURCES, source_of

LONG = "Norway pledged tents to Chad. " * 60
PAPER = "https://paper.example/world/norway-pledges"


@pytest.mark.parametrize(
    ("title", "url", "text", "source"),
    [
        (None, None, "Norway announced 5 million NOK for Chad (Source 1).", NOTE),
        ("Norway helps", PAPER, "Norway announced 5 million NOK for Chad.", NEWS),
        ("Norway helps", PAPER, LONG, NEWS),
        ("Norway helps", None, LONG, NEWS),
        ("Norway helps", None, f"MEDIA  RELEASE\n\n{LONG}", OFFICIAL),
        ("Norway helps", None, f"Minister for Foreign Affairs\n{LONG}", OFFICIAL),
        ("FACT SHEET: Norway helps", None, LONG, OFFICIAL),
        ("Norway helps", PAPER, f"Media release\n{LONG}", NEWS),  # a newspaper's page, whatever it prints
        ("Norway helps", None, f"{LONG} A media release says so.", NEWS),
        ("OPINION: Norway helps", None, LONG, OPINION),
        ("Norway helps", "https://paper.example/opinion/norway", LONG, OPINION),
        ("In her opinion, Norway helps too little", PAPER, LONG, OPINION),  # the rule is rough
        ("Why Norway helps, in the minister's opinion", PAPER, LONG, NEWS),
    ],
)
def test_source_of(title: str | None, url: str | None, text: str, source: str) -> None:
    assert source_of({"title": title, "url": url, "text": text}) == source
    assert source in SOURCES
