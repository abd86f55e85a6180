"""The words of page furniture are read, validated and clash with nothing."""

from typing import Any

import pytest

from pledgebook.lexicon import furniture as module
from pledgebook.lexicon.files import read_toml
from pledgebook.lexicon.furniture import bare, furniture
from pledgebook.problems import BadLexicon


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The tables of the file, to be spoiled; `furniture()` reads the spoiled ones."""
    rows = read_toml(module.FILE)
    monkeypatch.setattr(module, "read_toml", lambda _: rows)
    furniture.cache_clear()
    yield rows
    furniture.cache_clear()


def test_the_file_is_read(tables: Any) -> None:
    assert "the" in furniture().english


def test_one_row_under_two_roles_is_refused(tables: Any) -> None:
    tables["furniture"]["opening"].append(tables["link"]["opening"][0])
    with pytest.raises(BadLexicon, match=r"furniture\.toml.*stands also under link\.opening"):
        furniture()


@pytest.mark.parametrize("row", ["See Also", "", "*", 7])
def test_a_row_that_is_no_words_in_small_letters_is_refused(tables: Any, row: Any) -> None:
    tables["link"]["label"].append(row)
    with pytest.raises(BadLexicon, match="must be words in small letters"):
        furniture()


def test_an_unknown_table_is_refused(tables: Any) -> None:
    tables["lnk"] = {"whole": ["see also"]}
    with pytest.raises(BadLexicon, match=r"row lnk: .* no table"):
        furniture()


def test_a_missing_place_is_refused(tables: Any) -> None:
    del tables["credit"]["agencies"]
    with pytest.raises(BadLexicon, match="row credit: must have the rows"):
        furniture()


@pytest.mark.parametrize(("phrase", "plain"), [("White Home", "white house"), ("home", "house"), ("white house", 3)])
def test_a_sign_of_spinning_that_is_none_is_refused(tables: Any, phrase: str, plain: Any) -> None:
    tables["spun"][phrase] = plain
    with pytest.raises(BadLexicon, match="row spun"):
        furniture()


def test_a_sign_of_spinning_that_another_stands_for_is_refused(tables: Any) -> None:
    tables["spun"]["ashen home"] = "white home"
    with pytest.raises(BadLexicon, match="is itself a sign"):
        furniture()


@pytest.mark.parametrize(
    ("word", "is_bare"), [("(PHOTOS:", "photos"), ("More:Trump", "more"), ("Read", "read"), ("more »", "more ")]
)
def test_bare(word: str, is_bare: str) -> None:
    assert bare(word) == is_bare
