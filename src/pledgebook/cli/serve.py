"""`pledgebook serve`: the book in a browser."""

from __future__ import annotations

import getpass
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from pledgebook.cli.exits import GOOD
from pledgebook.problems import BadSetting, BadSetup

SECRET = "PLEDGEBOOK_SECRET"  # an environment variable: sessions outlive a restart where it is set
A_MINUTE = 300  # requests of one person, on a network


@dataclass(frozen=True, slots=True)
class Address:
    """Where the desk is, and who is let in."""

    host: str
    port: int
    people: Path | None = None
    user_header: str = ""
    names: tuple[str, ...] = ()
    https: bool = False


def run_serve(book: str, address: Address) -> int:
    """Serves until Ctrl-C, and returns the exit code."""
    try:
        import jinja2  # noqa: F401
        import starlette  # noqa: F401
    except ImportError as error:
        raise BadSetup('the desk needs starlette and jinja2; install: pip install "pledgebook[web]"') from error
    from pledgebook.web.app import Setup
    from pledgebook.web.people import read_people
    from pledgebook.web.serving import serve

    if address.user_header and not address.people:
        raise BadSetting("--user-header names people of a file: add --people FILE")
    people = read_people(address.people, address.user_header) if address.people else None
    setup = Setup(
        people=people,
        me=_me(),
        hosts=frozenset(name.lower() for name in address.names),
        secure=address.https,
        a_minute=A_MINUTE if people else 0,
    )
    if secret := os.environ.get(SECRET, ""):
        from dataclasses import replace

        setup = replace(setup, secret=secret)
    serve(book, address.host, address.port, setup, lambda sentence: print(f"pledgebook: {sentence}", file=sys.stderr))
    return GOOD


def print_token(name: str) -> int:
    """Makes a token for somebody: prints it, and the lines for the file of people, which hold only its hash."""
    from pledgebook.web.people import new_token

    if not name.strip() or '"' in name or "\\" in name or not name.isprintable():
        raise BadSetting(f"--token-for needs a plain name, not {name!r}")
    token, mark = new_token()
    print(f'[[person]]\nname = "{name.strip()}"\nrole = "reviewer"\ntoken_sha256 = "{mark}"')
    print(f"pledgebook: the token of {name.strip()}, shown only now: {token}", file=sys.stderr)
    return GOOD


def _me() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user: a container without a name for its number
        return "me"
