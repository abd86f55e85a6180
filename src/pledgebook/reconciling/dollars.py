"""A bare "$" in the mouth of a donor that has dollars of its own: which dollars are meant?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pledgebook.lexicon.reconciling import words
from pledgebook.reconciling.entries import Mention

_BARE = re.compile(r"(?<![\w$.])\$\s?\d")  # no "US$", "A$", "C$" before the figure


def own_dollars(mentions: Sequence[Mention]) -> str | None:
    """The donor's own dollars, where every telling has a bare "$" that was coded as US dollars; else None.

    Parts of a package are passed over: their "$" is that of the whole.
    """
    amounts = [(m, m.act.amount) for m in mentions if m.act.amount]
    donors = {m.act.actor for m, _ in amounts}
    if len(donors) != 1 or len(next(iter(donors))) != 1:
        return None
    own = words().currency_of.get(next(iter(donors))[0], "")
    if own not in words().dollars or own == "USD":
        return None
    for mention, amount in amounts:
        text = " ".join(quote.text for quote in mention.act.evidence)
        if amount.money.currency != "USD" or amount.also or amount.basis == "tranche_of" or not _BARE.search(text):
            return None
    return own
