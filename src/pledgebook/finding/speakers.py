"""The speaker of an act: whom the article names as having said it, or nobody where it speaks in its own voice.

A small model ("speaker") says whether the actor, another party or nobody is the speaker; the grammar of the
reporting words then says which party that is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pledgebook.codebook import PartyId
from pledgebook.finding.context import Context
from pledgebook.finding.drafts import Draft
from pledgebook.finding.model import Linear
from pledgebook.finding.nearness import edges, places_told, quote_of
from pledgebook.finding.reports import Report, party_of, reports_in
from pledgebook.lexicon.speech import self_words
from pledgebook.records import Quote

if TYPE_CHECKING:
    from spacy.tokens import Token

ACTOR, OTHER, NONE = "actor", "other", "none"
_SPEECH = re.compile(r"[“\"]([^”\"]*)(?:[”\"]|$)")
_HIGH = 4  # words over the act's word that are looked at
_LEAD = 3  # first sentences of an article
_BESIDE = (-1, 1, -2)  # sentences beside the act's in which its speech may be given to somebody

Voice = tuple[PartyId, Quote]


@dataclass(frozen=True, slots=True)
class Voiced:
    """A report that may hold the act: how it stands to the act's word, and the party that speaks."""

    report: Report
    tie: str
    voice: Voice | None


def find_speaker(
    context: Context, told: Sequence[Draft], models: Mapping[str, Linear]
) -> tuple[PartyId | None, tuple[Quote, ...]]:
    """The speaker with the passage that names it; None where the article says the act in its own voice."""
    voiced = voices_near(context, told)
    chances = models["speaker"].probabilities(speaker_clues(context, told, voiced))
    for choice in sorted(chances, key=lambda name: (-chances[name], name)):
        if choice == NONE:
            break
        voice = _actor(context, told, voiced) if choice == ACTOR else _other(told, voiced)
        if voice is not None:
            return voice[0], (voice[1],)
    return None, ()


def _actor(context: Context, told: Sequence[Draft], voiced: Sequence[Voiced]) -> Voice | None:
    """The actor as a reporting word names it, else as it is named nearest to the act."""
    actors = told[0].parties("actor")
    for one in voiced:
        if one.voice is not None and one.voice[0] in actors:
            return one.voice
    for draft in told:
        for filler in draft.slots.get("actor", ()):
            for named in filler.places[:1]:
                return filler.party, quote_of(context, named.sentence, named.start, named.end)
    return None


def _other(told: Sequence[Draft], voiced: Sequence[Voiced]) -> Voice | None:
    """The nearest reporting party that is not the actor."""
    actors = told[0].parties("actor")
    return next((one.voice for one in voiced if one.voice is not None and one.voice[0] not in actors), None)


def voices_near(context: Context, told: Sequence[Draft]) -> list[Voiced]:
    """Reports that may hold the act, the likeliest first: those over its word, those of its sentences, those beside."""
    first = told[0].unit
    rows = [(_rank(report, first.anchor), report) for report in reports_in(context, first.sentence)]
    found = [_voiced(context, report, tie) for (_, tie), report in sorted(rows, key=lambda row: row[0])]
    for place in places_told(told)[1:]:
        for draft in place.drafts[:1]:
            over = [r for r in reports_in(context, place.sentence) if r.word.is_ancestor(draft.unit.anchor)]
            found += [_voiced(context, report, "over another word") for report in over]
    for step in _BESIDE:
        number = first.sentence + step
        if 0 <= number < len(context.sentences):
            found += [_voiced(context, report, f"beside {step:+d}") for report in reports_in(context, number)]
    return found


def _voiced(context: Context, report: Report, tie: str) -> Voiced:
    return Voiced(report, tie, party_of(context, report))


def _rank(report: Report, anchor: Token) -> tuple[int, str]:
    """How a report of the act's own sentence stands to its word, the closest first."""
    if report.word.i == anchor.i:
        return 0, "is it"
    if report.word.is_ancestor(anchor):
        return edges(report.word, anchor), f"over {_step_down(report.word, anchor)}"
    return 50 + edges(report.word, anchor), "under" if anchor.is_ancestor(report.word) else "elsewhere"


def _step_down(word: Token, anchor: Token) -> str:
    """The edge under a reporting word by which the act's word hangs on it."""
    while anchor.head.i != word.i:
        anchor = anchor.head
    return anchor.dep_


def speaker_clues(context: Context, told: Sequence[Draft], voiced: Sequence[Voiced]) -> list[str]:
    """Clues for whether the actor, another party or nobody is said to have said the act."""
    first = told[0]
    clues = [*_act_clues(first), *_voice_clues(context, first)]
    actors = first.parties("actor")
    seen: set[str] = set()
    for one in voiced:
        place = one.tie.split()[0] if not one.tie.startswith("beside") else one.tie
        clues += _report_clues(one, actors, "next" if place in seen else "first")
        seen.add(place)
    clues += _lead_clues(context, first)
    own = [one for one in voiced if one.tie.startswith(("over", "is"))]
    clues.append("reported" if own else "not reported")
    if any(one.voice and one.voice[0] in actors for one in own):
        clues.append("reported by actor")
    if any(one.voice and one.voice[0] not in actors for one in own):
        clues.append("reported by another")
    return clues


def _act_clues(draft: Draft) -> Iterator[str]:
    anchor = draft.unit.anchor
    yield f"kind {draft.kind}"
    yield f"modality {draft.choices.get('modality', '-')}"
    yield f"word {anchor.lemma_.lower()}"
    yield f"form {anchor.tag_}/{anchor.dep_}"
    yield f"under {anchor.head.lemma_.lower()}"
    yield "sum" if draft.unit.money else "no sum"
    for height, token in enumerate(anchor.ancestors, 1):
        if height <= _HIGH and token.pos_ in ("VERB", "AUX"):
            yield f"above {token.lemma_.lower()}"
            yield f"above {token.tag_}"
    for token in (anchor, *list(anchor.ancestors)[:_HIGH]):
        if token.dep_ in ("relcl", "advcl", "acl", "ccomp", "pcomp"):
            yield f"in {token.dep_}"


def _voice_clues(context: Context, draft: Draft) -> Iterator[str]:
    """Whether the act stands in quoted or first-person speech, and whether the whole document is such speech."""
    sentence = context.sentences[draft.unit.sentence]
    at = draft.unit.anchor.idx
    if any(hit.start() <= at < hit.end() for hit in _SPEECH.finditer(sentence.text)):
        yield "in quotes"
    elif "“" in sentence.text or '"' in sentence.text:
        yield "quotes beside"
    self_said = bool(self_words().search(sentence.text))
    yield "first person" if self_said else "no first person"
    share = _self_share(tuple(one.text for one in context.sentences))
    yield f"first person in {share} of ten sentences"
    yield f"{'first person' if self_said else 'no first person'}, {min(share, 6)} of ten"
    yield "headline" if sentence.part == "title" else f"role {sentence.role.value}"
    yield f"paragraph {min(3, sentence.paragraph)}"


@lru_cache(maxsize=8)
def _self_share(texts: tuple[str, ...]) -> int:
    """Of ten sentences, how many speak of "I" or "we"."""
    return round(10 * sum(bool(self_words().search(text)) for text in texts) / len(texts))


def _lead_clues(context: Context, draft: Draft) -> Iterator[str]:
    """Who speaks in the first sentences of the article: in a press release everything is said by him."""
    for number in range(min(_LEAD, draft.unit.sentence)):
        for report in reports_in(context, number):
            yield f"lead said by {_who(party_of(context, report), draft.parties('actor'))}"


def _who(voice: Voice | None, actors: set[PartyId]) -> str:
    if voice is None:
        return "nobody known"
    if voice[0] in actors:
        return "actor"
    return "a name" if voice[0].startswith("name:") else "another"


def _report_clues(one: Voiced, actors: set[PartyId], name: str) -> Iterator[str]:
    who = _who(one.voice, actors)
    yield f"{name} {one.tie}"
    yield f"{name} {one.tie}, {who}"
    yield f"{name} {one.tie}, {one.report.shape}"
    yield f"{name} {one.tie}, {one.report.shape}, {who}"
    yield f"{name} {one.tie}, {who}, {one.report.word.tag_}"
    yield f"{name} speaker {one.report.speaker.lemma_.lower()}"
