"""What is said to somebody who asks: the answer at once, then the open question again, with or without consent."""

from itertools import product

import pytest
from msgspec.structs import replace

from bot.conversation.replies import Effect, Missed
from bot.playbooks import load
from bot.rendering import compile_text
from bot.settings import SHIPPED_TEMPLATES
from scoring.history import Signal
from tests.builders import only
from tests.talks import Talk

LANGUAGES = ("en", "fr", "es", "sv")


def signals(talk: Talk) -> list[tuple[str, dict[str, object]]]:
    names = ("question.asked", "content.opened")
    found = (item for item in talk.items if isinstance(item, Signal) and item.name in names)
    return [(signal.name, dict(signal.properties)) for signal in found]


def begun(audience: str) -> Talk:
    talk = Talk()
    talk.start(audience)
    return talk


def test_a_question_is_answered_with_its_button_and_the_open_question_stands_again() -> None:
    talk = begun("b2b")
    answered = talk.say("what does it cost?")
    assert answered.keys == ["contents.pricing.text", "questions.need.ask"]
    link = answered.replies[0].rows[0][0]
    assert (link.key, link.url) == ("contents.pricing.button", "https://example.com/pricing")
    assert talk.state.open == "need"
    assert talk.state.misses == 0


def test_a_content_that_answers_gives_the_same_signal_as_choosing_it() -> None:
    talk = begun("b2b")
    talk.say("what does it cost?")
    assert signals(talk) == [
        ("question.asked", {"topic": "pricing", "funnel": "bofu", "channel": "telegram"}),
        ("content.opened", {"content": "pricing", "funnel": "bofu", "channel": "telegram"}),
    ]


def test_two_questions_get_two_answers_in_one_message() -> None:
    talk = begun("b2c")
    answered = talk.say("do you ship to Norway, and can i return them?")
    assert [line.key for line in answered.replies[0].lines] == ["topics.delivery.say", "topics.returns.say"]
    assert len(answered.replies) == 2


def test_a_question_with_an_answer_in_it_gives_both_and_reads_it_back() -> None:
    talk = begun("b2b")
    talk.tap("need", "sales")
    answered = talk.say("what does it cost for 40 people?")
    assert answered.keys[:2] == ["contents.pricing.text", "got_it"]
    assert talk.facts["company_size"] == 40
    assert talk.state.open == "role"


@pytest.mark.parametrize(
    ("locale", "text", "words"),
    [
        ("en", "what does it cost, and do you have an office in Rome?", "do you have an office in Rome"),
        ("en", "is there a dress code? and how much is it", "is there a dress code"),
        ("fr", "c’est combien ? et vous avez un parking à Lyon ?", "vous avez un parking à Lyon"),
        ("es", "¿cuánto cuesta? ¿tienen plazas de aparcamiento?", "tienen plazas de aparcamiento"),
        ("sv", "vad kostar det? har ni kontor i Rom?", "har ni kontor i Rom"),
        ("en", "are you a bot? do you have an office in Rome?", "do you have an office in Rome"),
    ],
)
def test_of_two_questions_the_one_that_nobody_has_answered_is_said_to_be_unknown(
    locale: str, text: str, words: str
) -> None:
    talk = Talk(locale=locale)
    talk.start("b2b")
    answered = talk.say(text)
    assert answered.keys[1:] == ["not_understood.question", "questions.need.ask"]
    assert answered.keys[0] in ("contents.pricing.text", "topics.bot.say")
    assert answered.heard.missed == Missed("need", is_question=True, words=words)
    assert ("question.asked", {"channel": "telegram"}) in signals(talk)
    assert talk.state.misses == 0


@pytest.mark.parametrize(
    "text",
    [
        "what does it cost? is it expensive?",
        "hi, how are you? what does it cost?",
        "i have a question: what does it cost?",
        "could you help me? how much is it",
        "do you ship to Norway? what does it cost?",
        "what does it cost for 200 people?",
        "what does it cost? thanks, we are 200 people",
    ],
)
def test_what_asks_nothing_more_leads_to_no_apology(text: str) -> None:
    talk = begun("b2c") if "ship" in text else begun("b2b")
    answered = talk.say(text)
    assert not [key for key in answered.keys if key.startswith("not_understood")]


def test_what_is_unknown_goes_to_sales_where_they_have_the_lead() -> None:
    talk = begun("b2b")
    talk.state = replace(talk.state, handoff=7)
    answered = talk.say("what does it cost, and do you have an office in Rome?")
    assert answered.keys[:2] == ["contents.pricing.text", "passed_on"]
    assert Effect.PASS_ON in answered.effects


@pytest.mark.parametrize("audience", [None, "b2c"])
def test_the_very_first_message_may_ask_and_nothing_of_it_is_a_fact(audience: str | None) -> None:
    talk = Talk() if audience is None else Talk(playbooks=only("b2c"))
    answered = talk.say("do you ship to Norway?")
    first, second = answered.replies
    assert first.lines[0].key == "greeting"
    assert first.lines[1].key.endswith("topics.delivery.say")
    assert second.lines[-1].key == "consent"
    assert answered.heard.answers == ()
    assert not talk.state.consented
    talk.words(first)


def test_who_asks_before_we_know_for_whom_hears_the_answer_of_each_audience() -> None:
    talk = Talk()
    answered = talk.say("what does it cost?")
    assert [line.key for line in answered.replies[0].lines] == [
        "greeting",
        "answer_for.b2b",
        "b2b.contents.pricing.text",
        "answer_for.b2c",
        "b2c.topics.pricing.say",
    ]
    assert [name for name, _ in signals(talk)].count("question.asked") == 1


def test_what_was_said_beside_a_first_question_counts_once_they_agree() -> None:
    talk = Talk()
    talk.say("we're 40 people, what does it cost?")
    assert talk.facts == {}
    talk.tap("audience", "b2b")
    assert talk.facts["company_size"] == 40


def test_what_nobody_has_answered_is_said_to_be_unknown_and_is_no_miss() -> None:
    talk = begun("b2b")
    for _ in range(4):
        answered = talk.say("do you have an office in Rome?")
        assert answered.keys[0].startswith("not_understood.question")
        assert answered.keys[1] == "questions.need.ask"
    assert talk.state.misses == 0
    assert signals(talk)[0] == ("question.asked", {"channel": "telegram"})


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "are you human?"),
        ("en", "am i talking to a person or a bot"),
        ("fr", "je parle à un humain ou à un robot ?"),
        ("es", "¿hablo con una persona o con una máquina?"),
        ("sv", "är du en människa eller en robot?"),
    ],
)
def test_whoever_asks_is_told_that_it_is_a_bot_and_no_person_is_called(locale: str, text: str) -> None:
    talk = Talk(locale=locale)
    talk.start("b2b")
    answered = talk.say(text)
    assert answered.keys[0] == "topics.bot.say"
    assert not answered.effects


@pytest.mark.parametrize("folder", [".", "examples/software", "examples/shop", "examples/events"])
def test_the_first_message_and_the_answer_say_that_it_is_a_bot_in_every_language(folder: str) -> None:
    found = load(SHIPPED_TEMPLATES / folder, base=SHIPPED_TEMPLATES, compile_text=compile_text)
    everywhere = (found.chat, *(playbook.texts for playbook in found.audiences.values()))
    for texts, language, key in product(everywhere, LANGUAGES, ("greeting", "topics.bot.say")):
        words = texts[language].texts[key].source.lower()
        assert "bot" in words.replace(":", " ").replace(",", " ").split(), (language, key)
