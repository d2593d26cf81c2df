"""The mail server that takes our mail: where it is, how the way there is encrypted, and who the mail is from."""

from dataclasses import dataclass, field
from email.headerregistry import Address
from email.utils import getaddresses
from urllib.parse import unquote, urlsplit

from email_validator import EmailNotValidError, validate_email

SMTPS, SMTP = "smtps", "smtp"
_PORTS = {SMTPS: 465, SMTP: 587}
_EXPECTED = "expected an address such as smtps://user:password@mail.example.com:465, or smtp:// for STARTTLS"
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class MailServer:
    """An SMTP server. ``user`` is empty where it asks for none.

    With ``is_encrypted`` the connection is from its first byte, else from STARTTLS on, without which nothing is sent;
    only a server on this very machine need not have it.
    """

    host: str
    port: int
    is_encrypted: bool = True
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def is_here(self) -> bool:
        """Return whether it runs on this very machine."""
        return self.host in ("localhost", "::1") or self.host.startswith("127.")


def mail_server(url: str) -> MailServer:
    """Return the server at an address; raise ValueError, which never quotes it: it may hold a password.

    >>> mail_server("smtps://news%40example.com:s3cret@mail.example.com")
    MailServer(host='mail.example.com', port=465, is_encrypted=True, user='news@example.com')
    >>> mail_server("smtp://127.0.0.1:2525")
    MailServer(host='127.0.0.1', port=2525, is_encrypted=False, user='')
    """
    parts = urlsplit(url)
    try:
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError(f"the port is no number from 1 to 65535: {_EXPECTED}") from None
    if parts.scheme not in _PORTS or not host:
        raise ValueError(_EXPECTED)
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(f"nothing may follow the port; in a password write / as %2F, # as %23, ? as %3F: {_EXPECTED}")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise ValueError(f"a user and a password belong together: {_EXPECTED}")
    if any(not sign.isprintable() for sign in f"{host}{user}{password}"):
        raise ValueError(f"there is a control character in it: {_EXPECTED}")
    return MailServer(host, port or _PORTS[parts.scheme], parts.scheme == SMTPS, user, password)


def mail_sender(told: str) -> Address:
    """Return who mail is from; raise ValueError where that is no address.

    >>> str(mail_sender("Northwind <news@northwind.example>"))
    'Northwind <news@northwind.example>'
    """
    (name, address), *others = getaddresses([told])
    if others:
        raise ValueError("expected one address, such as Northwind <news@northwind.example>")
    try:
        found = validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise ValueError("expected an address such as Northwind <news@northwind.example>") from None
    if len(name) > _LONGEST_NAME or not name.isprintable():
        raise ValueError(f"expected a name of at most {_LONGEST_NAME} characters before the address")
    # What a header holds of it must be ASCII: a domain with an umlaut has a second spelling.
    if found.ascii_email is None:
        raise ValueError("expected an address of ASCII letters before the @")
    return Address(name, addr_spec=found.ascii_email)
