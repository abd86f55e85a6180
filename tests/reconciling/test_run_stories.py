"""The script that writes predictions works on any file of the stories' form, with or without questions."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[2] / "quality/run_stories.py"


def _script() -> Any:
    spec = spec_from_file_location("run_stories", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _story() -> dict[str, Any]:
    text = "Norway pledged 40 million kroner to Mali on Thursday."
    act = {
        "id": "t1.1", "article": "t1", "kind": "pledge", "actor": ["NOR"], "target": ["MLI"], "beneficiary": [],
        "amount": {"low": 4e7, "high": 4e7, "currency": "NOK", "basis": "increment", "hedge": "exact",
                   "also": {"low": 4e6, "high": 4e6, "currency": "EUR"}, "replaces": 3e7},
        "items": [{"name": "tents", "quantity": "many"}], "date": {"start": "2021-03-04", "end": "2021-03-04"},
        "modality": "asserted", "evidence": [text, "not in the text"],
    }  # fmt: skip
    page = {"id": "t1", "title": "Oslo", "published": "2021-03-04", "publisher": "Ministry of Aid", "text": text}
    return {"id": "t", "articles": [page], "acts": [act]}


def test_a_story_becomes_entries_and_totals() -> None:
    line = _script().predict(_story())
    assert [entry["acts"] for entry in line["entries"]] == [["t1.1"]]
    assert line["entries"][0]["amount"] == {"low": 4e7, "high": 4e7, "currency": "NOK"}
    assert line["totals"] == [
        {"actor": "NOR", "target": "MLI", "currency": "NOK", "as_of": "2021-03-04", "pledged": 4e7}
    ]


def test_mentions_carry_what_the_story_says() -> None:
    mention = _script().mentions_of(_story())[0]
    assert mention.official
    assert [quote.text for quote in mention.act.evidence] == [_story()["articles"][0]["text"]]
    assert mention.act.amount.replaces.currency == "NOK"
    assert mention.act.items[0].quantity is None


def test_gold_is_not_read() -> None:
    story = _story()
    plain = _script().predict(story)
    gold = {"entries": [{"id": "x"}], "links": [{"from": "x", "to": "x", "as": "funds"}]}
    acts = [{**story["acts"][0], "entry": "t.E1"}]
    assert json.dumps(_script().predict({**story, **gold, "acts": acts})) == json.dumps(plain)


SHARED = SCRIPT.parents[2] / "shared"
FLOORS: dict[str, dict[str, float]] = {  # of the coded acts; a better figure may take the place of a worse one
    "stories": {"clusters": 0.99, "conflicts": 0.92, "links": 0.98, "kind": 0.99, "amount": 0.99, "totals": 1.0},
    "real": {"clusters": 0.98, "conflicts": 0.74, "links": 0.87, "kind": 0.95, "amount": 0.97, "totals": 1.0},
}


@pytest.mark.skipif(not (SHARED / "stories").is_dir(), reason="needs the stories of ../shared")
@pytest.mark.parametrize("name", FLOORS)
def test_stories_are_put_together_no_worse_than_before(name: str, tmp_path: Path) -> None:
    file, out = SHARED / f"stories/{name}.dev.jsonl", tmp_path / "out.jsonl"
    lines = [json.dumps(_script().predict(json.loads(line))) for line in file.read_text(encoding="utf-8").splitlines()]
    out.write_text("\n".join(lines), encoding="utf-8")
    words = [sys.executable, SHARED / "score/score_stories.py", file, out, "--json"]
    answer = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=True)
    report = {key: value.get("f1", value) for key, value in _dicts(json.loads(answer.stdout)).items()}
    below = {key: report[key] for key, floor in FLOORS[name].items() if report[key] < floor}
    assert below == {}
    assert report["pairs"]["apart"] >= 0.998


def _dicts(report: dict[str, Any]) -> dict[str, Any]:
    """A report whose bare figures are wrapped, so that all have the same form."""
    return {key: value if isinstance(value, dict) else {"f1": value} for key, value in report.items()}
