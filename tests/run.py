"""Installs Pledgebook with all that its tests need into a virtual environment, and runs every test.

    python3 tests/run.py [--venv FOLDER] [pytest's own arguments]

Needs Python 3.11 or newer with pip, nothing else. The environment (`.venv` by default) also holds all caches of
the run, so that nothing is left in the checkout beside it. Tests that need the coded articles of `../shared` are
skipped where there are none.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLDEST = (3, 11)


def main(words: Sequence[str]) -> int:
    """Returns pytest's exit code, or that of the step before it that failed."""
    if sys.version_info < OLDEST:
        return _tell(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}")
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv", help="where the environment is (default .venv)")
    options, rest = parser.parse_known_args(words)
    folder = options.venv.resolve()
    python = _python_of(folder)
    caches = _caches(folder / "cache")
    if not python.exists():
        venv.create(folder, with_pip=True)
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", f"{ROOT}[test]"]
    pytest = [python, "-m", "pytest", "-o", f"cache_dir={folder / 'cache' / 'pytest'}", *rest]
    return _run(install, caches) or _run(pytest, caches)


def _python_of(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _caches(folder: Path) -> dict[str, str]:
    """The environment in which every tool keeps its cache in `folder` instead of in the checkout."""
    names = {
        "PYTHONPYCACHEPREFIX": "bytecode",
        "HYPOTHESIS_STORAGE_DIRECTORY": "hypothesis",
        "MYPY_CACHE_DIR": "mypy",
        "RUFF_CACHE_DIR": "ruff",
        "IMPORT_LINTER_CACHE_DIR": "import-linter",  # read by tests/test_house.py, which passes it on
    }
    return {**os.environ, **{name: str(folder / part) for name, part in names.items()}}


def _run(command: Sequence[str | Path], environment: dict[str, str]) -> int:
    return subprocess.run([str(word) for word in command], cwd=ROOT, env=environment, check=False).returncode


def _tell(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
