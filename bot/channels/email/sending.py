"""Hands one mail to one SMTP server and tells what came of it, without ever quoting whom it was for.

What is a matter of the address is told from what is a matter of the server: only the first is refused for good.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, make_msgid

import aiosmtplib
from aiosmtplib import SMTP
from email_validator import validate_email

from bot.errors import DeliveryError
from bot.mail_server import MailServer

COMMAND_SECONDS = 20.0
TOTAL_SECONDS = 60.0
_PERMANENT = 500
_ASCII_ONLY = DeliveryError("the address needs a server that takes more than ASCII", permanent=True)


def written(to: str, subject: str, text: str, *, sender: Address, now: datetime) -> EmailMessage:
    """Return a mail in plain text. A header cannot be smuggled in: what would break a line raises ValueError."""
    message = EmailMessage(policy=SMTP_POLICY)
    domain = validate_email(to, check_deliverability=False, test_environment=True).ascii_domain
    message["From"] = sender
    message["To"] = Address(username=to.rpartition("@")[0], domain=domain)
    message["Subject"] = subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid("leadbot", domain=sender.domain)
    # Nobody's holiday notice answers it (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, cte="quoted-printable")
    return message


async def send(server: MailServer, message: EmailMessage, *, context: ssl.SSLContext | None = None) -> None:
    """Hand a mail over; raise ``DeliveryError``, permanent where its address is refused."""
    to = message["To"].addresses[0].addr_spec
    if not to.isascii():
        raise _ASCII_ONLY
    try:
        async with (
            asyncio.timeout(TOTAL_SECONDS),
            _connected(server, sender=message["From"], context=context) as client,
        ):
            await client.sendmail(message["From"].addresses[0].addr_spec, [to], message.as_bytes())
    except aiosmtplib.SMTPRecipientsRefused as error:
        raise _refused("RCPT", error.recipients[0].code, is_of_address=True) from None
    except aiosmtplib.SMTPDataError as error:
        raise _refused("DATA", error.code, is_of_address=True) from None
    except (aiosmtplib.SMTPException, OSError, TimeoutError, ValueError) as error:
        raise DeliveryError(_trouble(error)) from None


async def greet(server: MailServer, sender: Address, *, context: ssl.SSLContext | None = None) -> None:
    """Connect and log in, and send nothing; raise ``DeliveryError`` where that fails."""
    try:
        async with asyncio.timeout(TOTAL_SECONDS), _connected(server, sender=sender, context=context):
            pass
    except (aiosmtplib.SMTPException, OSError, TimeoutError, ValueError) as error:
        raise DeliveryError(_trouble(error)) from None


@asynccontextmanager
async def _connected(server: MailServer, *, sender: object, context: ssl.SSLContext | None) -> AsyncIterator[SMTP]:
    client = SMTP(
        hostname=server.host,
        port=server.port,
        use_tls=server.is_encrypted,
        # On this machine it is enough if the server offers it; elsewhere nothing is said unencrypted.
        start_tls=False if server.is_encrypted else None if server.is_here else True,
        username=server.user or None,
        password=server.password or None,
        timeout=COMMAND_SECONDS,
        tls_context=context,
        local_hostname=_domain(sender),
    )
    try:
        await client.connect()
        yield client
        # What was taken is taken, whether or not the server says goodbye.
        with suppress(aiosmtplib.SMTPException, OSError):
            await client.quit()
    finally:
        client.close()


def _domain(sender: object) -> str:
    return str(sender).rpartition("@")[2].rstrip(">")


def _refused(step: str, code: int, *, is_of_address: bool) -> DeliveryError:
    return DeliveryError(f"SMTP {code} at {step}", permanent=is_of_address and code >= _PERMANENT)


def _trouble(error: BaseException) -> str:
    """Return what went wrong, by the kind of the error and its code: its text may name an address."""
    if isinstance(error, aiosmtplib.SMTPAuthenticationError):
        return f"SMTP {error.code}: the mail server refuses user or password (LEADBOT_SMTP_URL)"
    if isinstance(error, aiosmtplib.SMTPSenderRefused):
        return f"SMTP {error.code}: the mail server refuses the sender (LEADBOT_SMTP_FROM)"
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return f"SMTP {error.code}: {type(error).__name__}"
    if isinstance(error, aiosmtplib.SMTPNotSupported) or type(error) is aiosmtplib.SMTPException:
        # The library says by its bare error only that an extension is missing.
        return "the mail server offers no STARTTLS, or no way to log in"
    if isinstance(error, ssl.SSLError) or isinstance(error.__cause__, ssl.SSLError):
        return "the mail server cannot be trusted: its certificate, or its TLS"
    if isinstance(error, TimeoutError):
        return "the mail server gave no answer in time"
    return f"the mail server cannot be reached: {type(error).__name__}"
