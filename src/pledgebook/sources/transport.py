"""The network side of fetching: each request, also a redirected one, goes to an address that was checked."""

import ssl
import time
from functools import cache

import httpx

from pledgebook.sources.addresses import Resolve

CONNECT_SECONDS = 10.0


class CheckedTransport(httpx.BaseTransport):
    """Resolves the host, has the address checked and connects to that address, not to the name.

    The server still gets the name: in the Host header, and for its certificate (SNI), as httpx documents it.
    """

    def __init__(self, resolve: Resolve, deadline: float) -> None:
        self._resolve = resolve
        self._deadline = deadline  # by time.monotonic()
        self._inner = httpx.HTTPTransport(verify=_tls(), trust_env=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Sends one request to the checked address. Raises NotFetched where the host is not public."""
        if request.url.scheme not in ("http", "https") or not request.url.host:
            raise httpx.UnsupportedProtocol("not http or https")
        host = request.url.host
        port = request.url.port or (443 if request.url.scheme == "https" else 80)
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise httpx.ConnectTimeout("out of time")
        wait = dict.fromkeys(("read", "write", "pool"), left) | {"connect": min(left, CONNECT_SECONDS)}
        checked = httpx.Request(
            request.method,
            request.url.copy_with(host=self._resolve(host, port)),
            headers=request.headers,
            extensions={**request.extensions, "sni_hostname": host, "timeout": wait},
        )
        return self._inner.handle_request(checked)

    def close(self) -> None:
        self._inner.close()


@cache
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)
