"""Writes lexicon/currencies.csv: the currencies in use since 1999 and their English names.

Run: python quality/make_currencies.py > src/pledgebook/lexicon/currencies.csv  (needs pledgebook[lexicon])
Source: codes (ISO 4217), legal tender and names (locale "en") from Unicode CLDR as Babel ships it;
alpha-3 codes of countries from ISO 3166-1 (pycountry).
"""

import csv
import sys
from datetime import datetime

import babel
import pycountry
from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name

ENGLISH = Locale("en")


SINCE = datetime(1999, 1, 1)  # older money would lend its nouns to no news that is likely to be read
NO_TENDER = ("XEU",)  # money of account that news names


def tender() -> dict[str, list[str]]:
    """{currency: alpha-3 codes of the countries where it was legal tender since 1999, by CLDR}.

    Currencies with years in their names ("Belarusian ruble (2000–2016)") are left out.
    """
    countries: dict[str, list[str]] = {code: [] for code in NO_TENDER}
    for territory, rows in get_global("territory_currencies").items():
        country = pycountry.countries.get(alpha_2=territory)
        for code, _, end, is_tender in rows:
            if is_tender and (end is None or datetime(*end[:3]) >= SINCE):
                countries.setdefault(code, []).extend([country.alpha_3] if country else [])
    return {code: at for code, at in countries.items() if "(" not in get_currency_name(code, 1, ENGLISH)}


def main() -> None:
    print(f"# Made by quality/make_currencies.py from Unicode CLDR (Babel {babel.__version__}).")
    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(["code", "name", "plural", "countries"])
    for code, countries in sorted(tender().items()):
        names = [get_currency_name(code, count, ENGLISH) for count in (1, 2)]
        rows.writerow([code, *names, " ".join(sorted(set(countries)))])


if __name__ == "__main__":
    main()
