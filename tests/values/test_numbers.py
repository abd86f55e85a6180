"""Numbers in digits and words."""

import pytest

from pledgebook.values.numbers import find_numbers, plain_value


@pytest.mark.parametrize(
    ("digits", "value"),
    [("1,200", 1200), ("1.5", 1.5), ("1,5", 1.5), ("1.500.000", 1_500_000), ("1,200.50", 1200.5), ("1,2,3", None)],
)
def test_separators(digits: str, value: float | None) -> None:
    assert plain_value(digits) == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("three tanks and 1,400 missiles", [3, 1400]),
        ("two dozen trucks", [24]),
        ("a hundred and five men", [105]),
        ("3 thousand million", [3e9]),
        ("a million and a half", [1.5e6]),
        ("one million and two million", [1e6, 2e6]),
        ("million upon million", []),
        ("several hundred million", []),
        ("tens of thousands", []),
    ],
)
def test_values(text: str, values: list[float]) -> None:
    assert [number.value for number in find_numbers(text, small=True)] == values


def test_small_words_only_when_asked() -> None:
    assert find_numbers("three tanks") == []
