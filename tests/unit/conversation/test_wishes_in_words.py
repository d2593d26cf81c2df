"""What comes of a wish in words: to refuse, to be called, to know whether a machine writes."""

import pytest

from bot.conversation.replies import Effect
from bot.messages import Act, Edited, Tap
from tests.builders import shipped
from tests.talks import Talk

REFUSALS = [
    ("en", "I do not agree"),
    ("en", "sorry but i dont consent to this"),
    ("en", "no data please"),
    ("fr", "je refuse que vous gardiez mes réponses"),
    ("es", "no guardéis mis datos por favor"),
    ("sv", "jag godkänner inte era villkor"),
]


def _b2b(locale: str = "en") -> Talk:
    talk = Talk(locale=locale)
    talk.start("b2b")
    return talk


@pytest.mark.parametrize(("locale", "said"), REFUSALS)
def test_who_refuses_agrees_to_nothing_and_answers_nothing(locale: str, said: str) -> None:
    talk = _b2b(locale)
    answered = talk.say(said)
    assert answered.keys == ["refused"]
    assert answered.effects == {Effect.REFUSE}
    assert (talk.facts, talk.state.consented, talk.state.kept, talk.state.open) == (
        {"audience": "b2b"},
        False,
        "",
        None,
    )


@pytest.mark.parametrize(("locale", "said"), REFUSALS)
def test_a_refusal_as_the_very_first_message_is_heard(locale: str, said: str) -> None:
    talk = Talk(locale=locale)
    assert talk.say(said).keys == ["refused"]
    assert (talk.facts, talk.state.consented, talk.state.kept) == ({}, False, "")


def test_contents_and_a_person_are_there_for_who_refuses() -> None:
    reply = _b2b().say("I don't accept your privacy policy").replies[0]
    assert Tap(Act.CONTENT, ("pricing",)) in [choice.tap for choice in reply.options]
    assert [choice.tap for row in reply.rows for choice in row] == [Tap(Act.HUMAN)]


def test_who_refuses_and_then_answers_has_agreed_and_reads_so_before() -> None:
    talk = _b2b()
    talk.say("I do not consent")
    again = talk.start()
    assert "consent" in again.keys
    talk.tap("need", "sales")
    assert (talk.facts["need"], talk.state.consented) == ("sales", True)


def test_a_refusal_takes_back_what_was_agreed() -> None:
    talk = _b2b()
    talk.tap("need", "sales")
    assert talk.state.consented
    talk.say("i have changed my mind, i do not consent")
    assert not talk.state.consented


def test_a_message_edited_into_a_refusal_is_one() -> None:
    talk = _b2b()
    talk.say("we answer leads too late")
    number = next(iter(talk.said_in))
    assert talk.hear(Edited("I do not agree to this", number)).keys == ["refused"]


@pytest.mark.parametrize("said", ["are you human?", "am i chatting with a machine", "robot or human?", "r u a bot"])
def test_who_asks_is_told_that_it_is_a_bot_and_asked_again_and_nobody_is_called(said: str) -> None:
    talk = _b2b()
    answered = talk.say(said)
    assert answered.keys[:2] == ["topics.bot.say", "questions.need.ask"]
    assert not answered.effects
    assert not answered.heard.signals


def test_it_is_a_bot_from_the_first_message_on() -> None:
    assert Talk().say("is this a bot?").keys[:3] == ["greeting", "topics.bot.say", "questions.audience.ask"]


def test_an_answer_beside_the_question_whether_it_is_a_bot_is_taken() -> None:
    talk = _b2b()
    answered = talk.say("are you a real person? We are 40 people")
    assert answered.keys[0] == "topics.bot.say"
    assert talk.facts["company_size"] == 40


def test_that_it_is_a_bot_is_not_for_sales_to_answer() -> None:
    talk = _b2b()
    talk.state = type(talk.state)("en", asked=("need",), open="need", handoff=7)
    assert not talk.say("are you a robot?").effects


def test_who_wants_a_call_is_asked_for_the_number_that_nobody_knows() -> None:
    talk = _b2b()
    talk.tap("need", "sales")
    answered = talk.say("give me a ring tomorrow please")
    assert answered.effects == {Effect.CALL_PERSON}
    assert answered.keys[:2] == ["human.callback", "human.number"]
    assert talk.state.open == "phone"


def test_who_wants_a_call_and_gives_a_number_is_asked_nothing() -> None:
    talk = _b2b()
    talk.tap("need", "sales")
    answered = talk.say("ring me on +46 70 123 45 67 after five")
    assert answered.keys == ["human.callback"]
    assert answered.effects == {Effect.CALL_PERSON}
    assert talk.facts["phone"] == "+46701234567"


def test_an_answer_beside_the_wish_for_a_person_is_taken() -> None:
    talk = _b2b()
    talk.tap("need", "sales")
    answered = talk.say("we are 200 people, can I talk to someone please")
    assert answered.effects == {Effect.CALL_PERSON}
    assert talk.facts["company_size"] == 200


def test_a_number_of_who_has_not_agreed_is_no_fact_until_they_do() -> None:
    talk = Talk()
    assert talk.say("call me on +46 70 123 45 67").effects == {Effect.CALL_PERSON}
    assert (talk.facts, talk.state.consented) == ({}, False)
    talk.tap("audience", "b2b")
    assert talk.facts["phone"] == "+46701234567"


def test_cancel_means_this_question() -> None:
    talk = _b2b()
    talk.tap("need", "sales")
    assert not talk.say("cancel").effects
    assert "company_size" in talk.state.skipped


FED_UP = [
    ("en", "omg you are irritating, quit it"),
    ("en", "enough of this spam stop"),
    ("en", "stop ur so pushy"),
    ("en", "you useless bot stop it"),
    ("en", "this is harassment stop now"),
    ("fr", "vous êtes pénibles arrêtez"),
    ("fr", "tu me saoules arrête ça"),
    ("es", "eres muy pesado para ya"),
    ("es", "basta ya me tenéis harto con tus mensajes"),
    ("sv", "ni är så jobbiga sluta nu"),
    ("sv", "lägg av du är irriterande"),
]


@pytest.mark.parametrize(("locale", "said"), FED_UP)
def test_who_has_had_enough_of_us_and_says_stop_is_not_written_to(locale: str, said: str) -> None:
    talk = _b2b(locale)
    assert talk.say(said).effects == {Effect.STOP}
    assert "need" not in talk.facts


@pytest.mark.parametrize(
    "said",
    [
        "our CRM is annoying, we want to stop using it",
        "we want to stop annoying our customers",
        "stop the annoying manual work in my team",
        "the forms on our website are annoying",
        "spam in our inbox has to stop",
    ],
)
def test_what_annoys_them_at_work_stops_nothing(said: str) -> None:
    assert Effect.STOP not in _b2b().say(said).effects


@pytest.mark.parametrize("locale", ["en", "fr", "es", "sv"])
@pytest.mark.parametrize("audience", ["b2b", "b2c"])
def test_for_whom_it_is_says_nothing_more_when_it_is_typed_as_the_button_says_it(locale: str, audience: str) -> None:
    talk = Talk(locale=locale)
    talk.start()
    talk.say(shipped().chat[locale].static(f"questions.audience.options.{audience}").lower())
    assert talk.facts == {"audience": audience}
