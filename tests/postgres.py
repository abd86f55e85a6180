"""Runs a command beside a PostgreSQL server of its own, which is stopped and removed when the command ends.

    python3 tests/postgres.py COMMAND...

The command finds the server's address in `PLEDGEBOOK_TEST_POSTGRES`. A server named there already is taken as it is.
Where PostgreSQL is missing, it is installed by apt, if this machine has apt and we are root. Where there is none all
the same, a line says that its tests are skipped; with `CI=true` that is an error, so that nothing is skipped unseen.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

NAME = "PLEDGEBOOK_TEST_POSTGRES"
PLACES = Path("/usr/lib/postgresql")  # where Debian has them, a folder a version; what is on the PATH may be another's
APT = ("update -qq", "install -qq -y --no-install-recommends postgresql")
# nothing here outlives the run, so nothing need reach the disk
SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "listen_addresses": "127.0.0.1"}


def main(command: Sequence[str]) -> int:
    """The command's exit code; 1 where PostgreSQL must be there and is not."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    if os.environ.get(NAME):
        return subprocess.run(command, check=False).returncode
    folder = _programs() or (_install() and _programs())
    if not folder:
        must = os.environ.get("CI") == "true"
        print(f"PostgreSQL is not installed: its tests {'must not be' if must else 'are'} skipped", file=sys.stderr)
        return 1 if must else subprocess.run(command, check=False).returncode
    with server(folder) as address:
        return subprocess.run(command, env={**os.environ, NAME: address}, check=False).returncode


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """The address of a new server that trusts everybody on this machine; afterwards nothing is left of it."""
    room = Path(tempfile.mkdtemp(prefix="pledgebook-postgres-"))
    if _root():
        shutil.chown(room, "postgres", "postgres")
    try:
        port = _free_port()
        _run(programs / "initdb", "-D", room / "data", "-U", "postgres", "-A", "trust", "--no-sync", *_words(programs))
        options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
        started = f"-p {port} -k {room} {options}"
        _run(programs / "pg_ctl", "-D", room / "data", "-l", room / "log", "-w", "-o", started, "start")
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            _run(programs / "pg_ctl", "-D", room / "data", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _words(programs: Path) -> list[str]:
    """Text as servers of users order it, by a language and not by its bytes: that has hidden faults before."""
    said = subprocess.run([programs / "initdb", "--help"], capture_output=True, text=True, check=False).stdout
    return ["-E", "UTF8", *(["--locale-provider=icu", "--icu-locale=en-US"] if "--icu-locale" in said else [])]


def _programs() -> Path | None:
    """The folder of the newest version's programs."""
    found = [path.parent for path in PLACES.glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda folder: float(folder.parent.name))
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).resolve().parent if elsewhere else None


def _install() -> bool:
    if not (_root() and shutil.which("apt-get")):
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return all(
        subprocess.run(["apt-get", *step.split()], env=quiet, stdin=subprocess.DEVNULL, stdout=sys.stderr).returncode
        == 0
        for step in APT
    )


def _root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(*command: str | Path) -> None:
    """Runs a program of PostgreSQL, which refuses to be root; ends with all that it said where it fails."""
    who = "postgres" if _root() else None
    done = subprocess.run(
        [str(word) for word in command],
        cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        user=who, group=who, extra_groups=[] if who else None,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{command[0]} failed: {done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
