"""The habits of the house, checked by machine: docs, sizes, types, style and who imports whom."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
import typer

import pledgebook
from pledgebook.cli.app import app
from pledgebook.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
PAGES = sorted((ROOT / "docs").glob("*.md"))
STEPS = ("cleaning", "dating", "finding", "values", "lexicon", "reconciling", "book", "asking", "cli", "settings")
LONGEST_FILE, LONGEST_FUNCTION, MOST_PARAMETERS = 300, 50, 6
TEXT_ENDS = {".py", ".md", ".toml", ".csv", ".jsonl", ".json", ".txt", ".html", ".yml", ".cfg"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions() -> Iterator[tuple[Path, Function]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, Function):
                yield path, node


def texts() -> Iterator[Path]:
    """Every text file that belongs to the repository; nothing in hidden or made folders except CI."""
    kept = ("src", "tests", "docs", "examples", "quality", ".ci", ".github")
    yield from ROOT.glob("*.*")
    for folder in kept:
        yield from (path for path in (ROOT / folder).rglob("*") if path.is_file())


# --- documents -------------------------------------------------------------------------------------------


def commands() -> Iterator[tuple[str, object]]:
    group = typer.main.get_command(app)
    yield "pledgebook", group
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        yield name, command
        for inner, nested in getattr(command, "commands", {}).items():
            yield f"{name} {inner}", nested


@pytest.mark.parametrize(
    ("name", "command"), list(commands()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_command_and_option_is_documented(name: str, command: object) -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert f"`{name}" in page or f"pledgebook {name}" in page
    for parameter in command.params:  # type: ignore[attr-defined]
        for option in parameter.opts:
            if option.startswith("--") and option != "--help":
                assert f"`{option}" in page, f"{name} {option} is not in docs/cli.md"


def test_no_option_is_documented_that_does_not_exist() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    known = {option for _, command in commands() for parameter in command.params for option in parameter.opts}  # type: ignore[attr-defined]
    assert set(re.findall(r"`(--[a-z-]+)", page)) <= known | {"--help"}


@pytest.mark.parametrize("field", fields(Settings), ids=lambda field: field.name)
def test_every_setting_is_documented_with_its_default(field: object) -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    row = next((line for line in page.splitlines() if line.startswith(f"| `{field.name}`")), "")  # type: ignore[attr-defined]
    default = field.default  # type: ignore[attr-defined]
    assert f"`{default}`" in row or (default is None and "not set" in row)


@pytest.mark.parametrize("step", STEPS)
def test_every_step_has_a_page(step: str) -> None:
    assert (ROOT / "docs" / f"{step}.md").is_file()


def test_every_word_file_is_documented() -> None:
    page = (ROOT / "docs" / "lexicon.md").read_text(encoding="utf-8")
    files = {
        path.name for path in (ROOT / "src" / "pledgebook" / "lexicon").iterdir() if path.suffix in {".csv", ".toml"}
    }
    named = set(re.findall(r"`([a-z_]+\.(?:csv|toml))`", page))
    assert files == named


def test_every_page_is_reached_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in PAGES if f"docs/{page.name}" not in readme] == []


@pytest.mark.parametrize("page", [*ROOT.glob("*.md"), *PAGES], ids=short)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_readmes_test_command_is_the_one_that_ci_calls() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python3 tests/run.py" in readme
    assert "tests/run.py" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_change_log_knows_this_version() -> None:
    version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert version
    assert f"## {version[1]}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


# --- the public door -------------------------------------------------------------------------------------


def test_all_is_what_is_exported() -> None:
    tree = ast.parse(Path(pledgebook.__file__).read_text(encoding="utf-8"))
    imported = {
        name.asname or name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pledgebook.")
        for name in node.names
    }
    assert set(pledgebook.__all__) == imported
    assert pledgebook.__all__ == sorted(set(pledgebook.__all__), key=lambda name: (not name[0].isupper(), name))
    assert all(getattr(pledgebook, name) is not None for name in pledgebook.__all__)
    assert set(pledgebook.__all__) <= set(dir(pledgebook))


def test_what_is_not_exported_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Ledger'"):
        pledgebook.Ledger  # noqa: B018


# --- sizes and words -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SOURCES, ids=short)
def test_files_are_short_and_say_what_they_are(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE
    assert not text.strip() or ast.get_docstring(ast.parse(text))
    assert path.stem not in {"utils", "util", "helpers", "misc", "common"}


def test_functions_are_short() -> None:
    long = [
        f"{short(path)}:{node.name} {(node.end_lineno or 0) - node.lineno + 1}"
        for path, node in functions()
        if (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def test_functions_take_few_parameters() -> None:
    """Except commands, whose parameters are their options: Typer takes them from nowhere else."""
    many = [
        f"{short(path)}:{node.name}"
        for path, node in functions()
        if len(node.args.args) + len(node.args.kwonlyargs) > MOST_PARAMETERS
        and path not in {ROOT / "src" / "pledgebook" / "cli" / name for name in ("app.py", "book_commands.py")}
    ]
    assert many == []


def test_no_bare_except() -> None:
    bare = [
        short(path)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler) and node.type is None
    ]
    assert bare == []


def test_no_path_of_anybodys_machine() -> None:
    machine = re.compile(r"(?<![\w.])/(?:work|home|Users|root|tmp)/\w")
    found = [short(path) for path in texts() if path.suffix in TEXT_ENDS and machine.search(path.read_text("utf-8"))]
    assert found == []


# --- tools -----------------------------------------------------------------------------------------------


def must_be_content(*command: str) -> None:
    """Fails with all that a tool said, where it was not content."""
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(done.stdout + done.stderr, pytrace=False)


@pytest.mark.parametrize("check", [("check",), ("format", "--check")], ids=" ".join)
def test_style(check: tuple[str, ...]) -> None:
    must_be_content("-m", "ruff", *check, "src", "tests", "quality")


def test_types() -> None:
    must_be_content("-m", "mypy", "--strict", "src/pledgebook")


def test_who_may_import_whom() -> None:
    cache = os.environ.get("IMPORT_LINTER_CACHE_DIR")
    where = ("--cache-dir", cache) if cache else ("--no-cache",)
    must_be_content(
        "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-logo", *where
    )
