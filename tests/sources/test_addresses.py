"""Only public addresses are fetched, in whatever clothes a private one comes."""

import socket
from typing import Any

import pytest

from pledgebook.problems import NotFetched
from pledgebook.sources.addresses import is_public, public_address

PRIVATE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1",
    "fd12::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "2002:7f00:1::",
    "2002:a00:1::1", "64:ff9b::a00:1", "64:ff9b::7f00:1", "2001:0:4136:e378:8000:63bf:f5ff:fffe",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", PRIVATE)
def test_private(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "::1"])
def test_hosts_of_this_machine_are_refused(host: str) -> None:
    with pytest.raises(NotFetched, match=r"not public|not found"):
        public_address(host, 80)


def names(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    found: list[Any] = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)


def test_the_public_one_of_several_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, "10.0.0.1", "93.184.216.34")
    assert public_address("npa.example", 80) == "93.184.216.34"


def test_a_name_of_private_addresses_only(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, "10.0.0.1", "::ffff:10.0.0.1")
    with pytest.raises(NotFetched, match="only public pages are fetched"):
        public_address("npa.example", 80)


def test_a_name_that_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(NotFetched, match="not found; check its spelling and the network"):
        public_address("npa.example", 80)


def test_a_name_that_cannot_be_one() -> None:
    with pytest.raises(NotFetched, match="not found"):
        public_address("a" * 70 + ".example", 80)
