"""Where words may mean either of two things it is asked which, with both as buttons, and once for each question."""

from dataclasses import replace

import pytest

from bot.conversation.state import Unsure
from bot.messages import Act, Said, SendText, Tap
from bot.script import Kind, Question
from bot.understanding.interpretation import Doubt, Interpretation, Source
from tests.builders import shipped
from tests.talks import Answered, Talk

LOCALES = ("en", "fr", "es", "sv")
MANAGER_OR_DIRECTOR = {
    "en": "manager or director",
    "fr": "responsable ou directeur",
    "es": "encargado o director",
    "sv": "direktör eller mellanchef",
}
NO_SCALE = {"en": "400", "fr": "400 euros", "es": "unos 400", "sv": "typ 400 euro"}
A_MONTH = {"en": "a month", "fr": "par mois", "es": "al mes", "sv": "per månad"}


def _at(field: str, locale: str = "en") -> Talk:
    talk = Talk(locale=locale)
    talk.start("b2b")
    answers = {"need": "leads", "company_size": "medium", "role": "manager", "timeline": "year"}
    while talk.state.open != field:
        assert talk.state.open is not None
        talk.tap(talk.state.open, answers[talk.state.open])
    return talk


def _labels(talk: Talk, answered: Answered) -> list[str]:
    message = talk.words(answered.replies[-1])
    assert isinstance(message, SendText)
    return [button.label for row in message.keyboard for button in row]


def _taps(answered: Answered) -> list[Tap | None]:
    return [choice.tap for row in answered.replies[-1].rows for choice in row]


@pytest.mark.parametrize("locale", LOCALES)
def test_of_two_options_it_is_asked_which_one_is_meant(locale: str) -> None:
    talk = _at("role", locale)
    answered = talk.say(MANAGER_OR_DIRECTOR[locale])
    assert answered.keys[0] == "doubt.option"
    assert {Tap(Act.ANSWER, ("role", "manager")), Tap(Act.ANSWER, ("role", "director"))} < set(_taps(answered))
    assert _taps(answered)[-1] == Tap(Act.NEITHER, ("role",))
    assert "role" not in talk.facts
    talk.press(Tap(Act.ANSWER, ("role", "director")))
    assert talk.facts["role"] == "director"
    assert talk.state.unsure is None


def test_a_question_with_two_options_asks_them_already() -> None:
    talk = Talk()
    talk.start()
    assert "doubt.option" not in talk.say("for my company or for myself").keys


def test_it_is_asked_once_for_a_question() -> None:
    talk = _at("role")
    talk.say("manager or director")
    answered = talk.say("director or manager, hard to say")
    assert "doubt.option" not in answered.keys
    assert answered.keys[0].startswith("not_understood.")
    assert talk.state.open == "role"


def test_neither_puts_the_question_again_with_all_its_options() -> None:
    talk = _at("role")
    talk.say("manager or director")
    answered = talk.press(Tap(Act.NEITHER, ("role",)))
    assert "questions.role.ask" in answered.keys
    talk.tap("role", "founder")
    assert talk.facts["role"] == "founder"


def test_the_questions_own_buttons_work_all_the_same() -> None:
    talk = _at("role")
    talk.say("manager or director")
    talk.tap("role", "employee")
    assert talk.facts["role"] == "employee"
    assert talk.state.open == "timeline"


@pytest.mark.parametrize(
    ("text", "role"), [("the first one", "manager"), ("the second", "director"), ("a director", "director")]
)
def test_which_one_is_meant_may_be_typed(text: str, role: str) -> None:
    talk = _at("role")
    talk.say("manager or director")
    talk.say(text)
    assert talk.facts["role"] == role


def test_no_is_neither() -> None:
    talk = _at("role")
    talk.say("manager or director")
    assert "questions.role.ask" in talk.say("no").keys
    assert talk.state.open == "role"


def test_own_words_are_an_answer_whichever_is_meant() -> None:
    talk = _at("need")
    answered = talk.say("leads or service, not sure which")
    assert answered.keys[0] == "doubt.option"
    assert talk.facts["need"] == "leads or service, not sure which"
    neither = talk.press(Tap(Act.NEITHER, ("need",)))
    assert talk.facts["need"] == "leads or service, not sure which"
    assert "questions.company_size.ask" in neither.keys
    other = _at("need")
    other.say("leads or service, not sure which")
    other.press(Tap(Act.ANSWER, ("need", "service")))
    assert other.facts["need"] == "service"


def test_what_is_said_beside_it_is_taken_and_read_back() -> None:
    talk = _at("role")
    answered = talk.say("manager or director, and we want to start next month")
    assert answered.keys[:2] == ["got_it", "doubt.option"]
    assert talk.facts["timeline"] == "quarter"


@pytest.mark.parametrize(
    "text", ["neither manager nor director", "are you a manager or a director?", "my boss is a manager or director"]
)
def test_what_is_denied_asked_or_somebody_elses_is_in_no_doubt(text: str) -> None:
    talk = _at("role")
    assert "doubt.option" not in talk.say(text).keys


@pytest.mark.parametrize("locale", LOCALES)
def test_an_odd_amount_without_a_period_is_asked_back_with_both_amounts(locale: str) -> None:
    talk = _at("budget", locale)
    answered = talk.say(NO_SCALE[locale])
    assert answered.keys[0] == "doubt.period"
    assert "budget" not in talk.facts
    assert _taps(answered)[:2] == [Tap(Act.VALUE, ("budget", "4800")), Tap(Act.VALUE, ("budget", "400"))]
    month, year, _ = _labels(talk, answered)
    assert "800" in month
    assert "400" in year
    talk.press(Tap(Act.VALUE, ("budget", "4800")))
    assert talk.facts["budget"] == 4800


@pytest.mark.parametrize("locale", LOCALES)
def test_the_period_may_be_typed(locale: str) -> None:
    talk = _at("budget", locale)
    talk.say(NO_SCALE[locale])
    talk.say(A_MONTH[locale])
    assert talk.facts["budget"] == 4800


def test_an_odd_amount_that_is_said_again_is_taken_as_it_was_asked_and_read_back() -> None:
    talk = _at("budget")
    talk.say("400")
    assert "got_it" in talk.say("400").keys
    assert talk.facts["budget"] == 400


def test_a_budget_that_is_said_in_passing_is_asked_back_before_the_next_question() -> None:
    talk = _at("role")
    answered = talk.say("I'm a manager, our budget is 500")
    assert answered.keys[:2] == ["got_it", "doubt.period"]
    talk.press(Tap(Act.VALUE, ("budget", "6000")))
    assert (talk.facts["role"], talk.facts["budget"]) == ("manager", 6000)
    assert talk.state.open == "timeline"


@pytest.mark.parametrize("text", ["400 a month", "400 a year", "5000", "20k", "40"])
def test_an_amount_that_says_its_period_or_is_not_odd_is_taken(text: str) -> None:
    talk = _at("budget")
    assert "doubt.period" not in talk.say(text).keys
    assert "budget" in talk.facts


def test_a_months_budget_far_above_all_that_counts_is_perhaps_a_years() -> None:
    talk = _at("budget")
    script = shipped().audiences["b2b"].script

    def monthly(question: Question) -> Question:
        return replace(question, per="month", largest=2000) if question.field == "budget" else question

    talk.scripts = {"b2b": replace(script, questions=tuple(map(monthly, script.questions)))}
    assert "doubt.period" not in talk.say("12,000").keys
    talk = _at("budget")
    talk.scripts = {"b2b": replace(script, questions=tuple(map(monthly, script.questions)))}
    answered = talk.say("60,000")
    assert _taps(answered)[:2] == [Tap(Act.VALUE, ("budget", "60000")), Tap(Act.VALUE, ("budget", "5000"))]


def test_the_largest_amount_that_counts_is_the_models() -> None:
    budget = shipped().audiences["b2b"].script.question("budget")
    assert budget is not None
    assert budget.largest == 15000


@pytest.mark.parametrize("written", ["-1", "nan", "inf", "1e999", "٤", "", "x"])
def test_a_button_that_nobody_made_changes_nothing(written: str) -> None:
    talk = _at("budget")
    talk.press(Tap(Act.VALUE, ("budget", written)))
    talk.press(Tap(Act.VALUE, ("need", "4")))
    talk.press(Tap(Act.NEITHER, ("nothing",)))
    assert "budget" not in talk.facts
    assert talk.facts["need"] == "leads"


def test_what_an_interpreter_doubts_is_asked_too() -> None:
    talk = _at("role")
    doubt = Doubt("role", ("manager", "employee"), by=Source.ENCODER)
    answered = talk.hear(
        Said("ich leite da so ein Team", 9), found=Interpretation((), None, question=False, doubt=doubt)
    )
    assert _taps(answered)[:2] == [Tap(Act.ANSWER, ("role", "manager")), Tap(Act.ANSWER, ("role", "employee"))]
    assert talk.state.unsure == Unsure("role", "ich leite da so ein Team", ("manager", "employee"))
    assert answered.heard.missed is not None


def test_who_refuses_leaves_no_words_behind() -> None:
    talk = _at("role")
    talk.say("manager or director")
    talk.say("I do not agree that you keep my data")
    assert talk.state.unsure is None


PRICE = {
    "en": "what does it cost for 200 people?",
    "fr": "ça coûte combien pour 200 personnes ?",
    "es": "cuánto cuesta para 200 personas?",
    "sv": "vad kostar det för 200 personer?",
}
YES = {"en": "yes", "fr": "oui", "es": "sí", "sv": "ja"}
NO = {"en": "no", "fr": "non", "es": "no", "sv": "nej"}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_number_in_a_question_is_asked_back_between_the_answer_and_the_open_question(locale: str) -> None:
    talk = _at("need", locale)
    answered = talk.say(PRICE[locale])
    assert answered.keys == ["contents.pricing.text", "doubt.number", "questions.need.ask"]
    asked = talk.words(answered.replies[1])
    assert isinstance(asked, SendText)
    assert "200" in asked.html
    yes, no = [button.label for row in asked.keyboard for button in row]
    assert "200" in yes
    assert "200" not in no
    assert "company_size" not in talk.facts
    assert talk.state.open == "need"
    talk.press(Tap(Act.VALUE, ("company_size", "200")), 7)
    assert talk.facts["company_size"] == 200
    assert talk.state.open == "need"


@pytest.mark.parametrize("locale", LOCALES)
def test_yes_and_no_to_a_number_that_was_asked_back_may_be_typed(locale: str) -> None:
    talk = _at("need", locale)
    talk.say(PRICE[locale])
    answered = talk.say(YES[locale])
    assert talk.facts["company_size"] == 200
    assert answered.keys[-1] == "questions.need.ask"
    talk = _at("need", locale)
    talk.say(PRICE[locale])
    answered = talk.say(NO[locale])
    assert answered.keys == ["doubt.left", "questions.need.ask"]
    assert "company_size" not in talk.facts
    assert talk.state.open == "need"
    assert "need" not in talk.state.skipped


def test_no_leaves_the_size_open_and_it_is_asked_as_ever() -> None:
    talk = _at("need")
    talk.say(PRICE["en"])
    answered = talk.press(Tap(Act.NEITHER, ("company_size", "doubt.left")), 7)
    assert answered.keys == ["doubt.left"]
    assert answered.replies[0].replaces == 7
    assert talk.state.open == "need"
    assert "questions.company_size.ask" in talk.tap("need", "leads").keys


def test_a_number_in_a_question_is_asked_back_once_and_blocks_nothing() -> None:
    talk = _at("need")
    talk.say(PRICE["en"])
    answered = talk.say("more leads")
    assert talk.facts["need"] == "leads"
    assert answered.keys == ["questions.company_size.ask"]
    assert "doubt.number" not in talk.say("is it worth it for 20 people?").keys
    talk = _at("need")
    talk.say(PRICE["en"])
    assert "doubt.number" not in talk.say("and how much for 300 people?").keys


def test_yes_said_later_is_no_yes_to_the_number() -> None:
    talk = _at("need")
    talk.say(PRICE["en"])
    talk.say("more leads")
    talk.say("yes")
    assert "company_size" not in talk.facts


@pytest.mark.parametrize("text", ["300", "no, 300", "we are 300"])
def test_another_number_corrects_the_one_that_was_asked_back(text: str) -> None:
    talk = _at("need")
    talk.say(PRICE["en"])
    talk.say(text)
    assert talk.facts["company_size"] == 300


def test_what_is_known_or_just_asked_is_not_asked_back() -> None:
    talk = _at("role")
    assert "doubt.number" not in talk.say(PRICE["en"]).keys
    talk = _at("company_size")
    answered = talk.say(PRICE["en"])
    assert "got_it" in answered.keys
    assert talk.facts["company_size"] == 200


def test_what_is_told_beside_a_question_is_taken_and_read_back() -> None:
    talk = _at("need")
    answered = talk.say("we're 200 people, what does it cost?")
    assert talk.facts["company_size"] == 200
    assert "got_it" in answered.keys
    assert "doubt.number" not in answered.keys


def test_a_number_in_a_first_question_is_asked_back_once_they_agree() -> None:
    talk = Talk()
    assert "doubt.number" not in talk.say(PRICE["en"]).keys
    answered = talk.tap("audience", "b2b")
    assert answered.keys[-2:] == ["doubt.number", "questions.need.ask"]
    talk.press(Tap(Act.VALUE, ("company_size", "200")))
    assert talk.facts["company_size"] == 200


@pytest.mark.parametrize("text", ["do you have an office for 30 people in Rome?", "is 30 people too many?"])
def test_a_number_in_a_question_that_nobody_has_answered_is_asked_back_all_the_same(text: str) -> None:
    answered = _at("need").say(text)
    assert answered.keys == ["not_understood.question", "doubt.number", "questions.need.ask"]


def test_an_amount_in_a_question_is_asked_back_by_the_month_and_by_the_year() -> None:
    talk = _at("need")
    answered = talk.say("is 400 euros enough?")
    reply = next(reply for reply in answered.replies if reply.lines[0].key == "doubt.number")
    assert [choice.tap for row in reply.rows for choice in row] == [
        Tap(Act.VALUE, ("budget", "4800")),
        Tap(Act.VALUE, ("budget", "400")),
        Tap(Act.NEITHER, ("budget", "doubt.left")),
    ]
    assert "€400" in talk.words(reply).html  # type: ignore[union-attr]
    assert talk.say("yes").keys[0] == "doubt.period"
    talk.say("a month")
    assert talk.facts["budget"] == 4800


def test_who_sells_to_people_asks_an_amount_back_too() -> None:
    talk = Talk()
    talk.start("b2c")
    script = shipped().audiences["b2c"].script
    spending = Question("spending", Kind.MONEY, currency="EUR", per="once")
    talk.scripts = {"b2c": replace(script, questions=(*script.questions, spending))}
    answered = talk.tap("use", "road")
    answered = talk.say("anything nice under 150 euros?")
    assert "doubt.number" in answered.keys
    talk.press(Tap(Act.VALUE, ("spending", "150")))
    assert talk.facts["spending"] == 150


BESIDE = {
    "en": ("4 vans and a lorry", "cousin paid 9k", 4, 9000),
    "fr": ("3 camions et une grue", "mon cousin a payé 9000 €", 3, 9000),
    "es": ("5 furgonetas", "a mi primo le cobraron 9000 €", 5, 9000),
    "sv": ("6 lastbilar", "kusinen betalade 9000 €", 6, 9000),
}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_number_beside_words_of_something_else_is_asked_back(locale: str) -> None:
    talk = _at("company_size", locale)
    counted, _paid, number, _amount = BESIDE[locale]
    answered = talk.say(counted)
    assert answered.keys[0] == "doubt.number"
    assert _taps(answered) == [Tap(Act.VALUE, ("company_size", str(number))), Tap(Act.NEITHER, ("company_size",))]
    assert "company_size" not in talk.facts
    talk.press(Tap(Act.VALUE, ("company_size", str(number))))
    assert talk.facts["company_size"] == number
    assert talk.state.open == "role"


@pytest.mark.parametrize("locale", LOCALES)
def test_what_others_paid_is_nobodys_budget(locale: str) -> None:
    talk = _at("budget", locale)
    talk.say(BESIDE[locale][1])
    assert "budget" not in talk.facts


@pytest.mark.parametrize(("said", "expected"), [("yes", 4), ("no", None), ("we are 12", 12)])
def test_whether_it_is_theirs_may_be_typed(said: str, expected: int | None) -> None:
    talk = _at("company_size")
    talk.say("4 vans and a lorry")
    answered = talk.say(said)
    assert talk.facts.get("company_size") == expected
    assert ("questions.company_size.ask" in answered.keys) is (expected is None)
