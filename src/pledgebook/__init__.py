"""Pledgebook: who asked for, pledged, committed, delivered, refused, withdrew and sanctioned what.

The public door. The nouns (`Act`, `Article`, `Reading`, ...) are light; `read_article` brings spaCy with it
and is therefore loaded when it is first used, so that `import pledgebook` stays quick.
"""

from typing import TYPE_CHECKING, Any

from pledgebook.codebook import DoubtName, Role
from pledgebook.problems import BadInput, BadLexicon, BadSetting, BadSetup, NotInText, PledgebookError, Reason
from pledgebook.records import (
    Act,
    Amount,
    Article,
    Doubt,
    Interval,
    Item,
    LeftOut,
    Money,
    Page,
    Paragraph,
    Quote,
    Reading,
    Said,
)
from pledgebook.settings import Settings, read_settings

if TYPE_CHECKING:
    from pledgebook.pipeline import read_article, read_pages

__all__ = [
    "Act",
    "Amount",
    "Article",
    "BadInput",
    "BadLexicon",
    "BadSetting",
    "BadSetup",
    "Doubt",
    "DoubtName",
    "Interval",
    "Item",
    "LeftOut",
    "Money",
    "NotInText",
    "Page",
    "Paragraph",
    "PledgebookError",
    "Quote",
    "Reading",
    "Reason",
    "Role",
    "Said",
    "Settings",
    "read_article",
    "read_pages",
    "read_settings",
]

_LOADED_ON_USE = frozenset({"read_article", "read_pages"})


def __getattr__(name: str) -> Any:
    """Loads what needs the pipeline when it is first asked for."""
    if name not in _LOADED_ON_USE:
        raise AttributeError(f"module 'pledgebook' has no attribute {name!r}")
    from pledgebook import pipeline

    return getattr(pipeline, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
