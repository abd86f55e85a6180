"""Decides which mentions tell of one act, and puts them together.

Pairs that share a candidate key are judged by the clues. Mentions with a chain of likely pairs form a neighbourhood;
within it the likeliest groups join first, by the mean of all pairs between them, never across a pair that cannot be.
All choices follow scores and ids, never the order of arrival; a new mention can change its own neighbourhood only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import combinations
from typing import NamedTuple

from pledgebook.reconciling.candidates import candidate_keys
from pledgebook.reconciling.clues import CLUES, MOST_SUM, PLAIN, PRIOR, donor_clue, most_of_rest
from pledgebook.reconciling.entries import NEVER, Mention, Verdict
from pledgebook.reconciling.goods import compare_goods
from pledgebook.reconciling.sum_clue import sum_clue

SILENT = 0.2  # what a pair without a sum or goods to compare weighs in a mean
Pairs = dict[tuple[str, str], Verdict]


@dataclass(frozen=True, slots=True)
class Group:
    """Mentions of one act, in order of id, with the verdicts of their pairs."""

    mentions: tuple[Mention, ...]
    verdicts: Pairs


class Tie(NamedTuple):
    """The pairs between two groups, summed up: weighted odds, weights, whether one cannot be or needs a bridge."""

    odds: float
    weight: float
    never: bool
    bridged: bool


def judge(one: Mention, two: Mention) -> Verdict:
    """Whether two mentions tell of one act, with all phrases. Symmetric: the order of the two does not matter."""
    first, second = (one, two) if one.id <= two.id else (two, one)
    if first.family != second.family:
        return Verdict(4 * NEVER, (f"{first.act.kind} and {second.act.kind} are never one act",))
    found = [(clue, clue(first, second)) for clue in CLUES]
    apart = any(clue is donor_clue and what.score <= NEVER for clue, what in found)
    scores = [what.score for clue, what in found if not (apart and clue is donor_clue)]
    odds = min(PRIOR.score + sum(scores), NEVER if min(scores) <= NEVER else float("inf"))
    silent = first.act.kind != second.act.kind and not _comparable(first, second)
    phrases = tuple(what.phrase for _, what in sorted(found, key=lambda row: -abs(row[1].score)) if what.phrase)
    return Verdict(round(odds, 6), phrases, bridged=apart, silent=silent)


def likely(one: Mention, two: Mention) -> bool:
    """Whether the odds of `judge` are above zero; most pairs are settled by a few plain clues, without phrases."""
    first, second = (one, two) if one.id <= two.id else (two, one)
    if first.family != second.family:
        return False
    odds = PRIOR.score + most_of_rest(first, second) + sum(clue(first, second).score for clue in PLAIN)
    if odds + (MOST_SUM if first.act.amount and second.act.amount else 0.0) <= 0:
        return False
    return odds + sum_clue(first, second).score > 0 and judge(first, second).odds > 0


def group_mentions(mentions: Iterable[Mention]) -> list[Group]:
    """All mentions, each in one group, in order of their first id. Ids must be unique: of two alike the last counts."""
    by_id = {mention.id: mention for mention in mentions}
    pairs: Pairs = {}
    for one, two in _candidate_pairs(by_id):
        if likely(by_id[one], by_id[two]):
            pairs[one, two] = judge(by_id[one], by_id[two])
    near: dict[str, set[str]] = {name: set() for name in by_id}
    for one, two in pairs:
        near[one].add(two)
        near[two].add(one)
    groups = [group for names in _neighbourhoods(near) for group in _join(names, near, by_id, pairs)]
    return sorted(groups, key=lambda group: group.mentions[0].id)


def neighbourhood(new: Iterable[Mention], fetch: Callable[[frozenset[str]], Iterable[Mention]]) -> list[Mention]:
    """All mentions whose groups the new ones may change, in order of id; all others stay as they are.

    `fetch` gives the stored mentions that have one of the candidate keys.
    """
    found = {mention.id: mention for mention in new}
    queue = list(found.values())
    while queue:
        mention = queue.pop()
        for other in fetch(candidate_keys(mention)):
            if other.id not in found and likely(mention, other):
                found[other.id] = other
                queue.append(other)
    return [found[name] for name in sorted(found)]


def _candidate_pairs(by_id: dict[str, Mention]) -> Iterator[tuple[str, str]]:
    """Pairs that share a key, file by file, so that few are held at once; joint actors may give a pair twice."""
    files: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name in sorted(by_id):
        for key in candidate_keys(by_id[name]):
            head, _, tail = key.rpartition("|")
            files[head][tail].append(name)
    for head in sorted(files):
        yield from sorted({pair for names in files[head].values() for pair in combinations(names, 2)})


def _neighbourhoods(near: dict[str, set[str]]) -> list[list[str]]:
    """Ids joined by chains of likely pairs, each list in order."""
    found: list[list[str]] = []
    seen: set[str] = set()
    for name in sorted(near):
        queue, names = [name], []
        while queue:
            here = queue.pop()
            if here not in seen:
                seen.add(here)
                names.append(here)
                queue.extend(near[here] - seen)
        if names:
            found.append(sorted(names))
    return found


def _join(names: list[str], near: dict[str, set[str]], by_id: dict[str, Mention], pairs: Pairs) -> list[Group]:
    """Joins the likeliest two groups until no two are likely; ties go to the smaller ids.

    Only groups with a likely pair between them are weighed: the work follows the pairs, not their square.
    """
    groups: dict[str, tuple[str, ...]] = {name: (name,) for name in names}  # by their first id
    ties = {(a, b): _tie(pairs[a, b]) for a in names for b in near[a] if a < b}
    queue = [(-_mean(tie, pair, by_id), *pair, 2) for pair, tie in ties.items()]
    heapify(queue)
    while queue and queue[0][0] < 0:
        _, a, b, size = heappop(queue)
        if a not in groups or b not in groups or len(groups[a]) + len(groups[b]) != size:
            continue  # one of them has joined another since
        for other in sorted((near[a] | near.pop(b)) - {a, b}):
            tie = _between(groups[a] + groups[b], groups[other], by_id, pairs)
            near[other] = (near[other] - {b}) | {a}
            near[a].add(other)
            both = groups[a] + groups[b] + groups[other]
            heappush(queue, (-_mean(tie, both, by_id), *_pair(a, other), len(both)))
        groups[a] = tuple(sorted(groups[a] + groups.pop(b)))
        near[a].discard(b)
    return [_group(ids, by_id, pairs) for ids in groups.values()]


def _tie(verdict: Verdict) -> Tie:
    weight = SILENT if verdict.silent else 1.0
    return Tie(weight * verdict.odds, weight, verdict.odds <= NEVER, verdict.bridged)


def _between(a: tuple[str, ...], b: tuple[str, ...], by_id: dict[str, Mention], pairs: Pairs) -> Tie:
    ties = [_tie(_verdict(one, two, by_id, pairs)) for one in a for two in b]
    odds, weights = sum(tie.odds for tie in ties), sum(tie.weight for tie in ties)
    return Tie(odds, weights, any(tie.never for tie in ties), any(tie.bridged for tie in ties))


def _mean(tie: Tie, names: tuple[str, ...], by_id: dict[str, Mention]) -> float:
    """Mean odds between two groups; minus infinity where one pair cannot be or no mention bridges their actors."""
    if tie.never or (tie.bridged and not _bridged(names, by_id)):
        return float("-inf")
    return tie.odds / tie.weight


def _bridged(names: tuple[str, ...], by_id: dict[str, Mention]) -> bool:
    """Whether one mention names the actors of all: a joint act of which other articles tell one half each."""
    actors = [frozenset(by_id[name].act.actor) for name in names]
    return frozenset().union(*actors) in actors


def _comparable(one: Mention, two: Mention) -> bool:
    sums = bool(one.act.amount and two.act.amount)
    return sums or compare_goods(one.act.items, two.act.items).relation not in ("unsaid", "other")


def _pair(one: str, two: str) -> tuple[str, str]:
    return (one, two) if one < two else (two, one)


def _verdict(one: str, two: str, by_id: dict[str, Mention], pairs: Pairs) -> Verdict:
    pair = _pair(one, two)
    if pair not in pairs:
        pairs[pair] = judge(by_id[one], by_id[two])
    return pairs[pair]


def _group(ids: tuple[str, ...], by_id: dict[str, Mention], pairs: Pairs) -> Group:
    inside = {(a, b): _verdict(a, b, by_id, pairs) for i, a in enumerate(ids) for b in ids[i + 1 :]}
    return Group(tuple(by_id[name] for name in ids), inside)
