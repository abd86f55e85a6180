"""How a run ends: seen from outside, in a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

PRINTS_MUCH = """
import sys
from pledgebook.cli.exits import exit_code
from pledgebook.cli.screen import Screen
from rich.text import Text

def work():
    with Screen() as screen:
        for number in range(100_000):
            {line}
    return 0

sys.exit(exit_code(work))
"""


def ended(code: str, stdout: int) -> tuple[int, str]:
    with subprocess.Popen([sys.executable, "-c", code], stdout=stdout, stderr=subprocess.PIPE, text=True) as process:
        if process.stdout:
            process.stdout.readline()
            process.stdout.close()
        assert process.stderr
        said = process.stderr.read()
    return process.returncode, said


@pytest.mark.parametrize("line", ["screen.line(str(number))", "screen.show(Text(str(number)))"])
def test_a_reader_that_goes_away_ends_it_quietly(line: str) -> None:
    assert ended(PRINTS_MUCH.format(line=line), subprocess.PIPE) == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_is_told_in_a_sentence() -> None:
    with Path("/dev/full").open("w") as full:
        code, said = ended(PRINTS_MUCH.format(line="screen.line(str(number))"), full.fileno())
    assert (code, said) == (2, "pledgebook: the output cannot be written: No space left on device\n")


@pytest.mark.parametrize("words", [["--help"], ["version"], ["read", "--help"]])
def test_help_and_version_load_nothing_heavy(words: list[str]) -> None:
    code = (
        "import sys; from pledgebook.cli import main; "
        f"sys.argv = ['pledgebook', *{words!r}]; code = main(); "
        "heavy = {'spacy', 'trafilatura', 'httpx', 'lxml', 'pypdf', 'ftfy', 'py3langid', 'numpy'} & set(sys.modules); "
        "sys.exit(str(heavy) if heavy else code)"
    )
    assert ended(code, subprocess.DEVNULL) == (0, "")


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, pledgebook; "
        "heavy = {'spacy', 'trafilatura', 'httpx', 'lxml', 'typer', 'rich', 'numpy', 'pledgebook.pipeline'}; "
        "sys.exit(str(heavy & set(sys.modules) or ''))"
    )
    assert ended(code, subprocess.DEVNULL)[1].strip() == ""


def test_the_module_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "pledgebook", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("pledgebook ")
