"""The scripts that start from the stories' texts: pages for `add`, and found acts under the ids of coded ones."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

QUALITY = Path(__file__).parents[2] / "quality"
TEXT = "Norway pledged 40 million euros to Mali on Thursday. Sweden sent 12 tents to Mali."
STORY: dict[str, Any] = {
    "id": "t",
    "articles": [
        {"id": "t1", "title": "Oslo", "published": None, "true_date": "2021-03-04", "publisher": "x", "text": TEXT},
        {"id": "t2", "title": "Oslo", "published": "2021-03-05", "true_date": "2021-03-04", "text": "Nothing."},
    ],
    "acts": [
        {
            "id": "t1.1", "article": "t1", "kind": "pledge", "actor": ["NOR"], "target": ["MLI"], "beneficiary": [],
            "amount": {"low": 4e7, "high": 4e7, "currency": "EUR", "basis": "increment", "hedge": "exact"},
            "items": [], "date": None, "modality": "asserted", "evidence": [TEXT[:52]],
        }
    ],
}  # fmt: skip


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Imports a script of quality/, whose modules import each other by their names."""
    monkeypatch.syspath_prepend(str(QUALITY))
    return import_module


def test_pages_claim_what_the_story_says(script: Any) -> None:
    pages = list(script("story_pages").pages_of(STORY))
    assert [page["date"] for page in pages] == ["2021-03-04", "2021-03-05"]
    assert pages[0]["text"] == TEXT


def test_one_story_is_picked_by_its_id(script: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = tmp_path / "stories.jsonl", tmp_path / "pages.jsonl"
    file.write_text("".join(json.dumps({**STORY, "id": name}) + "\n" for name in "tu"), encoding="utf-8")
    main = script("story_pages").main
    assert main(["", str(file), "u", str(out)]) == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2
    assert main(["", str(file), "v"]) == 1
    assert "has no story v" in capsys.readouterr().err


@pytest.mark.skipif(not (QUALITY / "../../shared/score/score.py").exists(), reason="needs ../shared/score")
def test_found_acts_take_the_ids_of_coded_ones(script: Any) -> None:
    ((_, mentions),) = script("story_texts").read_stories_texts([STORY])
    assert {mention.id: mention.act.actor for mention in mentions} == {"t1.1": ("NOR",), "t1:1": ("SWE",)}
    assert {mention.article for mention in mentions} == {"t1"}


def test_quotations_are_left_out_of_the_screen(script: Any) -> None:
    flagship = script("flagship")
    lines = [
        "  pledge  USD 3m",
        "    “Oslo gives",
        "    three million.”",
        "  links",
        "    holds x",
        "  end (5 May, https://a.b/c)",
    ]
    assert list(flagship.without_quotes(lines)) == [lines[0], *lines[3:]]
    assert list(flagship.without_parts(lines[3:], ("links",))) == ["  end (5 May)"]
