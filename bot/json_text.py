"""Values as compact JSON, as they are kept in rows: msgspec, since each turn writes and reads half a dozen of them."""

from typing import Any

from msgspec.json import Decoder, Encoder

_ENCODER, _DECODER = Encoder(), Decoder()


def to_json(value: object) -> str:
    """Return a value of dicts, sequences, texts, finite numbers, truth values and None as JSON in one line.

    >>> to_json({"field": "budget", "value": (1500.0, None)})
    '{"field":"budget","value":[1500.0,null]}'
    """
    return _ENCODER.encode(value).decode()


def from_json(text: str) -> Any:
    """Return the value that JSON says; raise ValueError where it is none."""
    return _DECODER.decode(text)
