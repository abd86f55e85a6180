"""The ledger: entries with their acts, quotes, articles and pages, every review, and every earlier state of them."""

from pledgebook.book.adding import Added
from pledgebook.book.answers import Count, Event, Line, Source, Step, Telling, Tie, Told
from pledgebook.book.book import Book
from pledgebook.book.filters import Filters
from pledgebook.book.lists import Disagreement, Found, Health, Lineage, Omission, Thread, TotalLine
from pledgebook.book.reviewing import Decision

__all__ = [
    "Added",
    "Book",
    "Count",
    "Decision",
    "Disagreement",
    "Event",
    "Filters",
    "Found",
    "Health",
    "Line",
    "Lineage",
    "Omission",
    "Source",
    "Step",
    "Telling",
    "Thread",
    "Tie",
    "Told",
    "TotalLine",
]
