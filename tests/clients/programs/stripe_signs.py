"""Stripe's own library signs: a list of bodies on standard input, each with its secret and instant, becomes headers."""

import json
import sys

from stripe import WebhookSignature

signed = [WebhookSignature.generate_signature_header(body, secret, at) for body, secret, at in json.load(sys.stdin)]
print(json.dumps(signed))
