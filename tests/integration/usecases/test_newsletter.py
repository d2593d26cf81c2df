"""The newsletter is subscribed by a code that is mailed and typed into the chat."""

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from bot.conversation.state import State
from bot.errors import DeliveryError
from bot.json_text import to_json
from bot.messages import Act, Commanded, Sender, Tap, Tapped
from bot.usecases.leads.merge_leads import merge_leads
from bot.usecases.newsletter.mail_code import Mail, mail_of, note_arrived, note_failed
from bot.usecases.newsletter.subscribe import ADDRESS
from bot.usecases.signals.people import Person
from bot.usecases.signals.score_leads import score_leads
from bot.usecases.webhooks.receivers import EVENTS, Receivers
from bot.workers.timekeeper import KEEP_CODES
from scoring.history import Signal
from storage import conversations, deliveries, histories, keys, lead_rows, newsletter
from storage.statements import Transaction
from storage.visitors import VisitorItem
from tests.builders import PIA, QUENTIN, SALES, Office, quentin_is_lukewarm

MAIL = "ada@acme.example"


@pytest.fixture
async def office(office: Office) -> Office:
    """Let there be a mail server."""
    office.setup = replace(office.setup, newsletter=True)
    return office


class Postman:
    """Delivers what is owed to the mail server, or fails to."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.known = 0

    async def deliver(self, error: DeliveryError | None = None) -> list[Mail]:
        return await self.office.write(lambda tx: self._deliver(tx, error))

    def _deliver(self, tx: Transaction, error: DeliveryError | None) -> list[Mail]:
        setup, now, mails = self.office.setup, self.office.now, []
        for queued in deliveries.queued_after(tx, ADDRESS, 0, limit=100):
            claimed = deliveries.claim(tx, queued.id)
            assert claimed is not None
            mail = mail_of(tx, claimed.payload, setup=setup, now=now)
            if mail is None:
                deliveries.settle(tx, queued.id, now=now, error="it is no longer wanted")
                continue
            if error is None:
                note_arrived(tx, claimed.payload, attempts=claimed.attempts, setup=setup, now=now)
                mails.append(mail)
            else:
                given_up, attempts = error.permanent, claimed.attempts
                note_failed(tx, claimed.payload, error, attempts=attempts, setup=setup, now=now, given_up=given_up)
            if error is None or error.permanent:
                deliveries.settle(tx, queued.id, now=now)
            else:
                deliveries.retry(tx, queued.id, at=now, error=error.reason)
        return mails


@pytest.fixture
def post(office: Office) -> Postman:
    return Postman(office)


def code_in(mail: Mail) -> str:
    (code,) = re.findall(r"^\d{6}$", mail.text, re.MULTILINE)
    return str(code)


def another(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


async def do(office: Office, act: str, who: Sender = QUENTIN) -> str:
    """Tap one of the newsletter's buttons and return what is said."""
    tap = Tapped(Tap(Act.NEWSLETTER, (act,)), f"tap-{act}", office.newest(who.id))
    return " ".join(sent.html for sent in await office.turn(tap, who))


async def said(office: Office, text: str, who: Sender = QUENTIN) -> str:
    return " ".join(sent.html for sent in await office.say(text, who))


async def signals(office: Office, who: Sender = QUENTIN) -> list[str]:
    lead = (await office.chat(who)).lead.id
    history = await office.write(lambda tx: [*histories.history(tx, lead)])
    names = [item.name for item in history if isinstance(item, Signal)]
    return [name for name in names if name.startswith("newsletter.")]


def dump(office: Office) -> str:
    """Return everything that the database holds."""
    with closing(sqlite3.connect(office.file)) as connection:
        return "\n".join(connection.iterdump())


async def subscribed(office: Office, who: Sender = QUENTIN) -> str | None:
    lead = (await office.chat(who)).lead.id
    return await office.write(lambda tx: newsletter.address_of(tx, lead))


async def subscribe(office: Office, post: Postman, who: Sender = QUENTIN, mail: str = MAIL) -> str:
    await said(office, f"subscribe me to your newsletter: {mail}", who)
    (sent,) = await post.deliver()
    return await said(office, code_in(sent), who)


async def test_an_address_and_the_mailed_code_subscribe_and_the_consent_says_to_which_words(
    office: Office, post: Postman
) -> None:
    await office.start()
    await office.tap("audience", "b2b")
    assert "Which email address" in await said(office, "can you sign me up for your newsletter?")
    told = await said(office, MAIL)
    assert f"six-digit code to {MAIL}" in told
    (mail,) = await post.deliver()
    assert mail.to == MAIL
    assert code_in(mail) in mail.subject
    told = await said(office, f"it says {code_in(mail)[:3]} {code_in(mail)[3:]}")
    assert f"goes to {MAIL} from now on" in told
    assert "What would help you most?" in told, "the open question stands again"
    chat = await office.chat()
    (consent,) = await office.write(
        lambda tx: [row for row in lead_consents(tx, chat.lead.id) if row["kind"] == "newsletter"]
    )
    assert consent["address"] == MAIL
    assert "you agree that Northwind sends its newsletter" in str(consent["words"])
    assert await signals(office) == ["newsletter.subscribed"]
    assert f"mail:{MAIL}" in await office.write(lambda tx: keys.of_lead(tx, chat.lead.id))
    assert len(await office.write(lambda tx: conversations.consents(tx, chat.lead.id))) == 1


def lead_consents(tx: Transaction, lead: int) -> list[dict[str, Any]]:
    return [dict(row) for row in lead_rows.of_lead(tx, lead)["consents"]]


async def test_a_typed_address_alone_proves_nothing(office: Office, post: Postman) -> None:
    await subscribe(office, post, PIA)
    await said(office, f"newsletter please {MAIL}")
    chat, other = await office.chat(), await office.chat(PIA)
    assert chat.lead.id != other.lead.id
    assert await subscribed(office) is None
    (mail,) = await post.deliver()
    await said(office, another(code_in(mail)))
    assert (await office.chat()).lead.id != other.lead.id
    await said(office, code_in(mail))
    assert (await office.chat()).lead.id == (await office.chat(PIA)).lead.id, "who reads that mailbox is one person"
    assert await subscribed(office) == MAIL


async def test_after_three_wrong_codes_the_right_one_counts_no_more_but_a_new_one_does(
    office: Office, post: Postman
) -> None:
    await said(office, f"newsletter please {MAIL}")
    (mail,) = await post.deliver()
    wrong = another(code_in(mail))
    assert "2 more tries" in await said(office, wrong)
    assert "One more try" in await said(office, "12345")
    assert "no longer counts" in await said(office, wrong)
    assert "no longer counts" in await said(office, code_in(mail))
    assert f"code to {MAIL}" in await do(office, "again")
    (mail,) = await post.deliver()
    assert "from now on" in await said(office, code_in(mail))


async def test_a_code_counts_for_a_quarter_of_an_hour_from_when_it_is_mailed(office: Office, post: Postman) -> None:
    await said(office, f"newsletter please {MAIL}")
    office.now += timedelta(minutes=50)
    (mail,) = await post.deliver()
    office.now += timedelta(minutes=15)
    assert "too old" in await said(office, code_in(mail))
    await do(office, "again")
    (mail,) = await post.deliver()
    office.now += timedelta(minutes=14, seconds=59)
    assert "from now on" in await said(office, code_in(mail))


async def test_of_a_mail_that_was_sent_twice_either_code_counts_and_none_older(office: Office, post: Postman) -> None:
    await said(office, f"newsletter please {MAIL}")
    payload = to_json({"code": 1})
    lost = [await office.write(lambda tx: mail_of(tx, payload, setup=office.setup, now=office.now)) for _ in "12"]
    (third,) = await post.deliver()
    first, second = (code_in(mail) for mail in lost if mail is not None)
    assert "more tr" in await said(office, first) or first in (second, code_in(third))
    assert "from now on" in await said(office, second)


async def test_no_code_can_be_found_in_the_database(office: Office, post: Postman) -> None:
    await said(office, f"newsletter please {MAIL}")
    (mail,) = await post.deliver()
    assert MAIL in dump(office)
    assert code_in(mail) not in dump(office)


async def test_a_day_allows_three_mails_to_an_address_and_five_from_a_chat_also_for_who_was_forgotten(
    office: Office, post: Postman
) -> None:
    for plus in ("", "+1", "+2"):
        assert "I’m sending" in await said(office, f"newsletter please ada{plus}@acme.example")
    assert "as many codes as I may" in await said(office, f"newsletter please {MAIL}")
    assert "as many codes as I may" in await said(office, f"newsletter please {MAIL}", PIA)
    await office.turn(Tapped(Tap(Act.FORGET, ("yes",)), "tap-forget", None))
    assert "as many codes as I may" in await said(office, f"newsletter please {MAIL}")
    assert "I’m sending" in await said(office, "newsletter please bo@acme.example")
    assert "I’m sending" in await said(office, "newsletter please cy@acme.example")
    assert "as many codes as I may" in await said(office, "newsletter please di@acme.example")
    office.now += timedelta(days=1)
    assert "I’m sending" in await said(office, f"newsletter please {MAIL}")


async def test_who_leaves_is_off_the_list_and_their_consent_is_withdrawn(office: Office, post: Postman) -> None:
    await subscribe(office, post)
    assert "goes to" in await said(office, "newsletter")
    told = await said(office, "take me off the newsletter please")
    assert f"{MAIL} is off our newsletter" in told
    chat = await office.chat()
    (row,) = await office.write(lambda tx: lead_consents(tx, chat.lead.id))
    assert row["revoked_at"] == office.now
    assert await signals(office) == ["newsletter.subscribed", "newsletter.unsubscribed"]
    told = " ".join(sent.html for sent in await office.turn(Commanded("unsubscribe", "", 77)))
    assert "Nobody has subscribed" in told
    assert len(await signals(office)) == 2


async def test_whoever_wants_to_hear_nothing_more_is_off_the_list_too(office: Office, post: Postman) -> None:
    await subscribe(office, post)
    sent = await office.turn(Commanded("stop", "", 77))
    assert "is off our newsletter" in sent[-1].html
    assert await subscribed(office) is None
    assert await signals(office) == ["newsletter.subscribed", "newsletter.unsubscribed"]


async def test_who_takes_it_can_leave_though_nothing_is_mailed_any_more(office: Office, post: Postman) -> None:
    await subscribe(office, post)
    office.setup = replace(office.setup, newsletter=False)
    assert "is off our newsletter" in await said(office, "take me off the newsletter")


async def test_a_refused_address_is_told_and_the_next_one_taken(office: Office, post: Postman) -> None:
    await said(office, "newsletter please adda@acme.example")
    await post.deliver(DeliveryError("SMTP 550 at RCPT", permanent=True))
    (told,) = await office.deliver()
    assert "refused the mail for adda@acme.example" in told.html
    assert f"code to {MAIL}" in await said(office, MAIL)
    (mail,) = await post.deliver()
    assert mail.to == MAIL


async def test_a_server_that_is_away_is_told_once_and_its_return_too(office: Office, post: Postman) -> None:
    await said(office, f"newsletter please {MAIL}")
    away = DeliveryError("the mail server cannot be reached")
    for _ in range(3):
        await post.deliver(away)
    (told,) = await office.deliver()
    assert "keep trying" in told.html
    office.now += timedelta(minutes=40)
    (mail,) = await post.deliver()
    (told,) = await office.deliver()
    assert "on its way now" in told.html
    assert "from now on" in await said(office, code_in(mail))


async def test_a_server_that_stays_away_is_not_waited_for_without_end(office: Office, post: Postman) -> None:
    await said(office, f"newsletter please {MAIL}")
    await post.deliver(DeliveryError("the mail server cannot be reached"))
    office.now += timedelta(hours=2)
    assert await post.deliver() == []
    told = [sent.html for sent in await office.deliver()]
    assert "couldn’t be sent" in told[-1]
    assert await office.write(lambda tx: deliveries.owed_to(tx)) == {}


async def test_without_a_mail_server_nothing_of_it_is_said(office: Office) -> None:
    office.setup = replace(office.setup, newsletter=False)
    await office.start()
    await office.tap("audience", "b2b")
    for text in ("subscribe me to your newsletter", f"newsletter please {MAIL}", "/newsletter"):
        assert "ewsletter" not in await said(office, text)
    for command in ("help", "privacy", "menu", "newsletter", "unsubscribe"):
        sent = await office.turn(Commanded(command, "", 77))
        assert not any("ewsletter" in f"{each.html} {each.labels}" for each in sent), command
    assert await office.write(lambda tx: deliveries.owed_to(tx)) == {}


async def test_it_is_offered_in_help_and_privacy(office: Office) -> None:
    for command in ("help", "privacy"):
        (sent,) = await office.turn(Commanded(command, "", 77))
        assert "/unsubscribe" in sent.html


async def test_their_data_hold_it_and_forgetting_takes_it_and_the_mail_that_is_owed(
    office: Office, post: Postman
) -> None:
    await said(office, f"newsletter please {MAIL}")
    (mail,) = await post.deliver()
    await do(office, "again")
    sent = await office.turn(Commanded("mydata", "", 77))
    told = json.loads(sent[-1].message.content)  # type: ignore[union-attr]
    assert told["newsletter_codes"][0]["address"] == MAIL
    assert code_in(mail) not in json.dumps(told["newsletter_codes"])
    await office.turn(Tapped(Tap(Act.FORGET, ("yes",)), "tap-forget", None))
    assert await post.deliver() == []
    assert MAIL not in dump(office)


async def test_the_known_address_is_offered(office: Office, post: Postman) -> None:
    await office.start()
    await office.tap("audience", "b2b")
    await said(office, "I'm the CEO of Acme, ada@acme.example")
    assert f"go to {MAIL}?" in await said(office, "newsletter")
    assert f"code to {MAIL}" in await do(office, "known")
    assert len(await post.deliver()) == 1


async def test_what_else_is_said_meanwhile_is_heard_and_a_code_of_long_ago_is_a_number(
    office: Office, post: Postman
) -> None:
    await office.start()
    await office.tap("audience", "b2b")
    await said(office, "newsletter")
    told = await said(office, "we need better follow-up of our leads, I'm the sales director")
    assert "Got it" in told
    await said(office, MAIL)
    chat = await office.chat()
    await office.write(lambda tx: newsletter.drop(tx, chat.lead.id))
    assert "code" not in await said(office, "123456")
    assert "All right, no newsletter" not in await said(office, "no")


async def test_whoever_sends_the_newsletter_is_told_by_webhook(office: Office, post: Postman) -> None:
    office.setup = replace(office.setup, receivers=Receivers(dict.fromkeys(EVENTS, ("webhook:1",))))
    await subscribe(office, post)
    await said(office, "take me off the newsletter")
    told = [json.loads(payload) for (payload,) in office.rows("SELECT payload FROM outbox WHERE address = 'webhook:1'")]
    news = [(event["type"], event["data"]["address"]) for event in told if event["type"].startswith("newsletter.")]
    assert news == [("newsletter.subscribed", MAIL), ("newsletter.unsubscribed", MAIL)]


async def test_who_is_with_a_rep_subscribes_all_the_same_and_the_rep_reads_nothing_of_it(
    office: Office, post: Postman
) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    before = len(office.sent_to(SALES))
    assert "I’m sending" in await said(office, f"newsletter please {MAIL}")
    (mail,) = await post.deliver()
    assert "from now on" in await said(office, code_in(mail))
    assert not any(code_in(mail) in sent.html for sent in office.sent_to(SALES)[before:])


async def test_two_who_are_one_keep_subscription_consents_and_the_code_that_waits(
    office: Office, post: Postman
) -> None:
    await subscribe(office, post, PIA)
    await said(office, "newsletter please quentin@acme.example")
    (mail,) = await post.deliver()
    kept, gone = (await office.chat()).lead.id, (await office.chat(PIA)).lead.id
    await office.write(lambda tx: merge_leads(tx, kept, gone, setup=office.setup, now=office.now))
    assert await subscribed(office) == MAIL
    assert "from now on" in await said(office, code_in(mail))
    assert await subscribed(office) == "quentin@acme.example"
    rows = await office.write(lambda tx: lead_consents(tx, kept))
    assert [(row["address"], row["revoked_at"] is None) for row in rows if row["kind"] == "newsletter"] == [
        (MAIL, False),
        ("quentin@acme.example", True),
    ]


async def test_a_code_that_nobody_typed_is_deleted_with_its_address(office: Office, post: Postman) -> None:
    await said(office, f"newsletter please {MAIL}")
    await post.deliver()
    office.pass_time(days=1, seconds=1)
    assert await office.write(lambda tx: newsletter.prune(tx, office.now - KEEP_CODES, limit=500)) == 2
    assert office.rows("SELECT 1 FROM newsletter_codes UNION ALL SELECT 1 FROM mails_asked") == []


@pytest.mark.parametrize(
    ("locale", "wish", "ask", "no"),
    [
        ("es", "me gustaría recibir vuestro boletín", "¿A qué dirección", "no gracias"),
        ("fr", "je voudrais m'abonner à votre newsletter", "À quelle adresse", "non merci"),
        ("sv", "jag vill prenumerera på nyhetsbrevet", "Till vilken e-postadress", "nej tack"),
    ],
)
async def test_the_wish_is_heard_in_every_language_and_may_be_dropped(
    office: Office, locale: str, wish: str, ask: str, no: str
) -> None:
    who = Sender(900, "Eva", "", "", locale)
    await office.start(who=who)
    assert ask in await said(office, wish, who)
    assert "/newsletter" in await said(office, no, who)
    assert await signals(office, who) == []


async def test_the_menu_offers_it_until_they_have_it(office: Office, post: Postman) -> None:
    await office.start()
    await office.tap("audience", "b2b")
    (menu,) = await office.turn(Commanded("menu", "", 77))
    assert "Subscribe to newsletter" in menu.labels
    await subscribe(office, post)
    (menu,) = await office.turn(Commanded("menu", "", 77))
    assert "Subscribe to newsletter" not in menu.labels


async def test_the_wish_may_stand_beside_what_else_they_tell_and_the_questions_go_on_afterwards(
    office: Office, post: Postman
) -> None:
    await office.start()
    await office.tap("audience", "b2b")
    told = await said(office, "we need better sales follow-up, and please add me to your newsletter")
    assert "Got it: better sales follow-up" in told
    assert "Which email address" in told
    assert "How many" not in told, "one question at a time"
    assert (await office.facts())["need"] == "sales"
    await said(office, f"my mail is {MAIL}")
    (mail,) = await post.deliver()
    told = await said(office, code_in(mail))
    assert "from now on" in told
    assert (await office.chat()).state.count('"open"') == 1, "the next question is asked"


async def test_an_address_is_an_answer_again_once_a_question_has_asked_for_one(office: Office, post: Postman) -> None:
    await office.start()
    await office.tap("audience", "b2c")
    for field, option in (("use", "road"), ("style", "bold"), ("timing", "looking")):
        await office.tap(field, option)
    state = State.from_json((await office.chat()).state)
    assert state.open == "email"
    await said(office, "newsletter please")
    assert "I’m sending" in await said(office, MAIL), "the newsletter asked last"
    await do(office, "other")
    chat = await office.chat()
    asked_since = msgspec.structs.replace(State.from_json(chat.state), aside=True).to_json()
    await office.write(lambda tx: conversations.save_state(tx, chat.lead.id, state=asked_since))
    await said(office, "pia@acme.example")
    assert (await office.facts())["email"] == "pia@acme.example"


async def test_hello_and_thank_you_stand_beside_no_other_wish(office: Office) -> None:
    assert "Which email address" in await said(office, "Hi! Can you sign me up for your newsletter? Thanks!")


async def test_a_no_is_for_what_was_asked_last(office: Office) -> None:
    await office.start()
    await office.tap("audience", "b2b")
    await said(office, "newsletter")
    assert "All right, no newsletter" in await said(office, "no")
    await said(office, "newsletter")
    await said(office, "better sales follow-up")
    assert "no newsletter" not in await said(office, "skip")


async def test_who_leaves_by_the_link_in_a_newsletter_is_off_it_here_too(office: Office, post: Postman) -> None:
    await subscribe(office, post)
    office.pass_time(days=3)
    lead = (await office.chat()).lead.id
    left = Signal("mailchimp:1", office.now, "newsletter.unsubscribed", {})
    person = Person(lead)
    person.signals.append(VisitorItem(left))
    await office.write(lambda tx: score_leads(tx, [person], setup=office.setup, now=office.now))
    assert await subscribed(office) is None
    assert "Which email address" in await said(office, "newsletter please")


async def test_a_code_is_shown_to_no_interpreter(office: Office, post: Postman) -> None:
    office.setup = replace(office.setup, asks_interpreter=True)
    await office.start()
    await office.tap("audience", "b2b")
    assert "Which email address" in await said(office, "could I get your newsletter?")
    await said(office, MAIL)
    (mail,) = await post.deliver()
    assert "from now on" in await said(office, f"the code is {code_in(mail)}")
    assert office.rows("SELECT 1 FROM inbox") == []


async def test_the_address_may_stand_behind_the_command(office: Office) -> None:
    (told,) = await office.turn(Commanded("newsletter", MAIL, 77))
    assert f"code to {MAIL}" in told.html


async def test_the_code_of_one_chat_is_none_in_another(office: Office, post: Postman) -> None:
    await said(office, f"newsletter please {MAIL}")
    await said(office, "newsletter please pia@acme.example", PIA)
    quentins, pias = await post.deliver()
    assert "more tries" in await said(office, code_in(pias)) or code_in(pias) == code_in(quentins)
    assert "from now on" in await said(office, code_in(quentins))
    assert await subscribed(office) == MAIL


async def test_who_wants_nothing_kept_waits_for_no_code_any_more(office: Office, post: Postman) -> None:
    await office.start()
    await office.tap("audience", "b2b")
    await said(office, f"newsletter please {MAIL}")
    await said(office, "I do not agree that you keep anything")
    assert await post.deliver() == []
    assert office.rows("SELECT 1 FROM newsletter_codes") == []


async def test_a_reply_that_comes_late_does_not_reach_who_has_stopped(office: Office, post: Postman) -> None:
    await said(office, f"newsletter please {MAIL}")
    await office.turn(Commanded("stop", "", 77))
    assert await post.deliver(DeliveryError("SMTP 550 at RCPT", permanent=True)) == []
    assert await office.deliver() == []
