"""The newsletter is subscribed in the chat, by a code that a real mail server is given."""

import re
from pathlib import Path

import pytest

from bot.sandbox.client import SandboxClient
from bot.sandbox.client_chats import ChatView
from bot.sandbox.smtp import MailSink, Received, serving_mail

from .life import START_WITHIN, Life, Process, free_port

pytestmark = pytest.mark.journey

MAIL = "quentin@acme.example"
FROM = "Northwind News <news@northwind.example>"


def with_mail(life: Life, sink: MailSink) -> None:
    sink.port = sink.port or free_port()
    sink.passwords = {"news@northwind.example": "p@ss/word"}
    life.settings["LEADBOT_SMTP_URL"] = f"smtp://news%40northwind.example:p%40ss%2Fword@127.0.0.1:{sink.port}"
    life.settings["LEADBOT_SMTP_FROM"] = FROM


def code_in(mail: Received) -> str:
    (code,) = re.findall(r"^\d{6}$", mail.text, re.MULTILINE)
    return str(code)


async def subscriptions(life: Life) -> list[tuple[object, ...]]:
    return life.rows("SELECT address, revoked_at IS NULL FROM consents WHERE kind = 'newsletter' ORDER BY id")


@pytest.mark.both_places
async def test_quentin_subscribes_by_a_mailed_code_and_leaves_again(journey: Life) -> None:
    life, sink = journey, MailSink()
    with_mail(life, sink)
    async with serving_mail(sink):
        await life.start()
        chat = await life.begins(await life.quentin(), "b2b")
        await chat.say("please subscribe me to your newsletter")
        await chat.expect("Which email address")
        await chat.say(MAIL)
        await chat.expect("six-digit code")
        mail = await sink.expect(MAIL)
        assert mail.sender == "news@northwind.example"
        assert str(mail.message["From"]) == FROM
        assert mail.message["Subject"] == f"{code_in(mail)} is your code for the Northwind newsletter"
        await chat.say(code_in(mail))
        told = await chat.expect(f"goes to {MAIL} from now on")
        assert "What would help you most?" in told.text
        assert await subscriptions(life) == [(MAIL, 1)]
        await life.expect_rows("SELECT name FROM signals WHERE name LIKE 'newsletter%'", [("newsletter.subscribed",)])
        await chat.say("/unsubscribe")
        await chat.expect(f"{MAIL} is off our newsletter")
        assert await subscriptions(life) == [(MAIL, 0)]
        assert MAIL not in life.log()
        assert "p@ss" not in life.log()
        assert sink.complaints == []


async def test_pia_subscribes_in_spanish(journey: Life) -> None:
    life, sink = journey, MailSink()
    with_mail(life, sink)
    async with serving_mail(sink):
        await life.start()
        chat = await (await life.pia("es")).start()
        await chat.say("quiero suscribirme al boletín")
        await chat.expect("¿A qué dirección de correo")
        await chat.say("pia@bücher.example")
        await chat.expect("código de seis cifras")
        mail = await sink.expect("pia@xn--bcher-kva.example")
        assert "es su código para el boletín de Northwind" in str(mail.message["Subject"])
        assert "Si no es usted, no tiene que hacer nada" in mail.text
        await chat.say(code_in(mail))
        await chat.expect("¡Gracias! Desde ahora nuestro boletín llega a")
        await chat.say("dame de baja del boletín")
        await chat.expect("ya no recibirá nuestro boletín")
        assert sink.complaints == []


async def test_a_kill_after_asking_loses_nothing_and_a_server_that_is_away_is_waited_for(journey: Life) -> None:
    life, sink = journey, MailSink()
    with_mail(life, sink)
    await life.start()
    chat = await life.begins(await life.quentin(), "b2b")
    await chat.say(f"newsletter please {MAIL}")
    await chat.expect("keep trying")
    await life.kill()
    async with serving_mail(sink):
        await life.start()
        mail = await sink.expect(MAIL)
        await chat.expect("on its way now")
        await chat.say(code_in(mail))
        await chat.expect("from now on")
    assert len(sink.mails) == 1
    assert await subscriptions(life) == [(MAIL, 1)]


async def test_a_kill_while_a_mail_is_being_handed_over_sends_it_at_most_once_more(journey: Life) -> None:
    life, sink = journey, MailSink()
    with_mail(life, sink)
    async with serving_mail(sink):
        await life.start()
        chat = await life.begins(await life.quentin(), "b2b")
        sink.keeps_silent_after_mail = True
        await chat.say(f"newsletter please {MAIL}")
        first = await sink.expect(MAIL)
        await life.kill()
        sink.keeps_silent_after_mail = False
        await life.start()
        await sink.expect(MAIL, behind=1)
        await chat.expect("on its way now")
        await chat.say(code_in(first))
        await chat.expect("from now on")
    assert len(sink.mails) == 2


async def test_refusals_wrong_codes_and_a_strangers_address(journey: Life) -> None:
    life, sink = journey, MailSink()
    with_mail(life, sink)
    sink.refuses = {"nobody@acme.example": 550, "full@acme.example": 452}
    async with serving_mail(sink):
        await life.start()
        pia = await (await life.pia()).start()
        await pia.say(f"newsletter please {MAIL}")
        await pia.expect("six-digit code")
        await pia.say(code_in(await sink.expect(MAIL)))
        await pia.expect("from now on")

        chat = await life.begins(await life.quentin(), "b2b")
        await chat.say("newsletter please nobody@acme.example")
        await chat.expect("refused the mail for nobody@acme.example")
        await chat.say(MAIL)
        await chat.expect("six-digit code")
        code = code_in(await sink.expect(MAIL, behind=1))
        wrong = f"{(int(code) + 1) % 1_000_000:06}"
        await _wrong(chat, wrong)
        await chat.say(code)
        await chat.expect("no longer counts")
        assert len(await life.leads()) == 2, "whoever only types somebody's address stays somebody else"
        assert await subscriptions(life) == [(MAIL, 1)]

        await chat.tap("Another address")
        await chat.say("full@acme.example")
        await chat.expect("keep trying")
        del sink.refuses["full@acme.example"]
        await chat.expect("on its way now")
        assert "nobody@acme.example" not in life.log()


async def _wrong(chat: ChatView, wrong: str) -> None:
    for told in ("2 more tries", "One more try", "no longer counts"):
        await chat.say(wrong)
        await chat.expect(told)


async def test_without_the_setting_nobody_hears_of_a_newsletter(life: Life) -> None:
    chat = await life.begins(await life.quentin(), "b2b")
    for command, told in (("/help", "/menu"), ("/menu", "What would you like to see"), ("/privacy", "What Northwind")):
        await chat.say(command)
        assert "newsletter" not in (await chat.expect(told)).text.lower()
    (bot,) = life.world.bots.values()
    offered = {command["command"] for commands in bot.commands.values() for command in commands}
    assert "privacy" in offered
    assert "newsletter" not in offered


async def test_wrong_settings_of_mail_are_named_at_the_start(journey: Life) -> None:
    journey.settings["LEADBOT_SMTP_URL"] = "smtps://news:p@ss@word@mail.example.com:465000"
    failed = await journey.command("run")
    assert await failed.ended() == 2
    assert "LEADBOT_SMTP_URL" in failed.printed
    assert "p@ss" not in failed.printed


async def test_a_check_asks_the_mail_server_whether_it_lets_us_in(journey: Life) -> None:
    life, sink = journey, MailSink()
    with_mail(life, sink)
    async with serving_mail(sink):
        assert "no mistakes, no warnings" in await _checked(life)
        sink.passwords = {"news@northwind.example": "another"}
        told = await _checked(life)
        assert "LEADBOT_SMTP_URL" in told
        assert "refuses user or password" in told
    assert "cannot be reached" in await _checked(life)
    assert sink.mails == []


async def _checked(life: Life) -> str:
    check = await life.command("check")
    assert await check.ended() == 0, check.printed
    return check.printed


async def test_in_the_demo_the_mail_is_read_in_the_terminal(tmp_path: Path) -> None:
    port = free_port()
    demo = await Process.begin("demo", "--port", str(port), environment={}, folder=tmp_path)
    try:
        await demo.expect("in your browser.", within=START_WITHIN)
        async with SandboxClient(f"http://127.0.0.1:{port}", patience=15) as sandbox:
            chat = await (await sandbox.person("Eva", language_code="en")).start()
            await chat.say(f"newsletter please, {MAIL}")
            await chat.expect("six-digit code")
            await demo.expect(f"A mail to {MAIL}: ")
            await demo.expect("without the code nobody is subscribed")
            (code,) = re.findall(r"^\d{6}$", demo.printed, re.MULTILINE)
            await chat.say(code)
            await chat.expect("from now on")
    finally:
        ended = await demo.end()
        print(demo.printed)
    assert ended == 0
