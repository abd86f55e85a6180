"""The acts that the reader finds in the articles of stories, as mentions that score_stories.py can score.

The scorer knows coded acts by their ids. A found act takes the id of the coded act of its article that it matches, by
the matching of ../shared/score/score.py; one that matches none keeps an id of its own, which the scorer passes over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pledgebook.book.mentions import written_of
from pledgebook.book.rows_of import is_official
from pledgebook.pipeline import read_pages
from pledgebook.reconciling.copies import find_copies
from pledgebook.reconciling.entries import Mention
from pledgebook.reconciling.origin import find_origin
from pledgebook.records import Article, Page, Reading
from story_pages import pages_of
from train_confidence import score_module


def read_stories_texts(stories: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], list[Mention]]]:
    """Each story with what is read in its articles' texts; their coded acts serve for nothing but ids."""
    pages = [Page(row["id"], "stories", text=row["text"], title=row["title"], date=row["date"], url=row["url"])
             for story in stories for row in pages_of(story)]  # fmt: skip
    readings = {found.article.id: found for found in read_pages(pages) if isinstance(found, Reading)}
    for story in stories:
        found = [readings[row["id"]] for row in story["articles"] if row["id"] in readings]
        yield story, list(_mentions(story, found))


def lineages_of(articles: Iterable[Article]) -> dict[str, str]:
    """Each article that has copies -> the id of their origin."""
    by_id = {article.id: article for article in articles}
    groups = find_copies((article.id, article.text) for article in by_id.values())
    origins = {group: find_origin([by_id[name] for name in group]).id for group in groups}
    return {name: origin for group, origin in origins.items() for name in group}


def _mentions(story: dict[str, Any], readings: Sequence[Reading]) -> Iterator[Mention]:
    publishers = {row["id"]: row.get("publisher") or "" for row in story["articles"]}
    lineages = lineages_of(reading.article for reading in readings)
    for reading in readings:
        article = reading.article
        names = _names(article.id, [act.to_json() for act in reading.acts], story["acts"])
        for name, act in zip(names, reading.acts, strict=True):
            yield Mention(
                id=name,
                article=article.id,
                act=act,
                written=written_of(article.date),
                lineage=lineages.get(article.id, ""),
                publisher=publishers[article.id],
                official=is_official(publishers[article.id]),
            )


def _names(article: str, found: list[dict[str, Any]], coded: list[dict[str, Any]]) -> list[str]:
    """Ids of the found acts of an article, in their order."""
    own = [act for act in coded if act["article"] == article]
    paired = {guess: own[gold]["id"] for gold, guess in score_module().match(own, found)}
    return [paired.get(number, f"{article}:{number}") for number in range(len(found))]
