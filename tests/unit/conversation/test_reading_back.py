"""What is read back: within a sentence, once, and only where it tells somebody more than they have just typed."""

import dataclasses

import pytest
from msgspec.structs import replace

from bot.conversation.state import Line
from bot.messages import SendText
from bot.playbooks import Texts
from bot.rendering import plain
from bot.usecases.phrasing import Phrasing
from tests.builders import shipped
from tests.talks import Talk

BEFORE = {"need": "other", "company_size": "solo", "role": "employee", "timeline": "year"}
EVERYTHING = (("need", "sales"), ("company_size", 14), ("role", "founder"), ("timeline", "quarter"))


def texts_of(audience: str, locale: str) -> Texts:
    return shipped().audiences[audience].texts[locale]


def written(texts: Texts, *lines: Line, audience: str = "b2b") -> str:
    playbooks = shipped()
    html = Phrasing(texts, playbooks.audiences[audience].script, playbooks.business, "Kim").html(lines)
    return plain(html).replace("\N{NO-BREAK SPACE}", " ")


def said(locale: str, key: str, *answers: tuple[str, str | int]) -> str:
    return written(texts_of("b2b", locale), Line(key, answers))


def asked(field: str) -> Talk:
    """Return a company's talk in which a question is open."""
    talk = Talk()
    talk.start("b2b")
    behind = list(BEFORE)[: list(BEFORE).index(field)] if field in BEFORE else list(BEFORE)
    talk.facts |= {name: BEFORE[name] for name in behind}
    talk.state = replace(talk.state, open=field, asked=(*behind, field))
    return talk


@pytest.mark.parametrize(
    ("locale", "read"),
    [
        ("en", "Got it: better sales follow-up, 14 people, founder or CEO, a start within three months."),
        ("fr", "C’est noté : un meilleur suivi, 14 personnes, direction générale, un démarrage d’ici trois mois."),
        ("es", "Anotado: mejor seguimiento, 14 personas, dirección general, empezar antes de tres meses."),
        ("sv", "Då noterar jag: bättre säljuppföljning, 14 personer, grundare eller vd, start inom tre månader."),
    ],
)
def test_answers_are_read_back_as_a_person_says_them(locale: str, read: str) -> None:
    assert said(locale, "got_it_again", *EVERYTHING) == read
    assert said(locale, "got_it", *EVERYTHING).startswith(read)


@pytest.mark.parametrize(
    ("locale", "number", "read"),
    [
        ("en", 19, "19 people"),
        ("en", 200, "about 200 people"),
        ("fr", 9, "9 personnes"),
        ("fr", 60, "environ 60 personnes"),
        ("es", 4, "4 personas"),
        ("es", 150, "unas 150 personas"),
        ("sv", 4, "4 personer"),
        ("sv", 90, "ungefär 90 personer"),
    ],
)
def test_what_can_be_counted_is_not_about(locale: str, number: int, read: str) -> None:
    assert f": {read}." in said(locale, "got_it_again", ("company_size", number))


@pytest.mark.parametrize(
    ("locale", "quoted"), [("en", "“our phone”"), ("fr", "« our phone »"), ("es", "«our phone»"), ("sv", "”our phone”")]
)
def test_their_own_words_stand_in_the_quotation_marks_of_the_language(locale: str, quoted: str) -> None:
    assert quoted in said(locale, "got_it_again", ("need", "our phone"))


def test_how_to_correct_what_was_understood_is_said_once() -> None:
    talk = Talk()
    talk.start("b2b")
    first = talk.say("we drown in inbound, about 200 people")
    assert first.keys[0] == "got_it"
    second = talk.say("i am the sales director and we start next month")
    assert second.keys[0] == "got_it_again"


def test_a_folder_that_has_no_second_way_of_saying_it_says_it_in_the_first() -> None:
    texts = texts_of("b2b", "en")
    older = dataclasses.replace(texts, texts={key: text for key, text in texts.texts.items() if key != "got_it_again"})
    first, again = (written(older, Line(key, EVERYTHING)) for key in ("got_it", "got_it_again"))
    assert again == first


@pytest.mark.parametrize("told", [(("timing", "now"),), (("use", "trail"), ("timing", "now"))])
def test_what_a_closing_says_is_not_said_above_it_as_well(told: tuple[tuple[str, str], ...]) -> None:
    everything = (("use", "trail"), ("style", "bold"), ("timing", "now"))
    read = written(texts_of("b2c", "en"), Line("got_it", told), Line("closing.lukewarm", everything), audience="b2c")
    assert read.startswith("Thanks, Kim! Noted: for trails, bold colours, needed now. I know where to look.")


def test_above_a_closing_that_reads_nothing_back_it_is_said() -> None:
    read = written(texts_of("b2b", "en"), Line("got_it", EVERYTHING[3:]), Line("closing.lukewarm", EVERYTHING))
    assert read.startswith("Got it: a start within three months.")


@pytest.mark.parametrize(
    ("field", "words", "value"),
    [
        ("need", "we keep missing calls and lose leads", "sales"),
        ("role", "well i am the founder of it", "founder"),
        ("timeline", "as soon as possible please mate", "now"),
    ],
)
def test_of_a_sentence_it_is_said_which_option_was_found(field: str, words: str, value: str) -> None:
    talk = asked(field)
    answered = talk.say(words)
    assert talk.facts[field] == value
    assert "got_it" in answered.keys


@pytest.mark.parametrize(("field", "words"), [("need", "more leads"), ("role", "founder"), ("timeline", "asap")])
def test_what_stands_on_a_button_is_not_read_back(field: str, words: str) -> None:
    assert not {"got_it", "got_it_again"} & set(asked(field).say(words).keys)


@pytest.mark.parametrize("words", ["100 euros a month at most", "15-20k", "9000"])
def test_an_amount_is_read_back_since_it_is_kept_by_the_year(words: str) -> None:
    assert "got_it" in asked("budget").say(words).keys


@pytest.mark.parametrize("words", ["quentin@acme.example", "please send it to quentin@acme.example"])
def test_whoever_has_answered_the_last_offer_reads_what_is_left_to_see(words: str) -> None:
    talk = Talk()
    talk.start("b2b")
    talk.finish()
    talk.say("Acme Ltd")
    answered = talk.say(words)
    assert answered.keys == ["got_it", "menu.afterwards"] or answered.keys == ["got_it_again", "menu.afterwards"]
    assert answered.replies[-1].options


def test_a_phone_number_told_before_it_was_worth_asking_is_promised_a_call() -> None:
    talk = Talk()
    talk.start("b2b")
    talk.say("have someone ring me on +44 20 7946 0123")
    talk.tap("need", "sales")
    for field, option in (("company_size", "small"), ("role", "manager"), ("timeline", "now")):
        answered = talk.tap(field, option)
    assert talk.facts["phone"] == "+442079460123"
    assert "closing.lukewarm" in answered.keys
    closing = talk.words(answered.replies[-2])
    assert isinstance(closing, SendText)
    assert "will call you or write to you" in plain(closing.html)
