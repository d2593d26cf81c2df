"""`leadbot senders`: secrets are taken, never shown again, and refused where they are none."""

import base64
import json
import socket
from pathlib import Path

import pytest

from bot.commands.exit_codes import UNREACHABLE
from tests.contracts.terminal import assert_sentence, run

STANDARD = "whsec_" + base64.b64encode(b"twenty-four bytes long..").decode()


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEADBOT_PUBLIC_URL", "https://leads.example.com")


def test_a_secret_is_kept_and_listed_without_itself() -> None:
    told = run("senders", "set", "stripe", "--secret", "whsec_of_stripe", "--audience", "b2b")
    assert told.code == 0
    assert "https://leads.example.com/senders/stripe\n" in told.out
    listed = run("senders", "list", "--json").out
    assert "whsec_of_stripe" not in listed + told.out
    (stripe,) = [each for each in json.loads(listed) if each["secret"]]
    assert (stripe["sender"], stripe["audience"]) == ("stripe", "b2b")
    assert run("senders", "remove", "stripe").code == 0
    assert_sentence(run("senders", "remove", "stripe"), "has no secret", code=2)
    assert "typeform" in run("senders", "list").out


def test_who_signs_nothing_gets_a_secret_of_ours() -> None:
    mailchimp = json.loads(run("senders", "set", "mailchimp", "--json").out)
    assert mailchimp["address"] == f"https://leads.example.com/senders/mailchimp/{mailchimp['secret']}"
    assert len(mailchimp["secret"]) >= 32
    brevo = run("senders", "set", "brevo").out
    assert "https://leads.example.com/senders/brevo\n" in brevo
    assert "Authorization: Bearer " in brevo


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("stipe", "--secret", "x"), "there is no sender stipe"),
        (("stripe",), "expected the secret that it shows"),
        (("stripe", "--secret", "ü"), "expected the secret"),
        (("sendgrid", "--secret", "no key"), "the public key"),
        (("sendgrid", "--secret", "AAAA"), "the public key"),
        (("standard-webhooks", "--secret", "whsec_!"), "none of standard-webhooks"),
        (("stripe", "--secret", "x", "--audience", "b2g"), "b2b or b2c"),
    ],
)
def test_what_is_no_secret_of_its_kind_is_a_sentence(given: tuple[str, ...], told: str) -> None:
    assert_sentence(run("senders", "set", *given), told)


def test_a_secret_of_the_right_kind_is_taken() -> None:
    assert run("senders", "set", "standard-webhooks", "--secret", STANDARD).code == 0


def test_a_trial_says_what_is_missing(tmp_path: Path) -> None:
    run("senders", "set", "mailchimp")
    assert_sentence(run("senders", "test", "stipe"), "there is no sender stipe")
    assert_sentence(run("senders", "test", "stripe"), "`leadbot senders set stripe` keeps it")
    run("senders", "set", "stripe", "--secret", "x")
    assert_sentence(run("senders", "test", "stripe", "no.json"), "no.json")
    (tmp_path / "event.json").write_text("{", encoding="utf-8")
    assert_sentence(run("senders", "test", "stripe", "event.json"), "no delivery of stripe")


def test_a_bot_that_does_not_answer_is_a_sentence_without_the_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = json.loads(run("senders", "set", "mailchimp", "--json").out)["secret"]
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    monkeypatch.setenv("LEADBOT_PUBLIC_URL", f"http://127.0.0.1:{port}")
    told = run("senders", "test", "mailchimp")
    assert_sentence(told, f"http://127.0.0.1:{port}/senders/mailchimp: no answer", code=UNREACHABLE)
    assert secret not in told.err
