"""The day of an act: one that the text says of it, the article's own day, or none.

Two small models choose. "day" asks of every day phrase near the act whether it is the act's; "when" asks whether
the act's day is said, is the article's, or is not to be had. Both are trained by quality/slot_examples.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from pledgebook.finding.context import Context, own_day
from pledgebook.finding.drafts import Draft
from pledgebook.finding.model import Linear
from pledgebook.finding.nearness import edges, places_told, quote_of
from pledgebook.finding.tree import head_of, way
from pledgebook.records import Interval, Quote
from pledgebook.values.days import DayMention, find_days

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SAID, ARTICLE, NONE = "said", "article", "none"
_BEFORE, _AFTER = 3, 1  # sentences beside an act's own that may say its day
_WORD = re.compile(r"[a-z]{4,}")  # words that headline and sentence may share
_LEAD = 3  # and the first sentences of the article
_DOUBT = 0.6  # none is chosen where it is at least this likely; lower gives fewer days, higher more wrong ones
_PLAIN = 0.85  # from this chance on a plainly said day goes before the article's
_FRESH = 62  # days from an event to the article in which it may date an act; an older one is the background of the news
_AGES = (
    (-1, "to come"),
    (0, "same day"),
    (8, "days old"),
    (62, "weeks old"),
    (400, "months old"),
    (10**6, "years old"),
)
_SIZES = ((1, "day"), (7, "week"), (31, "month"), (366, "year"), (10**6, "longer"))


@dataclass(frozen=True, slots=True)
class Day:
    """A day phrase that may be the act's: sentence `sentence` says it at `mention`."""

    sentence: int
    mention: DayMention


def find_when(
    context: Context, told: Sequence[Draft], models: Mapping[str, Linear]
) -> tuple[Interval | None, tuple[Quote, ...]]:
    """The act's day with the phrase that says it; the article's day comes without a phrase; None where unknown."""
    sure, best = best_day(context, told, models["day"])
    choice = _choice(context, models["when"].probabilities(when_clues(context, told, sure, best)), best is not None)
    if choice == ARTICLE and best is not None and sure >= _PLAIN and _is_plain(best, told):
        choice = SAID
    if choice == SAID and best is not None:
        mention = best.mention
        return mention.interval, (quote_of(context, best.sentence, mention.start, mention.end),)
    return (own_day(context.article), ()) if choice == ARTICLE else (None, ())


def _is_plain(day: Day, told: Sequence[Draft]) -> bool:
    """Whether the first sentence that tells of the act says the day, and not by an event."""
    return day.sentence == told[0].unit.sentence and day.mention.rule != "event"


def best_day(context: Context, told: Sequence[Draft], model: Linear) -> tuple[float, Day | None]:
    """The likeliest day phrase of an act and its chance; 0 and None where no phrase is near."""
    best: tuple[float, Day | None] = (0.0, None)
    for day in days_near(context, told):
        chance = model.probabilities(day_clues(context, told, day))["yes"]
        if chance > best[0]:
            best = chance, day
    return best


def _choice(context: Context, chances: Mapping[str, float], is_said: bool) -> str:
    """The likeliest answer that is to be had."""
    can = {SAID: is_said, ARTICLE: own_day(context.article) is not None, NONE: True}
    if chances.get(NONE, 0.0) >= _DOUBT:
        return NONE
    return max((name for name in chances if can[name] and name != NONE), key=lambda name: chances[name], default=NONE)


@lru_cache(maxsize=512)
def _days_in(text: str, anchor: date | None) -> tuple[DayMention, ...]:
    return tuple(find_days(text, anchor))


def days_near(context: Context, told: Sequence[Draft]) -> list[Day]:
    """The day phrases of the act's sentences, of those beside the first of them and of the article's lead."""
    own = [place.sentence for place in places_told(told)]
    first, last = own[0], len(context.sentences)
    beside = [*range(first - 1, first - 1 - _BEFORE, -1), *range(first + 1, first + 1 + _AFTER), *range(_LEAD)]
    numbers = dict.fromkeys([*own, *(n for n in beside if 0 <= n < last)])
    anchor = context.day
    return [
        Day(n, mention)
        for n in numbers
        for mention in _days_in(context.sentences[n].text, anchor)
        if mention.rule != "event" or anchor is None or abs((anchor - mention.interval.end).days) <= _FRESH
    ]


def day_clues(context: Context, told: Sequence[Draft], day: Day) -> list[str]:
    """Clues for whether a day phrase is the act's: where it stands, what it is like, how it hangs on the act's word."""
    draft = _nearest_draft(context, told, day)
    clues = [*_where(context, told, day), *_looks(context, day)]
    if draft is not None:
        clues += _ties(context, draft, day)
    kind = told[0].kind
    return clues + [f"{kind}|{clue}" for clue in clues if clue[0] == "t" or clue.startswith("size")]


def _nearest_draft(context: Context, told: Sequence[Draft], day: Day) -> Draft | None:
    """The draft of the phrase's sentence that is nearest to it in the grammar."""
    here = [draft for draft in told if draft.unit.sentence == day.sentence]
    if not here:
        return None
    head = head_of(context.docs[day.sentence], day.mention.start, day.mention.end)
    return min(here, key=lambda draft: edges(draft.unit.anchor, head))


def _where(context: Context, told: Sequence[Draft], day: Day) -> Iterator[str]:
    first = told[0].unit.sentence
    others = {draft.unit.sentence for draft in told}
    if day.sentence == first:
        place = "first"
    elif day.sentence in others:
        place = "also"
    else:
        gap = day.sentence - first
        place = f"{gap:+d}" if -_BEFORE <= gap <= _AFTER else "lead"
    yield f"in {place}"
    one, other = context.sentences[day.sentence], context.sentences[first]
    yield f"in {place}, {'same' if one.paragraph == other.paragraph else 'other'} paragraph"
    if first not in {day.sentence} and _days_in(other.text, context.day):
        yield f"in {place}, own sentence has a day"
    count = len(_days_in(one.text, context.day))
    yield f"in {place}, one of {min(3, count)}"


def _looks(context: Context, day: Day) -> Iterator[str]:
    mention, anchor = day.mention, context.day
    yield f"rule {mention.rule}"
    size = next(name for most, name in _SIZES if mention.interval.days <= most)
    yield f"size {size}"
    if anchor:
        old = (anchor - mention.interval.end).days
        age = next(name for most, name in _AGES if old <= most)
        yield f"age {age}"
        yield f"age {age}, {size}"
    words = context.sentences[day.sentence].text[: mention.start].lower().split()
    yield f"after {words[-1] if words else 'nothing'}"


def _ties(context: Context, draft: Draft, day: Day) -> Iterator[str]:
    """How the phrase hangs on the act's word: the way, its verb, and the words between."""
    doc, anchor = context.docs[day.sentence], draft.unit.anchor
    head = head_of(doc, day.mention.start, day.mention.end)
    gap = edges(anchor, head)
    side = "before" if head.i < anchor.i else "after"
    yield f"tie way {way(anchor, head)}"
    yield f"tie gap {min(gap, 8)}"
    yield f"tie {side} {min(4, abs(head.i - anchor.i) // 3)}"
    verb = _verb_over(head)
    yield f"tie verb {_relation(anchor, verb)}"
    if verb.i != anchor.i:
        yield f"tie verb {_relation(anchor, verb)} {verb.lemma_.lower()}"
    between = doc[min(head.i, anchor.i) + 1 : max(head.i, anchor.i)]
    yield f"tie verbs between {min(3, sum(token.pos_ == 'VERB' for token in between))}"
    rival = verb.i != anchor.i and edges(verb, head) < gap
    yield "tie nearer to another verb" if rival else "tie nearest verb"


def _verb_over(token: Token) -> Token:
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return token


def _relation(anchor: Token, verb: Token) -> str:
    if verb.i == anchor.i:
        return "is it"
    if verb.is_ancestor(anchor):
        return "over it"
    return "under it" if anchor.is_ancestor(verb) else "beside it"


def when_clues(context: Context, told: Sequence[Draft], sure: float, best: Day | None) -> list[str]:
    """Clues for whether the day is said, is the article's, or is not to be had.

    `best` is the likeliest day phrase and `sure` its chance (`best_day`).
    """
    draft, article = told[0], context.article
    clues = [
        *_best_clues(context, told, sure, best),
        f"kind {draft.kind}",
        f"modality {draft.choices.get('modality', '-')}",
    ]
    clues += [f"basis {draft.choices.get('basis', '-')}", f"word {draft.unit.anchor.lemma_.lower()}"]
    clues.append("has own day" if own_day(article) else "no own day")
    clues += [*_standing(context, told), *_tense(context, draft), *_words(context, draft)]
    own = _days_in(context.sentences[draft.unit.sentence].text, context.day)
    clues.append(f"days in sentence {min(2, len(own))}")
    if any(mention.interval == own_day(article) for mention in own):
        clues.append("says article's day")
    return clues


def _best_clues(context: Context, told: Sequence[Draft], sure: float, best: Day | None) -> Iterator[str]:
    """How sure the best day phrase is (in tenths) and where it stands."""
    yield f"sure {int(sure * 10)}"
    if best is None:
        yield "no day near"
        return
    inside = "inside" if best.sentence in {draft.unit.sentence for draft in told} else "outside"
    yield f"sure {inside} {int(sure * 10)}"
    yield f"sure {'above' if sure > 0.5 else 'below'} half, {inside}"
    if best.mention.interval == own_day(context.article):
        yield f"best is article's day, {inside}"


def _standing(context: Context, told: Sequence[Draft]) -> Iterator[str]:
    """Where in the article the act is told."""
    sentences = [context.sentences[draft.unit.sentence] for draft in told]
    first = min(sentence.paragraph for sentence in sentences)
    yield f"paragraph {first if first < 4 else '4-7' if first < 8 else '8+'}"
    yield f"told in {min(3, len({sentence.start for sentence in sentences}))}"
    if any(sentence.part == "title" for sentence in sentences):
        yield "in headline"
    yield f"role {sentences[0].role.value}"
    own = context.sentences[told[0].unit.sentence]
    yield f"length {min(3, len(own.text) // 100)}"
    yield f"article length {min(4, len(context.sentences) // 10)}"
    if any(word in own.text for word in ("“", '"')):
        yield "quotes speech"


def _words(context: Context, draft: Draft) -> Iterator[str]:
    """The words beside the act's word, the adverbs and adjectives of its sentence, and what the headline shares."""
    doc = context.docs[draft.unit.sentence]
    describing, long = _words_of(doc)
    yield from (f"has {word}" for word in describing)
    for anchor in (draft.unit.anchor, draft.unit.head):
        yield from (f"beside {child.lemma_.lower()}" for child in anchor.children if child.pos_ != "PROPN")
        yield f"under {anchor.head.lemma_.lower()}"
    if context.sentences[0].part == "title":
        yield f"shares {min(3, sum(word in long for word in _title_words(context.sentences[0].text)))} with headline"
        if draft.parties("actor") & {named.party for named in context.named[0]}:
            yield "actor in headline"


@lru_cache(maxsize=64)
def _words_of(doc: Doc) -> tuple[tuple[str, ...], frozenset[str]]:
    """The words of a sentence that describe, and all its longer words."""
    describing = tuple(token.lower_ for token in doc if token.pos_ in ("ADV", "ADJ", "SCONJ"))
    return describing, frozenset(_WORD.findall(doc.text.lower()))


@lru_cache(maxsize=8)
def _title_words(title: str) -> frozenset[str]:
    return frozenset(_WORD.findall(title.lower()))


def _tense(context: Context, draft: Draft) -> Iterator[str]:
    """The verb forms from the act's word up to the root, with helpers and adverbs."""
    token, height = draft.unit.anchor, 0
    yield f"form {token.tag_}"
    yield f"form {token.tag_}/{token.dep_}"
    while True:
        name = f"up{min(height, 2)}"
        if token.pos_ in ("VERB", "AUX"):
            helpers = " ".join(child.lower_ for child in token.children if child.dep_ in ("aux", "auxpass"))
            yield f"{name} {token.tag_} {helpers}"
            if height:
                yield f"{name} {token.lemma_.lower()}"
                yield f"{name} {token.lemma_.lower()} {token.tag_} {helpers}"
            for child in token.children:
                if child.dep_ in ("advmod", "mark", "neg"):
                    yield f"{name} {child.lower_}"
        if token.head.i == token.i or height > 5:
            yield f"root {token.tag_}"
            return
        if token.dep_ in ("relcl", "advcl", "acl", "ccomp", "conj"):
            yield f"in {token.dep_}"
        token, height = token.head, height + 1
