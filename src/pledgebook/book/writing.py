"""One batch of readings -> rows, in one transaction: all of it is kept, or nothing."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from pledgebook.book.anchors import heirs_of, move_anchors
from pledgebook.book.copying import Text, date_copies, forget_copies, note_copies
from pledgebook.book.finders import key_rows
from pledgebook.book.grouping import Removed, regroup
from pledgebook.book.memory import Memory
from pledgebook.book.mentions import chunks, day_written, written_of
from pledgebook.book.naming import article_id, content_of, hash_of, mention_ids, page_key
from pledgebook.book.numbering import Numbers
from pledgebook.book.packing import clean_act, storable
from pledgebook.book.rows import add, add_new, close
from pledgebook.book.rows_of import act_row_of, article_row_of, left_out_row_of, page_row_of, quote_row_of
from pledgebook.book.schema import (
    Row,
    act_key,
    act_row,
    article_row,
    left_out_row,
    page,
    page_content,
    quote_row,
)
from pledgebook.problems import BadInput
from pledgebook.reconciling.entries import Mention
from pledgebook.records import Act, Page, Reading

UNREADABLE = "could not be read"
TABLES = (page_content, page, left_out_row, article_row, act_row, quote_row, act_key)
_PAGES = select(page.c.key, page.c.no, page.c.reader).where(page.c.key.in_(bindparam("values", expanding=True)))
_ARTICLES = select(article_row).where(
    article_row.c.id.in_(bindparam("values", expanding=True)), article_row.c.until.is_(None)
)
_ACTS = select(act_row).where(act_row.c.article_no.in_(bindparam("values", expanding=True)), act_row.c.until.is_(None))


@dataclass(frozen=True, slots=True)
class Came:
    """A page with what was read from it."""

    page: Page
    outcome: Reading | BadInput


@dataclass(slots=True)
class Written:
    """What a batch changed. `added` and `removed` are numbers of acts, `texts` new ones by article.

    `heirs` are the ids of the acts that stand in the place of removed ones. Articles that had another text are
    `replaced`, those that are only read otherwise `redated`.
    """

    pages: int = 0
    articles: int = 0
    acts: int = 0
    left_out: int = 0
    added: list[int] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    heirs: dict[int, str] = field(default_factory=dict)
    texts: list[Text] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    redated: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Named:
    """A page that came, with the names that follow from what it holds."""

    came: Came
    content: bytes
    sha: str
    key: str
    article: str


def write_batch(
    connection: Connection, numbers: Numbers, batch: Sequence[Came], reader: str, memory: Memory
) -> Written:
    """Archives the pages and stores their articles and acts; what stands already stays as it is."""
    done = Written()
    for part in _apart(list(map(_named, batch))):
        Part(connection, numbers, reader, done).write(part)
    lineages = forget_copies(connection, numbers, done.replaced, memory)
    lineages |= date_copies(connection, numbers, done.redated, memory)
    lineages |= note_copies(connection, numbers, done.texts, memory)
    touched = acts_of_articles(connection, lineages)
    if done.added or done.removed or touched:
        changed = {*done.added, *touched} - set(done.removed)
        regroup(connection, numbers, changed, Removed(done.removed, done.heirs), memory)
    return done


def _named(came: Came) -> Named:
    content = content_of(came.page)
    sha = hash_of(content)
    return Named(came, content, sha, page_key(came.page, sha), article_id(came.page, sha))


def _apart(batch: Sequence[Named]) -> Iterator[list[Named]]:
    """The batch in parts, none of which holds two versions of one article or one page twice."""
    part: list[Named] = []
    seen: set[str] = set()
    for named in batch:
        if seen & {named.key, named.article}:
            yield part
            part, seen = [], set()
        part.append(named)
        seen |= {named.key, named.article}
    yield part


def acts_of_articles(connection: Connection, articles: Iterable[str]) -> set[int]:
    """The numbers of the standing acts of these articles."""
    found: set[int] = set()
    for chunk in chunks(articles):
        rows = select(act_row.c.no).where(act_row.c.article.in_(chunk), act_row.c.until.is_(None))
        found |= set(connection.scalars(rows))
    return found


class Part:
    """Writes some pages, each another article: looked up together, and their rows added together."""

    def __init__(self, connection: Connection, numbers: Numbers, reader: str, done: Written) -> None:
        self._connection, self._numbers, self._reader, self._done = connection, numbers, reader, done
        self._rows: dict[str, list[Row]] = {table.name: [] for table in TABLES}
        self._read_again: list[int] = []

    def write(self, part: Sequence[Named]) -> None:
        known = {row.key: row for row in self._ask(_PAGES, [named.key for named in part])}
        standing = {row.id: row for row in self._ask(_ARTICLES, [named.article for named in part])}
        acts: dict[int, dict[str, Any]] = {row.no: {} for row in standing.values()}
        for row in self._ask(_ACTS, list(acts)):
            acts[row.article_no][row.id] = row
        for named in part:
            page_row = known.get(named.key)
            if page_row is None or page_row.reader != self._reader:
                number = self._archive(named) if page_row is None else self._again(page_row.no)
                self._leave_out(number, named.came.outcome)
                if isinstance(named.came.outcome, Reading):
                    old = standing.get(named.article)
                    self._read(named, number, old, acts[old.no] if old else {})
        self._flush()

    def _ask(self, question: Any, values: Sequence[Any]) -> Iterator[Any]:
        for chunk in chunks(values):
            yield from self._connection.execute(question, {"values": chunk})

    def _archive(self, named: Named) -> int:
        packed = {"sha": named.sha, "size": len(named.content), "packed": zlib.compress(named.content, 6)}
        number = self._numbers.next(page)
        self._rows["page_content"].append(packed)
        self._rows["page"].append(
            {
                **page_row_of(named.came.page, named.sha, named.key, named.article),
                "no": number,
                "reader": self._reader,
                "since": self._numbers.decision,
            }
        )
        self._done.pages += 1
        return number

    def _again(self, number: int) -> int:
        self._read_again.append(number)
        return number

    def _leave_out(self, number: int, outcome: Reading | BadInput) -> None:
        if isinstance(outcome, BadInput):
            rows = [{"reason": UNREADABLE, "detail": storable(outcome.reason), "rule": "", "score": None, "quote": ""}]
        else:
            rows = [left_out_row_of(out) for out in outcome.left_out]
        for row in rows:
            given = {"no": self._numbers.next(left_out_row), "page_no": number, "since": self._numbers.decision}
            self._rows["left_out_row"].append({**row, **given})
        self._done.left_out += len(rows)

    def _read(self, named: Named, number: int, old: Any, old_acts: dict[str, Any]) -> None:
        reading = named.came.outcome
        assert isinstance(reading, Reading)
        cleaned = [clean_act(act) for act in reading.acts]
        ids = mention_ids(named.article, written_of(reading.article.date), [act for act, _ in cleaned])
        acts = dict(zip(ids, cleaned, strict=True))
        new = {**article_row_of(reading), "id": named.article}
        same = old is not None and all(old._mapping[key] == value for key, value in new.items())
        if same and {row.id: row.body for row in old_acts.values()} == {
            name: packed for name, (_, packed) in acts.items()
        }:
            return  # read anew with the same result
        if old:
            self._supersede(old, old_acts)
            (self._done.redated if old.text == new["text"] else self._done.replaced).append(old.id)
            heirs = heirs_of(old_acts, {name: act for name, (act, _) in acts.items()})
            self._done.heirs |= {old_acts[name].no: heir for name, heir in heirs.items()}
            move_anchors(self._connection, heirs)
        new |= {"no": self._numbers.next(article_row), "page_no": number, "reader": self._reader}
        self._rows["article_row"].append({**new, "since": self._numbers.decision})
        self._done.articles += 1
        if not old or old.text != new["text"]:
            self._done.texts.append(Text(new["no"], named.article, new["text"]))
        self._add_acts(new, acts)

    def _supersede(self, old: Any, acts: dict[str, Any]) -> None:
        gone = [row.no for row in acts.values()]
        close(self._connection, article_row, article_row.c.no, [old.no], self._numbers.decision)
        close(self._connection, act_row, act_row.c.no, gone, self._numbers.decision)
        for chunk in chunks(gone):
            self._connection.execute(delete(act_key).where(act_key.c.act_no.in_(chunk)))
        self._done.removed += gone

    def _add_acts(self, article: Row, acts: dict[str, tuple[Act, str]]) -> None:
        of_article = {"article_no": article["no"], "article": article["id"], "since": self._numbers.decision}
        for name, (act, packed) in acts.items():
            number = self._numbers.next(act_row)
            self._rows["act_row"].append({**act_row_of(name, act), **of_article, "no": number, "body": packed})
            for quote in act.evidence:
                given = {"no": self._numbers.next(quote_row), "act_no": number, "article_no": article["no"]}
                self._rows["quote_row"].append({**quote_row_of(quote), **given})
            written = day_written(article["day_start"], article["day_end"])
            self._rows["act_key"] += key_rows(number, Mention(name, article["id"], act, written))
            self._done.added.append(number)
        self._done.acts += len(acts)

    def _flush(self) -> None:
        close(self._connection, left_out_row, left_out_row.c.page_no, self._read_again, self._numbers.decision)
        for chunk in chunks(self._read_again):
            self._connection.execute(update(page).where(page.c.no.in_(chunk)).values(reader=self._reader))
        for table in TABLES:
            # the same content may stand under two addresses
            write = add_new if table is page_content else add
            write(self._connection, table, self._rows[table.name])
