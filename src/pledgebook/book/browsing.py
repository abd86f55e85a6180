"""What pages show beside entries: an article with all that was read from it, and what the book holds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from pledgebook.book.answers import Line, Source
from pledgebook.book.asking import lines_of
from pledgebook.book.highlighting import holding
from pledgebook.book.mentions import chunks
from pledgebook.book.packing import unpack_act, unpack_article, unpack_conflicts, unpack_left_out
from pledgebook.book.schema import (
    act_row,
    article_row,
    decision,
    entry_row,
    left_out_row,
    lineage,
    member,
    page,
    quote_row,
    standing,
)
from pledgebook.book.settling import pending
from pledgebook.book.sources_of import sources_of
from pledgebook.book.writing import UNREADABLE
from pledgebook.problems import BadInput
from pledgebook.reconciling.entries import Conflict
from pledgebook.records import Act, Article, LeftOut

MOST_HITS = 3  # quotations shown of one entry


@dataclass(frozen=True, slots=True)
class ActHere:
    """An act of an article, and the entry that it stands in (None between a batch and its settling)."""

    id: str
    act: Act
    entry: Line | None

    def to_json(self) -> dict[str, Any]:
        return {"id": self.id, "entry": self.entry.id if self.entry else None, **self.act.to_json()}


@dataclass(frozen=True, slots=True)
class ToldArticle:
    """An article with all that was read from it. `fetched` and `came` are moments in UTC, `sha` names its bytes."""

    article: Article
    source: Source
    acts: tuple[ActHere, ...]
    left_out: tuple[LeftOut, ...]
    fetched: str
    came: str
    sha: str

    def to_json(self) -> dict[str, Any]:
        doubts = [{"name": d.name.value, "reason": d.reason, "quotes": [q.to_json() for q in d.quotes]}
                  for d in self.article.doubts]  # fmt: skip
        return {
            **self.source.to_json(),
            "date_reason": self.article.date_reason,
            "fetched": self.fetched or None,
            "came": self.came,
            "sha256": self.sha,
            "doubts": doubts,
            "text": self.article.text,
            "acts": [act.to_json() for act in self.acts],
            "left_out": [out.to_json() for out in self.left_out],
        }


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much the book holds; `waiting` entries were not reviewed yet, `unsettled` places wait for their links."""

    entries: int
    acts: int
    articles: int
    copies: int
    conflicting: int
    reviewed: int
    unsettled: int

    @property
    def waiting(self) -> int:
        return self.entries - self.reviewed


@dataclass(frozen=True, slots=True)
class Came:
    """One decision that brought something: when (UTC), by whom, what, and how many articles."""

    at: str
    by: str
    what: str
    articles: int


def tell_article(connection: Connection, name: str) -> ToldArticle:
    """Everything read from the article of this id that stands now. Raises BadInput where there is none."""
    row = connection.execute(select(article_row).where(article_row.c.id == name, standing(article_row))).first()
    if not row:
        raise BadInput(name, "there is no such article in the book")
    came = select(page.c.fetched, page.c.sha, decision.c.at).join(decision, decision.c.no == page.c.since)
    whence = connection.execute(came.where(page.c.no == row.page_no)).first()
    left_out = select(left_out_row).where(left_out_row.c.page_no == row.page_no, standing(left_out_row))
    return ToldArticle(
        article=unpack_article(row._mapping),
        source=sources_of(connection, [name])[name],
        acts=tuple(_acts_here(connection, row.no)),
        left_out=tuple(unpack_left_out(out._mapping) for out in connection.execute(left_out)
                       if out.reason != UNREADABLE),
        fetched=(whence.fetched or "") if whence else "",
        came=whence.at if whence else "",
        sha=whence.sha if whence else "",
    )  # fmt: skip


def _acts_here(connection: Connection, number: int) -> Iterable[ActHere]:
    rows = (
        select(act_row.c.id, act_row.c.body, member.c.entry)
        .outerjoin(member, (member.c.act_no == act_row.c.no) & standing(member))
        .where(act_row.c.article_no == number, standing(act_row))
    )
    found = connection.execute(rows).all()
    lines = lines_of(connection, {row.entry for row in found if row.entry}, None)
    here = [ActHere(row.id, unpack_act(row.body, said=True), lines.get(row.entry or "")) for row in found]
    return sorted(here, key=lambda one: (one.act.evidence[0].part == "text", one.act.evidence[0].start))


def holdings(connection: Connection) -> Holdings:
    """Counts of what stands; 20 ms for 100,000 entries."""

    def many(table: Any, *where: Any) -> int:
        return connection.execute(select(func.count()).select_from(table).where(standing(table), *where)).scalar() or 0

    return Holdings(
        entries=many(entry_row),
        acts=many(act_row),
        articles=many(article_row),
        copies=many(lineage, lineage.c.article != lineage.c.origin),
        conflicting=many(entry_row, entry_row.c.conflicts > 0),
        reviewed=many(entry_row, entry_row.c.review != ""),
        unsettled=pending(connection),
    )


def latest(connection: Connection) -> int:
    """The number of the last decision: the book is the same as long as it is."""
    return connection.execute(select(func.max(decision.c.no))).scalar() or 0


def what_came(connection: Connection, limit: int) -> list[Came]:
    """The last decisions that brought articles, the latest first."""
    numbers = select(page.c.since, func.count().label("many")).group_by(page.c.since)
    newest = numbers.order_by(page.c.since.desc()).limit(limit).subquery()
    rows = select(decision, newest.c.many).join(newest, newest.c.since == decision.c.no)
    found = connection.execute(rows.order_by(decision.c.no.desc()))
    return [Came(row.at, row.by, row.what, row.many) for row in found]


def hits(connection: Connection, words: str, entries: Iterable[str]) -> Mapping[str, list[str]]:
    """The quotations of these entries that hold the words, by entry, `MOST_HITS` of each."""
    told: list[tuple[str, str]] = []
    for chunk in chunks(entries):
        rows = select(member.c.entry, quote_row.c.text).join(quote_row, quote_row.c.act_no == member.c.act_no)
        told += [
            (entry, text) for entry, text in connection.execute(rows.where(member.c.entry.in_(chunk), standing(member)))
        ]
    found: dict[str, list[str]] = {}
    for number in sorted(holding(words, (text for _, text in told))):
        entry, text = told[number]
        passages = found.setdefault(entry, [])
        if text not in passages and len(passages) < MOST_HITS:
            passages.append(text)
    return found


def conflicts_of(connection: Connection, entries: Iterable[str]) -> dict[str, tuple[Conflict, ...]]:
    """The conflicts of each of these entries."""
    found: dict[str, tuple[Conflict, ...]] = {}
    for chunk in chunks(entries):
        rows = select(entry_row.c.id, entry_row.c.body).where(entry_row.c.id.in_(chunk), standing(entry_row))
        found |= {row.id: unpack_conflicts(json.loads(row.body)["conflicts"]) for row in connection.execute(rows)}
    return found


def version_of(connection: Connection, name: str) -> int:
    """The decision that brought the entry's present state; 0 where there is no such entry."""
    row = connection.execute(select(entry_row.c.since).where(entry_row.c.id == name, standing(entry_row))).first()
    return row.since if row else 0


def parties_of(connection: Connection, column: Any, limit: int) -> list[str]:
    """The parties that stand most often in a column of `file_row`, the groups' "*" left out."""
    rows = select(column).where(column != "*").group_by(column).order_by(func.count().desc(), column).limit(limit)
    return list(connection.scalars(rows))


def moments(connection: Connection, entries: Iterable[str]) -> dict[str, str]:
    """When (UTC) each of these entries came to its present state."""
    found: dict[str, str] = {}
    for chunk in chunks(entries):
        rows = select(entry_row.c.id, decision.c.at).join(decision, decision.c.no == entry_row.c.since)
        told = connection.execute(rows.where(entry_row.c.id.in_(chunk), standing(entry_row)))
        found |= {row.id: row.at for row in told}
    return found
