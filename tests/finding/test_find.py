"""find_acts: readings in the order of the articles, and nothing that was found vanishes without a reason."""

from dataclasses import replace
from typing import Any

import pytest

from pledgebook.codebook import Role
from pledgebook.finding import find, find_acts
from pledgebook.finding.find import contexts_of
from pledgebook.finding.scan import ScanWeights, load_scan
from pledgebook.problems import Reason
from pledgebook.records import Article, Paragraph
from pledgebook.settings import Settings

PIPELINE = Settings().pipeline
AID = "Norway pledged $60 million in aid to Mozambique after the floods."
MORE = "Germany announced a grant of 40 million euros to Kenya. The European Union imposed sanctions on Belarus."
GAME = "The striker scored twice in the second half. The crowd sang until late in the evening."


def article(text: str, name: str = "a", title: str | None = None) -> Article:
    return Article(name, text, title=title, paragraphs=(Paragraph(0, len(text)),))


ARTICLES = [article(AID, "aid"), article(GAME, "game"), article(MORE, "more"), article(AID, "again")]


def test_readings_stand_in_the_order_of_their_articles() -> None:
    readings = find_acts(ARTICLES, PIPELINE)
    assert [reading.article for reading in readings] == ARTICLES
    assert [bool(reading.acts) for reading in readings] == [True, False, True, True]
    assert readings[0].acts == readings[3].acts


def test_an_article_reads_the_same_alone_and_among_others() -> None:
    together = find_acts(ARTICLES, PIPELINE)
    alone = [find_acts([one], PIPELINE)[0] for one in ARTICLES]
    assert [reading.acts for reading in together] == [reading.acts for reading in alone]


def test_no_articles_give_no_readings() -> None:
    assert find_acts([], PIPELINE) == []


def test_what_the_scan_keeps_out_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr(find, "parse", never)
    (reading,) = find_acts([article(GAME)], PIPELINE)
    assert (reading.acts, reading.left_out) == ((), ())


def test_only_sentences_let_through_have_a_grammar() -> None:
    (context,) = contexts_of([article(f"{AID} {GAME} {GAME}")], PIPELINE, load_scan())
    assert len(context.sentences) == 5
    assert set(context.docs) <= {0, 1}  # what stands right behind an act may be let through too
    assert context.docs[0].text == AID


def test_each_doc_belongs_to_its_sentence() -> None:
    everything = ScanWeights({}, 5.0, (1.0, 0.0, 0.0, 0.0), 0.0)
    for context in contexts_of(ARTICLES, PIPELINE, everything):
        assert list(context.docs) == list(range(len(context.sentences)))
        assert all(doc.text == context.sentences[n].text for n, doc in context.docs.items())


def test_a_part_that_is_not_read_has_no_acts() -> None:
    link = replace(article(AID), paragraphs=(Paragraph(0, len(AID), Role.LINK),))
    assert find_acts([link], PIPELINE)[0].acts == ()


def test_what_is_not_sure_enough_is_left_out_with_its_score() -> None:
    (usual,) = find_acts([article(AID)], PIPELINE)
    (strict,) = find_acts([article(AID)], PIPELINE, min_confidence=1.0)
    assert strict.acts == ()
    unsure = [out for out in strict.left_out if out.reason == Reason.UNSURE]
    scores = {act.confidence for act in usual.acts}
    assert scores <= {out.score for out in unsure}
    loudest = max(unsure, key=lambda out: out.score or 0)
    assert loudest.detail == "pledge: NOR -> MOZ"
    assert loudest.rule == "judge: pledged"
    assert loudest.quote
    assert loudest.quote.text == AID


def test_every_act_is_as_sure_as_was_asked_for() -> None:
    for floor in (0.0, 0.3, 0.6, 0.9):
        for reading in find_acts(ARTICLES, PIPELINE, min_confidence=floor):
            assert all(act.confidence >= floor for act in reading.acts)
            assert all(
                out.score is None or out.score < floor for out in reading.left_out if out.reason == Reason.UNSURE
            )


def test_with_no_floor_nothing_is_unsure() -> None:
    for reading in find_acts(ARTICLES, PIPELINE, min_confidence=0.0):
        assert all(out.reason != Reason.UNSURE for out in reading.left_out)


def test_acts_stand_in_the_order_of_the_text() -> None:
    (reading,) = find_acts([article(f"{MORE} {AID}")], PIPELINE)
    starts = [act.evidence[0].start for act in reading.acts]
    assert starts == sorted(starts)
    assert len(starts) >= 2
