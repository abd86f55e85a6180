"""The README tells the truth: its example runs, and its screens are what the program prints.

`python tests/test_readme.py` writes the screens anew; that of the book needs the articles of `../shared`.
"""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).resolve().parents[1] / "README.md"
SCREEN = re.compile(r"(<!-- screen: pledgebook (.*?) -->\n```text\n)(.*?)(\n```\n<!-- end of screen -->)", re.DOTALL)
BOOK_SCREEN = re.compile(
    r"(<!-- screen: python (quality/flagship\.py) -->\n```text\n)(.*?)(\n```\n<!-- end of screen -->)", re.DOTALL
)
WIDTH = "110"
SHARED = README.parent / "../shared"


def printed(words: str) -> str:
    """What `pledgebook WORDS` prints on a terminal of `WIDTH` characters."""
    done = subprocess.run(
        [sys.executable, "-m", "pledgebook", *words.split()],
        cwd=README.parent, capture_output=True, text=True, check=True, encoding="utf-8",
        env={**os.environ, "COLUMNS": WIDTH, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    return done.stdout.strip("\n")


def book_screen() -> str:
    """What `quality/flagship.py` prints; it fails where one of its claims does not hold."""
    done = subprocess.run(
        [sys.executable, "quality/flagship.py"],
        cwd=README.parent, capture_output=True, text=True, check=False, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip("\n")


def with_book_screen(readme: str) -> str:
    return BOOK_SCREEN.sub(lambda found: found[1] + book_screen() + found[4], readme)


def with_screens(readme: str) -> str:
    return SCREEN.sub(lambda found: found[1] + printed(found[2]) + found[4], readme)


def test_the_screen_is_what_is_printed() -> None:
    readme = README.read_text(encoding="utf-8")
    assert SCREEN.search(readme)
    assert with_screens(readme) == readme, "run: python tests/test_readme.py"


@pytest.mark.skipif(not (SHARED / "articles").is_dir(), reason="needs the articles of ../shared")
def test_the_screen_of_the_book_is_what_is_printed() -> None:
    readme = README.read_text(encoding="utf-8")
    assert BOOK_SCREEN.search(readme)
    assert with_book_screen(readme) == readme, "run: python tests/test_readme.py"


def test_the_example_runs() -> None:
    examples = doctest.DocTestParser().get_doctest(README.read_text(encoding="utf-8"), {}, "README.md", None, 0)
    assert examples.examples
    said: list[str] = []
    assert doctest.DocTestRunner().run(examples, out=said.append).failed == 0, "".join(said)


if __name__ == "__main__":
    written = with_screens(README.read_text(encoding="utf-8"))
    if (SHARED / "articles").is_dir():
        written = with_book_screen(written)
    README.write_text(written, encoding="utf-8")
