"""Ways through the grammar."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pledgebook.finding.context import Context
from pledgebook.finding.tree import chain_subject, head_of, way

Read = Callable[..., Context]


@pytest.mark.parametrize(
    ("text", "words", "head"),
    [
        ("Norway pledged $5 million to Chad.", "$5 million", "million"),
        ("The prime minister of Norway spoke.", "prime minister of Norway", "minister"),
        ("The prime minister of Norway spoke.", "Norway", "Norway"),
        ("Norway sent South Korea tents.", "outh Kor", "Korea"),  # part of a word stands for the word
    ],
)
def test_head_of(text: str, words: str, head: str, context_of: Read) -> None:
    doc = context_of(text).docs[0]
    assert head_of(doc, text.index(words), text.index(words) + len(words)).text == head


@pytest.mark.parametrize(
    ("text", "one", "other", "steps"),
    [
        ("Norway pledged money to Chad.", "pledged", "pledged", ""),
        ("Norway pledged money to Chad.", "pledged", "Norway", "nsubj"),
        ("Norway pledged money to Chad.", "Norway", "pledged", "nsubj^"),
        ("Norway pledged money to Chad.", "Norway", "money", "nsubj^>dobj"),
        ("Norway gave money to Chad.", "gave", "Chad", "dative:to>pobj"),
        ("Money was given by Norway.", "given", "Norway", "agent:by>pobj"),
    ],
)
def test_way(text: str, one: str, other: str, steps: str, context_of: Read) -> None:
    tokens = {token.text: token for token in context_of(text).docs[0]}
    assert way(tokens[one], tokens[other]) == steps


def chain(length: int, edges: int) -> Doc:
    """Words that each hang under the one before, by `edges` kinds of edge in turn."""
    heads = [max(0, n - 1) for n in range(length)]
    deps = ["ROOT", *(f"edge{n % edges}" for n in range(1, length))]
    return Doc(Vocab(), words=[f"w{n}" for n in range(length)], heads=heads, deps=deps)


@pytest.mark.parametrize(("length", "down"), [(8, "far"), (7, "edge1>edge2>edge3>edge0>edge1>edge2")])
def test_a_very_long_way_is_far(length: int, down: str) -> None:
    doc = chain(length + 1 if down == "far" else length, 4)
    assert way(doc[0], doc[-1]) == down


def test_edges_of_one_name_in_a_row_count_once() -> None:
    doc = chain(5, 1)
    assert way(doc[0], doc[-1]) == "edge0"
    assert way(doc[-1], doc[0]) == "edge0^"


def test_words_of_two_trees_are_far_apart() -> None:
    doc = Doc(Vocab(), words=["one", "two"], heads=[0, 1], deps=["ROOT", "ROOT"])
    assert way(doc[0], doc[1]) == "far"


def test_a_way_is_the_same_back_and_forth_in_length(context_of: Read) -> None:
    doc = context_of("Norway's minister pledged new money to Chad and Mali after the floods.").docs[0]
    for one in doc:
        for other in doc:
            assert way(one, other).count(">") == way(other, one).count(">") or "far" in (
                way(one, other),
                way(other, one),
            )


@pytest.mark.parametrize("word", ["expected", "announce", "package"])
def test_chain_subject(word: str, context_of: Read) -> None:
    doc = context_of("The Commission is expected to announce a package of 5 million euros.").docs[0]
    subject = chain_subject(next(token for token in doc if token.text == word))
    assert subject is not None
    assert subject.text == "Commission"


def test_the_agent_of_a_passive_does_it(context_of: Read) -> None:
    doc = context_of("The money was approved by Norway.").docs[0]
    subject = chain_subject(next(token for token in doc if token.text == "approved"))
    assert subject is not None
    assert subject.text == "Norway"
