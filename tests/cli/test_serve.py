"""`pledgebook serve`: where the desk may be opened, and what is said where it may not."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pledgebook.web.people import mark_of

Run = Callable[..., Any]
pytest.importorskip("starlette", reason='the extra "web" is not installed')


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What uvicorn was asked to run; nothing is listened to."""
    uvicorn = pytest.importorskip("uvicorn")
    seen: list[dict[str, Any]] = []
    monkeypatch.setattr(uvicorn, "run", lambda app, **how: seen.append({"app": app, **how}))
    return seen


def test_at_home_nobody_logs_in(run: Run, started: list[dict[str, Any]], tmp_path: Path) -> None:
    ended = run("serve", "--book", str(tmp_path / "new.db"), "--port", "8123")
    assert ended.code == 0
    assert "at http://127.0.0.1:8123" in ended.err
    assert started[0]["host"] == "127.0.0.1"
    assert started[0]["app"].state.people is None


def test_a_network_needs_people(run: Run, started: list[dict[str, Any]], tmp_path: Path) -> None:
    ended = run("serve", "--book", str(tmp_path / "new.db"), "--host", "0.0.0.0")
    assert ended.code == 2
    assert "--people FILE" in ended.err
    assert started == []


def test_people_of_a_file_come_in(run: Run, started: list[dict[str, Any]], tmp_path: Path) -> None:
    made = run("serve", "--token-for", "Ada Okafor")
    assert made.code == 0
    row = tomllib.loads(made.out)["person"][0]
    token = made.err.strip().rpartition(" ")[2]
    assert row["token_sha256"] == mark_of(token)
    assert token not in made.out
    file = tmp_path / "people.toml"
    file.write_text(made.out, encoding="utf-8")
    ended = run("serve", "--book", str(tmp_path / "new.db"), "--host", "0.0.0.0", "--people", str(file), "--https")
    assert ended.code == 0
    assert started[0]["app"].state.people.by_token(token).name == "Ada Okafor"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--port", "0"), "--port must be"),
        (("--user-header", "X-User"), "add --people"),
        (("--people", "nowhere.toml"), "cannot be read"),
        (("--token-for", 'a"b'), "needs a plain name"),
    ],
)
def test_bad_options(
    run: Run, started: list[dict[str, Any]], tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    ended = run("serve", "--book", str(tmp_path / "new.db"), *words)
    assert ended.code == 2
    assert says in ended.err
    assert started == []


def test_without_the_extra_it_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "starlette", None)
    ended = run("serve", "--book", str(tmp_path / "new.db"))
    assert ended.code == 2
    assert 'pip install "pledgebook[web]"' in ended.err


@pytest.mark.parametrize(
    ("host", "home"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("127.9.9.9", True), ("0.0.0.0", False), ("::", False),
     ("10.0.0.1", False), ("example.org", False)],
)  # fmt: skip
def test_what_is_home(host: str, home: bool) -> None:
    from pledgebook.web.serving import is_home

    assert is_home(host) is home
