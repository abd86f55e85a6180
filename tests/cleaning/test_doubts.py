"""Each doubt is raised by what shows it, with its passages, and not by what merely looks like it."""

import pytest

from pledgebook.cleaning.doubts import find_doubts
from pledgebook.cleaning.paragraphs import find_paragraphs
from pledgebook.codebook import DoubtName
from pledgebook.records import Article, Doubt

A = "The ministry said on Monday that Norway would send 20 field hospitals to Chad before the rains begin."
B = "Officials in Oslo told reporters that the first ships had already left the port with tents on board."
TITLE = "Rains drown a town in the south"
LATER = """
The tents came by ship, and the trucks by air, three weeks after the first flood had torn down the bridge.

Farmers along the river wondered how the seed would reach them, since every road was under water in August.

Doctors asked for beds, nurses for blankets; a school was made into a hospital, and its yard into a kitchen.

Nobody knew which of the ministries would pay for petrol, so most of the boats stayed where they were moored.

In the capital the price of rice doubled twice, then fell, when a convoy from the coast arrived one evening.

A teacher counted two hundred families on the roof of the market, among them the mayor with his five sons.

When it grew dry again, everybody wanted pumps, for the wells were full of mud and the goats fell ill.

Old people said that it had been worse sixty years ago, with neither radio nor helicopters to call for.

Later that autumn the engineers left, and a wooden bridge, narrow but firm, stood where the old one had been.
"""


def doubts(text: str) -> dict[DoubtName, Doubt]:
    article = Article("a", text, paragraphs=find_paragraphs(text))
    return {doubt.name: doubt for doubt in find_doubts(article)}


CASES: list[tuple[str, str, set[str]]] = [
    ("a whole story", f"{A}\n\n{B}", set()),
    ("the same paragraph twice", f"{A}\n\n{B}\n\n{A}", {"repeated_text"}),
    ("a credit twice", f"A ship leaves. (Photo by Ann Lee/Reuters) (Photo by Ann Lee/Reuters)\n\n{A}",
     {"repeated_text"}),
    ("a link that says its title twice",
     f"{A}\n\nJUST WATCHED {TITLE} Replay More Videos ... MUST WATCH {TITLE} 02:10\n\n{B}",
     {"repeated_text", "inserted_links"}),
    ("a link", f"{A}\n\nSee also  Singer falls off stage\n\n{B}", {"inserted_links"}),
    ("furniture", f"{A}\n\nStory continues below\n\n{B}", {"inserted_links"}),
    ("a byline is no link", f"By Ann Lee, Oslo\n\n{A}", set()),
    ("a full stop alone", f"{A[:-1]} to Chad. .\n\n{B}", {"garbled"}),
    ("a lone word", f"{A[:-1]} on Monday. boat.\n\n{B}", {"garbled"}),
    ("letters that could not be read", f"{A} Caf\ufffd.", {"garbled"}),
    ("letters torn apart",
     "M E D IA rele a se The m inister fo r trade w ill give 4 m illion to a lle v iate h u nger.", {"garbled"}),
    ("signs no newspaper prints", f"^■ ~ PARLIAMENT\n\n{A}", {"garbled"}),
    ("dots of an omission", f"{A} . . . {B}", set()),
    ("abbreviations", f"{A} The meeting begins at 9 p.m. today. {B}", set()),
    ("swapped words", "The White Home said the protection ministry of Chad would get tents. It rains.", {"spun"}),
    ("one swapped word", "The overseas minister of Chad would get tents from Oslo, and the rains are near.", set()),
    ("an end after a title", f"{A}\n\nThe bill was moved by Sen.", {"truncated"}),
    ("an end after initials", f"{A}\n\nThe bill was moved in the U.S.", {"truncated"}),
    ("an end at a small word", f"{A}\n\nThe bill was moved by the", {"truncated"}),
    ("an end at a colon", f"{A}\n\nThe bill holds four parts:", {"truncated"}),
    ("an end before page furniture", f"{A}\n\nThe bill was moved by Rep.\n\nAdvertisement",
     {"truncated", "inserted_links"}),
    ("a beginning that answers", f"But the ministry did not agree with that, and sent no tents.\n\n{B}", {"truncated"}),
    ("nobody named before", f"At a news conference Mr. Berg said that he had no tents.\n\n{LATER}", {"truncated"}),
    ("somebody named before", f"At a news conference Bo Berg said so. Mr. Berg had no tents.\n\n{LATER}", set()),
    ("a short note", "On Monday Mr. Berg gave tents to Chad.", set()),
    ("a list at the end", f"{A}\n\n- tents\n- trucks", set()),
    ("no story at all", "Read more: Tents for Chad", {"inserted_links"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_doubts(text: str, names: set[str]) -> None:
    found = doubts(text)
    assert {name.value for name in found} == names
    for doubt in found.values():
        assert doubt.reason
        assert doubt.quotes
        assert all(text[quote.start : quote.end] == quote.text for quote in doubt.quotes)


def test_a_spun_article_says_what_the_words_stood_for() -> None:
    doubt = doubts("He falls fail of the Supreme Courtroom.")[DoubtName.SPUN]
    assert "“falls fail of” for “falls foul of”" in doubt.reason
    assert [quote.text for quote in doubt.quotes] == ["falls fail of", "Supreme Courtroom"]


def test_swapped_words_are_found_across_a_line_end() -> None:
    assert DoubtName.SPUN in doubts("He falls\nfail of the Supreme\nCourtroom of Chad.")
