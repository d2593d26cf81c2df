"""Polite words, fed-up ones and those of somebody who comes back: each gets what a person would say."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from bot.messages import Said
from bot.understanding.courtesies import says_thanks_or_goodbye, would_rather_not
from bot.understanding.interpretation import Intent, Interpretation, Source
from tests.talks import Talk


def closed(audience: str = "b2c", locale: str = "en") -> Talk:
    """Return a talk after its closing, in which an e-mail address is offered to be left."""
    talk = Talk(locale=locale)
    talk.start(audience)
    talk.finish()
    talk.state = replace(talk.state, open="email", asked=(*talk.state.asked, "email"), handoff=None)
    return talk


@pytest.mark.parametrize(
    "words",
    [
        "You have been most helpful. Goodbye.",
        "ok thanks anyway",
        "that is very kind of you, thank you dear",
        "Je vous remercie infiniment de votre gentillesse et vous souhaite une excellente soirée.",
        "merci bien, bonne journée",
        "d'accord merci, au revoir",
        "muchísimas gracias por todo, que tenga buen día",
        "bueno, pues hasta luego",
        "nä nu får jag jobba, hej då",
        "tack ska du ha, ha det bra",
    ],
)
def test_thanks_and_goodbyes_in_many_words_are_answered_as_such(words: str) -> None:
    talk = closed()
    open_field = talk.state.open
    assert talk.say(words).keys == ["thanks"]
    assert talk.state.open == open_field


@pytest.mark.parametrize(
    "words",
    [
        "thanks, and what does it cost?",
        "thanks for nothing",
        "merci pour rien",
        "gracias por nada",
        "tack för ingenting",
        "i said goodbye to my old supplier last year",
    ],
)
def test_thanks_that_ask_and_thanks_for_nothing_are_none(words: str) -> None:
    assert not says_thanks_or_goodbye(words)


def test_thanks_beside_an_answer_are_no_wish_to_end() -> None:
    talk = Talk()
    talk.start("b2b")
    talk.tap("need", "sales")
    talk.say("thank you, we are 40 people")
    assert talk.facts["company_size"] == 40


def test_a_goodbye_is_not_taken_for_the_wish_that_an_interpreter_guessed() -> None:
    talk = closed()
    guessed = Interpretation((), Intent.HELP, question=False, by=Source.ENCODER)
    assert talk.hear(Said("nä nu får jag jobba, hej då", 777), found=guessed).keys == ["thanks"]


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", "I should rather not give my e-mail address, if it is all the same to you."),
        ("en", "nah just text me here"),
        ("en", "I don't have an email I'm afraid"),
        ("fr", "je préfère ne pas la donner, peu importe le reste"),
        ("fr", "Je n'ai malheureusement pas d'adresse électronique, c'est ma fille qui s'en occupe."),
        ("es", "prefiero no darlo, me da igual"),
        ("es", "no tengo correo, escríbeme por aquí"),
        ("sv", "jag vill helst inte lämna ut den, spelar ingen roll"),
        ("sv", "jag har ingen e-post, skriv här"),
    ],
)
def test_whoever_would_rather_not_leave_it_is_let_go_and_nothing_else_is_taken(locale: str, words: str) -> None:
    talk = closed(locale=locale)
    before = dict(talk.facts)
    answered = talk.say(words)
    assert talk.facts == before
    assert "email" in talk.state.skipped
    assert answered.keys[-1] == "menu.afterwards"


@pytest.mark.parametrize(
    "words", ["ada@acme.example, i'd rather not have a newsletter", "write to me at ada@acme.example"]
)
def test_an_address_is_left_whatever_stands_beside_it(words: str) -> None:
    talk = closed()
    talk.say(words)
    assert talk.facts["email"] == "ada@acme.example"


@pytest.mark.parametrize(("locale", "words"), [("fr", "d'accord merci"), ("en", "yes thank you"), ("sv", "ja tack")])
def test_yes_and_thanks_are_thanks_where_nothing_is_offered(locale: str, words: str) -> None:
    talk = Talk(locale=locale)
    talk.start("b2b")
    talk.state = replace(talk.state, open=None, closed=True, handoff=1042)
    assert talk.say(words).keys == ["thanks"]


def test_yes_thanks_to_an_offer_is_no_goodbye() -> None:
    assert "thanks" not in closed().say("yes thank you").keys


def test_rather_not_counts_only_where_something_is_offered() -> None:
    assert would_rather_not("i would rather not wait too long")
    talk = Talk()
    talk.start("b2b")
    for field, option in (("need", "sales"), ("company_size", "small"), ("role", "director")):
        talk.tap(field, option)
    talk.say("i would rather not wait, as soon as possible")
    assert talk.facts["timeline"] == "now"


def test_whoever_is_fed_up_and_says_no_more_is_left_alone() -> None:
    talk = Talk(locale="fr")
    talk.start("b2b")
    talk.tap("need", "leads")
    talk.say("c'est nul votre truc")
    answered = talk.say("laissez tomber")
    assert answered.keys == ["left_alone"]
    assert talk.state.open is None
    assert answered.replies[0].rows


@pytest.mark.parametrize("words", ["hi im back", "hello again", "sorry it took me so long"])
def test_whoever_comes_back_after_days_is_welcomed_and_asked_what_was_open(words: str) -> None:
    talk = Talk()
    talk.start("b2b")
    talk.tap("need", "leads")
    talk.now += timedelta(days=8)
    assert talk.say(words).keys == ["welcome_back", "questions.company_size.ask"]
    assert talk.state.misses == 0


def test_within_the_day_nobody_has_come_back() -> None:
    talk = Talk()
    talk.start("b2b")
    talk.tap("need", "leads")
    talk.now += timedelta(hours=2)
    assert "welcome_back" not in talk.say("hi im back").keys


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", "our phones ring all day long and we miss half of the calls"),
        ("fr", "on rate trop d'appels et ça nous coûte cher"),
        ("es", "se nos escapan muchas llamadas todos los días"),
        ("sv", "vi missar massor av samtal varje dag"),
    ],
)
def test_a_story_told_before_we_know_for_whom_is_not_called_misunderstood(locale: str, words: str) -> None:
    talk = Talk(locale=locale)
    talk.start()
    answered = talk.say(words)
    assert answered.keys[0] == "not_understood.kept"
    assert talk.state.kept == words


def test_whoever_asks_for_a_call_is_asked_for_the_number_and_not_whether_a_call_is_easier() -> None:
    talk = Talk()
    talk.start("b2b")
    answered = talk.say("can you ring me tomorrow at 10")
    assert answered.keys == ["human.callback", "human.number"]
    assert answered.replies[-1].wants_contact
    talk.share("+442079460123")
    assert talk.facts["phone"] == "+442079460123"
