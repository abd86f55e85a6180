"""Who may do what: readers look, reviewers also decide and add, admins also undo what others decided.

On one's own machine there is one person, who is admin. On a network, people stand in a TOML file, each with a role and
the SHA-256 of a token; who they are is proven by the token, or told by a proxy in front.
"""

from __future__ import annotations

import hmac
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal, get_args

from pledgebook.problems import BadSetting

Role = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the desk; `mark` is the hash of the token, empty for the one person of a local desk."""

    name: str
    role: Role
    mark: str = ""

    def may(self, role: Role) -> bool:
        """Whether this person may do what that role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class People:
    """Everybody by name. `header` is the one in which a trusted proxy (`proxies`, addresses) tells the name."""

    by_name: Mapping[str, Person]
    header: str = ""
    proxies: frozenset[str] = frozenset({"127.0.0.1", "::1"})

    def by_token(self, token: str) -> Person | None:
        """Whose token it is; every hash is compared, so that the time taken tells nothing."""
        mark, found = mark_of(token), None
        for person in self.by_name.values():
            if person.mark and hmac.compare_digest(person.mark, mark):
                found = person
        return found

    def still(self, name: str, mark: str) -> Person | None:
        """The person of a session, while the token with which it began is valid."""
        person = self.by_name.get(name)
        return person if person and person.mark and hmac.compare_digest(person.mark, mark) else None


def mark_of(token: str) -> str:
    return sha256(token.strip().encode("utf-8", "surrogatepass")).hexdigest()


def new_token() -> tuple[str, str]:
    """A token of 256 random bits and its hash."""
    token = secrets.token_urlsafe(32)
    return token, mark_of(token)


def read_people(file: Path, header: str = "", proxies: frozenset[str] | None = None) -> People:
    """The people of a TOML file: `[[person]]` tables of name, role and token_sha256. Raises BadSetting."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadSetting(f"{file}: cannot be read ({error.strerror or error})") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadSetting(f"{file}: is not valid TOML ({error})") from error
    rows = table.get("person", [])
    if not isinstance(rows, list) or not rows:
        raise BadSetting(f"{file}: names nobody; write a [[person]] with name, role and token_sha256 for each")
    found: dict[str, Person] = {}
    for number, row in enumerate(rows, 1):
        person = _person(file, number, row, header)
        if person.name in found or any(p.mark and p.mark == person.mark for p in found.values()):
            raise BadSetting(f"{file}, person {number}: {person.name!r} or this token stands there twice")
        found[person.name] = person
    return People(found, header, proxies or People({}).proxies)


def _person(file: Path, number: int, row: object, header: str) -> Person:
    where = f"{file}, person {number}"
    if not isinstance(row, dict) or not all(isinstance(value, str) for value in row.values()):
        raise BadSetting(f"{where}: name, role and token_sha256 are texts")
    name, role, mark = row.get("name", "").strip(), row.get("role", ""), row.get("token_sha256", "").lower()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise BadSetting(f"{where}: needs a name of at most {LONGEST_NAME} letters")
    if role not in ROLES:
        raise BadSetting(f"{where}: the role of {name} must be one of {', '.join(ROLES)}, not {role!r}")
    if not (mark or header) or (mark and (len(mark) != 64 or set(mark) - set("0123456789abcdef"))):
        raise BadSetting(f"{where}: token_sha256 of {name} must be 64 hexadecimal digits (serve --token-for makes one)")
    return Person(name, role, mark)
