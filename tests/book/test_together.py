"""Several programs at one book: two that add, one that reads; and one that is killed in the middle."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pledgebook.book import Book

QUALITY = Path(__file__).resolve().parents[2] / "quality"
ACTS = 160
ADD = """
import random, sys
sys.path.insert(0, sys.argv[1])
from made_up import made_up
from pledgebook.book import Book, adding, settling
adding.BATCH, settling.PIECE, adding.SETTLE_FROM = 4, 40, 60
readings = list(made_up({acts}))
random.Random(int(sys.argv[3])).shuffle(readings)
print("begun", flush=True)
with Book.open(sys.argv[2]) as book:
    book.add(readings)
""".format(acts=ACTS)  # noqa: UP032  (braces of the program itself)


def start(where: str, seed: int) -> subprocess.Popen[str]:
    words = [sys.executable, "-W", "error", "-c", ADD, str(QUALITY), where, str(seed)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What an undisturbed run comes to."""
    where = str(tmp_path_factory.mktemp("whole") / "whole.db")
    process = start(where, 0)
    said = process.communicate()[1]
    assert process.returncode == 0, said
    with Book.open(where, make=False) as book:
        return book.check().content


def test_two_add_at_once_and_one_reads(where: str, content: str) -> None:
    """Both add the same in another order, even the making of the book is shared; nothing is lost or doubled."""
    adders = [start(where, seed) for seed in (1, 2)]
    reads = 0
    with Book.open(where) as book:
        while any(adder.poll() is None for adder in adders):
            lines = book.entries(limit=20)
            assert len({line.id for line in lines}) == len(lines)
            if lines:
                assert book.entry(lines[0].id).tellings or lines[0].inferred
                reads += 1
        errors = [adder.communicate()[1] for adder in adders]
        assert [adder.returncode for adder in adders] == [0, 0], errors
        assert reads > 0
        health = book.check()
        assert (health.faults, health.waiting, health.content) == ((), 0, content)


def test_killed_at_random_moments_and_repeated(where: str, content: str) -> None:
    """The little brother of quality/kill_add.py."""
    chance = random.Random(7)
    for seed in range(4):
        process = start(where, seed)
        assert process.stdout
        process.stdout.readline()
        time.sleep(chance.uniform(0.2, 1.2))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        with Book.open(where) as book:
            assert book.check().faults == ()
    assert start(where, 9).communicate()[1] == ""
    with Book.open(where) as book:
        health = book.check()
        assert (health.faults, health.waiting, health.content) == ((), 0, content)


def test_a_full_disk_is_told_and_what_was_added_stands(tmp_path: Path, content: str) -> None:
    """The file may not grow beyond a size: what SQLite then says is what it says of a full disk."""
    from sqlalchemy import event

    from pledgebook.problems import BadBook

    sys.path.insert(0, str(QUALITY))
    from made_up import made_up

    where = tmp_path / "small.db"
    with Book.open(where) as book:

        def confine(connection: object, _: object) -> None:
            connection.execute("PRAGMA max_page_count=150")  # type: ignore[attr-defined]

        book.close()
        event.listen(book._store.engine, "connect", confine)
        with pytest.raises(BadBook, match="no room left on the disk"):
            book.add(made_up(ACTS))
        assert book.check().faults == ()
    with Book.open(where) as book:
        book.add(made_up(ACTS))
        assert book.check().content == content
