"""Finding: from articles to their acts, each proven by its quotation."""

from pledgebook.finding.find import find_acts

__all__ = ["find_acts"]
