"""Whether a delivery is really its sender's: signed with the secret that only they and we know, and not long ago.

By the same rules a delivery is signed, to be tried out.

Pure. Secrets and signatures are compared in constant time, so that nobody finds them byte by byte.
"""

import base64
import binascii
import hmac
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from bot.senders import BASE64, ECDSA, PARTS, TOKEN, Signed

Headers = Mapping[str, str]
"""By their names in small letters."""


class SignatureError(ValueError):
    """A delivery is not to be believed."""


def verify(signed: Signed, secret: str, body: bytes, headers: Headers, *, token: str = "", now: datetime) -> None:
    """Return if a delivery is its sender's; raise SignatureError, or ValueError where our secret is none of that kind.

    ``token`` is what its address shows.
    """
    if signed.by == TOKEN:
        shown = _behind_prefix(headers.get(signed.header.lower(), ""), signed.prefix) if signed.header else token
        if not hmac.compare_digest(shown.encode(), secret.encode()):
            raise SignatureError("the token is missing or wrong")
        return
    header = headers.get(signed.header.lower(), "")
    if not header:
        raise SignatureError(f"there is no header {signed.header}")
    timestamp = _timestamp(signed, header, headers)
    if signed.within is not None:
        _check_age(timestamp, signed, now)
    told = _signed_bytes(signed, body, headers, timestamp)
    if not any(_holds(signed, secret, told, signature) for signature in _signatures(signed, header)):
        raise SignatureError("the signature is wrong")


def sign(signed: Signed, secret: str, body: bytes, *, event_id: str, now: datetime) -> dict[str, str]:
    """Return the headers by which a delivery is believed; raise ValueError where only the sender can sign."""
    if signed.by == TOKEN:
        return {signed.header: signed.prefix + secret} if signed.header else {}
    if signed.by == ECDSA:
        raise ValueError("the key that signs is the sender's alone")
    timestamp = str(int(now.timestamp()))
    headers = {name: value for name, value in ((signed.id, event_id), (signed.timestamp, timestamp)) if name}
    lowered = {name.lower(): value for name, value in headers.items()}
    told = _signed_bytes(signed, body, lowered, timestamp)
    digest = hmac.digest(_key(signed, secret), told, signed.by.removeprefix("hmac-"))
    shown = base64.b64encode(digest).decode() if signed.encoding == BASE64 else digest.hex()
    if signed.pairs is not None:
        shown = f"{signed.pairs[0]}={timestamp},{signed.pairs[1]}={shown}"
    return {**headers, signed.header: signed.prefix + shown}


def _timestamp(signed: Signed, header: str, headers: Headers) -> str:
    if signed.pairs is None:
        return headers.get(signed.timestamp.lower(), "")
    return next((value for name, value in _pairs(header) if name == signed.pairs[0]), "")


def _pairs(header: str) -> Iterator[tuple[str, str]]:
    for part in header.split(","):
        name, _, value = part.strip().partition("=")
        yield name, value


def _signatures(signed: Signed, header: str) -> Iterator[bytes]:
    """Yield what may be the signature: while a secret is changed, senders show one for each."""
    if signed.pairs is not None:
        shown = [value for name, value in _pairs(header) if name == signed.pairs[1]]
    else:
        shown = [_behind_prefix(part, signed.prefix) for part in header.split()]
    for each in shown:
        try:
            yield base64.b64decode(each, validate=True) if signed.encoding == BASE64 else bytes.fromhex(each)
        except (binascii.Error, ValueError):
            continue


def _behind_prefix(shown: str, prefix: str) -> str:
    return shown.removeprefix(prefix) if shown.startswith(prefix) else ""


def _check_age(timestamp: str, signed: Signed, now: datetime) -> None:
    assert signed.within is not None
    try:
        seconds = float(timestamp)
        at = datetime.fromtimestamp(seconds if seconds < 1e11 else seconds / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        raise SignatureError("the timestamp is missing or none") from None
    if abs(now - at) > signed.within:
        raise SignatureError("it was signed too long ago, or one of the two clocks is wrong")


def _signed_bytes(signed: Signed, body: bytes, headers: Headers, timestamp: str) -> bytes:
    parts = {"{id}": headers.get(signed.id.lower(), "").encode(), "{timestamp}": timestamp.encode(), "{body}": body}
    told, rest = b"", signed.over
    while rest:
        part = next((name for name in PARTS if rest.startswith(name)), "")
        told += parts[part] if part else rest[0].encode()
        rest = rest[len(part) or 1 :]
    return told


def _holds(signed: Signed, secret: str, told: bytes, signature: bytes) -> bool:
    if signed.by == ECDSA:
        return _is_signed_by(secret, told, signature)
    digest = hmac.digest(_key(signed, secret), told, signed.by.removeprefix("hmac-"))
    return hmac.compare_digest(digest, signature)


def _key(signed: Signed, secret: str) -> bytes:
    if not signed.secret_prefix:
        return secret.encode()
    return base64.b64decode(secret.removeprefix(signed.secret_prefix), validate=True)


def _is_signed_by(public_key: str, told: bytes, signature: bytes) -> bool:
    # Most businesses have no sender that signs so: the library takes a while to load.
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ec import ECDSA as ECDSA_BY
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    key = load_der_public_key(base64.b64decode(public_key, validate=True))
    if not isinstance(key, EllipticCurvePublicKey):
        raise ValueError("the key is none of an elliptic curve")  # noqa: TRY004  # whoever set it is told
    try:
        key.verify(signature, told, ECDSA_BY(SHA256()))
    except InvalidSignature:
        return False
    return True
