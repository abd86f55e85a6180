"""The goods and people of an act: those that the grammar ties to its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pledgebook.finding.context import Context
from pledgebook.finding.drafts import Draft
from pledgebook.finding.nearness import Place, items_in, nearest, owned, places_told, quote_of
from pledgebook.finding.tree import head_of
from pledgebook.records import Item, Quote
from pledgebook.values.items import ItemMention

_EXPELLED = "expelled"  # the one family of items.csv that a sanction has
_REACH = 6  # edges between an act's word and its goods


def find_goods(context: Context, told: Sequence[Draft]) -> tuple[tuple[Item, ...], tuple[Quote, ...]]:
    """The items in the order told, each name once, with the passage that says each."""
    found: dict[str, tuple[Item, Quote]] = {}
    for place in places_told(told):
        for mention in _own(context, place, told[0].group):
            quote = quote_of(context, place.sentence, mention.start, mention.end)
            found.setdefault(mention.item.name.lower(), (mention.item, quote))
    return tuple(item for item, _ in found.values()), tuple(quote for _, quote in found.values())


def _own(context: Context, place: Place, group: str) -> Iterator[ItemMention]:
    doc = context.docs[place.sentence]
    for mention in items_in(context.sentences[place.sentence].text):
        if (group in ("sanction", "easing")) != (mention.family == _EXPELLED):
            continue
        near = nearest(place.anchors, head_of(doc, mention.start, mention.end)) <= _REACH
        if near and owned(context, place, mention.start, mention.end) and not _of_other_sum(context, place, mention):
            yield mention


def _of_other_sum(context: Context, place: Place, mention: ItemMention) -> bool:
    """Whether the last sum before the goods is another act's: "$3m for tents and $1m for food"."""
    own = {draft.unit.money.start for draft in place.drafts if draft.unit.money}
    before = [money.start for money in context.money[place.sentence] if money.start < mention.start]
    return bool(own and before) and max(before) not in own
