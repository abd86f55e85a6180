"""Pledgebook: who asked for, pledged, committed, delivered, refused, withdrew and sanctioned what.

The public door. The nouns (`Act`, `Article`, `Reading`, ...) are light; `read_article` brings spaCy with it, `Book` the
database, and both are therefore loaded when they are first used, so that `import pledgebook` stays quick.
"""

from typing import TYPE_CHECKING, Any

from pledgebook.codebook import DoubtName, Role
from pledgebook.problems import (
    BadBook,
    BadInput,
    BadLexicon,
    BadModel,
    BadSetting,
    BadSetup,
    NotInText,
    PledgebookError,
    Reason,
)
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
from pledgebook.settings import LlmSettings, Settings, read_settings

if TYPE_CHECKING:
    from pledgebook.book import Book, Decision
    from pledgebook.pipeline import read_article, read_pages

__all__ = [
    "Act",
    "Amount",
    "Article",
    "BadBook",
    "BadInput",
    "BadLexicon",
    "BadModel",
    "BadSetting",
    "BadSetup",
    "Book",
    "Decision",
    "Doubt",
    "DoubtName",
    "Interval",
    "Item",
    "LeftOut",
    "LlmSettings",
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

_LOADED_ON_USE = {
    "Book": "pledgebook.book",
    "Decision": "pledgebook.book",
    "read_article": "pledgebook.pipeline",
    "read_pages": "pledgebook.pipeline",
}


def __getattr__(name: str) -> Any:
    """Loads what brings much with it when it is first asked for."""
    if name not in _LOADED_ON_USE:
        raise AttributeError(f"module 'pledgebook' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LOADED_ON_USE[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
