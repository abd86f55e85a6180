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
from folded import Folded, read_senses, unseen_senses
from gold import Coded, article_of, places_of, plain_party, read_coded
from pledgebook.codebook import Part, PartyId
from pledgebook.finding.candidates import find_fillers, find_units
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
from report_tables import put
from train_confidence import Row, bare_act, fit_confidence, score_module
from train_judge import FOLDS, any_news, examples_of, train, without
from written import written

PAGE = Path(__file__).resolve().parents[1] / "docs" / "errors.md"
FLOOR = load_confidence().floor
SEEDS = 6  # times that train_judge.py gives the article `seed`; it is in every fold's training

MISSED = (
    "quotation not found in the cleaned text", "quotation in a paragraph that is not read",
    "not let through by the scan", "no trigger or sum there", "sum not read",
    "no draft of its kind's group", "sum not drafted with that group",
    "actor not among the fillers", "actor wrong", "target not among the fillers", "target wrong",
    "given a sum that it has not", "merged away", "below the floor", "taken for a rival",
)  # fmt: skip
INVENTED = (
    "article without acts",
    "same parties and group as a found act (counted twice)", "same parties and group as a found act, other sum",
    "other kind of a coded act's sentence",
    "right kind, other actor", "right kind, other target", "right kind, other sum",
    "sentence not quoted by the coder",
)  # fmt: skip


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
    def kept(self) -> list[int]:
        """Numbers of the told acts that the reader would keep."""
        scored = without_rivals(list(zip(self.told, self.chances, strict=True)))
        return [n for n, (_, chance, rival) in enumerate(scored) if chance >= FLOOR and rival is None]

    @cached_property
    def pairs(self) -> dict[int, int]:
        """Number of a coded act -> number of the told act that was found for it."""
        pairs = self.score.match(self.coded.acts, [self.acts[n] for n in self.kept])
        return {want: self.kept[guess] for want, guess in pairs}

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


def read_folded(folded: Folded) -> list[Case]:
    """The articles of gold/train, each read by models that were trained without its fold."""
    train_set = read_coded("train")
    extra = SEEDS * read_coded("seed") + written()
    coded = train_set + extra + prototypes()
    contexts = contexts_of([article_of(row.text) for row in coded], Settings().pipeline, load_scan())
    news = any_news(load_scan())
    examples, score = examples_of(contexts, coded), score_module()
    often = {row.text["id"] for row in extra}
    cases: list[Case] = []
    for fold in range(FOLDS):
        inside = {row.text["id"] for n, row in enumerate(coded) if n % FOLDS == fold} - often
        models = train(without(examples, inside))
        once = {key for key in inside if not is_prototype(key) or key.endswith("-0")}
        own = [(context, row) for context, row in zip(contexts, coded, strict=True) if row.text["id"] in once]
        for context, row in (*own, *news[fold::FOLDS]):
            weighed, senses = unseen_senses(context, row.text["id"], models, folded)
            cases.append(Case(context, row, fold, judge(context, models, senses, weighed), score))
    _add_chances(cases, {row.text["id"] for _, row in news})
    wanted = {row.text["id"] for row in train_set}
    return [case for case in cases if case.coded.text["id"] in wanted]


def _add_chances(cases: Sequence[Case], news: set[str]) -> None:
    """How likely each told act is right, by a confidence that was not fitted on the acts of its fold."""
    for fold in range(FOLDS):
        seen = [case for case in cases if case.fold != fold]
        own, others = (
            [row for case in seen if (case.coded.text["id"] in news) == new for row in case.rows]
            for new in (False, True)
        )
        confidence = fit_confidence(own, FLOOR, others)
        for case in (case for case in cases if case.fold == fold):
            case.chances = [confidence.of(numbers) for numbers, _ in case.rows]


def missed_cause(case: Case, number: int) -> str:
    """The first of MISSED that holds for a coded act that was not found."""
    act, inside = case.coded.acts[number], case.sentences_of(number)
    units = [unit for unit in find_units(case.context) if unit.sentence in inside]
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
    actors = [draft for draft in drafts if _same_actor(bare_act([draft]), act)]
    if not actors:
        return "actor wrong" if _offered(case, drafts, act, ("actor",)) else "actor not among the fillers"
    if not act.get("amount"):
        aimed = [draft for draft in actors if _same_aims(bare_act([draft]), act)]
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
    free = [n for n in range(len(case.told)) if n not in taken and case.score.could_match(act, case.acts[n])]
    own = [n for n in free if any(draft.unit.sentence in inside for draft in case.told[n])]
    if not own:
        return "merged away"
    return "below the floor" if all(case.chances[n] < FLOOR for n in own) else "taken for a rival"


def _named(act: dict[str, Any], slots: Iterable[str]) -> set[PartyId]:
    return {plain_party(party) for slot in slots for party in act.get(slot) or []}


def _aims(act: dict[str, Any]) -> set[PartyId]:
    return _named(act, ("target", "beneficiary"))


def _same_actor(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(_named(one, ("actor",)) & _named(other, ("actor",)))


def _same_aims(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """A target or beneficiary in common, or none on either side: goods are not drafted yet."""
    return bool(_aims(one) & _aims(other)) or not (_aims(one) or _aims(other))


def _offered(case: Case, drafts: Sequence[Draft], act: dict[str, Any], slots: tuple[str, ...]) -> bool:
    """Whether the judge could have chosen one of the coded parties."""
    fillers = (filler for draft in drafts for filler in find_fillers(case.context, draft.unit))
    return not _named(act, slots).isdisjoint(plain_party(filler.party) for filler in fillers)


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
    return case.score.group(found) == case.score.group(act) and _same_actor(found, act) and _same_aims(found, act)


def _difference(act: dict[str, Any], coded: Sequence[dict[str, Any]]) -> str:
    """In what an act differs from the coded acts of its sentence and group."""
    actors = [want for want in coded if _same_actor(want, act)]
    if not actors:
        return "right kind, other actor"
    return f"right kind, other {'sum' if any(_same_aims(want, act) for want in actors) else 'target'}"


def outcomes_of(case: Case) -> Iterator[tuple[str, dict[str, Any]]]:
    """(row of a table, act) for each coded act and each kept one; every act also counts in its table's first row."""
    for number, act in enumerate(case.coded.acts):
        yield "coded", act
        yield ("found" if number in case.pairs else missed_cause(case, number)), act
    right = set(case.pairs.values())
    for number in case.kept:
        yield "kept", case.acts[number]
        yield ("right" if number in right else invented_cause(case, number)), case.acts[number]


def tables_of(of: Counter[tuple[str, str]]) -> str:
    """Both tables in Markdown, from counts by (group of kinds or "all", row)."""
    found, kept, coded = of["all", "found"], of["all", "kept"], of["all", "coded"]
    rates = f"precision {found / kept:.3f}, recall {found / coded:.3f}, F1 {2 * found / (kept + coded):.3f}"
    missed = _table("missed", ("coded", "found", *MISSED), of)
    invented = _table("invented", ("kept", "right", *INVENTED), of)
    return f"At the floor of {FLOOR}: {rates}.\n\n{missed}\n\n{invented}"


def _table(title: str, rows: Sequence[str], of: Counter[tuple[str, str]]) -> str:
    columns = ("all", *GROUPS)
    lines = [f"| {title} | " + " | ".join(columns) + " |", "|---|" + "---:|" * len(columns)]
    lines += [f"| {row} | " + " | ".join(str(of[name, row] or "") for name in columns) + " |" for row in rows]
    return "\n".join(lines)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--show", metavar="CAUSE", choices=MISSED + INVENTED, help="print the acts of one cause")
    args = ask.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    for case in read_folded(read_senses()):
        for row, act in outcomes_of(case):
            counts.update([("all", row), (case.score.group(act), row)])
            if row == args.show:
                print(case.coded.text["id"], case.score.brief(act))
    print(tables_of(counts))
    PAGE.write_text(put(PAGE.read_text(encoding="utf-8"), "tables", tables_of(counts)), encoding="utf-8")


if __name__ == "__main__":
    main()
