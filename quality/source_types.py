"""What kind of page a coded article is from, told from its row of texts alone, by three plain rules.

The corpora do not say it. So this is a rough sorting: an opinion piece that does not call itself one counts as news.
"""

from __future__ import annotations

import re
from typing import Any

NOTE, OFFICIAL, OPINION, NEWS = "tracker's note", "official text", "marked opinion", "news"
SOURCES = (NEWS, OPINION, OFFICIAL, NOTE)
_SHORT = 1_200  # characters; a text without an address that is shorter is a note by a tracker's coder
_TOP = 200  # characters at the head of a text in which an office names itself
_OFFICE = re.compile(
    r"(?:media|news|press)\s+release|fact\s+sheet|read-?out\s+of|remarks\s+by|(?:joint\s+)?statement\s+(?:of|on|from|by)"
    r"|leaders[’']\s+statement|transcript\s+of|doorstop|executive\s+order\s+on|minister\s+for|parliamentary\s+secretary"
    r"|the\s+hon\b",
    re.IGNORECASE,
)
_VIEWS = re.compile(r"\b(?:opinions?|commentary|editorials?|op-?eds?|columnists?)\b", re.IGNORECASE)


def source_of(row: dict[str, Any]) -> str:
    """One of SOURCES, for a row of texts with `title`, `url` and `text`."""
    title, address, text = row.get("title") or "", row.get("url") or "", row["text"]
    if not address and len(text) < _SHORT:
        return NOTE
    head = f"{title}\n{text[:_TOP]}"
    if not address and _OFFICE.search(head):
        return OFFICIAL
    return OPINION if _VIEWS.search(f"{title[:20]}\n{address}\n{text[:20]}") else NEWS
