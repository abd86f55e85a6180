"""Names of countries for their codes, for people to read."""

from collections.abc import Mapping
from functools import cache


@cache
def country_names() -> Mapping[str, str]:
    """ISO 3166-1 alpha-3 code -> its shortest name in lexicon/country_names.csv, which is the usual one."""
    from pledgebook.lexicon.files import read_csv

    names: dict[str, str] = {}
    for _, row in read_csv("country_names.csv", ("words", "id")):
        known = names.get(row["id"])
        if known is None or len(row["words"]) < len(known):
            names[row["id"]] = row["words"]
    return names
