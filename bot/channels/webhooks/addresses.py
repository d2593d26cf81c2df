"""Where webhooks may go: https, and addresses of the public internet, unless a host is allowed by name.

The name is resolved anew for each connection, all of its addresses are checked, and the connection goes to exactly
those: a name that answers otherwise a moment later (DNS rebinding) gains nothing.
"""

import asyncio
import socket
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from string import hexdigits
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.errors import LeadbotError

MAX_URL_CHARS = 2000
MOST_NAMES_AT_ONCE = 16
_EXPECTED = "expected an https address of the public internet, such as https://hooks.example.com/leadbot"
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
# They carry an IPv4 address, or stand for one, and Python calls some of them global.
_CARRIES_IPV4 = IPv6Network("::/96")


class AddressError(LeadbotError):
    """A webhook must not go to such an address."""


class PrivateAddressError(OSError):
    """A name stands for an address that is not of the public internet."""


def host_name(host: str) -> str:
    """Return a host's name in the one way in which names are compared.

    >>> host_name("LOCALHOST."), host_name("[::1]")
    ('localhost', '::1')
    """
    return host.lower().rstrip(".").strip("[]")


def checked(url: str, *, allowed: Collection[str]) -> URL:
    """Return a webhook's address as it is connected to; raise ``AddressError`` where it may not be one.

    ``allowed`` are the names of hosts that may be private and may do without TLS. What a name stands for is checked
    when it is connected to.
    """
    target = _parsed(url)
    host = host_name(target.raw_host or "")
    if not host:
        raise AddressError(f"the address names no host: {_EXPECTED}")
    if "@" in urlsplit(url).netloc:
        raise AddressError("the address has a name or password before the host: leave it out, deliveries are signed")
    if target.scheme not in ("http", "https"):
        raise AddressError(f"the address is no https address: {_EXPECTED}")
    if host in allowed:
        return target.with_fragment(None)
    if target.scheme != "https":
        raise AddressError(f"the address is not encrypted: {_EXPECTED}. {_how_to_allow(host)}")
    if ends_in_number(host) and not is_public_literal(host):
        raise AddressError(f"{host} is not an address of the public internet. {_how_to_allow(host)}")
    return target.with_fragment(None)


def _parsed(url: str) -> URL:
    if len(url) > MAX_URL_CHARS or any(not char.isprintable() or char.isspace() for char in url):
        raise AddressError(f"the address holds blanks, or more than {MAX_URL_CHARS} characters: {_EXPECTED}")
    try:
        return URL(url)
    except ValueError as error:
        raise AddressError(f"the address cannot be read: {_EXPECTED}") from error


def _how_to_allow(host: str) -> str:
    return f"If it is one of yours, put {host} into LEADBOT_WEBHOOK_ALLOW"


def ends_in_number(host: str) -> bool:
    """Return whether a host is an address in figures, in any of the spellings that resolvers understand.

    >>> [ends_in_number(host) for host in ("127.1", "0x7f.0.0.1", "2130706433", "::1", "a.example.com", "1.example.1a")]
    [True, True, True, True, False, False]
    """
    if ":" in host:
        return True
    last = host.rpartition(".")[2]
    is_hex = last.startswith("0x") and all(char in hexdigits for char in last[2:])
    return last.isdigit() or is_hex


def is_public_literal(host: str) -> bool:
    """Return whether a host in figures is a public address, plainly written; other spellings are never taken."""
    try:
        return is_public(ip_address(host))
    except ValueError:
        return False


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Return whether an address belongs to the public internet, whatever it is wrapped in.

    >>> [is_public(ip_address(told)) for told in ("8.8.8.8", "10.0.0.1", "::ffff:127.0.0.1", "2002:7f00:1::")]
    [True, False, False, False]
    """
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast
    if address.scope_id is not None or address in _CARRIES_IPV4 or any(address in network for network in _NAT64):
        return False
    if address.ipv4_mapped is not None or address.sixtofour is not None or address.teredo is not None:
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_site_local)


class PublicResolver(AbstractResolver):
    """Resolves names; one that stands for an address that is not public is refused, unless it is allowed."""

    def __init__(self, allowed: Collection[str]) -> None:
        self._allowed = allowed
        # Threads of its own: where names take long to resolve, nobody else's work must wait for a thread.
        self._threads = ThreadPoolExecutor(MOST_NAMES_AT_ONCE, "webhook-names")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of a host, all of them checked."""
        loop = asyncio.get_running_loop()
        ask = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM, family=family)
        found = await loop.run_in_executor(self._threads, ask)
        addresses = list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))
        if host_name(host) not in self._allowed and not all(map(is_public_literal, addresses)):
            raise PrivateAddressError(f"{host} does not stand for an address of the public internet")
        return [_result(host, address, port) for address in addresses]

    async def close(self) -> None:
        """Begin no further look-up."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _result(host: str, address: str, port: int) -> ResolveResult:
    return ResolveResult(
        hostname=host,
        host=address,
        port=port,
        family=socket.AF_INET6 if ":" in address else socket.AF_INET,
        proto=0,
        flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
    )
