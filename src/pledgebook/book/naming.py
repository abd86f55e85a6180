"""Names that do not depend on the order of adding: of pages, articles, mentions and candidate keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b, sha256

from pledgebook.book.packing import dump, pack_act
from pledgebook.records import Act, Page, Reading


def content_of(page: Page) -> bytes:
    """The bytes that are archived: as they came, or the text of a table's row in UTF-8."""
    return page.content if page.content is not None else (page.text or "").encode("utf-8", "surrogatepass")


def hash_of(content: bytes) -> str:
    return sha256(content).hexdigest()


def page_key(page: Page, sha: str) -> str:
    """Equal for the same page come twice: the same content by the same name, with the same claims about itself."""
    said = [page.id, page.url, page.title, page.date, page.media_type, sha]
    return sha256(dump(said).encode()).hexdigest()


def article_id(page: Page, sha: str) -> str:
    """One article for one address, whose later versions take its place; elsewhere one for each content of a name."""
    said = ["url", page.id, page.url] if page.url else ["page", page.id, sha]
    return "a" + sha256(dump(said).encode()).hexdigest()[:16]


def page_of(reading: Reading) -> Page:
    """The page that stands for a reading whose page is not at hand: its text."""
    article = reading.article
    claimed = article.claimed_date.isoformat() if article.claimed_date else None
    return Page(article.id, article.id, text=article.text, title=article.title, date=claimed, url=article.url)


def mention_ids(article: str, written: date | None, acts: Sequence[Act]) -> list[str]:
    """An id for each act, from the day of writing, its kind, its actor and where its evidence begins.

    The day goes first because an entry is named after its first mention: what is written later leaves the entry's
    id as it is. A newer version of the program that reads the same act more fully leaves the mention's id as it is.
    """
    day = f"{written:%Y%m%d}" if written else "99999999"
    names = [f"{day}.{article}.{_mark(act)}" for act in acts]
    if len(set(names)) == len(names):
        return names
    seen: dict[str, int] = {}
    found = [""] * len(acts)
    for place in sorted(range(len(acts)), key=lambda n: (names[n], pack_act(acts[n]))):
        name = names[place]
        seen[name] = seen.get(name, 0) + 1
        found[place] = name if seen[name] == 1 else f"{name}.{seen[name]}"
    return found


def without_day(mention: str) -> str:
    """What stays of a mention's id when its article is dated anew."""
    return mention.partition(".")[2]


def _mark(act: Act) -> str:
    first = act.evidence[0]
    return sha256(dump([act.kind, sorted(act.actor), first.part, first.start]).encode()).hexdigest()[:8]


@lru_cache(maxsize=1 << 17)
def key_number(key: str) -> int:
    """A candidate key as a signed number of 64 bits; two keys in a book of 10^8 are alike by a chance of 1 in 3,000."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)
