"""parse: one Doc a text, with offsets into the text as given."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.finding.parse import parse
from pledgebook.problems import BadSetting
from pledgebook.settings import Settings

PIPELINE = Settings().pipeline


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text(st.sampled_from("Norway $5,.\n\t\xa0"), max_size=40), max_size=4))
def test_tokens_stand_in_the_text_as_given(texts: list[str]) -> None:
    docs = list(parse(texts, PIPELINE))
    assert len(docs) == len(texts)
    for text, doc in zip(texts, docs, strict=True):
        assert len(doc.text) == len(text)
        for token in doc:
            words = text[token.idx : token.idx + len(token.text)]
            assert token.text == words or token.text.isspace() or words.isspace()


def test_a_line_break_does_not_change_the_grammar() -> None:
    one, other = parse(["Norway pledged aid to Chad.", "Norway pledged\naid to\xa0Chad."], PIPELINE)
    assert [(token.dep_, token.lemma_) for token in one] == [(token.dep_, token.lemma_) for token in other]


def test_a_pipeline_that_is_not_installed_is_a_bad_setting() -> None:
    with pytest.raises(BadSetting, match="no_such_pipeline"):
        parse(["Norway pledged aid."], "no_such_pipeline")
