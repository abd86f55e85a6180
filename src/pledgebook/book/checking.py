"""Is the book whole? The file, the hashes of its pages, every quotation to the letter, and the sums kept beside.

Whatever is found comes as a sentence; nothing is mended in silence.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Table, func, select, text

from pledgebook import phrases
from pledgebook.book.counting import KINDS, tallies_of
from pledgebook.book.lists import Health
from pledgebook.book.naming import hash_of
from pledgebook.book.packing import dump, unpack_act
from pledgebook.book.schema import (
    act_row,
    article_row,
    counted,
    entry_row,
    left_out_row,
    lineage,
    link_row,
    member,
    page,
    page_content,
    quote_row,
    stated_row,
    tally,
)
from pledgebook.book.settling import pending

ROWS = 200  # rows held at a time
MOST_FAULTS = 1000
# What two books with the same content have in common, whatever the order in which it came
CONTENT: tuple[tuple[Table, tuple[str, ...]], ...] = (
    (article_row, ("no", "page_no", "reader", "since", "until")),
    (act_row, ("no", "article_no", "since", "until")),
    (entry_row, ("no", "since", "until")),
    (link_row, ("no", "since", "until")),
    (stated_row, ("no", "since", "until")),
    (counted, ("no", "since", "until")),
    (lineage, ("no", "since", "until", "reason")),
)


def check(connection: Connection) -> Health:
    """Looks at everything. Takes about a minute for each gigabyte."""
    counts: Counter[str] = Counter()
    faults: list[str] = []
    for looked in (_file, _pages, _quotes, _members, _links, _tallies):
        for fault in looked(connection, counts):
            faults.append(fault)
            if len(faults) >= MOST_FAULTS:
                break
    return Health(tuple(faults[:MOST_FAULTS]), dict(counts), pending(connection), content_hash(connection))


def content_hash(connection: Connection) -> str:
    """One number for what stands in the book: equal where the same was added, in any order, stopped or not."""
    whole = 0
    for table, left_out in CONTENT:
        columns = [column for column in table.c if column.name not in left_out]
        rows = select(*columns).where(table.c.until.is_(None)).execution_options(yield_per=ROWS)
        for row in connection.execute(rows):
            said = dump([table.name, *(str(value) for value in row)]).encode()
            # a sum of hashes does not depend on the order of rows
            whole += int.from_bytes(sha256(said).digest()[:16], "big")
    return f"{whole % (1 << 128):032x}"


def _file(connection: Connection, counts: Counter[str]) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    for (said,) in connection.execute(text("PRAGMA integrity_check(20)")):
        if said != "ok":
            yield f"the file is damaged: {said}"
    for index, table in (("article_words", article_row), ("quote_words", quote_row)):
        indexed = connection.execute(text(f"SELECT count(*) FROM {index}_docsize")).scalar()
        there = connection.execute(select(func.count()).select_from(table)).scalar()
        if indexed != there:
            yield f"the search index {index} holds {indexed} of {there} texts"


def _pages(connection: Connection, counts: Counter[str]) -> Iterator[str]:
    rows = select(page_content).execution_options(yield_per=ROWS)
    for row in connection.execute(rows):
        counts["pages archived"] += 1
        try:
            content = zlib.decompress(row.packed)
        except zlib.error:
            yield f"the archived page {row.sha[:12]} cannot be unpacked"
            continue
        if hash_of(content) != row.sha:
            yield f"the archived page {row.sha[:12]} is not what was archived: its hash differs"
    missing = select(page.c.name).outerjoin(page_content, page_content.c.sha == page.c.sha)
    for name in connection.scalars(missing.where(page_content.c.sha.is_(None))):
        yield f"the bytes of page {name} are missing"


def _quotes(connection: Connection, counts: Counter[str]) -> Iterator[str]:
    """Every quotation and every value's span stands in its article, to the letter."""
    rows = (
        select(act_row.c.id, act_row.c.body, act_row.c.article_no, article_row.c.text, article_row.c.title)
        .outerjoin(article_row, article_row.c.no == act_row.c.article_no)
        .execution_options(yield_per=ROWS)
    )
    for row in connection.execute(rows):
        counts["acts"] += 1
        if row.text is None:
            yield f"act {row.id} has no article"
            continue
        act = unpack_act(row.body, said=True)
        for quote in (*act.evidence, *(said.quote for said in act.said)):
            counts["quotes"] += 1
            whole = row.text if quote.part == "text" else (row.title or "")
            if whole[quote.start : quote.end] != quote.text:
                yield f"act {row.id}: its article does not say {quote.text[:60]!r} at {quote.start}"


def _members(connection: Connection, counts: Counter[str]) -> Iterator[str]:
    """Every standing act is in one standing entry, and every told entry has its acts."""
    rows = (
        select(act_row.c.id, func.count(member.c.no))
        .outerjoin(member, (member.c.act_no == act_row.c.no) & member.c.until.is_(None))
        .where(act_row.c.until.is_(None))
        .group_by(act_row.c.no, act_row.c.id)
        .having(func.count(member.c.no) != 1)
    )
    for name, many in connection.execute(rows):
        yield f"act {name} is in {many} entries"
    for kept in (
        select(act_row.c.id, func.count()).where(act_row.c.until.is_(None)).group_by(act_row.c.id),
        select(entry_row.c.id, func.count()).where(entry_row.c.until.is_(None)).group_by(entry_row.c.id),
    ):
        for name, many in connection.execute(kept.having(func.count() > 1)):
            yield f"{name} stands {many} times"
    sizes = (
        select(entry_row.c.id, entry_row.c.acts, func.count(member.c.no).label("told"))
        .outerjoin(member, (member.c.entry == entry_row.c.id) & member.c.until.is_(None))
        .where(entry_row.c.until.is_(None))
        .group_by(entry_row.c.no, entry_row.c.id, entry_row.c.acts)
    )
    for row in connection.execute(sizes.execution_options(yield_per=ROWS)):
        counts["entries"] += 1
        if row.acts != row.told:
            yield f"entry {row.id} says that it has {phrases.many(row.acts, 'act')}, and has {row.told}"


def _links(connection: Connection, counts: Counter[str]) -> Iterator[str]:
    if pending(connection):
        return  # links are made when the book is settled
    for end in (link_row.c.source, link_row.c.target):
        rows = select(link_row.c.kind, end).outerjoin(entry_row, (entry_row.c.id == end) & entry_row.c.until.is_(None))
        for kind, name in connection.execute(rows.where(link_row.c.until.is_(None), entry_row.c.no.is_(None))):
            yield f"a link ({kind}) ends at {name}, which is no entry"
    counts["links"] = _many(connection, link_row)
    counts["left out"] = _many(connection, left_out_row)


def _many(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).where(table.c.until.is_(None))).scalar() or 0


def _tallies(connection: Connection, counts: Counter[str]) -> Iterator[str]:
    """The sums kept for quick answers are those of the entries."""
    rows = select(counted).where(counted.c.until.is_(None)).execution_options(yield_per=ROWS)
    want = tallies_of(row._mapping for row in connection.execute(rows))
    have: dict[Any, list[int]] = {}
    for row in connection.execute(select(tally)):
        have[row.by, row.value, row.currency] = [*(getattr(row, kind) for kind in KINDS), row.entries, row.missing]
    counts["tallies"] = len(have)
    for key in sorted(set(want) | set(have)):
        if want.get(key) != have.get(key):
            of = f"{key[0]} of {key[1] or 'all'} in {key[2]}"
            yield f"the total by {of} is {have.get(key)}, and should be {want.get(key)}"
