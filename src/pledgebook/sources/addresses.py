"""Which network addresses may be fetched: public ones only, so that no page can lead into a private network."""

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from pledgebook.problems import NotFetched

Resolve = Callable[[str, int], str]  # host, port -> the checked address to connect to
# IPv6 addresses that carry an IPv4 address in their last four bytes (RFC 6052)
CARRIERS = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"), IPv6Network("::/96"))


def public_address(host: str, port: int) -> str:
    """The first public address of a host. Raises NotFetched where there is none.

    The caller connects to this very address: asking the name server again could give another one.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotFetched(host, "the address is not found; check its spelling and the network") from error
    addresses = [str(entry[4][0]) for entry in found]
    public = next(filter(is_public, addresses), None)
    if public is None:
        raise NotFetched(host, "the address is not public; only public pages are fetched")
    return public


def is_public(address: str) -> bool:
    """True where an IP address, and any IPv4 address inside it, is reachable by everyone."""
    ip = ip_address(address.split("%", 1)[0])
    inner = _carried(ip) if isinstance(ip, IPv6Address) else None
    if inner is not None:
        return is_public(str(inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_unspecified)


def _carried(ip: IPv6Address) -> IPv4Address | None:
    if any(ip in network for network in CARRIERS) and not (ip.is_loopback or ip.is_unspecified):
        return IPv4Address(ip.packed[-4:])
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
