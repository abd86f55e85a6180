"""The order of the steps by which a language model reads articles, written once.

cut -> ask -> locate (every quotation to the letter) -> values, each from its own passage -> gate -> merge -> confidence
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from pledgebook.finding.confidence import load_confidence
from pledgebook.finding.context import Context
from pledgebook.finding.find import find_acts
from pledgebook.finding.llm.acts import Proven, act_of, join
from pledgebook.finding.llm.answers import fault_of, told_by
from pledgebook.finding.llm.chunks import cut
from pledgebook.finding.llm.claims import RULE, Claim, locate
from pledgebook.finding.llm.prompt import chat_of, prompt_version
from pledgebook.finding.llm.sure import is_same, with_confidence
from pledgebook.finding.parse import parse
from pledgebook.finding.scan import load_scan, scan
from pledgebook.finding.sentences import cut_sentences
from pledgebook.models import Chat, Check, Reply
from pledgebook.problems import Reason
from pledgebook.records import Act, Article, LeftOut, Reading
from pledgebook.settings import LlmSettings, Settings

_ONLY_GRAMMAR = "grammar"


class Asks(Protocol):
    """Whatever answers chats, in their order; `pledgebook.models.Model` does so over the network."""

    def ask_all(self, chats: Sequence[Chat], check: Check) -> list[Reply]: ...


@dataclass(frozen=True, slots=True)
class _Opinions:
    """What the grammar reader finds in one article, and from which probability on it would have stored an act."""

    acts: tuple[Act, ...] = ()
    floor: float = 1.0


def find_acts_with(
    model: Asks, articles: Sequence[Article], settings: Settings
) -> list[tuple[Reading, tuple[Reply, ...]]]:
    """The readings of some articles in their order, each with the replies that it took.

    An article in which the scan finds nothing is not asked about, unless `settings.llm.scan` is off. Whatever was
    not answered well is left out with that reason. Raises BadModel where the model cannot be asked at all.
    """
    llm = settings.llm or LlmSettings()
    contexts = [Context(article, cut_sentences(article)) for article in articles]
    chats = [_chats(context, llm) for context in contexts]
    replies = iter(model.ask_all([chat for row in chats for chat in row], fault_of))
    answered = [tuple(next(replies) for _ in row) for row in chats]
    asked = [context.article for context, row in zip(contexts, chats, strict=True) if row]
    floor = load_confidence().floor
    opinions = iter([_Opinions(reading.acts, floor) for reading in find_acts(asked, settings.pipeline, 0.0)])
    return [
        (_reading(context, row, settings, next(opinions)), row) if row else (Reading(context.article), ())
        for context, row in zip(contexts, answered, strict=True)
    ]


def _chats(context: Context, llm: LlmSettings) -> list[Chat]:
    if llm.scan and not any(scan(context.sentences, load_scan())):
        return []
    return [chat_of(context, chunk) for chunk in cut(context, llm.chunk_tokens)]


def _reading(context: Context, replies: Sequence[Reply], settings: Settings, opinions: _Opinions) -> Reading:
    llm = settings.llm or LlmSettings()
    claims, left_out = _claims(context, replies)
    _parse(context, claims, settings.pipeline)
    proven: list[Proven] = []
    for claim in claims:
        found = act_of(context, claim)
        if isinstance(found, LeftOut):
            left_out.append(found)
        else:
            rule = f"llm {llm.model}, prompt {prompt_version()}"
            act = replace(found.act, rules=(rule, *claim.notes, *found.act.rules))
            proven.append(replace(found, act=act))
    acts = [with_confidence(act, llm.trust, opinions.acts) for act in join(context, proven)]
    left_out += [_unsure(act) for act in acts if act.confidence < (settings.min_confidence or 0.0)]
    left_out += [_untold(act) for act in opinions.acts if _is_untold(act, acts, opinions.floor)]
    kept = tuple(act for act in acts if act.confidence >= (settings.min_confidence or 0.0))
    return Reading(context.article, kept, tuple(left_out))


def _claims(context: Context, replies: Sequence[Reply]) -> tuple[list[Claim], list[LeftOut]]:
    """All acts of all answers with their place in the article, and what of the answers is left out."""
    claims: list[Claim] = []
    left_out: list[LeftOut] = []
    for reply in replies:
        told = told_by(reply.text) if reply.text else None
        faults = told.faults if told and told.faults else (reply.problem,) if reply.problem else ()
        detail = reply.problem if reply.problem and reply.problem not in faults else ""
        for fault in faults:
            left_out.append(LeftOut(Reason.NO_ANSWER, None, f"{detail}: {fault}" if detail else fault, RULE))
        for row in told.acts if told else ():
            found = locate(context, row)
            if isinstance(found, LeftOut):
                left_out.append(found)
            else:
                claims.append(found)
    return claims, left_out


def _parse(context: Context, claims: Sequence[Claim], pipeline: str) -> None:
    """The grammar of the sentences in which acts are told: merging asks for it."""
    numbers = sorted({claim.sentence for claim in claims})
    docs = parse([context.sentences[number].text for number in numbers], pipeline) if numbers else []
    context.docs.update(zip(numbers, docs, strict=True))


def _unsure(act: Act) -> LeftOut:
    return LeftOut(Reason.UNSURE, act.evidence[0], _in_short(act), RULE, act.confidence)


def _untold(act: Act) -> LeftOut:
    detail = f"{_in_short(act)}; the grammar reader finds it, the model does not tell of it"
    return LeftOut(Reason.UNSURE, act.evidence[0], detail, _ONLY_GRAMMAR, act.confidence)


def _is_untold(act: Act, acts: Sequence[Act], floor: float) -> bool:
    return act.confidence >= floor and not any(is_same(act, other) for other in acts)


def _in_short(act: Act) -> str:
    return f"{act.kind}: {', '.join(sorted(act.actor))} -> {', '.join(sorted(act.target)) or 'nobody'}"
