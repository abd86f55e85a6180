"""Writes lexicon/country_names.csv: the names of every ISO 3166-1 country in pycountry, country_converter and Babel.

Run from the repository's root with the extra 'lexicon' installed:

    python quality/make_countries.py          writes the file
    python quality/make_countries.py --check  only says whether the file is what the sources give (exit code 1 if not)
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

TARGET = Path("src/pledgebook/lexicon/country_names.csv")
NOTE = """\
# Generated, do not edit: python quality/make_countries.py
# Source: pycountry (name, common_name, official_name), country_converter (name_short, name_official), Babel (en).
"""


def country_names() -> Iterator[tuple[str, str]]:
    """Yields (name, ISO 3166-1 alpha-3), inverted names ("Korea, Republic of") left out."""
    import pycountry
    from babel import Locale

    converter = _converter_names()
    territories = Locale("en").territories
    for country in pycountry.countries:
        fields = ("name", "common_name", "official_name")
        names = [getattr(country, field) for field in fields if hasattr(country, field)]
        names += converter.get(country.alpha_3, ())
        names.append(territories.get(country.alpha_2, ""))
        yield from ((spelling, country.alpha_3) for name in names for spelling in _spellings(str(name)))


def _converter_names() -> dict[str, tuple[str, str]]:
    """ISO3 -> (short name, official name), from country_converter's table; its class needs an older pandas."""
    table = files("country_converter").joinpath("country_data.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines(), delimiter="\t")
    return {row["ISO3"]: (row["name_short"], row["name_official"]) for row in rows}


def _spellings(name: str) -> Iterator[str]:
    """The name without "the" and brackets, with "and" for "&"; nothing where it is inverted or holds a slash."""
    plain = re.sub(r"\s*\(.*?\)", "", name.removeprefix("The ").removeprefix("the ").replace("’", "'")).strip()
    if plain and not set(plain) & set(",[]/"):
        yield plain.replace(" & ", " and ")


def as_csv() -> str:
    """The whole file: a note, a header and one row a name, sorted by country."""
    rows = sorted({(code, name) for name, code in country_names()})
    return NOTE + "words,id\n" + "".join(f"{name},{code}\n" for code, name in rows)


def main() -> int:
    """Writes or checks the file; returns the exit code."""
    made = as_csv()
    if "--check" in sys.argv:
        return int(TARGET.read_text(encoding="utf-8") != made)
    TARGET.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
