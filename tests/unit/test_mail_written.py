"""A mail goes to the very domain that was typed, and to nobody whom an address smuggles in."""

from datetime import UTC, datetime
from email.headerregistry import Address

import pytest

from bot.channels.email.sending import written
from bot.usecases.leads.identities import of_fact

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SENDER = Address("Northwind", addr_spec="news@northwind.example")


@pytest.mark.parametrize(
    ("typed", "ascii_domain"),
    [
        ("ada@stra\u00dfe.example", "xn--strae-oqa.example"),
        ("ada@fa\u00df.example", "xn--fa-hia.example"),
        ("ada@\u03c2.example", "xn--3xa.example"),
        ("ada@b\u00fccher.example", "xn--bcher-kva.example"),
        ("ada@acme.example", "acme.example"),
    ],
)
def test_a_domain_is_the_one_that_browsers_mean_for_mail_and_identity(typed: str, ascii_domain: str) -> None:
    message = written(typed, "123456", "Hello", sender=SENDER, now=NOW)
    assert message["To"].addresses[0].addr_spec == f"ada@{ascii_domain}"
    assert of_fact("email", typed) == {f"mail:ada@{ascii_domain}"}


def test_two_domains_that_look_alike_are_two_people() -> None:
    assert of_fact("email", "ada@stra\u00dfe.example") != of_fact("email", "ada@strasse.example")


@pytest.mark.parametrize(
    "smuggled",
    [
        "ada@acme.example\r\nBcc: bob@acme.example",
        "ada@acme.example, bob@acme.example",
        "ada@acme..example",
        "ada@acme.example>",
    ],
)
def test_an_address_that_is_more_than_one_is_no_address(smuggled: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        written(smuggled, "123456", "Hello", sender=SENDER, now=NOW)


def test_a_subject_of_two_lines_is_none() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        written("ada@acme.example", "123456\r\nBcc: bob@acme.example", "Hello", sender=SENDER, now=NOW)
