"""The README tells the truth: its example runs, and its screen is what the program prints.

`python tests/test_readme.py` writes the screen anew.
"""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"
SCREEN = re.compile(r"(<!-- screen: pledgebook (.*?) -->\n```text\n)(.*?)(\n```\n<!-- end of screen -->)", re.DOTALL)
WIDTH = "110"


def printed(words: str) -> str:
    """What `pledgebook WORDS` prints on a terminal of `WIDTH` characters."""
    done = subprocess.run(
        [sys.executable, "-m", "pledgebook", *words.split()],
        cwd=README.parent, capture_output=True, text=True, check=True, encoding="utf-8",
        env={**os.environ, "COLUMNS": WIDTH, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    return done.stdout.strip("\n")


def with_screens(readme: str) -> str:
    return SCREEN.sub(lambda found: found[1] + printed(found[2]) + found[4], readme)


def test_the_screen_is_what_is_printed() -> None:
    readme = README.read_text(encoding="utf-8")
    assert SCREEN.search(readme)
    assert with_screens(readme) == readme, "run: python tests/test_readme.py"


def test_the_example_runs() -> None:
    examples = doctest.DocTestParser().get_doctest(README.read_text(encoding="utf-8"), {}, "README.md", None, 0)
    assert examples.examples
    said: list[str] = []
    assert doctest.DocTestRunner().run(examples, out=said.append).failed == 0, "".join(said)


if __name__ == "__main__":
    README.write_text(with_screens(README.read_text(encoding="utf-8")), encoding="utf-8")
