"""Which party ids are countries (country_names.csv)."""

from functools import cache

from pledgebook.codebook import PartyId
from pledgebook.lexicon.files import read_csv


@cache
def country_ids() -> frozenset[PartyId]:
    """The ISO 3166-1 alpha-3 codes that the lexicon has names for."""
    return frozenset(row["id"] for _, row in read_csv("country_names.csv", ("words", "id")))
