"""What people ask about: by the examples of topics, in the words of hurried people, two at once, and misspelt."""

import pytest

from bot.understanding.interpretation import Doubt, Interpretation
from bot.understanding.meaning import understand
from bot.understanding.topics import find_topics
from bot.understanding.utterance import utterance_of
from tests.builders import shipped


def understood(text: str, *, asked: str) -> Interpretation:
    playbook = shipped().audiences["b2b"]
    return understand(
        text, questions=playbook.script.questions, vocabulary=playbook.vocabularies["en"], open_field=asked
    )


def topics(text: str, *, audience: str = "b2b", locale: str = "en") -> list[str]:
    asks = shipped().audiences[audience].vocabularies[locale].asks
    return [found.topic for found in find_topics(utterance_of(text, locale), asks)]


@pytest.mark.parametrize(
    ("locale", "audience", "text", "expected"),
    [
        ("en", "b2b", "how much would you charge, what's the price?", "pricing"),
        ("en", "b2b", "prices", "pricing"),
        ("en", "b2b", "does it integrate with pipedrive", "integrations"),
        ("en", "b2b", "what is the notise period?", "contract"),
        ("en", "b2c", "do u deliver to iceland", "delivery"),
        ("en", "b2c", "can i return them after a week?", "returns"),
        ("fr", "b2b", "c'est combien par mois", "pricing"),
        ("fr", "b2b", "vous travaillez avec les petites boîtes ?", "fit"),
        ("fr", "b2c", "vous livrez en Belgique ?", "delivery"),
        ("fr", "b2c", "ou est mon colis", "order"),
        ("es", "b2b", "¿se integra con Pipedrive?", "integrations"),
        ("es", "b2b", "tiene permanencia el contrato?", "contract"),
        ("es", "b2c", "enviais a Canarias", "delivery"),
        ("es", "b2c", "puedo pagar con tarjeta", "payment"),
        ("sv", "b2b", "vad är priset", "pricing"),
        ("sv", "b2b", "jobbar ni med små firmor", "fit"),
        ("sv", "b2c", "skickar ni till Finland?", "delivery"),
        ("sv", "b2c", "har ni nån butik", "stores"),
        ("sv", "b2c", "do you ship to Finland?", "delivery"),
    ],
)
def test_a_question_finds_its_topic(locale: str, audience: str, text: str, expected: str) -> None:
    assert topics(text, audience=audience, locale=locale) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "do you have an office in Rome?",
        "are you hiring?",
        "are you there?",
        "is it you?",
        "what colour is your logo",
        "we drown in e-mails and nobody answers",
        "our prices are too high and customers complain about delivery",
        "the contract with our last supplier ended badly",
    ],
)
def test_what_no_topic_answers_finds_none(text: str) -> None:
    assert topics(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("what does it cost and do you integrate with salesforce", ["pricing", "integrations"]),
        ("How long is the contract? And is it secure?", ["contract", "security"]),
        ("do you send invoices, is there a free trial?", ["payment", "trial"]),
        ("what does it cost? what does it cost?", ["pricing"]),
    ],
)
def test_two_questions_find_two_topics_each_once(text: str, expected: list[str]) -> None:
    assert topics(text) == expected


def test_a_question_that_holds_a_number_gives_both_and_doubts_the_number() -> None:
    found = understood("what does it cost for 40 people?", asked="need")
    assert found.topics == ("pricing",)
    assert found.question
    assert found.answers == ()
    assert found.doubt == Doubt("company_size", (40,), in_question=True)


@pytest.mark.parametrize("text", ["do you work with agencies?", "how does it work for a director?"])
def test_no_word_of_a_question_is_an_answer(text: str) -> None:
    assert understood(text, asked="role").answers == ()


def test_what_sounds_like_a_topic_is_the_answer_where_we_ask_for_it() -> None:
    found = understood("support", asked="need")
    assert found.topics == ()
    assert [(answer.field, answer.value) for answer in found.answers] == [("need", "service")]


def test_whether_we_are_a_machine_is_a_question_and_never_calls_a_person() -> None:
    found = understood("are you a human or a robot?", asked="need")
    assert found.topics[:1] == ("bot",)
    assert found.question
    assert found.intent != "human"


def test_before_the_audience_is_known_each_audience_may_answer() -> None:
    playbooks = shipped()
    asks = playbooks.chat_vocabularies["en"].asks
    found = {each.topic for each in find_topics(utterance_of("what does it cost?", "en"), asks)}
    assert found == {"b2b.pricing", "b2c.pricing"}
    assert found <= playbooks.topics.keys()


def test_an_address_in_a_question_is_taken() -> None:
    found = understood("can you send me the price list to ada@acme.example?", asked="need")
    assert found.topics == ("pricing",)
    assert [(answer.field, answer.value) for answer in found.answers] == [("email", "ada@acme.example")]


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "could u email me your price list", ["pricing"]),
        ("en", "pls show us the prices", ["pricing"]),
        ("en", "I'd like to see a case study", ["story"]),
        ("en", "can you send us something about security", ["security"]),
        ("en", "could you forward me a white paper", ["guide"]),
        ("en", "can you send me a trampoline", []),
        ("fr", "pouvez-vous me transmettre vos tarifs", ["pricing"]),
        ("fr", "je voudrais recevoir le prix", ["pricing"]),
        ("es", "¿me podrían enviar la tarifa?", ["pricing"]),
        ("es", "mándenme los precios por favor", ["pricing"]),
        ("sv", "kan ni mejla mig priserna", ["pricing"]),
        ("sv", "jag vill gärna se en demo", ["demo"]),
    ],
)
def test_who_asks_to_be_sent_something_asks_about_that(locale: str, text: str, expected: list[str]) -> None:
    assert topics(text, locale=locale) == expected


@pytest.mark.parametrize("text", ["give me better support", "I want to get more leads", "send the leads to our reps"])
def test_who_wants_what_we_offer_answers_the_question(text: str) -> None:
    found = understood(text, asked="need")
    assert [answer.field for answer in found.answers] == ["need"]
    assert found.topics == ()
