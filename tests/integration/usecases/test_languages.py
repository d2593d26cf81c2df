"""A prospect is answered in the language that they write; one button goes back, and then they have chosen."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.state import State
from bot.messages import Act, SendText, Tap, Tapped
from bot.script import AnswerValue
from bot.usecases.leads.update_score import known_facts
from bot.usecases.take_from_inbox import handle_waiting, look_at_waiting
from storage import conversations, inbox
from tests.builders import QUENTIN, Delivered, Office

BACK = {"en": "Back to English", "fr": "Revenir au français", "es": "Volver al español", "sv": "Tillbaka till svenska"}


async def _state(office: Office) -> State:
    return State.from_json((await office.chat()).state)


async def _facts(office: Office) -> Mapping[str, AnswerValue]:
    return known_facts((await office.chat()).lead)


async def _b2b(office: Office) -> None:
    await office.start("b2b")


def _labels(sent: list[Delivered]) -> list[str]:
    return [label for each in sent for label in each.labels]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("es", "necesitamos más clientes y más ventas"),
        ("fr", "nous voulons plus de clients"),
        ("sv", "vi vill ha fler kunder"),
    ],
)
async def test_who_writes_another_language_is_answered_in_it_and_can_go_back(
    office: Office, locale: str, text: str
) -> None:
    await _b2b(office)
    sent = await office.say(text)
    chat = await office.chat()
    assert (chat.lead.locale, (await _state(office)).locale) == (locale, locale)
    assert _labels(sent).count(BACK["en"]) == 1
    assert BACK["en"] not in _labels(await office.say("200"))


async def test_the_very_first_words_are_answered_in_their_language(office: Office) -> None:
    sent = await office.say("¿cuánto cuesta?")
    html = "\n".join(each.html for each in sent)
    assert "precio" in html.casefold()
    assert "¿" in html or "empresa" in html
    assert BACK["en"] in _labels(sent)
    assert (await office.chat()).lead.locale == "es"


async def test_who_has_gone_back_is_not_switched_again_but_by_their_word(office: Office) -> None:
    await _b2b(office)
    await office.say("nous voulons plus de clients")
    await office.turn(Tapped(Tap(Act.LANGUAGE, ("en",)), "back", office.newest(QUENTIN.id)))
    assert (await _state(office)).locale == "en"
    sent = await office.say("je ne sais pas encore ce que nous voulons")
    assert (await _state(office)).locale == "en"
    assert not set(BACK.values()) & set(_labels(sent))
    sent = await office.say("en français s’il vous plaît")
    assert (await _state(office)).locale == "fr"
    assert "français" in sent[0].html


async def test_a_language_that_was_chosen_rules_over_what_is_typed(office: Office) -> None:
    await _b2b(office)
    await office.turn(Tapped(Tap(Act.LANGUAGE, ("sv",)), "chosen", None))
    await office.say("we need more customers and better follow-up")
    assert (await _state(office)).locale == "sv"


@pytest.mark.parametrize("text", ["marketing", "OK", "Volvo", "no", "ok super", "hola", "bonjour", "merci beaucoup"])
async def test_a_word_or_a_greeting_never_switches(office: Office, text: str) -> None:
    await _b2b(office)
    await office.say(text)
    assert (await _state(office)).locale == "en"


async def test_an_answer_is_understood_in_the_language_it_is_given_in(office: Office) -> None:
    await _b2b(office)
    await office.tap("need", "sales")
    sent = await office.say("somos unas doscientas personas")
    assert (await _facts(office))["company_size"] == 200
    assert BACK["en"] in _labels(sent)


@pytest.mark.parametrize(("text", "said"), [("på svenska tack", "svenska"), ("can we do this in French?", "français")])
async def test_a_language_is_asked_for_in_words(office: Office, text: str, said: str) -> None:
    await _b2b(office)
    sent = await office.say(text)
    assert said in sent[0].html
    assert (await _state(office)).chose_language
    assert "need" not in await _facts(office)


async def test_who_begins_by_asking_for_a_language_is_greeted_in_it(office: Office) -> None:
    sent = await office.say("en español por favor")
    assert "asistente" in sent[0].html
    assert (await _state(office)).asked


async def test_who_asks_for_a_language_that_nobody_speaks_is_told_which_there_are(office: Office) -> None:
    await _b2b(office)
    (sent,) = await office.say("auf Deutsch bitte")
    assert "English, Spanish, French, Swedish" in sent.html
    assert {"English", "Français", "Español", "Svenska", "Talk to a person"} <= set(sent.labels)
    assert "need" not in await _facts(office)
    assert (await _state(office)).open == "need"


async def test_who_writes_in_a_script_that_nobody_reads_is_told_so_once(office: Office) -> None:
    await _b2b(office)
    (first,) = await office.say("אנחנו צריכים עוד לקוחות")
    assert "English, Spanish, French, Swedish" in first.html
    assert "Talk to a person" in first.labels
    (second,) = await office.say("אנחנו צריכים עזרה")
    assert "English, Spanish, French, Swedish" not in second.html
    assert "need" not in await _facts(office)


async def test_the_first_words_in_such_a_script_are_greeted_with_the_languages_there_are(office: Office) -> None:
    sent = await office.say("שלום")
    assert "English, Spanish, French, Swedish" in sent[0].html
    assert "assistant" in sent[0].html


async def test_the_button_back_stands_below_the_reply_that_takes_a_waiting_ones_place(office: Office) -> None:
    office.setup = replace(office.setup, gathers_for=timedelta(seconds=2))
    await _b2b(office)
    await office.tap("need", "sales")
    await office.say("nous sommes environ")
    assert not [each for each in await office.deliver() if isinstance(each.message, SendText)]
    await office.say("vingt personnes")
    office.pass_time(seconds=3)
    assert BACK["en"] in _labels(await office.deliver())


async def test_who_agrees_in_another_language_agreed_to_the_words_they_had_read(office: Office) -> None:
    await _b2b(office)
    await office.say("nous voulons plus de clients")
    lead = (await office.chat()).lead
    ((version, _, _),) = await office.write(lambda tx: conversations.consents(tx, lead.id))
    assert version.startswith("en:")


async def test_what_waited_to_be_interpreted_is_answered_in_its_language_too(office: Office) -> None:
    await _b2b(office)
    alone, office.setup = office.setup, replace(office.setup, asks_interpreter=True)
    await office.say("queremos dormir mejor y preocuparnos menos de todo esto")
    number = await office.write(lambda tx: inbox.behind(tx, 0, limit=1)[0][0])
    look = await office.write(lambda tx: look_at_waiting(tx, number, setup=office.setup, now=office.now))
    assert look is not None
    found = look.typed.found
    await office.write(lambda tx: handle_waiting(tx, number, setup=alone, now=office.now, found=found))
    assert BACK["en"] in _labels(await office.deliver())
    assert (await office.chat()).lead.locale == "es"
