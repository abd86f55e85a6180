"""Decides which mentions tell of one act, and puts them together.

Pairs that share a candidate key are judged by the clues. Mentions with a chain of likely pairs form a neighbourhood;
within it the likeliest groups join first, by the mean of all pairs between them, never across a pair that cannot be.
All choices follow scores and ids, never the order of arrival; a new mention can change its own neighbourhood only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import combinations
from typing import Any, NamedTuple

from pledgebook.reconciling.candidates import asked_keys, candidate_keys
from pledgebook.reconciling.clues import CLUES, MOST_SUM, PLAIN, PRIOR, donor_clue, most_of_rest
from pledgebook.reconciling.entries import NEVER, Mention, Verdict
from pledgebook.reconciling.goods import compare_goods
from pledgebook.reconciling.sum_clue import sum_clue
from pledgebook.records import Act

MOST_HELD = 400_000  # pairs whose verdicts are held
MOST_KEYS = 40_000  # mentions whose keys are held
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
    return not _hopeless(one, two) and judge(one, two).odds > 0


def _hopeless(one: Mention, two: Mention) -> bool:
    """Whether plain clues rule the pair out, whatever the others say."""
    first, second = (one, two) if one.id <= two.id else (two, one)
    if first.family != second.family:
        return True
    odds = PRIOR.score + most_of_rest(first, second) + sum(clue(first, second).score for clue in PLAIN)
    if odds + (MOST_SUM if first.act.amount and second.act.amount else 0.0) <= 0:
        return True
    return odds + sum_clue(first, second).score <= 0


class Judged:
    """Verdicts once given, so that a pair need not be judged anew whenever its neighbourhood is put together again."""

    def __init__(self) -> None:
        self._likely: dict[tuple[str, str], tuple[Act, Act, bool]] = {}
        self._verdicts: dict[tuple[str, str], tuple[Act, Act, Verdict]] = {}
        self._keys: dict[str, tuple[Act, frozenset[str], frozenset[str]]] = {}

    def clear(self) -> None:
        for held in (self._likely, self._verdicts, self._keys):
            held.clear()

    def kept(self, mention: Mention) -> frozenset[str]:
        """As `candidate_keys`."""
        return self._known_keys(mention)[1]

    def asked(self, mention: Mention) -> frozenset[str]:
        """As `asked_keys`."""
        return self._known_keys(mention)[2]

    def _known_keys(self, mention: Mention) -> tuple[Act, frozenset[str], frozenset[str]]:
        known = self._keys.get(mention.id)
        if known is None or known[0] is not mention.act:
            known = (mention.act, candidate_keys(mention), asked_keys(mention))
            if len(self._keys) >= MOST_KEYS:
                self._keys.clear()
            self._keys[mention.id] = known
        return known

    def likely(self, one: Mention, two: Mention) -> bool:
        """As the function `likely`."""
        pair = _pair(one.id, two.id)
        first, second = (one, two) if one.id <= two.id else (two, one)
        known = self._likely.get(pair)
        if known and known[0] is first.act and known[1] is second.act:  # an act read anew may have the id of the old
            return known[2]
        found = not _hopeless(first, second) and self.judge(first, second).odds > 0
        _keep(self._likely, pair, (first.act, second.act, found))
        return found

    def judge(self, one: Mention, two: Mention) -> Verdict:
        """As the function `judge`."""
        pair = _pair(one.id, two.id)
        first, second = (one, two) if one.id <= two.id else (two, one)
        known = self._verdicts.get(pair)
        if known and known[0] is first.act and known[1] is second.act:
            return known[2]
        found = judge(first, second)
        _keep(self._verdicts, pair, (first.act, second.act, found))
        return found


def _keep(held: dict[tuple[str, str], Any], pair: tuple[str, str], what: Any) -> None:
    if len(held) >= MOST_HELD:
        held.clear()
    held[pair] = what


def group_mentions(
    mentions: Iterable[Mention], judged: Judged | None = None, apart: Mapping[str, str] | None = None
) -> list[Group]:
    """All mentions, each in one group, in order of their first id. Ids must be unique: of two alike the last counts.

    `apart` names the groups that stand already: mentions of two such groups are not compared with each other.
    """
    by_id = {mention.id: mention for mention in mentions}
    pairs = _Pairs(by_id, judged or Judged())
    near: dict[str, set[str]] = {name: set() for name in by_id}
    for one, two in _candidate_pairs(by_id, pairs.judged, apart or {}):
        if pairs.likely(one, two):
            near[one].add(two)
            near[two].add(one)
    groups = [group for names in _neighbourhoods(near) for group in _join(names, near, pairs)]
    return sorted(groups, key=lambda group: group.mentions[0].id)


def neighbourhood(
    new: Iterable[Mention],
    fetch: Callable[[Mention], Iterable[Mention]],
    judged: Judged | None = None,
    prepare: Callable[[Sequence[Mention]], None] | None = None,
) -> list[Mention]:
    """All mentions whose groups the new ones may change, in order of id; all others stay as they are.

    `fetch` gives the stored mentions that are kept under one of the keys that a mention asks for; `prepare` hears
    beforehand for which mentions it will be called.
    """
    known = judged or Judged()
    found = {mention.id: mention for mention in new}
    wave = list(found.values())
    while wave:
        if prepare:
            prepare(wave)
        fresh: list[Mention] = []
        for mention in wave:
            for other in fetch(mention):
                if other.id not in found and known.likely(mention, other):
                    found[other.id] = other
                    fresh.append(other)
        wave = fresh
    return [found[name] for name in sorted(found)]


def _candidate_pairs(by_id: dict[str, Mention], judged: Judged, apart: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs of which one is kept under a key that the other asks for, each once."""
    kept: dict[str, list[str]] = defaultdict(list)
    standing: dict[str, list[str]] = defaultdict(list)
    for name in sorted(by_id):
        if name in apart:
            standing[apart[name]].append(name)
        for key in judged.kept(by_id[name]):
            kept[key].append(name)
    for name in by_id.keys() - apart.keys():
        met = {other for key in judged.asked(by_id[name]) for other in kept.get(key, ())}
        yield from (_pair(name, other) for other in met if other > name or other in apart)
    for names in standing.values():
        for one, two in combinations(names, 2):
            if not judged.asked(by_id[one]).isdisjoint(judged.kept(by_id[two])):
                yield one, two


class _Pairs:
    """The verdicts of pairs of these mentions, by their ids."""

    def __init__(self, by_id: dict[str, Mention], judged: Judged) -> None:
        self.by_id, self.judged = by_id, judged

    def likely(self, one: str, two: str) -> bool:
        return self.judged.likely(self.by_id[one], self.by_id[two])

    def verdict(self, one: str, two: str) -> Verdict:
        return self.judged.judge(self.by_id[one], self.by_id[two])


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


def _join(names: list[str], near: dict[str, set[str]], pairs: _Pairs) -> list[Group]:
    """Joins the likeliest two groups until no two are likely; ties go to the smaller ids.

    Only groups with a likely pair between them are weighed: the work follows the pairs, not their square.
    """
    groups: dict[str, tuple[str, ...]] = {name: (name,) for name in names}  # by their first id
    ties = {(a, b): _tie(pairs.verdict(a, b)) for a in names for b in near[a] if a < b}
    queue = [(-_mean(tie, pair, pairs.by_id), *pair, 2) for pair, tie in ties.items()]
    heapify(queue)
    while queue and queue[0][0] < 0:
        _, a, b, size = heappop(queue)
        if a not in groups or b not in groups or len(groups[a]) + len(groups[b]) != size:
            continue  # one of them has joined another since
        for other in sorted((near[a] | near.pop(b)) - {a, b}):
            both = groups[a] + groups[b] + groups[other]
            sides = [(ties.pop(_pair(side, other), None), side) for side in (a, b)]
            tie = _sum(*(known or _between(groups[side], groups[other], pairs) for known, side in sides))
            ties[_pair(a, other)] = tie
            near[other] = (near[other] - {b}) | {a}
            near[a].add(other)
            heappush(queue, (-_mean(tie, both, pairs.by_id), *_pair(a, other), len(both)))
        groups[a] = tuple(sorted(groups[a] + groups.pop(b)))
        near[a].discard(b)
    return [_group(ids, pairs) for ids in groups.values()]


def _tie(verdict: Verdict) -> Tie:
    weight = SILENT if verdict.silent else 1.0
    return Tie(weight * verdict.odds, weight, verdict.odds <= NEVER, verdict.bridged)


def _sum(*ties: Tie) -> Tie:
    odds, weights = sum(tie.odds for tie in ties), sum(tie.weight for tie in ties)
    return Tie(odds, weights, any(tie.never for tie in ties), any(tie.bridged for tie in ties))


def _between(a: tuple[str, ...], b: tuple[str, ...], pairs: _Pairs) -> Tie:
    return _sum(*(_tie(pairs.verdict(one, two)) for one in a for two in b))


def _mean(tie: Tie, names: tuple[str, ...], by_id: dict[str, Mention]) -> float:
    """Mean odds between two groups; minus infinity where one pair cannot be or no mention bridges their actors."""
    if tie.never or (tie.bridged and not _bridged(names, by_id)):
        return float("-inf")
    return round(tie.odds / tie.weight, 9)  # the order of adding up decides nothing


def _bridged(names: tuple[str, ...], by_id: dict[str, Mention]) -> bool:
    """Whether one mention names the actors of all: a joint act of which other articles tell one half each."""
    actors = [frozenset(by_id[name].act.actor) for name in names]
    return frozenset().union(*actors) in actors


def _comparable(one: Mention, two: Mention) -> bool:
    sums = bool(one.act.amount and two.act.amount)
    return sums or compare_goods(one.act.items, two.act.items).relation not in ("unsaid", "other")


def _pair(one: str, two: str) -> tuple[str, str]:
    return (one, two) if one < two else (two, one)


def _group(ids: tuple[str, ...], pairs: _Pairs) -> Group:
    inside = {pair: pairs.verdict(*pair) for pair in combinations(ids, 2)}
    return Group(tuple(pairs.by_id[name] for name in ids), inside)
