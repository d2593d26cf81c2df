"""What prospects type in English, and what it means."""

import pytest

from bot.understanding.interpretation import Answer, Intent
from tests.unit.understanding.vocabularies import answers, hear

SEVERAL_ANSWERS = {
    "CTO at Acme, 200 people, ada@acme.com": {
        "role": "director",
        "company": "Acme",
        "company_size": 200,
        "email": "ada@acme.com",
    },
    "we drown in inbound, I'm the sales director at Acme, about 200 people": {
        "need": "sales",
        "role": "director",
        "company": "Acme",
        "company_size": 200,
    },
    "cto at acme 200 people": {"role": "director", "company": "acme", "company_size": 200},
    "head of sales at Booking.com with 50 staff": {"role": "director", "company": "Booking.com", "company_size": 50},
    "I'm the sales manager at Contoso": {"role": "manager", "company": "Contoso"},
    "our budget is 20k and we are 40": {"budget": 20000, "company_size": 40},
    "200 employees and 5k budget": {"company_size": 200, "budget": 5000},
    "team of 12, asap, call +44 20 7946 0958": {"company_size": 12, "timeline": "now", "phone": "+442079460958"},
    "i'm the owner of a bakery with 3 employees": {"role": "founder", "company_size": 3},
    "12 full-time employees": {"company_size": 12},
    "founder, just exploring, no rush": {"role": "founder", "timeline": "exploring"},
}


@pytest.mark.parametrize(("text", "expected"), SEVERAL_ANSWERS.items())
def test_one_message_may_answer_several_questions(text: str, expected: dict[str, object]) -> None:
    assert answers(text) == expected


def test_answers_stand_in_the_order_in_which_they_were_said() -> None:
    heard = hear("ada@acme.com, CTO at Acme, 200 people")
    assert [answer.field for answer in heard.answers] == ["email", "role", "company", "company_size"]


OPEN_CHOICES = [
    ("need", "More leads", "leads"),
    ("need", "MORE LEADS!!", "leads"),
    ("need", "leads", "leads"),
    ("need", "follow up", "sales"),
    ("need", "folow-up", "sales"),
    ("need", "better followup pls", "sales"),
    ("need", "customer servise", "service"),
    ("need", "it's support mostly", "service"),
    ("need", "somthing else", "other"),
    ("need", "not customer service but more leads", "leads"),
    ("need", "2", "sales"),
    ("need", "2)", "sales"),
    ("need", "b)", "sales"),
    ("need", "#2", "sales"),
    ("need", "option 2", "sales"),
    ("need", "the second one", "sales"),
    ("need", "2nd", "sales"),
    ("need", "last one", "other"),
    ("role", "cto", "director"),
    ("role", "I'm the founder", "founder"),
    ("role", "direktor", "director"),
    ("role", "maneger", "manager"),
    ("role", "fonder", "founder"),
    ("role", "directors", "director"),
    ("role", "managing director", "founder"),
    ("role", "ceo & founder", "founder"),
    ("role", "not the director, the founder", "founder"),
    ("role", "no I'm the director", "director"),
    ("role", "just an employee", "employee"),
    ("timeline", "asap", "now"),
    ("timeline", "immediatly", "now"),
    ("timeline", "we want to start right away", "now"),
    ("timeline", "we're just exploring for now", "exploring"),
    ("timeline", "maybe later this year", "year"),
    ("timeline", "in 3 months", "quarter"),
    ("timeline", "soon but not now", "quarter"),
    ("company_size", "2 - 20", 10),
    ("company_size", "201-1000", 500),
    ("company_size", "more than 1000", 2000),
    ("company_size", "just me", 1),
    ("company_size", "b)", 10),
]


@pytest.mark.parametrize(("asked", "text", "expected"), OPEN_CHOICES)
def test_typed_words_find_the_option_of_the_open_question(asked: str, text: str, expected: object) -> None:
    assert answers(text, asked=asked) == {asked: expected}


NOT_AN_OPTION = [
    ("role", "not the director"),
    ("company_size", "no one"),
    ("company_size", "not 200"),
    ("role", "not the director or the manager"),
    ("role", "your director told me"),
    ("role", "cio"),
    ("role", "boss"),
    ("role", "director or manager"),
    ("role", "I work in sales"),
    ("timeline", "not now"),
    ("timeline", "Q3"),
    ("company_size", "small"),
    ("company_size", "we have 3 offices"),
    ("company_size", "3 months"),
    ("company_size", "20%"),
    ("company_size", "since 2019"),
    ("company_size", "at 12:30"),
    ("company_size", "05/11/2026"),
    ("company_size", "200 €/month or so, what do you think it costs"),
    ("need", "asdfgh"),
    ("need", "???"),
    ("need", "🚀"),
    ("need", "12345"),
    ("need", "lol"),
    ("need", "x"),
    ("email", "ada@acme"),
    ("phone", "12345"),
    ("budget", "it depends"),
    ("budget", "ask my boss"),
]


@pytest.mark.parametrize(("asked", "text"), NOT_AN_OPTION)
def test_what_is_denied_ambiguous_or_nonsense_answers_nothing_that_was_asked(asked: str, text: str) -> None:
    assert asked not in answers(text, asked=asked)


NOT_ASKED = [
    "we meet at the moment",
    "good at sales",
    "I'm at home",
    "I'm from Spain",
    "I work for a bank",
    "see you at Christmas",
    "at 5pm",
    "on 22/11/2026",
    "order 20261122",
    "www.acme.com/pricing",
    "I need to talk to your director",
    "our sales team is slow",
    "ada at acme dot com",
    "dont stop",
]


@pytest.mark.parametrize("text", NOT_ASKED)
def test_a_question_that_is_not_open_needs_clear_evidence(text: str) -> None:
    assert answers(text) == {}


SIZES = {
    "200": 200,
    "about 200 I think": 200,
    "1,200": 1200,
    "2k": 2000,
    "fifty": 50,
    "about fifty": 50,
    "two hundred and fifty": 250,
    "10-20": 10,
    "between 10 and 20": 10,
    "50+": 50,
    "less than 10": 10,
    "not more than 10": 10,
    "a couple": 2,
    "we are 12": 12,
    "we're about 40": 40,
    "around 30 employees": 30,
    "200 ppl": 200,
    "25 of us": 25,
    "we have 3 offices and 200 people": 200,
    "just me": 1,
    "its just me": 1,
}


@pytest.mark.parametrize(("text", "expected"), SIZES.items())
def test_a_number_of_people_is_taken_as_it_was_said(text: str, expected: int) -> None:
    assert answers(text, asked="company_size") == {"company_size": expected}


OWN_WORDS = [
    "chatbots for our website",
    "we need help moving our warehouse to a new vendor",
    "crm",
    "not leads",
]


@pytest.mark.parametrize("text", OWN_WORDS)
def test_own_words_are_the_answer_where_the_question_allows_them(text: str) -> None:
    assert hear(text, asked="need").answers == (Answer("need", text, sure=True),)


def test_of_several_options_the_first_is_taken_and_read_back() -> None:
    (first,) = hear("leads and customer service", asked="need").answers
    assert (first.value, first.sure) == ("leads", False)


def test_own_words_leave_out_what_answers_another_question() -> None:
    assert answers("we move warehouses, 200 people", asked="need") == {
        "need": "we move warehouses",
        "company_size": 200,
    }
    assert "need" not in answers("CTO at Acme, 200 people", asked="need")


def test_a_long_message_is_kept_whole_when_it_says_much_more_than_its_number() -> None:
    text = "basically we have like 40 people in sales and get around 500 requests per day and nobody answers"
    assert answers(text, asked="need") == {"need": text, "company_size": 40}


COMPANIES = {
    "Acme": "Acme",
    "acme": "acme",
    "we are Acme Ltd": "Acme Ltd",
    "it's called Blue Sky Travel": "Blue Sky Travel",
    "my company is called H&M": "H&M",
    "I work at Acme": "Acme",
    "Booking.com": "Booking.com",
    "3M": "3M",
    "Acme,   200 people": "Acme",
}


@pytest.mark.parametrize(("text", "expected"), COMPANIES.items())
def test_the_company_asked_for_loses_the_words_before_its_name(text: str, expected: str) -> None:
    assert answers(text, asked="company")["company"] == expected


NAMED_IN_PASSING = {
    "Ada from Acme": "Acme",
    "from Acme AB": "Acme AB",
    "I work for Contoso": "Contoso",
    "my company is Northwind Traders and we sell cheese": "Northwind Traders",
    "at Acme Corp. since May": "Acme Corp",
    "we are at Bank of Ireland": "Bank of Ireland",
}

OF_A_COMPANY = {
    "I'm the CEO of Acme": {"role": "founder", "company": "Acme"},
    "founder of Blue Ocean Ltd": {"role": "founder", "company": "Blue Ocean Ltd"},
    "director of Sales": {"role": "director"},
}


@pytest.mark.parametrize(("text", "expected"), OF_A_COMPANY.items())
def test_a_role_of_a_company_names_both_and_a_department_is_no_company(text: str, expected: dict[str, str]) -> None:
    assert answers(text, asked="role") == expected


@pytest.mark.parametrize(("text", "expected"), NAMED_IN_PASSING.items())
def test_a_company_is_heard_when_it_is_named_in_passing(text: str, expected: str) -> None:
    assert answers(text) == {"company": expected}


def test_a_long_text_is_cut_to_what_the_question_takes() -> None:
    assert len(str(answers("Acme " * 100, asked="company")["company"])) <= 120


INTENTS = {
    "why?": Intent.WHY,
    "why do you ask": Intent.WHY,
    "y u need this": Intent.WHY,
    "what is this for": Intent.WHY,
    "stop": Intent.STOP,
    "please stop": Intent.STOP,
    "unsubcribe me": Intent.STOP,
    "stop messaging me": Intent.STOP,
    "can I talk to a human": Intent.HUMAN,
    "human pls": Intent.HUMAN,
    "hi, can i talk to somebody please": Intent.HUMAN,
    "is there a real person i can talk to": Intent.HUMAN,
    "i want to speak with someone from sales": Intent.HUMAN,
    "can someone call me back tomorrow": Intent.CALLBACK,
    "this is too long. I want to talk to a human": Intent.HUMAN,
    "I'd like to talk to Bo": Intent.HUMAN,
    "skip": Intent.SKIP,
    "rather not say": Intent.SKIP,
    "I don't know": Intent.SKIP,
    "idk": Intent.SKIP,
    "no idea": Intent.SKIP,
    "none of your business": Intent.SKIP,
    "back": Intent.BACK,
    "can we go back": Intent.BACK,
    "oops I made a mistake": Intent.EDIT,
    "i clicked the wrong button": Intent.EDIT,
    "change my answer": Intent.EDIT,
    "delete my data": Intent.FORGET,
    "please delete all my personal data": Intent.FORGET,
    "I want to be forgotten": Intent.FORGET,
    "remove me from your database": Intent.FORGET,
    "right to erasure": Intent.FORGET,
    "delete all data you have about me": Intent.FORGET,
    "can you please delete everything you know about me": Intent.FORGET,
    "what do you do with my data": Intent.PRIVACY,
    "help": Intent.HELP,
    "do you speak french?": Intent.LANGUAGE,
    "menu": Intent.MENU,
    "hello": Intent.GREETING,
    "yep": Intent.YES,
    "👍🏽": Intent.YES,
    "no thanks": Intent.NO,
    "thx": Intent.THANKS,
}


@pytest.mark.parametrize(("text", "intent"), INTENTS.items())
def test_a_wish_is_no_answer(text: str, intent: Intent) -> None:
    heard = hear(text, asked="need")
    assert (heard.intent, heard.answers, heard.question) == (intent, (), False)


@pytest.mark.parametrize("text", ["no budget yet", "we have no budget", "not decided yet"])
def test_having_no_budget_skips_the_question_for_it(text: str) -> None:
    assert hear(text, asked="budget").intent is Intent.SKIP


@pytest.mark.parametrize(
    "text",
    ["stop by our office tomorrow", "i need to talk about pricing", "we need help with sales", "back office software"],
)
def test_a_word_inside_a_sentence_is_no_wish(text: str) -> None:
    assert hear(text, asked="need").intent is None


def test_an_option_that_reads_like_a_wish_is_the_option() -> None:
    assert hear("later", asked="timeline").answers == (Answer("timeline", "exploring", sure=True),)
    assert hear("something else", asked="need").intent is None


def test_an_answer_and_a_wish_may_come_in_one_message() -> None:
    heard = hear("I'm the director, why do you ask?", asked="role")
    assert (heard.answers, heard.intent) == ((Answer("role", "director", sure=True),), Intent.WHY)


@pytest.mark.parametrize(
    "text", ["do you ship to Spain?", "how much is it", "do you have a free trial", "200 people, do you ship to Spain?"]
)
def test_a_question_to_us_is_noticed_and_is_no_answer_in_own_words(text: str) -> None:
    heard = hear(text, asked="need")
    assert heard.question
    assert all(answer.field != "need" for answer in heard.answers)


@pytest.mark.parametrize("text", ["200?", "director?", "more leads", "We are Acme."])
def test_an_answer_with_a_question_mark_is_no_question(text: str) -> None:
    assert not hear(text, asked="company_size").question


PERSONAL = [
    ("use", "for running", {"use": "running"}),
    ("use", "runnning", {"use": "running"}),
    ("use", "everday", {"use": "everyday"}),
    ("use", "hiking boots", {"use": "trail"}),
    ("use", "trail bold now", {"use": "trail", "style": "bold", "timing": "now"}),
    ("use", "shoes for the gym, something calm, this week", {"use": "gym", "style": "calm", "timing": "now"}),
    ("use", "not running, trail", {"use": "trail"}),
    ("use", "not for the gym", {}),
    ("use", "running or trail", {}),
    ("use", "fun", {}),
    ("use", "gim", {}),
    ("style", "clasic", {"style": "classic"}),
    ("style", "bald", {}),
    ("style", "black or white", {"style": "classic"}),
]


@pytest.mark.parametrize(("asked", "text", "expected"), PERSONAL)
def test_pia_is_understood_in_a_shop(asked: str, text: str, expected: dict[str, object]) -> None:
    assert answers(text, asked=asked, b2c=True) == expected
