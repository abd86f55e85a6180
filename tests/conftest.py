"""Where books may be made: a file always, and a PostgreSQL server where `PLEDGEBOOK_TEST_POSTGRES` names one.

Also the played server of played.py, for those who ask a model.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

_spec = spec_from_file_location("played", Path(__file__).with_name("played.py"))
assert _spec
assert _spec.loader
_played = module_from_spec(_spec)
sys.modules["played"] = _played  # where its dataclasses look for their names
_spec.loader.exec_module(_played)
play, answers = _played.play, _played.answers  # fixtures

SERVER = os.environ.get("PLEDGEBOOK_TEST_POSTGRES", "")


@pytest.fixture(params=["file", pytest.param("server", marks=pytest.mark.skipif(not SERVER, reason="no PostgreSQL"))])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new book may be made: a path, or the address of an empty database."""
    if request.param == "file":
        yield str(tmp_path / "test.db")
        return
    name = f"pledgebook_{uuid4().hex[:12]}"
    address = SERVER.replace("postgres://", "postgresql://", 1).replace("postgresql://", "postgresql+psycopg://", 1)
    server = create_engine(address, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        version = connection.dialect.server_version_info or ()
        connection.execute(
            text(f"CREATE DATABASE {name}{' STRATEGY file_copy' if version >= (15,) else ''}")
        )  # quicker
    yield f"{SERVER.rpartition('/')[0]}/{name}"
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()
