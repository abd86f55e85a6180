"""Why coded acts are missed and others invented, on gold/train, by models that have not seen the article.

usage: error_study.py [--show CAUSE]     writes the tables of docs/errors.md

Four folds by article. Each fold's judge is trained as train_judge.py trains it, on the other folds; so is its
confidence. The scan and the floor are the shipped ones. Every act has one cause, the first of the list that holds.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

from examples import same_sum
from gold import Coded, article_of, places_of, plain_party, read_coded
from pledgebook.codebook import Part, PartyId
from pledgebook.finding.candidates import Unit, find_fillers, find_units
from pledgebook.finding.confidence import GROUPS, act_numbers, load_confidence
from pledgebook.finding.context import Context
from pledgebook.finding.drafts import Draft
from pledgebook.finding.find import contexts_of
from pledgebook.finding.judge import judge
from pledgebook.finding.merge import merge
from pledgebook.finding.rivals import without_rivals
from pledgebook.finding.scan import load_scan
from pledgebook.settings import Settings
from prototypes import is_prototype, prototypes
from train_confidence import Row, bare_act, fit_confidence, score_module
from train_judge import FOLDS, examples_of, train, without

PAGE = Path(__file__).resolve().parents[1] / "docs" / "errors.md"
BEGIN, END = "<!-- tables: python quality/error_study.py -->", "<!-- end of tables -->"
SEEDS = 6  # times that train_judge.py gives the article `seed`; it is in every fold's training

MISSED = (
    "quotation not found in the cleaned text",
    "quotation in a paragraph that is not read",
    "not let through by the scan",
    "no trigger or sum there",
    "sum not read",
    "no draft of its kind's group",
    "sum not drafted with that group",
    "actor not among the fillers",
    "actor wrong",
    "target not among the fillers",
    "target wrong",
    "given a sum that it has not",
    "merged away",
    "below the floor",
    "taken for a rival",
)
INVENTED = (
    "article without acts",
    "same parties and group as a found act (counted twice)",
    "same parties and group as a found act, other sum",
    "other kind of a coded act's sentence",
    "right kind, other actor",
    "right kind, other target",
    "right kind, other sum",
    "sentence not quoted by the coder",
)


@dataclass
class Case:
    """One article as read by the models of its fold; `told` are groups of drafts, `chances` stand beside them."""

    context: Context
    coded: Coded
    fold: int
    drafts: list[Draft]
    score: ModuleType
    chances: list[float] = field(default_factory=list)

    @cached_property
    def told(self) -> list[list[Draft]]:
        return merge(self.drafts)

    @cached_property
    def acts(self) -> list[dict[str, Any]]:
        return [bare_act(drafts) for drafts in self.told]

    @cached_property
    def rows(self) -> list[Row]:
        """What the confidence is trained on: numbers of each told act, and whether a coded act matches it."""
        right = {guess for _, guess in self.score.match(self.coded.acts, self.acts)}
        return [(act_numbers(self.context, drafts, self.told), n in right) for n, drafts in enumerate(self.told)]

    @cached_property
    def rivals(self) -> list[bool]:
        scored = without_rivals(list(zip(self.told, self.chances, strict=True)))
        return [rival is not None for _, _, rival in scored]

    @cached_property
    def kept(self) -> list[int]:
        """Numbers of the told acts that the reader would keep."""
        floor = load_confidence().floor
        return [n for n, chance in enumerate(self.chances) if chance >= floor and not self.rivals[n]]

    @cached_property
    def pairs(self) -> dict[int, int]:
        """Number of a coded act -> number of the told act that was found for it."""
        pairs = self.score.match(self.coded.acts, [self.acts[n] for n in self.kept])
        return {want: self.kept[guess] for want, guess in pairs}

    @cached_property
    def units(self) -> list[Unit]:
        return find_units(self.context)

    @cached_property
    def places(self) -> list[list[tuple[Part, int, int]]]:
        """For each coded act, where its quotations stand."""
        quotes = [act["evidence"] for act in self.coded.acts]
        return [[place for quote in row for place in places_of(quote, self.context)] for row in quotes]

    def sentences_of(self, number: int) -> set[int]:
        """The sentences that a coded act's quotations touch."""
        return {
            s.number
            for s in self.context.sentences
            if any(part == s.part and start < s.end and s.start < end for part, start, end in self.places[number])
        }


def read_folded() -> list[Case]:
    """The articles of gold/train, each read by models that were trained without its fold."""
    train_set = read_coded("train")
    coded = train_set + SEEDS * read_coded("seed") + prototypes()
    contexts = contexts_of([article_of(row.text) for row in coded], Settings().pipeline, load_scan())
    examples, score = examples_of(contexts, coded), score_module()
    often = {row.text["id"] for row in coded[len(train_set) : len(train_set) + SEEDS]}
    cases: list[Case] = []
    for fold in range(FOLDS):
        inside = {row.text["id"] for n, row in enumerate(coded) if n % FOLDS == fold} - often
        models = train(without(examples, inside))
        for context, row in zip(contexts, coded, strict=True):
            key = row.text["id"]
            if key in inside and (not is_prototype(key) or key.endswith("-0")):
                cases.append(Case(context, row, fold, judge(context, models), score))
    _add_chances(cases)
    return [case for case in cases if not is_prototype(case.coded.text["id"])]


def _add_chances(cases: Sequence[Case]) -> None:
    """How likely each told act is right, by a confidence that was not fitted on the acts of its fold."""
    for fold in range(FOLDS):
        seen = [row for case in cases if case.fold != fold for row in case.rows]
        confidence = fit_confidence(seen, load_confidence().floor)
        for case in cases:
            if case.fold == fold:
                case.chances = [confidence.of(numbers) for numbers, _ in case.rows]


def missed_cause(case: Case, number: int) -> str:
    """The first of MISSED that holds for a coded act that was not found."""
    act, inside = case.coded.acts[number], case.sentences_of(number)
    units = [unit for unit in case.units if unit.sentence in inside]
    if not case.places[number]:
        return "quotation not found in the cleaned text"
    if not inside:
        return "quotation in a paragraph that is not read"
    if not inside & case.context.docs.keys():
        return "not let through by the scan"
    if not units:
        return "no trigger or sum there"
    if act.get("amount") and not any(unit.money and same_sum(unit.money, act["amount"]) for unit in units):
        return "sum not read"
    return _draft_cause(case, number, [draft for draft in case.drafts if draft.unit.sentence in inside])


def _draft_cause(case: Case, number: int, drafts: list[Draft]) -> str:
    act = case.coded.acts[number]
    drafts = [draft for draft in drafts if draft.group == case.score.group(act)]
    if not drafts:
        return "no draft of its kind's group"
    if act.get("amount"):
        drafts = [d for d in drafts if d.unit.money and case.score.same_money(act["amount"], bare_act([d])["amount"])]
        if not drafts:
            return "sum not drafted with that group"
    actors = [draft for draft in drafts if _shared(draft, act, ("actor",))]
    if not actors:
        return "actor wrong" if _offered(case, drafts, act, ("actor",)) else "actor not among the fillers"
    if not act.get("amount"):
        aimed = [draft for draft in actors if _same_aim(draft, act)]
        if not aimed:
            there = _offered(case, actors, act, ("target", "beneficiary")) or not _aims(act)
            return "target wrong" if there else "target not among the fillers"
        if _given_sum(case, aimed):
            return "given a sum that it has not"
    return _late_cause(case, number)


def _given_sum(case: Case, drafts: Sequence[Draft]) -> bool:
    """Whether all drafts went into told acts that have a sum and were found for no other coded act."""
    taken = set(case.pairs.values())
    homes = [n for n, told in enumerate(case.told) if any(one is draft for one in told for draft in drafts)]
    return all(case.acts[n]["amount"] and n not in taken for n in homes)


def _late_cause(case: Case, number: int) -> str:
    """For a coded act that a draft tells rightly: where that draft went."""
    act, inside = case.coded.acts[number], case.sentences_of(number)
    taken = set(case.pairs.values())
    own = [
        n
        for n, drafts in enumerate(case.told)
        if n not in taken
        and case.score.could_match(act, case.acts[n])
        and any(draft.unit.sentence in inside for draft in drafts)
    ]
    if not own:
        return "merged away"
    low = all(case.chances[n] < load_confidence().floor for n in own)
    return "below the floor" if low else "taken for a rival"


def _named(act: dict[str, Any], slots: Iterable[str]) -> set[PartyId]:
    return {plain_party(party) for slot in slots for party in act.get(slot) or []}


def _aims(act: dict[str, Any]) -> set[PartyId]:
    return _named(act, ("target", "beneficiary"))


def _shared(draft: Draft, act: dict[str, Any], slots: tuple[str, ...]) -> bool:
    return bool(_named(bare_act([draft]), slots) & _named(act, slots))


def _same_aim(draft: Draft, act: dict[str, Any]) -> bool:
    """A target or beneficiary in common, or none on either side: goods are not drafted yet."""
    return _same_aims(bare_act([draft]), act)


def _same_aims(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(_aims(one) & _aims(other)) or not (_aims(one) or _aims(other))


def _offered(case: Case, drafts: Sequence[Draft], act: dict[str, Any], slots: tuple[str, ...]) -> bool:
    """Whether the judge could have chosen one of the coded parties."""
    fillers = {plain_party(f.party) for draft in drafts for f in find_fillers(case.context, draft.unit)}
    return bool(fillers & _named(act, slots))


def invented_cause(case: Case, number: int) -> str:
    """The first of INVENTED that holds for a kept act that matches no coded act of its own."""
    act, coded = case.acts[number], case.coded.acts
    inside = {draft.unit.sentence for draft in case.told[number]}
    if not coded:
        return "article without acts"
    alike = [coded[want] for want in case.pairs if _told_twice(case, act, coded[want])]
    if alike:
        twice = any(case.score.could_match(want, act) or not (want.get("amount") and act["amount"]) for want in alike)
        return f"same parties and group as a found act{' (counted twice)' if twice else ', other sum'}"
    beside = [want for n, want in enumerate(coded) if inside & case.sentences_of(n)]
    same = [want for want in beside if case.score.group(want) == case.score.group(act)]
    if not beside:
        return "sentence not quoted by the coder"
    return _difference(act, same) if same else "other kind of a coded act's sentence"


def _told_twice(case: Case, act: dict[str, Any], found: dict[str, Any]) -> bool:
    """Whether an act is a found one over again: it matches it, or has its group, actor and aim."""
    if case.score.could_match(found, act):
        return True
    same = case.score.group(found) == case.score.group(act) and _named(found, ("actor",)) & _named(act, ("actor",))
    return bool(same) and _same_aims(found, act)


def _difference(act: dict[str, Any], coded: Sequence[dict[str, Any]]) -> str:
    """In what an act differs from the coded acts of its sentence and group."""
    actors = [want for want in coded if _named(want, ("actor",)) & _named(act, ("actor",))]
    if not actors:
        return "right kind, other actor"
    if not any(_same_aims(want, act) for want in actors):
        return "right kind, other target"
    return "right kind, other sum"


@dataclass
class Study:
    """Counts by (group of kinds, row of a table), and every error with its cause, as score.py puts it in a line."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    lines: list[tuple[str, str]] = field(default_factory=list)


def study_of(cases: Sequence[Case]) -> Study:
    study = Study()
    for case in cases:
        for row, act in _outcomes(case):
            study.counts[case.score.group(act), row] += 1
            study.lines.append((row, f"{case.coded.text['id']} {case.score.brief(act)}"))
    return study


def _outcomes(case: Case) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, act in enumerate(case.coded.acts):
        yield "coded", act
        yield ("found" if number in case.pairs else missed_cause(case, number)), act
    right = set(case.pairs.values())
    for number in case.kept:
        yield "kept", case.acts[number]
        yield ("right" if number in right else invented_cause(case, number)), case.acts[number]


def tables_of(study: Study) -> str:
    """Both tables in Markdown: coded acts with why they were missed, kept acts with why they are not right."""
    columns = ["all", *GROUPS]
    of = {(name, row): study.counts[name, row] for name, row in study.counts}
    for row in {row for _, row in study.counts}:
        of["all", row] = sum(study.counts[name, row] for name in GROUPS)
    parts = [
        _table("missed", ("coded", "found", *MISSED), columns, of),
        _table("invented", ("kept", "right", *INVENTED), columns, of),
    ]
    return f"{_summary(of)}\n\n" + "\n\n".join(parts)


def _summary(of: dict[tuple[str, str], int]) -> str:
    found, kept, coded = of["all", "found"], of["all", "kept"], of["all", "coded"]
    floor = load_confidence().floor
    rates = f"precision {found / kept:.3f}, recall {found / coded:.3f}, F1 {2 * found / (kept + coded):.3f}"
    return f"At the floor of {floor}: {rates}."


def _table(title: str, rows: Sequence[str], columns: Sequence[str], of: dict[tuple[str, str], int]) -> str:
    lines = [f"| {title} | " + " | ".join(columns) + " |", "|---|" + "---:|" * len(columns)]
    for row in rows:
        cells = [str(of.get((name, row), 0) or "") for name in columns]
        lines.append(f"| {row} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def write(tables: str, page: Path = PAGE) -> None:
    """Puts the tables between the markers of the page. Raises ValueError where a marker is missing."""
    text = page.read_text(encoding="utf-8")
    start, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    page.write_text(f"{text[:start]}\n\n{tables}\n\n{text[end:]}", encoding="utf-8")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--show", metavar="CAUSE", choices=MISSED + INVENTED, help="print the acts of one cause")
    args = ask.parse_args()
    study = study_of(read_folded())
    tables = tables_of(study)
    print(tables)
    write(tables)
    for cause, line in study.lines:
        if cause == args.show:
            print(line)


if __name__ == "__main__":
    main()
