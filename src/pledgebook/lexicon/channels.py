"""Words that show through whom aid goes (channels.toml)."""

from dataclasses import dataclass
from functools import cache

from pledgebook.lexicon.files import read_toml
from pledgebook.problems import BadLexicon


@dataclass(frozen=True, slots=True)
class ChannelWords:
    """Prepositions before any channel (`through`) and before agencies (`to`); ids of agencies; words of no charity."""

    through: frozenset[str]
    to: frozenset[str]
    agencies: frozenset[str]
    funds: frozenset[str]


@cache
def channel_words() -> ChannelWords:
    """Raises BadLexicon where a table is missing or a preposition stands under both."""
    tables = read_toml("channels.toml")
    missing = [name for name in ("through", "to", "agencies", "funds") if name not in tables]
    if missing:
        raise BadLexicon("channels.toml", "-", f"has no table {missing[0]}")
    words = ChannelWords(**{name: frozenset(table["words"]) for name, table in tables.items()})
    if both := words.through & words.to:
        raise BadLexicon("channels.toml", "to", f"{sorted(both)} stand also under through")
    return words
