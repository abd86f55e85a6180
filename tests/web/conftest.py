"""A desk over a book of the fifty articles, read once; each test that writes has a copy of its own."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("starlette", reason='the extra "web" is not installed')

from pledgebook.book import Book
from pledgebook.web.app import Setup, make_app

if TYPE_CHECKING:
    from starlette.testclient import TestClient

CSRF = re.compile(r'name="csrf" value="([^"]+)"')


def fifty() -> Any:
    """The module beside this one; tests are not a package."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("fifty", Path(__file__).with_name("fifty.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["fifty"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def read_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of the fifty articles; not to be written."""
    path = tmp_path_factory.mktemp("desk") / "fifty.db"
    with Book.open(path) as book:
        done = book.add(fifty().pages())
        assert done.articles == 50
        assert done.acts >= 50
    return path


@pytest.fixture
def own_book(read_book: Path, tmp_path: Path) -> Iterator[Book]:
    """A copy that a test may write into."""
    with Book.open(shutil.copy(read_book, tmp_path / "own.db")) as book:
        yield book


@pytest.fixture(scope="session")
def shared_book(read_book: Path) -> Iterator[Book]:
    with Book.open(read_book, make=False) as book:
        yield book


def client_of(book: Book, **setup: Any) -> TestClient:
    from starlette.testclient import TestClient

    return TestClient(make_app(book, Setup(**{"me": "Ann", **setup})), base_url="http://localhost")


@pytest.fixture
def opened() -> Callable[..., TestClient]:
    """`opened(book, people=...)`: a client of a desk of its own."""
    return client_of


@pytest.fixture(scope="session")
def desk(shared_book: Book) -> TestClient:
    """A client that only looks."""
    return client_of(shared_book)


@pytest.fixture
def own(own_book: Book) -> TestClient:
    """A client that may decide."""
    return client_of(own_book)


def token_of(client: TestClient, path: str = "/add") -> str:
    """The token that forms of this session carry."""
    found = CSRF.search(client.get(path).text)
    assert found
    return found[1]


@pytest.fixture
def csrf() -> Callable[..., str]:
    return token_of
