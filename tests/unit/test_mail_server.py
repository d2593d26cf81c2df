"""The settings of mail: what they mean, and what is said of those that mean nothing."""

import pytest

from bot.mail_server import MailServer, mail_sender, mail_server


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtps://mail.example.com", MailServer("mail.example.com", 465)),
        ("smtp://mail.example.com", MailServer("mail.example.com", 587, is_encrypted=False)),
        ("smtps://u:p%40ss%2Fw%23rd@[::1]:2465", MailServer("::1", 2465, user="u", password="p@ss/w#rd")),
    ],
)
def test_an_address_says_where_the_server_is_and_how_it_is_reached(url: str, server: MailServer) -> None:
    assert mail_server(url) == server


@pytest.mark.parametrize(
    "url",
    [
        *("mail.example.com", "https://mail.example.com", "smtp://", "smtps://s3cret@mail.example.com"),
        *("smtps://u:s3cret@mail.example.com:70000", "smtps://u:s3cret@mail.example.com:port", "smtps://u:s3cret@"),
        *("smtps://u:s3cret/x@mail.example.com", "smtps://u:s3cret?x@mail.example.com", "smtps://u:s3cret%0a@h"),
    ],
)
def test_a_wrong_address_is_refused_and_its_password_never_quoted(url: str) -> None:
    with pytest.raises(ValueError, match="expected an address such as smtps://") as caught:
        mail_server(url)
    assert "s3cret" not in str(caught.value)
    assert "s3cret" not in repr(mail_server("smtps://u:s3cret@mail.example.com"))


@pytest.mark.parametrize(
    "told", ["", "Northwind", "news@", "Northwind <news>", "a@b.example, c@d.example", "x\nBcc: y"]
)
def test_a_sender_without_an_address_is_refused(told: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        mail_sender(told)


def test_a_sender_may_have_a_name_of_any_letters() -> None:
    assert str(mail_sender("Nørthwind <news@bücher.example>")) == "Nørthwind <news@xn--bcher-kva.example>"
