"""What prospects type in Swedish, and what it means."""

import pytest

from bot.understanding.interpretation import Answer, Intent
from tests.unit.understanding.vocabularies import answers, hear

INTRODUCTION = {"role": "director", "company": "Acme", "company_size": 200}
LONG_MESSAGE = "vi drunknar i inkommande förfrågningar, jag är försäljningschef på Acme, ungefär 200 anställda"
ANSWERS = [
    (None, "CTO på Acme, 200 anställda, ada@acme.se", {**INTRODUCTION, "email": "ada@acme.se"}),
    ("need", LONG_MESSAGE, {**INTRODUCTION, "need": "sales"}),
    ("need", "leads", {"need": "leads"}),
    ("need", "kundtjanst", {"need": "service"}),
    ("need", "den första", {"need": "leads"}),
    ("need", "den andra", {"need": "sales"}),
    ("need", "något annat", {"need": "other"}),
    ("need", "en chattbot till vår sajt", {"need": "en chattbot till vår sajt"}),
    ("company_size", "ett femtiotal", {"company_size": 50}),
    ("company_size", "tvåhundra", {"company_size": 200}),
    ("company_size", "tvåhundrafemtio personer", {"company_size": 250}),
    ("company_size", "1 200", {"company_size": 1200}),
    ("company_size", "mellan 10 och 20", {"company_size": 10}),
    ("company_size", "mindre än 10", {"company_size": 10}),
    ("company_size", "vi är ungefär 30", {"company_size": 30}),
    ("company_size", "vi är fyra stycken", {"company_size": 4}),
    ("company_size", "team på 5", {"company_size": 5}),
    ("company_size", "bara jag", {"company_size": 1}),
    ("role", "direktor", {"role": "director"}),
    ("role", "chefen", {"role": "manager"}),
    ("role", "jag är it-chef", {"role": "director"}),
    ("role", "agare", {"role": "founder"}),
    ("role", "inte chef", {}),
    ("budget", "ett par tusen", {"budget": 2000}),
    ("budget", "upp till 10 000", {"budget": 10000}),
    ("budget", "10-20 tusen", {"budget": 10000}),
    ("budget", "5000 euro", {"budget": 5000}),
    ("timeline", "så snart som möjligt", {"timeline": "now"}),
    ("timeline", "i ar", {"timeline": "year"}),
    ("timeline", "ingen brådska", {"timeline": "exploring"}),
    ("timeline", "inte nu", {}),
    ("company", "vi heter Blå Himmel AB", {"company": "Blå Himmel AB"}),
    (None, "vårt företag heter Blå Himmel AB", {"company": "Blå Himmel AB"}),
    (None, "jag jobbar på Volvo", {"company": "Volvo"}),
    (None, "från Acme AB", {"company": "Acme AB"}),
    (None, "070-123 45 67", {"phone": "+46701234567"}),
    (None, "på jobbet", {}),
    (None, "på måndag", {}),
    (None, "vi ses på Sveavägen", {}),
    (None, "i Stockholm", {}),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "text", "expected"), ANSWERS)
def test_swedish_is_understood(asked: str | None, text: str, expected: dict[str, object]) -> None:
    assert answers(text, "sv", asked=asked) == expected


def test_the_last_part_of_a_long_word_is_matched_loosely() -> None:
    assert hear("skiftchef", "sv", asked="role").answers == (Answer("role", "manager", sure=False),)
    assert hear("lagerchef", "sv", asked="role").answers == (Answer("role", "director", sure=True),)


def test_another_currency_is_only_an_order_of_magnitude() -> None:
    (budget,) = hear("50 tkr", "sv", asked="budget").answers
    assert (4000 < float(budget.value) < 6000, budget.sure) == (True, False)


INTENTS = {
    "varför undrar du": Intent.WHY,
    "varför": Intent.WHY,
    "jag vill prata med en människa": Intent.HUMAN,
    "kan jag få prata med någon": Intent.HUMAN,
    "sluta": Intent.STOP,
    "stopp": Intent.STOP,
    "vet inte": Intent.SKIP,
    "ingen aning": Intent.SKIP,
    "hoppa över": Intent.SKIP,
    "tillbaka": Intent.BACK,
    "jag gjorde fel": Intent.EDIT,
    "radera mina uppgifter": Intent.FORGET,
    "jag vill bli glömd": Intent.FORGET,
    "ta bort allt ni vet om mig": Intent.FORGET,
    "radera allt om mig": Intent.FORGET,
    "hjälp": Intent.HELP,
    "hej": Intent.GREETING,
    "japp": Intent.YES,
    "nej tack": Intent.NO,
    "tack så mycket": Intent.THANKS,
}


@pytest.mark.parametrize(("text", "intent"), INTENTS.items())
def test_swedish_wishes_are_no_answers(text: str, intent: Intent) -> None:
    heard = hear(text, "sv", asked="need")
    assert (heard.intent, heard.answers) == (intent, ())


@pytest.mark.parametrize("text", ["ingen budget", "vi har ingen budget än"])
def test_having_no_budget_skips_in_swedish(text: str) -> None:
    assert hear(text, "sv", asked="budget").intent is Intent.SKIP


@pytest.mark.parametrize("text", ["levererar ni till Spanien?", "vad kostar det", "har ni en demo"])
def test_swedish_questions_to_us_are_noticed(text: str) -> None:
    heard = hear(text, "sv", asked="need")
    assert (heard.question, heard.answers) == (True, ())


PERSONAL = [
    ("lopning", {"use": "running"}),
    ("jag ska springa maraton", {"use": "running"}),
    ("inte gym", {}),
    ("terräng, lugn, idag", {"use": "trail", "style": "calm", "timing": "now"}),
    ("3", {"use": "gym"}),
]


@pytest.mark.parametrize(("text", "expected"), PERSONAL)
def test_pia_is_understood_in_swedish(text: str, expected: dict[str, object]) -> None:
    assert answers(text, "sv", asked="use", b2c=True) == expected
