"""Whoever receives deliveries with the sender's own library: says of each on standard input whether it is believed."""

import json
import sys
from collections.abc import Mapping

from sendgrid import EventWebhook
from stripe import SignatureVerificationError, Webhook


def stripe(body: str, headers: Mapping[str, str], secret: str) -> bool:
    """Return whether Stripe's library believes a delivery."""
    try:
        Webhook.construct_event(body, headers["Stripe-Signature"], secret)
    except SignatureVerificationError:
        return False
    return True


def sendgrid(body: str, headers: Mapping[str, str], secret: str) -> bool:
    """Return whether SendGrid's library believes a delivery; how old it is, it leaves to its user."""
    signature, timestamp = (headers[f"X-Twilio-Email-Event-Webhook-{part}"] for part in ("Signature", "Timestamp"))
    return bool(EventWebhook(secret).verify_signature(body, signature, timestamp))


believes = {"stripe": stripe, "sendgrid": sendgrid}[sys.argv[1]]
print(json.dumps([believes(*delivery) for delivery in json.load(sys.stdin)]))
