"""The reader `llm`: a language model proposes acts, and the gate lets through only what the article says."""

from pledgebook.finding.llm.reader import Asks, find_acts_with

__all__ = ["Asks", "find_acts_with"]
