"""find_units and find_fillers: what could be an act, and who could fill its slots."""

from collections.abc import Callable

import pytest

from pledgebook.codebook import KINDS
from pledgebook.finding.candidates import find_fillers, find_units
from pledgebook.finding.context import Context

Read = Callable[..., Context]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Norway pledged tents.", [("pledged", None)]),
        ("Norway pledged $5 million.", [("pledged", 5e6), ("pledged", None)]),
        (
            "Norway promised grants worth $5 million.",
            [("grants", 5e6), ("promised", 5e6), ("promised", None), ("grants", None)],
        ),
        ("Norway pledged $5 million and $7 million.", [("pledged", 5e6), ("pledged", 7e6), ("pledged", None)]),
        ("It was $5 million.", [("million", 5e6)]),
        ("It rained.", []),
    ],
)
def test_units(text: str, units: list[tuple[str, float | None]], context_of: Read) -> None:
    found = find_units(context_of(text))
    assert [(unit.anchor.text, unit.money.low if unit.money else None) for unit in found] == units


def test_what_describes_a_sum_may_tell_of_it(context_of: Read) -> None:
    units = find_units(context_of("The package of $5 million approved by Norway went to Chad."))
    assert {unit.anchor.text for unit in units if unit.money} == {"package", "approved"}


def test_a_sum_alone_has_no_trigger_and_is_its_own_head(context_of: Read) -> None:
    (unit,) = find_units(context_of("It was $5 million."))
    assert unit.trigger is None
    assert unit.head.i == unit.anchor.i


def test_the_lexicon_tells_nouns_from_verbs(context_of: Read) -> None:
    verb = find_units(context_of("Norway will grant Chad tents."))[0]
    noun = find_units(context_of("The grant helped Chad."))[0]
    assert verb.trigger is not None
    assert noun.trigger is not None
    assert (verb.trigger.word_class, noun.trigger.word_class) == ("verb", "noun")
    assert set(noun.trigger.kinds) <= set(KINDS)


def test_units_come_in_the_order_of_the_sentences(context_of: Read) -> None:
    units = find_units(context_of("Norway pledged tents. Chad asked for $5 million. Mali refused."))
    assert [unit.sentence for unit in units] == sorted(unit.sentence for unit in units)


def test_only_parsed_sentences_have_units(context_of: Read) -> None:
    context = context_of("Norway pledged tents. Chad pledged boats.")
    del context.docs[0]
    assert {unit.sentence for unit in find_units(context)} == {1}


def fillers(context: Context, word: str) -> list[tuple[str, list[int]]]:
    unit = next(unit for unit in find_units(context) if unit.anchor.text == word)
    return [(filler.party, [named.sentence for named in filler.places]) for filler in find_fillers(context, unit)]


def test_parties_of_the_sentence_come_first_the_nearest_to_the_word_foremost(context_of: Read) -> None:
    context = context_of("Kenya spoke. In Japan, Norway pledged tents to Chad.")
    assert fillers(context, "pledged") == [("NOR", [1]), ("JPN", [1]), ("TCD", [1]), ("KEN", [0])]


def test_sentences_before_are_reached_but_not_those_after(context_of: Read) -> None:
    context = context_of("Chad asked. It rained. It rained. Norway pledged tents. Mali slept. Mali slept.")
    assert fillers(context, "pledged")[:2] == [("NOR", [3]), ("TCD", [0])]
    # Mali is one of the most named: it may fill a slot, but no place before names it
    assert ("MLI", []) in fillers(context, "pledged")


def test_beyond_three_sentences_only_the_most_named_are_reached(context_of: Read) -> None:
    far = "Togo came. Chad, Mali, Kenya, Japan and Peru came. Chad, Mali, Kenya, Japan and Peru left. "
    context = context_of(far + "Chad slept. Mali slept. Kenya slept. Norway pledged tents.")
    parties = dict(fillers(context, "pledged"))
    assert "TGO" not in parties
    assert {"TCD", "MLI", "KEN", "JPN", "PER"} <= set(parties)


def test_the_headline_is_reached_from_everywhere(context_of: Read) -> None:
    others = "Chad slept. " * 5
    context = context_of(others + "Norway pledged tents.", title="Togo waits")
    assert ("TGO", [0]) in fillers(context, "pledged")
