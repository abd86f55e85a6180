"""The order of the steps that find acts, written once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pledgebook.finding.assemble import assemble
from pledgebook.finding.confidence import Confidence, act_numbers, load_confidence
from pledgebook.finding.context import Context
from pledgebook.finding.drafts import Draft
from pledgebook.finding.explain import rules_of
from pledgebook.finding.judge import judge
from pledgebook.finding.merge import merge
from pledgebook.finding.model import Linear, load_models
from pledgebook.finding.parse import parse
from pledgebook.finding.rivals import without_rivals
from pledgebook.finding.scan import ScanWeights, load_scan, scan
from pledgebook.finding.senses import senses_of, weigh
from pledgebook.finding.sentences import cut_sentences
from pledgebook.problems import Reason
from pledgebook.records import Act, Article, LeftOut, Reading

_WORTH_TELLING = 0.08  # what is less likely than this is not even listed among the things left out


def find_acts(articles: Sequence[Article], pipeline: str, min_confidence: float | None = None) -> list[Reading]:
    """The readings of some articles, in their order; their sentences are parsed together, which is quicker."""
    contexts, models = contexts_of(articles, pipeline, load_scan()), load_models()
    floor = load_confidence().floor if min_confidence is None else min_confidence
    return [_reading(context, _drafts(context, models), floor) for context in contexts]


def _drafts(context: Context, models: Mapping[str, Linear]) -> list[Draft]:
    weighed = weigh(context, models)
    return judge(context, models, senses_of(context, weighed), weighed)


def contexts_of(articles: Sequence[Article], pipeline: str, weights: ScanWeights) -> list[Context]:
    """Articles cut into sentences, scanned, and parsed where the scan lets them through."""
    contexts = [Context(article, cut_sentences(article)) for article in articles]
    passed = [
        (context, n) for context in contexts for n, passes in enumerate(scan(context.sentences, weights)) if passes
    ]
    docs = parse([context.sentences[n].text for context, n in passed], pipeline) if passed else []
    for (context, n), doc in zip(passed, docs, strict=True):
        context.docs[n] = doc
    return contexts


def _reading(context: Context, drafts: Sequence[Draft], floor: float) -> Reading:
    if not context.docs:
        return Reading(context.article)
    acts: list[Act] = []
    left_out: list[LeftOut] = []
    models = load_models()
    for told, chance, rival in without_rivals(told_acts(context, drafts, load_confidence())):
        if rival is None:
            found = _outcome(context, told, chance, floor, models)
        else:
            found = _left_out(context, told[0], chance, Reason.NO_ACT, f"the same words tell rather of {rival}")
        if isinstance(found, Act):
            acts.append(found)
        elif found:
            left_out.append(found)
    return Reading(context.article, tuple(acts), tuple(left_out))


def told_acts(context: Context, drafts: Sequence[Draft], confidence: Confidence) -> list[tuple[list[Draft], float]]:
    """The acts that the drafts of an article tell of, with how sure each is, in the order of the text."""
    groups = merge(drafts)
    scored = [(told, confidence.of(act_numbers(context, told, groups))) for told in groups]
    return sorted(scored, key=lambda pair: (pair[0][0].unit.sentence, pair[0][0].unit.anchor.i))


def _outcome(
    context: Context, told: list[Draft], chance: float, floor: float, models: Mapping[str, Linear]
) -> Act | LeftOut | None:
    if chance >= floor:
        return assemble(context, told, models, chance, rules_of(context, told, models))
    if chance < min(_WORTH_TELLING, floor):
        return None
    return _left_out(context, told[0], chance, Reason.UNSURE)


def _left_out(context: Context, first: Draft, chance: float, reason: Reason, why: str = "") -> LeftOut:
    sentence = context.sentences[first.unit.sentence]
    quote = context.article.quote(sentence.start, sentence.end, sentence.part)
    parties = " -> ".join(", ".join(sorted(first.parties(slot))) or "nobody" for slot in ("actor", "target"))
    detail = f"{first.kind}: {parties}" + (f"; {why}" if why else "")
    return LeftOut(reason, quote, detail, f"judge: {first.unit.anchor.lower_}", chance)
