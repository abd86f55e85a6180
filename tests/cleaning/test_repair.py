"""Repair mends what went through a wrong charset and touches nothing else."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.cleaning.repair import repair

MENDED = [
    ("Norwayâ€™s tents", "Norway’s tents"),
    ("â€œTents for Chad,â€\x9d she said", "“Tents for Chad,” she said"),
    ("N'DjamÃ©na", "N'Djaména"),
    ("vanishingÃ¢â‚¬â„¢", "vanishing’"),
    ("â\x80¢ 20 trucks", "• 20 trucks"),
    ("UkraineвЂ™s", "Ukraine’s"),
    ("one\r\ntwo\rthree", "one\ntwo\nthree"),
    ("tents\x00 and\x08 trucks", "tents and trucks"),
]
KEPT = [
    "“Curly” and ‘single’ quotes, and 'straight' ones",
    "the ﬁrst ofﬁce, ＡＢＣ, ½ and №",
    "Tents &amp; trucks &#8211; both",
    "two  spaces, a\ttab, a no-break\u00a0space, an ellipsis…",
    "Łódź, São Tomé, Côte d’Ivoire, Türkiye, Ñuñoa, ÅLAND",
    "e\u0301 stays decomposed",
]


@pytest.mark.parametrize(("broken", "whole"), MENDED)
def test_damage_is_mended(broken: str, whole: str) -> None:
    assert repair(broken) == whole


@pytest.mark.parametrize("text", KEPT)
def test_what_is_whole_is_kept_to_the_letter(text: str) -> None:
    assert repair(text) == text


@given(st.text())
def test_mending_twice_changes_nothing(text: str) -> None:
    once = repair(text)
    assert repair(once) == once


def test_a_whole_text_does_not_load_ftfy() -> None:
    code = (
        "import sys\n"
        "from pledgebook.cleaning.repair import repair\n"
        "repair('“Tents” – São Tomé’s, Łódź’s “Ñu”')\n"
        "sys.exit('ftfy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
