"""find_speaker and the reports that it rests on."""

from typing import Any

import pytest

from pledgebook.finding.model import Linear
from pledgebook.finding.reports import party_of, reports_in
from pledgebook.finding.speakers import find_speaker, speaker_clues, voices_near

MODELS = {
    "speaker": Linear(
        ("actor", "none", "other"),
        (0.0, 1.0, 0.0),
        {"reported by actor": (4.0, 0.0, 0.0), "reported by another": (0.0, 0.0, 4.0)},
    )
}


@pytest.mark.parametrize(
    ("text", "word", "speaker", "says"),
    [
        ("Norway said it sent tents to Chad.", "sent", "NOR", ["Norway"]),
        ("Kenya said that Norway sent tents to Chad.", "sent", "KEN", ["Kenya"]),
        ("Norway sent tents to Chad, Kenya said.", "sent", "KEN", ["Kenya"]),
        ("Norway sent tents to Chad.", "sent", None, []),
    ],
)
def test_speaker(text: str, word: str, speaker: str | None, says: list[str], told: Any) -> None:
    act = told({"text": text, "word": word, "kind": "delivery", "actor": "NOR", "target": "TCD"})
    value, quotes = find_speaker(*act, MODELS)
    assert value == speaker
    assert [quote.text for quote in quotes] == says


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("According to Kenya, the tents arrived.", "KEN"),
        ("The Kenyan government confirmed the gift.", "KEN"),
        ("Norway rejected the plan, saying that it came late.", "NOR"),
    ],
)
def test_reports(text: str, party: str, told: Any) -> None:
    context, _ = told({"text": f"{text} Norway sent tents.", "word": "sent", "kind": "delivery"})
    reports = list(reports_in(context, 0))
    found = [party_of(context, report) for report in reports]
    assert [voice[0] for voice in found if voice] == [party]


def test_a_pronoun_stands_for_the_official_before(told: Any) -> None:
    text = "Kenya's foreign minister met them. He said Norway sent tents to Chad."
    act = told({"text": text, "word": "sent", "kind": "delivery", "actor": "NOR"})
    assert find_speaker(*act, MODELS)[0] == "KEN"


def test_clues_name_how_a_report_stands(told: Any) -> None:
    context, drafts = told({"text": "Norway said it sent tents.", "word": "sent", "kind": "delivery", "actor": "NOR"})
    clues = speaker_clues(context, drafts, voices_near(context, drafts))
    assert "first over ccomp, says say, actor" in clues
    assert "reported by actor" in clues
