"""The stand-in for a mail server is as strict as the strictest: what it lets through, any server takes."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.sandbox.smtp import MailSink, serving_mail

ENVELOPE = [b"EHLO me.example\r\n", b"MAIL FROM:<a@x.example>\r\n", b"RCPT TO:<b@x.example>\r\n"]


@pytest.fixture
async def sink() -> AsyncIterator[MailSink]:
    async with serving_mail(MailSink()) as sink:
        yield sink


async def answers(sink: MailSink, *lines: bytes) -> list[int]:
    """Send lines one after the other and return the code of each answer; of what comes after a mail's text, too."""
    reader, writer = await asyncio.open_connection("127.0.0.1", sink.port)
    codes = []
    try:
        await _code(reader)
        for line in lines:
            writer.write(line)
            codes.append(await _code(reader))
    finally:
        writer.close()
    return codes


async def _code(reader: asyncio.StreamReader) -> int:
    async with asyncio.timeout(5):
        while (line := await reader.readline())[3:4] == b"-":
            pass
    return int(line[:3] or b"0")


async def test_what_is_said_in_order_is_taken(sink: MailSink) -> None:
    mail = b"Subject: hi\r\n\r\n..dot\r\n.\r\n"
    assert await answers(sink, *ENVELOPE, b"DATA\r\n", mail, b"QUIT\r\n") == [250, 250, 250, 354, 250, 221]
    (taken,) = sink.mails
    assert (taken.sender, taken.to, taken.text) == ("a@x.example", ("b@x.example",), ".dot\n")
    assert sink.complaints == []


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([b"MAIL FROM:<a@x.example>\r\n"], 501),
        ([b"EHLO \r\n"], 503),
        ([ENVELOPE[0], b"RCPT TO:<b@x.example>\r\n"], 503),
        ([ENVELOPE[0], b"DATA\r\n"], 503),
        ([ENVELOPE[0], b"MAIL FROM: <a@x.example>\r\n"], 501),
        ([ENVELOPE[0], b"MAIL FROM:a@x.example\r\n"], 501),
        ([*ENVELOPE[:2], b"RCPT TO:<nobody>\r\n"], 503),
        ([b"EHLO me.example\n"], 500),
        ([b"EHLO " + b"a" * 1000 + b"\r\n"], 500),
        ([*ENVELOPE, b"DATA\r\n", b"Subject: bare\n\r\n.\r\n"], 554),
        ([*ENVELOPE, b"DATA\r\n", b"Subject: \xc3\xa9\r\n\r\n.\r\n"], 554),
        ([*ENVELOPE, b"DATA\r\n", b"a" * 999 + b"\r\n.\r\n"], 554),
    ],
)
async def test_what_no_client_may_say_is_refused_and_noted(sink: MailSink, lines: list[bytes], code: int) -> None:
    assert (await answers(sink, *lines))[-1] == code
    assert len(sink.complaints) == 1
    assert sink.mails == []


async def test_whoever_has_a_password_must_say_it(sink: MailSink) -> None:
    sink.passwords = {"news": "right"}
    right, wrong = b"AUTH PLAIN AG5ld3MAcmlnaHQ=\r\n", b"AUTH PLAIN AG5ld3MAd3Jvbmc=\r\n"
    assert await answers(sink, *ENVELOPE[:2]) == [250, 530]
    assert await answers(sink, ENVELOPE[0], wrong, ENVELOPE[1]) == [250, 535, 530]
    assert await answers(sink, ENVELOPE[0], right, ENVELOPE[1]) == [250, 235, 250]
