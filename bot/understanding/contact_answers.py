"""Takes addresses and phone numbers as answers, typed or said aloud; what holds one says nothing else."""

import re

from bot.script import Question
from bot.understanding.contacts import address_like, emails, links, phones
from bot.understanding.findings import Findings, Span
from bot.understanding.spoken_addresses import spoken_emails

_MAY_REACH = re.compile(r"[@.:\d]")
"""No address, link or phone number is without one of these."""


def take_contacts(found: Findings, *, region: str | None) -> None:
    """Take e-mail address and phone number, and let them and links say nothing more."""
    email, phone = found.about.email, found.about.phone
    if (
        email is not None and next(emails(found.rest.text), None) is None
    ):  # "mail me at tom.b@acme.com" says one address
        _take_spoken(found, email)
    text = found.rest.text
    if not _MAY_REACH.search(text):
        return
    if email is not None:
        for address in emails(text):
            found.add(email.field, address.value, (address.start, address.end), sure=True, spelt_out=True)
    found.leave_out(addresses(text))
    take_phone(found, region=region, asked=phone is found.asked)


def take_phone(found: Findings, *, region: str | None, asked: bool) -> None:
    """Take a phone number; where one is ``asked``, or a call wished, also what might be something else."""
    phone, locale = found.about.phone, found.about.vocabulary.locale
    if phone is None or phone.field in found.answers:
        return
    numbers = list(phones(found.rest.text, locale=locale, region=region, asked=asked))
    for number in numbers:
        found.add(phone.field, number.value, (number.start, number.end), sure=True, spelt_out=True)
    found.leave_out([(number.start, number.end) for number in numbers])


def addresses(text: str) -> list[Span]:
    """Return the places of web and e-mail addresses, valid or not."""
    return links(text) + address_like(text) if _MAY_REACH.search(text) else []


def _take_spoken(found: Findings, email: Question) -> None:
    said = next(spoken_emails(found.rest, asked=email is found.asked), None)
    if said is not None:
        found.add(email.field, said.value, (said.start, said.end), sure=False, spelt_out=True)
        found.leave_out([(said.start, said.end)])
