"""The address of the client, also behind proxies, if the operator names them (TRUSTED_PROXIES)."""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Callable, Iterable
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

logger = logging.getLogger(__name__)

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
#: Stands in TRUSTED_PROXIES for a proxy on the same machine that speaks through a Unix socket.
UNIX = "unix"
#: Headers that only a proxy may set.
HEADERS = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
    "HTTP_X_REQUEST_ID",
)
#: Addresses of X-Forwarded-For that are looked at, from the end: no site has more proxies in a row.
MOST_HOPS = 10


class TrustedProxies:
    """Middleware: sets REMOTE_ADDR to the address of the client, for all that comes after it.

    The headers that only a proxy may set are removed if another sent them, so those that are left
    can be believed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.is_trusted = trust(settings.TRUSTED_PROXIES)
        self._is_reported = False

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        peer = request.META.get("REMOTE_ADDR", "")
        if self.is_trusted(peer):
            forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
            request.META["REMOTE_ADDR"] = client_address(peer, forwarded, self.is_trusted)
        else:
            removed = [name for name in HEADERS if request.META.pop(name, None) is not None]
            if "HTTP_X_FORWARDED_FOR" in removed and not self._is_reported:
                self._is_reported = True
                logger.warning(
                    "X-Forwarded-For from %s is not believed. If that is your proxy, add its "
                    "address to TRUSTED_PROXIES; until then all readers count as one client.",
                    peer or UNIX,
                )
        return self.get_response(request)


def trust(proxies: Iterable[str]) -> Callable[[str], bool]:
    """A function that tells whether an address belongs to one of these addresses, networks or
    Unix sockets. Raises ValueError for what is none of these."""
    names = set(proxies)
    networks = [ipaddress.ip_network(name) for name in names - {UNIX}]

    @lru_cache(maxsize=1024)
    def is_trusted(address: str) -> bool:
        if not address:
            return UNIX in names
        try:
            parsed = _parsed(address)
        except ValueError:
            return False
        return any(parsed in network for network in networks)

    return is_trusted


def client_address(peer: str, forwarded: str, is_trusted: Callable[[str], bool]) -> str:
    """The last address of X-Forwarded-For that is not a trusted proxy's. Each proxy adds the
    address that it was reached from at the end, so whatever stands before it is hearsay."""
    client = peer
    for hop in reversed(forwarded.rsplit(",", MOST_HOPS)[-MOST_HOPS:]):
        try:
            client = str(_parsed(hop))
        except ValueError:
            break
        if not is_trusted(client):
            break
    return client


def _parsed(hop: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The address, without the port that some proxies add; an IPv4 address in IPv6 is IPv4."""
    host = hop.strip()
    if host.startswith("["):
        host = host[1:].partition("]")[0]
    elif host.count(":") == 1:
        host = host.partition(":")[0]
    address = ipaddress.ip_address(host)
    return getattr(address, "ipv4_mapped", None) or address
