"""Deliveries signed as each sender documents it: theirs are believed, and nobody else's."""

import base64
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from standardwebhooks import Webhook

from bot.web.senders.signatures import SignatureError, sign, verify
from tests.builders import MONDAY, shipped

BODY = json.dumps({"id": "evt_1", "type": "invoice.paid", "note": "é"}).encode()
SECRET = "s3cret-of-both"
STANDARD = "whsec_" + base64.b64encode(b"twenty-four bytes long..").decode()
_PRIVATE = generate_private_key(SECP256R1())
PUBLIC = base64.b64encode(_PRIVATE.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()
Headers = dict[str, str]


def _hmac(told: bytes, secret: str = SECRET) -> bytes:
    return hmac.digest(secret.encode(), told, "sha256")


def _dated(header: str) -> Callable[[bytes, datetime], Headers]:
    def sign(body: bytes, at: datetime) -> Headers:
        seconds = str(int(at.timestamp()))
        return {header: f"t={seconds},v1={_hmac(seconds.encode() + b'.' + body).hex()},v0=00"}

    return sign


def _in_base64(header: str, prefix: str = "") -> Callable[[bytes, datetime], Headers]:
    return lambda body, at: {header: prefix + base64.b64encode(_hmac(body)).decode()}


def _sendgrid(body: bytes, at: datetime) -> Headers:
    seconds = str(int(at.timestamp()))
    signature = _PRIVATE.sign(seconds.encode() + body, ECDSA(SHA256()))
    return {
        "x-twilio-email-event-webhook-signature": base64.b64encode(signature).decode(),
        "x-twilio-email-event-webhook-timestamp": seconds,
    }


def _standard(body: bytes, at: datetime) -> Headers:
    signature = Webhook(STANDARD).sign("msg_1", at, body.decode())
    return {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": f"v1,AAAA {signature}",
    }


SIGNS: Mapping[str, tuple[str, Callable[[bytes, datetime], Headers]]] = {
    "stripe": (SECRET, _dated("stripe-signature")),
    "calendly": (SECRET, _dated("calendly-webhook-signature")),
    "shopify": (SECRET, _in_base64("x-shopify-hmac-sha256")),
    "woocommerce": (SECRET, _in_base64("x-wc-webhook-signature")),
    "typeform": (SECRET, _in_base64("typeform-signature", "sha256=")),
    "sendgrid": (PUBLIC, _sendgrid),
    "standard-webhooks": (STANDARD, _standard),
}
DATED = ("stripe", "calendly", "sendgrid", "standard-webhooks")


def _verify(name: str, body: bytes, headers: Headers, *, secret: str = "", now: datetime = MONDAY) -> None:
    verify(shipped().senders[name].signed, secret or SIGNS[name][0], body, headers, now=now)


def test_every_shipped_sender_that_signs_is_tried_here() -> None:
    assert SIGNS.keys() == {name for name, each in shipped().senders.items() if each.signed.by != "token"}


@pytest.mark.parametrize("name", SIGNS)
def test_what_is_signed_as_documented_is_believed(name: str) -> None:
    _verify(name, BODY, SIGNS[name][1](BODY, MONDAY))


@pytest.mark.parametrize("name", [name for name in SIGNS if name != "sendgrid"])
def test_what_is_signed_here_is_signed_as_documented(name: str) -> None:
    signed, (secret, by_recipe) = shipped().senders[name].signed, SIGNS[name]
    headers = sign(signed, secret, BODY, event_id="msg_1", now=MONDAY)
    lowered = {header.lower(): value for header, value in headers.items()}
    _verify(name, BODY, lowered)
    # Senders show more than one signature while they change secrets; ours stands among them.
    for header, value in by_recipe(BODY, MONDAY).items():
        assert lowered[header] in value


def test_who_signs_nothing_is_shown_the_secret_and_whose_key_is_private_cannot_be_signed_for() -> None:
    senders = shipped().senders
    assert sign(senders["brevo"].signed, SECRET, BODY, event_id="1", now=MONDAY) == {
        "Authorization": f"Bearer {SECRET}"
    }
    assert sign(senders["mailchimp"].signed, SECRET, BODY, event_id="1", now=MONDAY) == {}
    with pytest.raises(ValueError, match="alone"):
        sign(senders["sendgrid"].signed, PUBLIC, BODY, event_id="1", now=MONDAY)


@pytest.mark.parametrize("name", SIGNS)
def test_a_changed_byte_or_another_secret_is_refused(name: str) -> None:
    headers = SIGNS[name][1](BODY, MONDAY)
    with pytest.raises(SignatureError, match="wrong"):
        _verify(name, BODY.replace(b"1", b"2", 1), headers)
    others = {"sendgrid": _other_key(), "standard-webhooks": "whsec_" + base64.b64encode(b"another").decode()}
    with pytest.raises(SignatureError, match="wrong"):
        _verify(name, BODY, headers, secret=others.get(name, "another"))


def _other_key() -> str:
    public = generate_private_key(SECP256R1()).public_key()
    return base64.b64encode(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


@pytest.mark.parametrize("name", SIGNS)
def test_without_its_header_or_with_nonsense_in_it_nothing_is_believed(name: str) -> None:
    headers = SIGNS[name][1](BODY, MONDAY)
    for each in headers:
        for nonsense in ("", "t=,v1=", "v1,", "zz", "sha256=====", "t=1e999,v1=00", "ü", "v1," * 1000):
            with pytest.raises(SignatureError):
                _verify(name, BODY, headers | {each: nonsense})


@pytest.mark.parametrize("name", DATED)
@pytest.mark.parametrize("late", [timedelta(days=2), -timedelta(days=2)])
def test_an_old_signature_is_refused_and_one_from_the_future(name: str, late: timedelta) -> None:
    with pytest.raises(SignatureError, match="clock"):
        _verify(name, BODY, SIGNS[name][1](BODY, MONDAY), now=MONDAY + late)


@pytest.mark.parametrize("name", DATED)
def test_a_timestamp_that_was_not_signed_is_refused(name: str) -> None:
    headers = SIGNS[name][1](BODY, MONDAY)
    old, new = str(int(MONDAY.timestamp())), str(int(MONDAY.timestamp()) + 1)
    with pytest.raises(SignatureError, match="wrong"):
        _verify(name, BODY, {each: value.replace(old, new) for each, value in headers.items()})


def test_who_signs_nothing_shows_a_secret() -> None:
    brevo, mailchimp = (shipped().senders[name].signed for name in ("brevo", "mailchimp"))
    verify(brevo, SECRET, BODY, {"authorization": f"Bearer {SECRET}"}, now=MONDAY)
    verify(mailchimp, SECRET, BODY, {}, token=SECRET, now=MONDAY)
    for headers in ({}, {"authorization": SECRET}, {"authorization": "Bearer "}, {"authorization": "Bearer ü"}):
        with pytest.raises(SignatureError, match="token"):
            verify(brevo, SECRET, BODY, headers, token=SECRET, now=MONDAY)
    for token in ("", SECRET + "x", SECRET[:-1]):
        with pytest.raises(SignatureError, match="token"):
            verify(mailchimp, SECRET, BODY, {"authorization": f"Bearer {SECRET}"}, token=token, now=MONDAY)


def test_what_is_no_public_key_is_no_signature() -> None:
    signed = shipped().senders["sendgrid"].signed
    for key in ("", "AAAA", "no base64!"):
        with pytest.raises(ValueError):  # noqa: PT011  # the library's own
            verify(signed, key, BODY, _sendgrid(BODY, MONDAY), now=MONDAY)
