"""The word files of goods: plurals, families, and that their faults are named."""

from collections.abc import Iterator

import pytest

from pledgebook.lexicon import aid, files, goods
from pledgebook.problems import BadLexicon

READ = files.read_text


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """{file: text that stands in its place}; caches are empty before and after."""
    texts: dict[str, str] = {}
    monkeypatch.setattr(files, "read_text", lambda file: texts.get(file) or READ(file))
    for loader in (goods.goods, aid.families):
        loader.cache_clear()
    yield texts
    for loader in (goods.goods, aid.families):
        loader.cache_clear()


@pytest.mark.parametrize(
    ("noun", "plural"),
    [
        ("battery", "batteries"),
        ("gas mask", "gas masks"),
        ("airman", "airmen"),
        ("torch", "torches"),
        ("aircraft", "aircraft"),
        ("convoy", "convoys"),
    ],
)
def test_plurals(noun: str, plural: str) -> None:
    assert goods.plural_of(noun) == plural


def test_every_family_has_goods() -> None:
    assert {head.family for head in goods.goods().heads.values()} == set(aid.families())


@pytest.mark.parametrize(
    ("rows", "clash"),
    [
        ("tank,fruit,count", "fruit"),
        ("tank,weapons,many", "many"),
        ("tank,weapons,count\ntank,transport,count", "tank"),
    ],
)
def test_a_bad_row_is_named(broken: dict[str, str], rows: str, clash: str) -> None:
    broken["items.csv"] = f"head,family,kind\n{rows}\n"
    with pytest.raises(BadLexicon, match=clash):
        goods.goods()


def test_a_word_is_not_stopped_and_allowed(broken: dict[str, str]) -> None:
    broken["item_words.toml"] = READ("item_words.toml").replace("allowed = [", 'allowed = ["the",')
    with pytest.raises(BadLexicon, match="the"):
        goods.goods()


def test_a_family_needs_a_known_aid_type(broken: dict[str, str]) -> None:
    broken["aid.toml"] = READ("aid.toml").replace('weapons = "military"', 'weapons = "warlike"')
    with pytest.raises(BadLexicon, match="warlike"):
        aid.families()
