"""Where webhooks may go: public https addresses, whatever spelling hides another one."""

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.webhooks.addresses import AddressError, PrivateAddressError, PublicResolver, checked, is_public

NOT_PUBLIC = {
    "loopback": "https://127.0.0.1/hook",
    "decimal": "https://2130706433/hook",
    "hexadecimal": "https://0x7f000001/hook",
    "octal": "https://0177.0.0.1/hook",
    "shortened": "https://127.1/hook",
    "mixed": "https://0x7f.0.0.1/hook",
    "full width": "https://１２７.０.０.１/hook",
    "other dots": "https://127。0。0。1/hook",
    "with a dot at its end": "https://127.0.0.1./hook",
    "version 6": "https://[::1]/hook",
    "version 6, long": "https://[0:0:0:0:0:0:0:1]/hook",
    "version 4 within 6": "https://[::ffff:127.0.0.1]/hook",
    "version 4 within 6, in figures": "https://[::ffff:7f00:1]/hook",
    "version 4 within 6, of old": "https://[::127.0.0.1]/hook",
    "6to4": "https://[2002:7f00:1::]/hook",
    "teredo": "https://[2001:0:7f00:1::]/hook",
    "translated": "https://[64:ff9b::7f00:1]/hook",
    "zoned": "https://[fe80::1%25eth0]/hook",
    "unique local": "https://[fd00::1]/hook",
    "nobody": "https://0.0.0.0/hook",
    "zero": "https://0/hook",
    "ten": "https://10.1.2.3/hook",
    "a home": "https://192.168.1.1/hook",
    "a carrier's": "https://100.64.0.1/hook",
    "a cloud's data": "https://169.254.169.254/latest",
    "many": "https://224.0.0.1/hook",
    "everybody": "https://255.255.255.255/hook",
    "too large": "https://256.256.256.256/hook",
}
TRICKS = {
    "a name before the host": "https://hooks.example.com@127.0.0.1/hook",
    "a password": "https://ada:secret@hooks.example.com/hook",
    "an empty name": "https://@hooks.example.com/hook",
    "no TLS": "http://hooks.example.com/hook",
    "a file": "file:///etc/passwd",
    "another scheme": "gopher://hooks.example.com/",
    "no scheme": "hooks.example.com/hook",
    "no host": "https:///hook",
    "a backslash": "https://hooks.example.com\\@127.0.0.1/hook",
    "a blank": "https://hooks.example.com /hook",
    "a line": "https://hooks.example.com/hook\r\nX-Evil: 1",
    "no port": "https://hooks.example.com:99999/hook",
    "too long": "https://hooks.example.com/" + "a" * 2000,
}


@pytest.mark.parametrize("url", NOT_PUBLIC.values(), ids=NOT_PUBLIC)
def test_an_address_that_is_not_public_is_refused_in_every_spelling(url: str) -> None:
    with pytest.raises(AddressError):
        checked(url, allowed=())


@pytest.mark.parametrize("url", TRICKS.values(), ids=TRICKS)
def test_what_is_no_plain_https_address_is_refused(url: str) -> None:
    with pytest.raises(AddressError):
        checked(url, allowed=())


@pytest.mark.parametrize(
    "url", ["https://hooks.example.com/a?b=c", "https://8.8.8.8/", "https://[2606:4700::1111]:8443/x", "https://é.fr/"]
)
def test_public_addresses_are_taken_as_they_are(url: str) -> None:
    assert checked(url, allowed=()).scheme == "https"


@pytest.mark.parametrize("url", ["http://n8n:5678/webhook/x", "http://N8N/", "https://n8n./", "http://10.0.0.7/x"])
def test_a_host_that_is_allowed_by_name_may_be_private_and_without_tls(url: str) -> None:
    assert checked(url, allowed=("n8n", "10.0.0.7")).host


@pytest.mark.parametrize(
    "url", ["http://n8n.example.com/", "http://xn8n/", "https://10.0.0.8/", "https://n8n@10.0.0.8/"]
)
def test_what_is_only_like_an_allowed_name_is_not_allowed(url: str) -> None:
    with pytest.raises(AddressError):
        checked(url, allowed=("n8n", "10.0.0.7"))


def test_a_refusal_never_quotes_what_follows_the_host() -> None:
    with pytest.raises(AddressError) as refused:
        checked("http://hooks.example.com/services/T0/B1/secret?key=2", allowed=())
    assert "secret" not in str(refused.value)
    assert "LEADBOT_WEBHOOK_ALLOW" in str(refused.value)


@pytest.mark.parametrize("name", ["localhost", "localhost.", "LOCALHOST", "127.1", "0x7f000001", "2130706433"])
async def test_a_name_that_stands_for_this_machine_is_refused_when_it_is_connected_to(name: str) -> None:
    # Not every machine knows "localhost." at all.
    with pytest.raises((PrivateAddressError, socket.gaierror)):
        await PublicResolver(()).resolve(name, 443)


async def test_an_allowed_name_is_resolved_to_addresses_in_figures_that_are_then_connected_to() -> None:
    found = await PublicResolver(("localhost",)).resolve("LOCALHOST", 443)
    assert {each["host"] for each in found} <= {"127.0.0.1", "::1"}


_PRIVATE = st.one_of(
    *(
        st.ip_addresses(v=4, network=network)
        for network in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "0.0.0.0/8")
    )
)
_FIGURES: list[Callable[[int], str]] = [
    str,
    lambda part: f"{part:#x}",
    lambda part: f"0{part:o}",
    lambda part: f"0x{part:08X}",
]


def _in_parts(address: IPv4Address, many: int) -> list[int]:
    """Return an address as one to four numbers, of which the last holds all that is left."""
    left = int(address)
    return [*address.packed[: many - 1], left % 256 ** (5 - many)]


@given(_PRIVATE, st.integers(1, 4), st.data())
def test_no_spelling_of_a_private_address_is_taken(address: IPv4Address, many: int, data: st.DataObject) -> None:
    parts = [data.draw(st.sampled_from(_FIGURES))(part) for part in _in_parts(address, many)]
    host = data.draw(st.sampled_from((".", "。", "．"))).join(parts) + data.draw(st.sampled_from(("", ".")))
    wide = str.maketrans("0123456789", data.draw(st.sampled_from(("0123456789", "０１２３４５６７８９", "⓪①②③④⑤⑥⑦⑧⑨"))))
    number = int(address)
    wrapped = (f"[::ffff:{address}]", f"[::{address}]", f"[2002:{number >> 16:x}:{number & 0xFFFF:x}::]")
    for spelt in (host, host.translate(wide), *wrapped, f"[64:ff9b::{number >> 16:x}:{number & 0xFFFF:x}]"):
        with pytest.raises(AddressError):
            checked(f"https://{spelt}/hook", allowed=())


@given(st.ip_addresses())
def test_an_address_is_public_only_where_python_says_so_too(address: IPv4Address | IPv6Address) -> None:
    assert address.is_global or not is_public(address)
