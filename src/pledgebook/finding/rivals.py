"""One telling, one act: where the same words could tell of two kinds of act, the likelier is kept.

In "lifted its embargo" the verb tells of an easing and its object of a sanction; in "refused to send tanks" only
the first happened. Two acts are rivals where one trigger is the other or hangs on it as its object. Whatever hangs on a
request as what is asked for ("called on Chad to do more to help Mali") is only asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from pledgebook.finding.drafts import Draft
from pledgebook.finding.tree import has_to, way

# "xcomp": in "refused to send", what is refused is not done
_OBJECT = frozenset({"dobj", "pobj", "prep", "nsubjpass", "compound", "amod", "poss", "attr", "oprd", "xcomp"})
_ASKED = frozenset({"advcl^", "ccomp^", "acl^"})  # of what is "to" be done, up to the request for it


def without_rivals(scored: Sequence[tuple[list[Draft], float]]) -> list[tuple[list[Draft], float, str | None]]:
    """(drafts, probability, kind of the likelier rival or None), in the same order."""
    rows: list[tuple[list[Draft], float, str | None]] = []
    for told, chance in scored:
        better = [other for other, more in scored if more > chance and _read_the_same(told, other)]
        rows.append((told, chance, better[0][0].kind if better else None))
    return rows


def _read_the_same(told: Sequence[Draft], other: Sequence[Draft]) -> bool:
    """Whether the best passage of one act is read by the other too."""
    return any(are_rivals(told[0], draft) for draft in other)


def are_rivals(one: Draft, other: Draft) -> bool:
    """Whether two drafts of different kinds of act read the same words."""
    if one.group == other.group or one.unit.sentence != other.unit.sentence:
        return False
    if one.unit.anchor.i == other.unit.anchor.i:
        return True
    edges = way(one.unit.anchor, other.unit.anchor).split(">")
    asked = _ASKED if other.group == "request" and has_to(one.unit.anchor) else frozenset[str]()
    return all(edge in asked or edge.rstrip("^").split(":")[0] in _OBJECT for edge in edges)
