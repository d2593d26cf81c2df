"""Mail is handed over to a strict SMTP server, and what it answers is told apart."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.channels.email import sending
from bot.channels.email.sending import greet, send, written
from bot.errors import DeliveryError
from bot.mail_server import MailServer, mail_sender
from bot.sandbox.smtp import MailSink, serving_mail
from tests.builders import MONDAY

SENDER = mail_sender("Nørthwind & Söner <news@northwind.example>")
TO = "ada@acme.example"


@pytest.fixture
async def sink() -> AsyncIterator[MailSink]:
    async with serving_mail(MailSink()) as sink:
        yield sink


def server(sink: MailSink, **more: str) -> MailServer:
    return replace(MailServer("127.0.0.1", sink.port, is_encrypted=False), **more)  # type: ignore[arg-type]


def mail(to: str = TO, subject: str = "123456: código", text: str = "Hola:\n\n.\n123456\n"):  # type: ignore[no-untyped-def]
    return written(to, subject, text, sender=SENDER, now=MONDAY)


async def error_of(sink: MailSink, to: str = TO, **more: str) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        await send(server(sink, **more), mail(to))
    assert to not in caught.value.reason
    return caught.value


async def test_a_mail_arrives_as_it_was_written(sink: MailSink) -> None:
    await send(server(sink), mail())
    (taken,) = sink.mails
    assert (taken.sender, taken.to) == ("news@northwind.example", (TO,))
    assert taken.message["Subject"] == "123456: código"
    assert str(taken.message["From"]) == "Nørthwind & Söner <news@northwind.example>"
    assert taken.message["Auto-Submitted"] == "auto-generated"
    assert taken.message["Date"].datetime == MONDAY
    assert taken.message.get_content_type() == "text/plain"
    assert taken.text == "Hola:\n\n.\n123456\n"
    assert sink.complaints == []


async def test_a_domain_with_an_umlaut_is_written_as_servers_know_it(sink: MailSink) -> None:
    await send(server(sink), mail("ada@bücher.example"))
    assert sink.mails[0].to == ("ada@xn--bcher-kva.example",)


@pytest.mark.parametrize("smuggled", ["a\r\nBcc: eve@evil.example", "a\nBcc: eve@evil.example", "a\rBcc: x"])
def test_no_header_can_be_smuggled_in(smuggled: str) -> None:
    with pytest.raises(ValueError, match=r"linefeed|carriage|newline"):
        mail(subject=smuggled)
    with pytest.raises(ValueError, match=r"."):
        mail(to=f"{smuggled}@acme.example")


@pytest.mark.parametrize(("code", "permanent"), [(550, True), (553, True), (450, False), (452, False)])
async def test_a_refused_recipient_is_refused_for_good_by_5xx_only(sink: MailSink, code: int, permanent: bool) -> None:
    sink.refuses[TO] = code
    error = await error_of(sink)
    assert (error.permanent, error.reason) == (permanent, f"SMTP {code} at RCPT")


@pytest.mark.parametrize(("code", "permanent"), [(554, True), (451, False)])
async def test_a_refused_mail_is_too(sink: MailSink, code: int, permanent: bool) -> None:
    sink.at_data = code
    assert (await error_of(sink)).permanent is permanent


async def test_a_wrong_password_is_no_matter_of_the_address_and_names_the_setting(sink: MailSink) -> None:
    sink.passwords = {"news": "right"}
    error = await error_of(sink, user="news", password="wrong")
    assert not error.permanent
    assert error.reason == "SMTP 535: the mail server refuses user or password (LEADBOT_SMTP_URL)"
    await send(server(sink, user="news", password="right"), mail())
    assert len(sink.mails) == 1


async def test_who_must_log_in_and_does_not_is_told(sink: MailSink) -> None:
    sink.passwords = {"news": "right"}
    assert "LEADBOT_SMTP_FROM" in (await error_of(sink)).reason


async def test_a_server_that_is_not_there_or_says_nothing_is_tried_again(
    sink: MailSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = MailSink()
    async with serving_mail(gone):
        pass
    error = await error_of(gone)
    assert (error.permanent, error.reason) == (False, "the mail server cannot be reached: SMTPConnectError")
    monkeypatch.setattr(sending, "COMMAND_SECONDS", 0.2)
    sink.holds = asyncio.Event()
    assert (await error_of(sink)).reason == "the mail server gave no answer in time"


async def test_a_server_that_drops_the_line_is_tried_again() -> None:
    async def drop(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 hello\r\n")
        await reader.readline()
        writer.close()

    dropping = await asyncio.start_server(drop, "127.0.0.1", 0)
    async with dropping:
        error = await error_of(MailSink(port=dropping.sockets[0].getsockname()[1]))
    assert not error.permanent


async def test_a_mail_that_was_taken_is_sent_though_nobody_says_goodbye(sink: MailSink) -> None:
    sink.hangs_up_after_mail = True
    await send(server(sink), mail())
    assert len(sink.mails) == 1


async def test_elsewhere_nothing_is_said_without_starttls(sink: MailSink) -> None:
    sink.passwords = {"news": "right"}
    # Linux takes this for itself, and it is none of the names by which we know that.
    error = await error_of(sink, host="0.0.0.0", user="news", password="right")
    assert error.reason == "the mail server offers no STARTTLS, or no way to log in"
    assert sink.mails == []


@pytest.fixture(scope="module")
def contexts(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return a server's context, and that of a client that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    begins = datetime(2026, 1, 1)  # noqa: DTZ001  # the library wants it without a zone
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begins - timedelta(days=3650))
        .not_valid_after(begins + timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    pem = folder / "server.pem"
    pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(pem)
    return ours, ssl.create_default_context(cafile=str(pem))


async def test_smtps_is_encrypted_and_a_certificate_that_nobody_vouches_for_is_not_trusted(
    contexts: tuple[ssl.SSLContext, ssl.SSLContext],
) -> None:
    ours, trusting = contexts
    async with serving_mail(MailSink(), tls=ours) as sink:
        there = MailServer("localhost", sink.port)
        with pytest.raises(DeliveryError, match="cannot be trusted") as caught:
            await send(there, mail())
        assert not caught.value.permanent
        await send(there, mail(), context=trusting)
        await greet(there, SENDER, context=trusting)
        assert [taken.encrypted for taken in sink.mails] == [True]


async def test_starttls_is_used_wherever_it_is_offered(
    sink: MailSink, contexts: tuple[ssl.SSLContext, ssl.SSLContext]
) -> None:
    sink.starttls, trusting = contexts
    sink.passwords = {"news": "right"}
    there = server(sink, host="localhost", user="news", password="right")
    await send(there, mail(), context=trusting)
    assert [taken.encrypted for taken in sink.mails] == [True]
    with pytest.raises(DeliveryError, match="cannot be trusted"):
        await send(there, mail())
    assert sink.complaints == []
