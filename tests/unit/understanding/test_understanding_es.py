"""What prospects type in Spanish, and what it means."""

import pytest

from bot.understanding.interpretation import Intent
from tests.unit.understanding.vocabularies import answers, hear

INTRODUCTION = {"role": "director", "company": "Acme", "company_size": 200}
LONG_MESSAGE = "nos ahogan las solicitudes entrantes, soy la directora comercial en Acme, unas 200 personas"
ANSWERS = [
    (None, "CTO de Acme, 200 personas, ada@acme.es", {**INTRODUCTION, "email": "ada@acme.es"}),
    ("need", LONG_MESSAGE, {**INTRODUCTION, "need": "sales"}),
    ("need", "atencion al cliente", {"need": "service"}),
    ("need", "la segunda", {"need": "sales"}),
    ("need", "otra cosa", {"need": "other"}),
    ("company_size", "unos cincuenta", {"company_size": 50}),
    ("company_size", "solo yo", {"company_size": 1}),
    ("company_size", "solo 5", {"company_size": 5}),
    ("company_size", "somos unos 30", {"company_size": 30}),
    ("company_size", "unas doscientas personas", {"company_size": 200}),
    ("company_size", "1.200", {"company_size": 1200}),
    ("company_size", "menos de 10", {"company_size": 10}),
    ("company_size", "entre 10 y 20", {"company_size": 10}),
    ("company_size", "equipo de 5", {"company_size": 5}),
    ("role", "diretor", {"role": "director"}),
    ("role", "dueno", {"role": "founder"}),
    ("role", "como jefe de equipo", {"role": "manager"}),
    ("role", "no soy director", {}),
    ("role", "no soy director soy fundador", {"role": "founder"}),
    ("budget", "cinco mil euros", {"budget": 5000}),
    ("budget", "20.000 EUR", {"budget": 20000}),
    ("budget", "entre 5 y 10 mil", {"budget": 5000}),
    ("budget", "medio millón", {"budget": 500000}),
    ("budget", "3000 al mes", {"budget": 36_000}),
    ("timeline", "ya", {"timeline": "now"}),
    ("timeline", "el mes que viene", {"timeline": "quarter"}),
    ("timeline", "por ahora solo estoy mirando", {"timeline": "exploring"}),
    ("timeline", "mas adelante", {"timeline": "exploring"}),
    ("timeline", "ahora no", {}),
    ("company", "somos Cielo Azul", {"company": "Cielo Azul"}),
    (None, "mi empresa se llama Cielo Azul", {"company": "Cielo Azul"}),
    (None, "trabajo en Telefónica", {"company": "Telefónica"}),
    (None, "soy Ada de Acme", {"company": "Acme"}),
    (None, "en Acme somos 40", {"company": "Acme", "company_size": 40}),
    (None, "612 345 678", {"phone": "+34612345678"}),
    (None, "en este momento no", {}),
    (None, "estoy en España", {}),
    (None, "en Madrid", {}),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "text", "expected"), ANSWERS)
def test_spanish_is_understood(asked: str | None, text: str, expected: dict[str, object]) -> None:
    assert answers(text, "es", asked=asked) == expected


INTENTS = {
    "¿por qué lo preguntas?": Intent.WHY,
    "xq": Intent.WHY,
    "quiero hablar con una persona": Intent.HUMAN,
    "puedo hablar con alguien": Intent.HUMAN,
    "parar": Intent.STOP,
    "darme de baja": Intent.STOP,
    "no lo sé": Intent.SKIP,
    "prefiero no decirlo": Intent.SKIP,
    "ni idea": Intent.SKIP,
    "atrás": Intent.BACK,
    "me he equivocado": Intent.EDIT,
    "borra mis datos": Intent.FORGET,
    "derecho de supresión": Intent.FORGET,
    "quiero que me olviden": Intent.FORGET,
    "elimina todo lo que sabéis de mí": Intent.FORGET,
    "no entiendo": Intent.HELP,
    "hola": Intent.GREETING,
    "claro": Intent.YES,
    "no gracias": Intent.NO,
    "gracias": Intent.THANKS,
}


@pytest.mark.parametrize(("text", "intent"), INTENTS.items())
def test_spanish_wishes_are_no_answers(text: str, intent: Intent) -> None:
    heard = hear(text, "es", asked="need")
    assert (heard.intent, heard.answers) == (intent, ())


@pytest.mark.parametrize("text", ["sin presupuesto", "todavía no tenemos presupuesto", "no hay presupuesto"])
def test_having_no_budget_skips_in_spanish(text: str) -> None:
    assert hear(text, "es", asked="budget").intent is Intent.SKIP


@pytest.mark.parametrize("text", ["¿hacen envíos a Francia?", "cuánto cuesta", "tienen una demo"])
def test_spanish_questions_to_us_are_noticed(text: str) -> None:
    heard = hear(text, "es", asked="need")
    assert (heard.question, heard.answers) == (True, ())


PERSONAL = [
    ("para correr", {"use": "running"}),
    ("montana", {"use": "trail"}),
    ("no para el gimnasio", {}),
    ("trail, llamativo, hoy", {"use": "trail", "style": "bold", "timing": "now"}),
    ("3", {"use": "gym"}),
]


@pytest.mark.parametrize(("text", "expected"), PERSONAL)
def test_pia_is_understood_in_spanish(text: str, expected: dict[str, object]) -> None:
    assert answers(text, "es", asked="use", b2c=True) == expected
