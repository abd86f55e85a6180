"""Words beside the names of those whom a sanction hits (listing.toml)."""

from functools import cache

from pledgebook.lexicon.files import read_toml
from pledgebook.problems import BadLexicon


@cache
def listing_words() -> dict[str, frozenset[str]]:
    """{"before": prepositions, "public": words of public bodies}. Raises BadLexicon for a missing or odd table."""
    tables = read_toml("listing.toml")
    if set(tables) != {"before", "public"}:
        raise BadLexicon("listing.toml", "-", "needs exactly the tables before and public")
    for name, table in tables.items():
        for word in table["words"]:
            if word != word.lower():
                raise BadLexicon("listing.toml", name, f"“{word}” must be in lower case")
    return {name: frozenset(table["words"]) for name, table in tables.items()}
