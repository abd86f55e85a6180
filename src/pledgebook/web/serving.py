"""Runs the desk: opens the book, says where it is, and answers until it is stopped."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pledgebook.book import Book
from pledgebook.problems import BadSetting, BadSetup
from pledgebook.web.app import HOME, Setup, make_app
from pledgebook.web.warming import warm


def serve(book: str | Path, host: str, port: int, setup: Setup, say: Callable[[str], None]) -> None:
    """Serves the book at an address until Ctrl-C.

    Raises BadSetting where the desk would be open to a network without people, BadSetup where a library is missing.
    """
    try:
        import uvicorn
    except ImportError as error:
        raise BadSetup('the desk needs starlette and uvicorn; install: pip install "pledgebook[web]"') from error
    if not 0 < port < 65536:
        raise BadSetting(f"--port must be from 1 to 65535, not {port}")
    if not is_home(host) and setup.people is None:
        raise BadSetting(f"--host {host} is open to a network: name who may come in with --people FILE")
    with Book.open(book) as opened:
        app = make_app(opened, with_hosts(setup, host))
        warm(app)
        say(f"the desk of {opened.name} is at http://{'[' + host + ']' if ':' in host else host}:{port} (stop: Ctrl-C)")
        uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, server_header=False,
                    proxy_headers=False, ws="none", lifespan="off")  # fmt: skip


def with_hosts(setup: Setup, host: str) -> Setup:
    """On one's own machine the desk answers only to the machine's own names, so that no other site can reach it."""
    return replace(setup, hosts=HOME | {host.lower()} | setup.hosts) if setup.people is None else setup


def is_home(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
