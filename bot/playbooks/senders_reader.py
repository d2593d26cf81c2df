"""What a file of ``senders`` says: how a system that reports by webhook signs, and where each thing stands."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial
from urllib.parse import urlencode

from bot.senders import (
    BASE64,
    ECDSA,
    FORM,
    HEADER,
    HEX,
    HMACS,
    JSON,
    PARTS,
    TOKEN,
    WAYS,
    Example,
    Places,
    Sender,
    Signed,
)
from scoring.document_reader import Path, Reader, Section
from scoring.errors import Problem

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
LONGEST_WITHIN = timedelta(days=1)
MOST_PLACES = 20
_PLACES = ("id", "at", "event", "mail", "phone", "user")


def read_sender(name: str, content: Mapping[object, object]) -> tuple[Sender, list[Problem]]:
    """Return a sender and the mistakes in its file."""
    reader = _SenderReader()
    return reader.sender(name, content), reader.problems


class _SenderReader(Reader):
    def sender(self, name: str, content: object) -> Sender:
        optional = ("id", "at", "mail", "phone", "user", "name", "body", "events", "pings", "identifies", "example")
        section = self.section(content, (), required=("signed", "event"), optional=optional)
        if not _NAME.fullmatch(name):
            self.note((), f"{name}.yaml", expected="a file called by small letters, digits, - and _, as in shop.yaml")
        if not any(who in section for who in ("mail", "phone", "user")) and section.sound:
            self.note((), content, expected="mail, phone or user: where it says who did something")
        places = {each: section.read(each, self.places, ()) for each in _PLACES}
        body = section.read("body", partial(self.word, allowed=(JSON, FORM)), JSON)
        return Sender(
            name,
            section.read("signed", self.signed, Signed(TOKEN)),
            **places,
            called=section.read("name", self.places, ()),
            body=body,
            events=section.read("events", partial(self.name, expected="the path to a list, such as data.items"), ""),
            pings=section.read("pings", partial(self.name, expected="how a body begins, such as webhook_id="), ""),
            identifies=section.read("identifies", self.texts, ()),
            example=section.read("example", partial(self.example, body=body), None),
        )

    def signed(self, value: object, path: Path) -> Signed:
        """Read how deliveries are signed."""
        optional = ("header", "encoding", "prefix", "pairs", "over", "timestamp", "id", "within", "secret_prefix")
        section = self.section(value, path, required=("by",), optional=optional)
        by = section.read("by", partial(self.word, allowed=WAYS), TOKEN)
        signed = Signed(
            by,
            section.read("header", self.header, ""),
            section.read("encoding", partial(self.word, allowed=(HEX, BASE64)), HEX),
            section.read("prefix", partial(self.name, expected="what stands before the signature"), ""),
            section.read("pairs", self.timestamp_and_signature, None),
            section.read("over", self.over, "{body}"),
            section.read("timestamp", self.header, ""),
            section.read("id", self.header, ""),
            section.read("within", self.within, None),
            section.read("secret_prefix", partial(self.name, expected="how a secret begins, such as whsec_"), ""),
        )
        if section.sound:
            self.agrees(signed, section)
        return signed

    def agrees(self, signed: Signed, section: Section) -> None:
        """Note what is missing for a signature to be checked."""
        if signed.by in (*HMACS, ECDSA) and not signed.header:
            section.note("header", expected="header: where the signature stands")
        dated = bool(signed.timestamp or signed.pairs)
        if signed.within is not None and not dated:
            section.note("within", expected="timestamp or pairs beside it: where it says when it was signed")
        if "{timestamp}" in signed.over and not dated:
            section.note("over", expected="timestamp or pairs beside it: {timestamp} stands nowhere")
        if "{id}" in signed.over and not signed.id:
            section.note("over", expected="id beside it: the header that {id} stands in")

    def header(self, value: object, path: Path) -> str:
        """Read the name of a header."""
        if isinstance(value, str) and _HEADER.fullmatch(value):
            return value
        self.note(path, value, expected="the name of a header, such as X-Signature")
        return ""

    def timestamp_and_signature(self, value: object, path: Path) -> tuple[str, str] | None:
        """Read by which names timestamp and signature stand in one header."""
        section = self.section(value, path, required=("timestamp", "signature"))
        name = partial(self.name, expected="a name within the header, such as v1")
        return section.read("timestamp", name, ""), section.read("signature", name, "")

    def over(self, value: object, path: Path) -> str:
        """Read what is signed."""
        if isinstance(value, str) and value.count("{body}") == 1:
            rest = value
            for part in PARTS:
                rest = rest.replace(part, "", 1)
            if not {"{", "}"} & set(rest) and rest.isascii():
                return value
        self.note(path, value, expected="what is signed, of {id}, {timestamp} and {body}, such as {timestamp}.{body}")
        return "{body}"

    def within(self, value: object, path: Path) -> timedelta | None:
        """Read how old a signature may be."""
        noted = len(self.problems)
        age = self.duration(value, path)
        if len(self.problems) == noted and not timedelta(0) < age <= LONGEST_WITHIN:
            self.note(path, value, expected="a duration of at most 1d")
        return age

    def places(self, value: object, path: Path) -> Places:
        """Read where something stands; of several places the first counts that has it."""
        found = []
        for item, place in self.items(value, path) if isinstance(value, list) else [(value, path)]:
            text = self.name(item, place, expected="a path such as data.email, or header:X-Topic")
            if text.startswith(HEADER) and not _HEADER.fullmatch(text.removeprefix(HEADER)):
                self.note(place, item, expected="the name of a header behind header:")
            found.append(text)
        if len(found) > MOST_PLACES:
            self.note(path, value, expected=f"at most {MOST_PLACES} places")
        return tuple(found)

    def example(self, value: object, path: Path, *, body: str) -> Example | None:
        """Read a delivery that is for trying out."""
        section = self.section(value, path, required=("body",), optional=("headers",))
        return Example(
            section.read("body", partial(self.example_body, form=body == FORM), b""),
            section.read("headers", self.example_headers, {}),
        )

    def example_body(self, value: object, path: Path, *, form: bool) -> bytes:
        """Return the body of a delivery as it is sent."""
        if not isinstance(value, dict if form else (dict, list)):
            self.note(path, value, expected="what a delivery says, as a mapping" + ("" if form else " or a list"))
            return b""
        try:
            return urlencode(list(_fields(value))).encode() if form else json.dumps(value, ensure_ascii=False).encode()
        except (TypeError, ValueError):
            self.note(path, value, expected='what JSON can say: texts, numbers, lists; an instant stands in "quotes"')
            return b""

    def example_headers(self, value: object, path: Path) -> dict[str, str]:
        """Read the headers of a delivery, without those of its signature."""
        pairs = self.pairs(value, path, expected="headers, such as {X-Topic: orders/paid}")
        text = partial(self.name, expected='what the header says, as a text in "quotes"')
        return {self.header(key, place): text(part, place) for key, part, place in pairs}

    def texts(self, value: object, path: Path) -> tuple[str, ...]:
        """Read names of events."""
        expected = "a list of events, such as [customer.created]"
        items = self.items(value, path, expected=expected)
        return tuple(self.name(item, place, expected="the name of an event") for item, place in items)


def _fields(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield the fields of a form: what is nested is called ``data[email]``."""
    if not isinstance(value, Mapping):
        yield name, str(value)
        return
    for key, part in value.items():
        yield from _fields(part, f"{name}[{key}]" if name else str(key))
