"""Webhooks by the Standard Webhooks specification: signed, to public addresses only, without redirects."""
