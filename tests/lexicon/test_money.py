"""The word files of money: what they hold, and that their faults are named."""

import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

from pledgebook.lexicon import files, money
from pledgebook.problems import BadLexicon

READ = files.read_text


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """{file: text that stands in its place}; caches are empty before and after."""
    texts: dict[str, str] = {}
    monkeypatch.setattr(files, "read_text", lambda file: texts.get(file) or READ(file))
    loaders = (money.currencies, money.units, money.hedges, money.homes)
    for loader in loaders:
        loader.cache_clear()
    yield texts
    for loader in loaders:
        loader.cache_clear()


def test_names_of_one_currency_are_found_and_shared_nouns_are_not_its_own() -> None:
    words = money.currencies().words
    assert words["norwegian kroner"].code == "NOK"
    assert words["hryvnias"].code == "UAH"
    assert words["kroner"].code is None
    assert "gold" not in words


@pytest.mark.parametrize(
    ("file", "header", "row", "clash"),
    [
        ("currency_signs.csv", "mark,code,noun,kind,when", "Q$,QQQ,,sign,any", "QQQ"),
        ("currency_signs.csv", "mark,code,noun,kind,when", "Q$,USD,bean,sign,any", "bean"),
        ("currency_signs.csv", "mark,code,noun,kind,when", "Q$,USD,,song,any", "song"),
        ("currency_signs.csv", "mark,code,noun,kind,when", "Q$,,,sign,any", "needs"),
        ("currency_signs.csv", "mark,code,noun,kind,when", "Q$,USD,,sign,any\nQ$,AUD,,sign,any", "twice"),
        ("units.csv", "word,value,kind,bare", "ten,10,small,no\nten,10,scale,no", "twice"),
        ("units.csv", "word,value,kind,bare", "ten,10,large,no", "kind"),
        ("currencies.csv", "code,name,plural,countries", "usd,US dollar,US dollars,", "usd"),
    ],
)
def test_a_bad_row_is_named(broken: dict[str, str], file: str, header: str, row: str, clash: str) -> None:
    broken[file] = f"{header}\n{row}\n"
    with pytest.raises(BadLexicon, match=clash) as caught:
        money.units() if file == "units.csv" else money.currencies()
    assert caught.value.file == file


def test_a_hedge_under_two_names_is_refused(broken: dict[str, str]) -> None:
    broken["hedges.toml"] = READ("hedges.toml").replace('after = ["plus"', 'after = ["or so", "plus"')
    with pytest.raises(BadLexicon, match="or so"):
        money.hedges()


def test_a_home_needs_a_known_currency(broken: dict[str, str]) -> None:
    broken["money_homes.toml"] = READ("money_homes.toml").replace('"AUD"', '"QQQ"')
    with pytest.raises(BadLexicon, match="QQQ"):
        money.homes()


def test_the_made_file_is_what_its_maker_makes(capsys: pytest.CaptureFixture[str]) -> None:
    babel = pytest.importorskip("babel")
    if babel.__version__ not in READ("currencies.csv").splitlines()[0]:
        pytest.skip("made with another Babel")
    runpy.run_path(str(Path(__file__).parents[2] / "quality/make_currencies.py"), run_name="__main__")
    assert capsys.readouterr().out == READ("currencies.csv")
