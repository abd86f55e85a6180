"""The article of an HTML page as plain text, by trafilatura, which is loaded when the first page is met."""

import html as entities
import logging
import re
from collections.abc import Iterator
from typing import Any

SPACE = re.compile(r"\s+")
TAG = re.compile(r"<[^>]*>")
META_TITLE = re.compile(r"<meta\b[^>]*\b(?:property|name)=[\"'](?:og|twitter):title[\"'][^>]*>", re.I)
VALUE = re.compile(r"\bcontent=(?:\"([^\"]*)\"|'([^']*)')", re.I)
HEAD_TITLE = re.compile(r"<title\b[^>]*>(.*?)</title>", re.I | re.S)
BLOCKS = frozenset({"p", "head", "item", "quote", "code", "row", "ab", "figure"})
INNER = ("p", "head", "item")  # blocks that stand for themselves inside a quote
PARAGRAPH = "\n\n"


def main_text(html: str, url: str | None = None) -> tuple[str, str | None]:
    """Text and title of the page's article: paragraphs parted by a blank line, list items marked "- ".

    The text is empty where the page holds no article.
    """
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # an empty page is told by the caller
    # precise: headlines of other pages do more harm here than a lost line
    found = trafilatura.bare_extraction(html, url=url, favor_precision=True, include_comments=False)
    body = getattr(found, "body", None)
    return PARAGRAPH.join(_paragraphs(body)) if body is not None else "", _title(html)


def _paragraphs(body: Any) -> Iterator[str]:
    """The blocks of trafilatura's tree, each as one line and once; loose text between them is none of it."""
    for element in body.iter(*BLOCKS):
        if _is_within(element) or (element.tag == "quote" and next(element.iter(*INNER), None) is not None):
            continue
        words = SPACE.sub(" ", " ".join(element.itertext())).strip()
        if words:
            yield f"- {words}" if element.tag == "item" else words


def _is_within(element: Any) -> bool:
    """True where the block stands in another one that is taken as a whole."""
    return any(above.tag in BLOCKS and above.tag != "quote" for above in element.iterancestors())


def _title(html: str) -> str | None:
    """The title that the page gives to those who share it, else that of its head."""
    meta = META_TITLE.search(html)
    value = VALUE.search(meta[0]) if meta else None
    head = None if value else HEAD_TITLE.search(html)
    told = (value[1] or value[2] or "") if value else head[1] if head else ""
    return SPACE.sub(" ", entities.unescape(TAG.sub("", told))).strip() or None
