"""What a language model claims is believed only as far as the message's words bear it out, whoever obeys whom."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from bot.conversation.situation import Situation
from bot.conversation.state import State
from bot.conversation.typed_words import as_typed
from bot.interpreters.model_request import asks_of, phrases_of
from bot.script import AnswerValue, Question
from bot.understanding.borne_out import Claim, Claims, IsLike, Witness, borne_out
from bot.understanding.interpretation import Answer, Doubt, Intent, Interpretation, Source
from bot.understanding.interpreter import Typed, is_worth_showing
from bot.understanding.machine_talk import speaks_to_machine
from bot.understanding.masking import masked
from bot.understanding.proposals import accepted
from bot.understanding.tokens import read
from tests.builders import MONDAY, shipped
from tests.unit.understanding.injections import ATTEMPTS, Attempt


def typed(text: str, asked: str | None, locale: str = "en", audience: str = "b2b") -> Typed:
    playbook = shipped().audiences[audience]
    vocabulary = playbook.vocabularies[locale]
    situation = Situation(State(locale, open=asked), {"audience": audience}, playbook.script, vocabulary, MONDAY)
    return as_typed(situation, text)


def everything_is_alike(_quote: str, _question: Question, _option: str) -> bool:
    return True


def believed(message: Typed, claims: Claims, is_like: IsLike | None = everything_is_alike) -> Interpretation:
    """Return what is believed of claims about a message, with a likeness that would believe anything."""
    shown = masked(message.text, ("Quentin Quist",), locale=message.locale)
    witness = Witness(shown, phrases_of(shipped(), message), asks_of(shipped(), message), is_like)
    return accepted(borne_out(claims, message, witness), message)


def claim(field: str, value: AnswerValue, quote: str) -> Claims:
    return Claims({field: Claim(value, quote)})


def facts(found: Interpretation) -> dict[str, AnswerValue]:
    return {answer.field: answer.value for answer in found.answers}


BORNE_OUT = [
    ("en", "need", "the phones ring off the hook", "sales", "the phones ring off the hook"),
    ("en", "need", "Ugh. Everyone waits ages before we get back to them", "sales", "waits ages"),
    ("en", "role", "I wear the crown", "founder", "I wear the crown"),
    ("en", "timeline", "the roof leaks as we speak", "now", "the roof leaks as we speak"),
    ("fr", "need", "le standard explose du matin au soir", "service", "le standard explose"),
    ("es", "need", "el teléfono echa humo", "service", "echa humo"),
    ("sv", "need", "telefonen går varm hela dagarna", "service", "telefonen går varm"),
]


@pytest.mark.parametrize(("locale", "asked", "text", "option", "quote"), BORNE_OUT)
def test_an_option_that_the_quoted_words_are_near_is_taken_unsurely(
    locale: str, asked: str, text: str, option: str, quote: str
) -> None:
    message = typed(text, asked, locale)
    assert is_worth_showing(message)
    assert believed(message, claim(asked, option, quote)).answers == (
        Answer(asked, option, sure=False, by=Source.MODEL),
    )


@pytest.mark.parametrize(("locale", "asked", "text", "option", "quote"), BORNE_OUT)
def test_what_nothing_is_like_is_no_option(locale: str, asked: str, text: str, option: str, quote: str) -> None:
    message = typed(text, asked, locale)
    for is_like in (None, lambda *_: False):
        assert believed(message, claim(asked, option, quote), is_like) == message.found


NOT_BORNE_OUT = [
    ("need", "the phones ring off the hook", "sales", "the phone rings off the hook"),  # quoted otherwise
    ("need", "the phones ring off the hook", "sales", "our reps are slow"),  # not there at all
    ("need", "the phones ring off the hook", "sales", ""),
    ("need", "the phones ring off the hook", "sales", "the"),
    ("need", "the phones ring off the hook", "world_peace", "the phones ring off the hook"),
    ("need", "the phones never ring off the hook", "sales", "ring off the hook"),
    ("need", "do the phones ring off the hook?", "sales", "phones ring off the hook"),
    ("need", "do your phones ring off the hook", "sales", "phones ring off the hook"),
    ("need", "well, their phones ring off the hook", "sales", "phones ring off the hook"),
    ("role", "my husband wears the crown", "founder", "wears the crown"),
    ("role", "the crown is worn by my aunt", "founder", "the crown is worn"),
    ("role", "I report to whoever wears the crown", "founder", "wears the crown"),
    ("role", "he wears the crown in this little kingdom", "founder", "wears the crown"),
    ("role", "I used to wear the crown", "founder", "wear the crown"),
    ("role", "I still sit in lectures", "student", "sit in lectures"),  # it would close the door
    ("company_size", "we fill a bus", 50, "fill a bus"),  # a number that nobody said
    ("company_size", "my desk is 3 m wide", 3, "3 m wide"),
    ("company_size", "we come from a place of 40 years", 40, "40 years"),
    ("budget", "as little as we can", 1_000_000, "as little as we can"),
    ("budget", "as little as we can", -5, "as little as we can"),
    ("email", "write to the usual place", "ceo@acme.com", "the usual place"),
    ("phone", "ring the usual place", "+46701234567", "the usual place"),
    ("shoe_size", "something with laces", 43, "something with laces"),
]


@pytest.mark.parametrize(("asked", "text", "value", "quote"), NOT_BORNE_OUT)
def test_what_the_words_do_not_bear_out_is_left_out(asked: str, text: str, value: AnswerValue, quote: str) -> None:
    message = typed(text, asked)
    assert believed(message, claim(asked, value, quote)) == message.found


def test_another_question_is_answered_only_in_words_for_its_option() -> None:
    message = typed("the phones ring off the hook", "company_size")
    assert believed(message, claim("need", "sales", "the phones ring off the hook")) == message.found
    message = typed("hmm, it is the missing customers and sales leads that hurt here, honestly", "company_size")
    assert facts(believed(message, claim("need", "leads", "the missing customers and sales leads"))) == {
        "need": "leads"
    }


def test_where_words_alone_tell_an_option_whose_words_are_those_of_another_is_not_believed() -> None:
    message = typed("hmm what hurts is the customer service thing mostly I guess or so", "need")
    found = believed(message, claim("need", "leads", "the customer service thing"), None)
    assert "leads" not in facts(found).values()


def test_a_company_is_a_name_as_it_stands_there() -> None:
    message = typed("greetings out of rainy Gothenburg, Hooli Nordic here", None)
    assert facts(believed(message, claim("company", "Hooli Nordic", "Hooli Nordic"))) == {"company": "Hooli Nordic"}
    assert facts(believed(message, claim("company", "Hooli", "Hooli Nordic"))) == {}
    assert facts(believed(message, claim("company", "greetings", "greetings"))) == {}


def test_what_was_found_before_stays() -> None:
    message = typed("the phones ring off the hook, 200 people", "role")
    before = facts(message.found)
    assert before["company_size"] == 200
    assert facts(believed(message, claim("company_size", 5000, "200 people"))) == before


WISHES = [
    ("could one of you ring me at teatime", Intent.CALLBACK, "ring me at teatime", Intent.CALLBACK),
    ("the phones ring off the hook", Intent.STOP, "the phones ring off the hook", None),
    ("the phones ring off the hook", Intent.STOP, "never write again", None),
    ("do not ring at teatime", Intent.CALLBACK, "ring at teatime", None),
]


@pytest.mark.parametrize(("text", "wish", "quote", "expected"), WISHES)
def test_a_wish_shares_a_telling_word_with_how_it_is_said(
    text: str, wish: Intent, quote: str, expected: Intent | None
) -> None:
    message = typed(text, "need")
    nothing_yet = message.with_found(Interpretation((), None, question=False))
    assert believed(nothing_yet, Claims(wish=Claim(wish.value, quote))).intent is expected


def test_topics_are_those_that_there_are_and_only_of_a_question() -> None:
    asking = typed("does the thing talk to our fridge?", "need").with_found(Interpretation((), None, question=True))
    found = believed(asking, Claims(topics=("free_beer", "integrations", "pricing", "security")))
    assert (found.topics, found.by) == (("integrations", "pricing"), Source.MODEL)
    telling = typed("the phones ring off the hook", "need")
    assert believed(telling, Claims(topics=("pricing",))) == telling.found


def _quotes(text: str) -> Iterator[str]:
    """Yield what a cunning model would quote of a message."""
    message = read(text)
    yield text
    for number in {word.clause for word in message.words}:
        words = [word for word in message.words if word.clause == number]
        for first, last in ((0, -1), (0, min(2, len(words) - 1)), (max(0, len(words) - 3), -1)):
            yield message.text[words[first].start : words[last].end]


def _changes(attempt: Attempt, is_like: IsLike | None, *, whatever_it_says: bool) -> Iterator[str]:
    """Yield what a model that does as it is told would change, with each quote that it may find."""
    message = typed(attempt.text, attempt.asked, attempt.locale)
    if not whatever_it_says and not is_worth_showing(message):
        return
    shown = masked(message.text, (), locale=message.locale)
    witness = Witness(shown, phrases_of(shipped(), message), asks_of(shipped(), message), is_like)
    for quote in dict.fromkeys(_quotes(attempt.text)):
        claims = Claims({field: Claim(value, quote) for field, value in attempt.wanted})
        told = facts(accepted(borne_out(claims, message, witness), message))
        if told != facts(message.found):
            yield f"{attempt.text!r} by {quote!r}: {told}"


@pytest.mark.parametrize("locale", ["en", "fr", "es", "sv"])
def test_no_attempt_changes_anything_even_if_the_model_obeys(locale: str) -> None:
    """With a likeness that believes anything; only what rules find in the very words is a fact."""
    attempts = [attempt for attempt in ATTEMPTS if attempt.locale == locale]
    assert [c for each in attempts for c in _changes(each, everything_is_alike, whatever_it_says=False)] == []


@pytest.mark.parametrize("locale", ["en", "fr", "es", "sv"])
def test_no_attempt_changes_anything_where_words_alone_tell_and_the_model_is_shown_it(locale: str) -> None:
    """Had nobody noticed that it speaks to a machine, the words of options would still be missing."""
    attempts = [attempt for attempt in ATTEMPTS if attempt.locale == locale]
    assert [c for each in attempts for c in _changes(each, None, whatever_it_says=True)] == []


def test_there_are_a_hundred_attempts() -> None:
    assert len({attempt.text for attempt in ATTEMPTS}) >= 100


BUYERS = [
    "our assistant system is a mess and nobody answers",
    "the old instructions for our staff are useless",
    "we forget to call people back",
    "I'm an assistant director",
    "nous oublions de rappeler les gens",
    "se nos olvida llamar a la gente",
    "vi glömmer att ringa tillbaka",
    "note to self, buy milk, and yes more clients",
    "our users complain about slow replies",
    "we need someone who can act fast",
]


@pytest.mark.parametrize("text", BUYERS)
def test_what_buyers_say_of_their_work_speaks_to_nobody_else(text: str) -> None:
    assert not speaks_to_machine(text)


@pytest.mark.parametrize(("value", "is_settled"), [("service", True), ("leads", False)])
def test_who_was_torn_between_two_options_is_asked_no_more_where_the_model_says_which(
    value: str, is_settled: bool
) -> None:
    text = "people who buy from us shout at us on the phone"
    message = typed(text, "need")
    doubt = Doubt("need", ("service", "sales"), by=Source.ENCODER)
    torn = message.with_found(replace(message.found, doubt=doubt))
    assert (believed(torn, claim("need", value, text)).doubt is None) == is_settled
