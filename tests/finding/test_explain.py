"""rules_of: the lines that tell why an act was found."""

from collections.abc import Callable

from pledgebook.finding.candidates import find_fillers, find_units
from pledgebook.finding.context import Context
from pledgebook.finding.drafts import Draft
from pledgebook.finding.explain import rules_of
from pledgebook.finding.model import load_models

Read = Callable[..., Context]


def draft_of(context: Context) -> Draft:
    unit = find_units(context)[0]
    near = {filler.party: filler for filler in find_fillers(context, unit)}
    slots = {"actor": [near["NOR"]], "target": [near["TCD"]], "beneficiary": []}
    return Draft(unit, "pledge", 0.914, slots, choices={"modality": "asserted", "instrument": "none"})


def test_lines_name_the_word_the_parties_and_the_choices(context_of: Read) -> None:
    context = context_of("Norway pledged $5 million in aid to Chad.")
    trigger, actor, target, modality = rules_of(context, [draft_of(context)], load_models())
    assert trigger.startswith("trigger “pledged”: support 0.91 (")
    assert actor.startswith("actor NOR ")
    assert target.startswith("target TCD ")
    assert modality == "modality: asserted"


def test_each_line_names_its_four_loudest_clues(context_of: Read) -> None:
    context = context_of("Norway pledged $5 million in aid to Chad.")
    for line in rules_of(context, [draft_of(context)], load_models())[:3]:
        clues = line[line.index("(") + 1 : -1].split("; ")
        assert len(clues) == 4
        weights = [float(clue.rsplit(" ", 1)[1]) for clue in clues]
        assert weights == sorted(weights, reverse=True)


def test_mentions_put_together_are_told(context_of: Read) -> None:
    context = context_of("Norway pledged $5 million in aid to Chad.")
    lines = rules_of(context, [draft_of(context)] * 3, load_models())
    assert lines[-1].startswith("3 mentions put together")
