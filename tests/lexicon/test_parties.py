"""The party words: they load, they are whole, and a broken row says where it is broken."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pledgebook.lexicon import files, officials, parties
from pledgebook.problems import BadLexicon

ROOT = Path(__file__).resolve().parents[2]
CODEBOOK = frozenset([
    "EU", "NATO", "UN", "G7", "G20", "AU", "ASEAN", "IMF", "WB", "EIB", "EBRD", "ADB", "AFDB",
    "UNHCR", "UNICEF", "WFP", "WHO", "IOM", "OCHA", "UNDP", "FAO", "UNFPA", "IAEA", "ICRC", "IFRC", "OECD", "OSCE",
])  # fmt: skip


@pytest.fixture
def fresh() -> Iterator[None]:
    """Empties what is kept of the word files, before and after."""
    kept = (parties.party_words, officials.people, officials.surnames)
    for load in kept:
        load.cache_clear()
    yield
    for load in kept:
        load.cache_clear()


def countries() -> set[str]:
    return {cells["id"] for _, cells in files.read_csv("country_names.csv", ("words", "id"))}


def terms(trie: parties.Trie) -> Iterator[parties.Term]:
    for word, below in trie.items():
        if word == "":
            yield below
        else:
            yield from terms(below)


def test_every_country_has_a_name() -> None:
    assert len(countries()) == 249
    named = {party for term in terms(parties.party_words().names) for party in term.ids}
    assert countries() | {"XKX"} | CODEBOOK <= named


def test_every_id_is_a_country_or_in_the_codebook() -> None:
    known = countries() | {"XKX"} | CODEBOOK
    used = {party for term in terms(parties.party_words().names) for party in term.ids}
    used |= {tenure.party for persons in officials.people().values() for p in persons for tenure in p.tenures}
    assert {party for party in used if not party.startswith("name:")} <= known


def test_the_generated_names_are_what_their_sources_give() -> None:
    pytest.importorskip("pycountry")
    pytest.importorskip("babel")
    pytest.importorskip("country_converter")
    done = subprocess.run([sys.executable, "quality/make_countries.py", "--check"], cwd=ROOT, check=False)
    assert done.returncode == 0


def test_officials_are_many_and_each_is_found_by_name() -> None:
    people = officials.people()
    assert len(people) > 2000
    lost = [name for name in people if parties.walk(parties.party_words().names, parties.split_words(name)) is None]
    assert lost == []


def test_newspapers_are_press() -> None:
    assert parties.is_press("name:The New York Times")
    assert not parties.is_press("name:Oxfam")


@pytest.mark.parametrize(
    ("on", "party"),
    [
        (None, "USA"),
        (date(2016, 12, 1), "name:Donald Trump"),
        (date(2018, 1, 1), "USA"),
        (date(2021, 3, 1), "USA"),
        (date(2021, 6, 1), "name:Donald Trump"),
        (date(2025, 6, 1), "USA"),
    ],
)
def test_a_person_is_the_state_while_in_office(on: date | None, party: str) -> None:
    assert officials.stands_for(officials.people()["Donald Trump"], on) == (party,)


@pytest.mark.parametrize(
    ("file", "text", "clash"),
    [
        ("organs.csv", "id,words\nUSA,Norway\n", "'Norway' is ('USA',), but it is ('NOR',) already"),
        ("organs.csv", "id,words\nusa,Some Court\n", "'usa' is no party id"),
        ("organs.csv", "id,words\nUSA,Some Court|--\n", "'--' has no words"),
        ("organisations.csv", "id,role,words\n,club,Some Club\n", "has the unknown role 'club'"),
        ("offices.csv", "kind,words\npost,minister\n", "has the unknown kind 'post'"),
        ("groups.csv", "kind,words\nhead,allies\n", "has an empty word, or none, of the kind 'phrase'"),
        ("officials.csv", "name,aliases,id,office,from,to\nA B,,USA,king,2001-13,\n", "'2001-13' is no day"),
        ("officials.csv", "name,aliases,id,office,from,to\nA B,,USA,king,2002,2001\n", "leaves office before"),
    ],
)
@pytest.mark.usefixtures("fresh")
def test_a_broken_row_is_named(monkeypatch: pytest.MonkeyPatch, file: str, text: str, clash: str) -> None:
    whole = files.read_text
    monkeypatch.setattr(files, "read_text", lambda name: text if name == file else whole(name))
    with pytest.raises(BadLexicon, match=re.escape(clash)) as problem:
        parties.party_words()
    assert problem.value.file == file
