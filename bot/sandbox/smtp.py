"""A stand-in for an SMTP server, strict where real ones are: it takes mail on 127.0.0.1 and keeps it to be read.

It knows what clients must not forget (RFC 5321): lines end with CR LF and are at most 998 octets long, commands come in
order, and what is not ASCII needs 8BITMIME. Trouble can be made: refusals by address, a slow or a silent server.
"""

import asyncio
import base64
import re
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

MOST_LINE_BYTES = 1000
MOST_MAIL_BYTES = 1_000_000
_PATH = re.compile(rb"(MAIL FROM|RCPT TO):<([^<>\s]*)>((?: [A-Z0-9]+(?:=[!-~]+)?)*)", re.IGNORECASE)


class _OddLineError(Exception):
    """A line that does not end as lines end, or is too long."""


@dataclass(frozen=True, slots=True)
class Received:
    """A mail that was taken: from and to whom by its envelope, the message, and whether it came ``encrypted``."""

    sender: str
    to: tuple[str, ...]
    message: EmailMessage
    encrypted: bool = False

    @property
    def text(self) -> str:
        """Return the plain text, with line ends as everywhere else."""
        return str(self.message.get_content()).replace("\r\n", "\n")


@dataclass(slots=True)
class MailSink:
    """What the server has taken, and the trouble that it makes.

    ``refuses`` answers a recipient with a code; ``at_data`` answers every mail with one where it is not 250; ``holds``
    keeps the server from answering anything, ``keeps_silent_after_mail`` from saying that it has taken one,
    ``hangs_up_after_mail`` from waiting for goodbye.
    ``passwords`` are those of the users who must log in, where there are any.
    ``complaints`` are what clients did that no client may do; ``on_mail`` is told of each mail.
    With ``starttls`` it offers that.
    """

    port: int = 0
    mails: list[Received] = field(default_factory=list)
    refuses: dict[str, int] = field(default_factory=dict)
    at_data: int = 250
    holds: asyncio.Event | None = None
    keeps_silent_after_mail: bool = False
    hangs_up_after_mail: bool = False
    passwords: dict[str, str] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    on_mail: Callable[[Received], None] | None = None
    starttls: ssl.SSLContext | None = None
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def expect(self, to: str, *, behind: int = 0, within: float = 15.0) -> Received:
        """Wait until a mail to an address is there, behind so many others to it, and return it."""
        async with asyncio.timeout(within), self._news:
            await self._news.wait_for(lambda: len(self.to(to)) > behind)
        return self.to(to)[behind]

    def to(self, address: str) -> list[Received]:
        """Return the mails to an address, the oldest first."""
        return [mail for mail in self.mails if address in mail.to]

    async def take(self, mail: Received) -> None:
        """Keep a mail."""
        self.mails.append(mail)
        if self.on_mail is not None:
            self.on_mail(mail)
        async with self._news:
            self._news.notify_all()


@asynccontextmanager
async def serving_mail(sink: MailSink, *, tls: ssl.SSLContext | None = None) -> AsyncIterator[MailSink]:
    """Take mail for as long as the block lasts, at the sink's port or any that is free; encrypted where ``tls`` is."""
    sessions: set[asyncio.Task[None]] = set()

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        sessions.add(task)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await _Session(sink, reader, writer).run()
        finally:
            sessions.discard(task)
            writer.close()

    server = await asyncio.start_server(meet, "127.0.0.1", sink.port, limit=MOST_LINE_BYTES * 2, ssl=tls)
    sink.port = server.sockets[0].getsockname()[1]
    try:
        yield sink
    finally:
        server.close()
        for session in sessions:
            session.cancel()
        await asyncio.gather(*sessions, return_exceptions=True)
        await server.wait_closed()


class _Session:
    """One client's connection."""

    def __init__(self, sink: MailSink, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._sink, self._reader, self._writer = sink, reader, writer
        self._greeted = self._known = self._is_upgraded = False
        self._sender: str | None = None
        self._to: list[str] = []
        self._takes_8bit = False

    async def run(self) -> None:
        await self._say(220, "sandbox ESMTP")
        while True:
            try:
                line = await self._line()
            except _OddLineError as error:
                await self._complain(500, str(error))
                return
            verb = line[:4].upper()
            if verb == b"QUIT":
                await self._say(221, "bye")
                return
            await self._obey(verb, line)

    async def _obey(self, verb: bytes, line: bytes) -> None:
        match verb:
            case b"EHLO" if re.fullmatch(rb"EHLO [A-Za-z0-9.:\[\]-]+", line, re.IGNORECASE):
                self._greeted, self._sender, self._to = True, None, []
                offers = (
                    "8BITMIME",
                    f"SIZE {MOST_MAIL_BYTES}",
                    *(("AUTH PLAIN",) if self._sink.passwords else ()),
                    *self._starttls,
                )
                await self._say(250, "sandbox", *offers)
            case b"STAR" if line.upper() == b"STARTTLS" and self._starttls:
                await self._encrypt()
            case b"AUTH":
                await self._log_in(line)
            case b"MAIL" | b"RCPT":
                await self._envelope(line)
            case b"DATA" if self._to:
                await self._take()
            case b"RSET" | b"NOOP":
                self._sender, self._to = (None, []) if verb == b"RSET" else (self._sender, self._to)
                await self._say(250, "fine")
            case _:
                await self._complain(503, f"{verb.decode('ascii', 'replace')} is not expected here")

    @property
    def _starttls(self) -> tuple[str, ...]:
        return ("STARTTLS",) if self._sink.starttls is not None and not self._is_upgraded else ()

    async def _encrypt(self) -> None:
        assert self._sink.starttls is not None
        await self._say(220, "go ahead")
        await self._writer.start_tls(self._sink.starttls)
        # What was said before counts no more: somebody else may have said it.
        self._is_upgraded, self._greeted, self._known, self._sender, self._to = True, False, False, None, []

    async def _log_in(self, line: bytes) -> None:
        words = line.split(b" ")
        if len(words) != 3 or words[1].upper() != b"PLAIN":
            await self._complain(504, "only AUTH PLAIN with its answer")
            return
        _, user, password = base64.b64decode(words[2]).decode().split("\0")
        self._known = self._sink.passwords.get(user) == password
        await self._say(235 if self._known else 535, "welcome" if self._known else "nobody of that name and password")

    async def _envelope(self, line: bytes) -> None:
        found = _PATH.fullmatch(line)
        if found is None or not self._greeted:
            await self._complain(501, "no address between < and >, or no EHLO before it")
            return
        if self._sink.passwords and not self._known:
            await self._say(530, "log in first")
            return
        address = found[2].decode("ascii")
        if found[1].upper() == b"MAIL FROM":
            self._sender, self._to, self._takes_8bit = address, [], b"8BITMIME" in found[3].upper()
            await self._say(250, "fine")
        elif self._sender is None or "@" not in address:
            await self._complain(503, "a recipient before a sender, or none")
        elif (code := self._sink.refuses.get(address, 250)) != 250:
            await self._say(code, f"<{address}> is not taken")
        else:
            self._to.append(address)
            await self._say(250, "fine")

    async def _take(self) -> None:
        await self._say(354, "go on")
        lines: list[bytes] = []
        try:
            while (line := await self._line()) != b".":
                lines.append(line[1:] if line.startswith(b".") else line)
        except _OddLineError as error:
            await self._complain(554, str(error))
            # What follows of the mail must not be read as commands (SMTP smuggling).
            raise ConnectionAbortedError from None
        body = b"\r\n".join(lines) + b"\r\n"
        if not self._takes_8bit and not body.isascii():
            await self._complain(554, "what is not ASCII needs BODY=8BITMIME")
            return
        if self._sink.at_data != 250:
            await self._say(self._sink.at_data, "not taken")
            return
        message = message_from_bytes(body, policy=default)
        assert isinstance(message, EmailMessage)
        is_encrypted = self._writer.get_extra_info("ssl_object") is not None
        mail = Received(self._sender or "", tuple(self._to), message, is_encrypted)
        self._sender, self._to = None, []
        await self._sink.take(mail)
        if self._sink.keeps_silent_after_mail:
            await asyncio.Event().wait()
        await self._say(250, "taken")
        if self._sink.hangs_up_after_mail:
            raise ConnectionAbortedError

    async def _line(self) -> bytes:
        line = await self._reader.readuntil(b"\n")
        if len(line) > MOST_LINE_BYTES or not line.endswith(b"\r\n") or b"\r" in line[:-2]:
            raise _OddLineError("a line must end with CR LF, and be at most 998 octets long")
        return line[:-2]

    async def _complain(self, code: int, what: str) -> None:
        self._sink.complaints.append(what)
        await self._say(code, what)

    async def _say(self, code: int, *lines: str) -> None:
        if self._sink.holds is not None:
            await self._sink.holds.wait()
        *more, last = lines
        told = [*(f"{code}-{line}" for line in more), f"{code} {last}"]
        self._writer.write("".join(f"{line}\r\n" for line in told).encode())
        await self._writer.drain()
