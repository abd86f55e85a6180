"""Quotations of coded news are kept as places: the repository holds none of its sentences."""

from __future__ import annotations

import pytest

TEXT = {"id": "n00001", "title": "Peru gives tents", "text": "Peru sent\n40 tents to Chad.\nIt rained."}


def test_places_lead_back_to_the_quotation_blanks_aside() -> None:
    from coded_news import packed, unpacked

    row = packed({"id": "n00001", "acts": [{"evidence": ["Peru sent 40 tents", "gives tents"]}]}, TEXT)
    assert row["acts"][0]["evidence"] == [("text", 0, 18), ("title", 5, 16)]
    assert unpacked(row, TEXT)["acts"][0]["evidence"] == ["Peru sent\n40 tents", "gives tents"]


def test_a_quotation_that_does_not_stand_there_is_told() -> None:
    from coded_news import packed

    with pytest.raises(ValueError, match="n00001 does not say: Chad sent tents"):
        packed({"id": "n00001", "acts": [{"evidence": ["Chad sent tents"]}]}, TEXT)
