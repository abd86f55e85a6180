"""The quality that no change may fall below (quality/floors.json); needs the coded articles of ../shared."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pledgebook import Reading, read_pages
from pledgebook.sources import open_sources

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FLOORS: dict[str, dict[str, float]] = json.loads((ROOT / "quality/floors.json").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="no coded articles in ../shared")


def read_all(name: str) -> list[Reading]:
    outcomes = read_pages(open_sources([str(SHARED / f"gold/{name}.texts.jsonl")]))
    return [outcome for outcome in outcomes if isinstance(outcome, Reading)]


def scored(name: str, folder: Path) -> dict[str, Any]:
    """What score.py says of our reading of the coded articles."""
    guess = folder / f"{name}.jsonl"
    rows = [json.dumps(reading.to_json(), ensure_ascii=False) for reading in read_all(name)]
    guess.write_text("\n".join(rows) + "\n", encoding="utf-8")
    gold = SHARED / "gold"
    words = [gold / f"{name}.gold.jsonl", guess, "--texts", gold / f"{name}.texts.jsonl", "--json"]
    command = [sys.executable, SHARED / "score/score.py", *words]
    answer = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=True)
    report: dict[str, Any] = json.loads(answer.stdout)
    return report


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_acts_are_read_no_worse_than_before(name: str, tmp_path: Path) -> None:
    report = scored(name, tmp_path)
    found = {
        "core": report["core"]["f1"],
        "strict": report["strict"]["f1"],
        "core_precision": report["core"]["precision"],
    }
    assert {key: found[key] >= floor for key, floor in FLOORS[name].items()} == dict.fromkeys(FLOORS[name], True), found
    assert report["ungrounded"] == 0
    assert report["articles_without_prediction"] == 0


def test_the_repost_that_started_it_all_is_unmasked() -> None:
    (reading,) = read_all("seed")
    article = reading.article
    assert article.claimed_date
    assert article.claimed_date.isoformat() == "2023-02-03"
    assert article.date
    assert "2022-05-20" <= article.date.start.isoformat() <= article.date.end.isoformat() <= "2022-05-23"
    doubts = {doubt.name.value for doubt in article.doubts}
    assert doubts == {"misdated", "repeated_text", "inserted_links", "garbled", "spun"}
