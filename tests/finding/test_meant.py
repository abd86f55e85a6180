"""settled_modality: words after which an act is only planned or threatened."""

from collections.abc import Callable

import pytest

from pledgebook.finding.candidates import find_units
from pledgebook.finding.context import Context
from pledgebook.finding.meant import settled_modality


@pytest.mark.parametrize(
    ("text", "word", "kind", "modality"),
    [
        ("Norway is expected to pledge tents to Chad.", "pledge", "pledge", "planned"),
        ("Norway sought to suspend its aid to Chad.", "suspend", "withdrawal", "planned"),
        ("Norway threatened to suspend its aid to Chad.", "suspend", "withdrawal", "conditional"),
        ("Norway threatened to sanction Chad.", "sanction", "sanction", None),  # planned or conditional
        ("Norway will suspend its aid to Chad.", "suspend", "withdrawal", "planned"),
        ("Norway will suspend its aid to Chad if it rains.", "suspend", "withdrawal", None),
        ("Norway will donate tents to Chad.", "donate", "pledge", None),  # a promise is the act
        ("Norway suspended its aid to Chad.", "suspended", "withdrawal", None),
        ("Norway agreed to donate tents to Chad.", "donate", "pledge", None),
    ],
)
def test_words_settle_what_was_only_meant(
    text: str, word: str, kind: str, modality: str | None, context_of: Callable[..., Context]
) -> None:
    unit = next(unit for unit in find_units(context_of(text)) if unit.anchor.text == word)
    assert settled_modality(unit, kind) == modality
