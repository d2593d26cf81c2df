"""What prospects type in French, and what it means."""

import pytest

from bot.understanding.interpretation import Intent
from tests.unit.understanding.vocabularies import answers, hear

INTRODUCTION = {"role": "director", "company": "Acme", "company_size": 200}
LONG_MESSAGE = "on croule sous les demandes entrantes, je suis directrice commerciale chez Acme, environ 200 personnes"
ANSWERS = [
    (None, "CTO chez Acme, 200 personnes, ada@acme.fr", {**INTRODUCTION, "email": "ada@acme.fr"}),
    ("need", LONG_MESSAGE, {**INTRODUCTION, "need": "sales"}),
    ("need", "plus de prospects", {"need": "leads"}),
    ("need", "servise client", {"need": "service"}),
    ("need", "la deuxième", {"need": "sales"}),
    ("need", "le dernier", {"need": "other"}),
    ("need", "la 2", {"need": "sales"}),
    ("need", "je suis le gérant d'une boulangerie avec 3 salariés", {"role": "founder", "company_size": 3}),
    ("company_size", "nous sommes 3 associés et 12 salariés", {"company_size": 15}),
    ("need", "un chatbot pour notre site", {"need": "un chatbot pour notre site"}),
    ("company_size", "une cinquantaine", {"company_size": 50}),
    ("company_size", "on est 12", {"company_size": 12}),
    ("company_size", "deux cents", {"company_size": 200}),
    ("company_size", "quatre-vingts", {"company_size": 80}),
    ("company_size", "1 200", {"company_size": 1200}),
    ("company_size", "entre 10 et 20", {"company_size": 10}),
    ("company_size", "moins de 10", {"company_size": 10}),
    ("company_size", "une vingtaine de personnes", {"company_size": 20}),
    ("company_size", "200 salariés", {"company_size": 200}),
    ("company_size", "moi seul", {"company_size": 1}),
    ("company_size", "juste moi", {"company_size": 1}),
    ("company_size", "3 bureaux", {}),
    ("role", "direteur", {"role": "director"}),
    ("role", "gerant", {"role": "founder"}),
    ("role", "ETUDIANT", {"role": "student"}),
    ("role", "chef d’équipe", {"role": "manager"}),
    ("role", "je suis pas directeur", {}),
    ("role", "pas le directeur, le fondateur", {"role": "founder"}),
    ("budget", "1,5 M€", {"budget": 1500000}),
    ("budget", "20 000 €", {"budget": 20000}),
    ("budget", "dix mille", {"budget": 10000}),
    ("budget", "entre 5 et 10k", {"budget": 5000}),
    ("budget", "cinq mille euros par mois", {"budget": 60_000}),
    ("budget", "200 personnes", {"company_size": 200}),
    ("timeline", "dés que possible", {"timeline": "now"}),
    ("timeline", "bientot", {"timeline": "quarter"}),
    ("timeline", "pour l'instant je me renseigne", {"timeline": "exploring"}),
    ("company", "nous sommes Ciel Bleu", {"company": "Ciel Bleu"}),
    ("company", "c'est Acme SAS", {"company": "Acme SAS"}),
    ("company", "on s'appelle L'Oréal", {"company": "L'Oréal"}),
    (None, "notre société s'appelle Ciel Bleu", {"company": "Ciel Bleu"}),
    (None, "je travaille chez Blue Sky", {"company": "Blue Sky"}),
    (None, "06 12 34 56 78", {"phone": "+33612345678"}),
    (None, "chez moi", {}),
    (None, "chez nous on est 12", {"company_size": 12}),
    (None, "nous sommes en France", {}),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "text", "expected"), ANSWERS)
def test_french_is_understood(asked: str | None, text: str, expected: dict[str, object]) -> None:
    assert answers(text, "fr", asked=asked) == expected


INTENTS = {
    "pourquoi ?": Intent.WHY,
    "pourquoi vous demandez ça": Intent.WHY,
    "je veux parler à un humain": Intent.HUMAN,
    "un humain svp": Intent.HUMAN,
    "est-ce que je peux parler à quelqu'un": Intent.HUMAN,
    "can I talk to a human": Intent.HUMAN,
    "arrête": Intent.STOP,
    "je ne sais pas": Intent.SKIP,
    "jsp": Intent.SKIP,
    "je préfère ne pas répondre": Intent.SKIP,
    "retour": Intent.BACK,
    "je me suis trompé": Intent.EDIT,
    "supprimez mes données": Intent.FORGET,
    "effacez-moi": Intent.FORGET,
    "je veux être oublié": Intent.FORGET,
    "je souhaite exercer mon droit à l'effacement": Intent.FORGET,
    "supprimez tout ce que vous avez sur moi": Intent.FORGET,
    "aide": Intent.HELP,
    "en anglais": Intent.LANGUAGE,
    "bonjour": Intent.GREETING,
    "d'accord": Intent.YES,
    "non merci": Intent.NO,
    "merci beaucoup": Intent.THANKS,
}


@pytest.mark.parametrize(("text", "intent"), INTENTS.items())
def test_french_wishes_are_no_answers(text: str, intent: Intent) -> None:
    heard = hear(text, "fr", asked="need")
    assert (heard.intent, heard.answers) == (intent, ())


@pytest.mark.parametrize("text", ["pas de budget", "on n'a pas encore de budget", "aucun budget"])
def test_having_no_budget_skips_in_french(text: str) -> None:
    assert hear(text, "fr", asked="budget").intent is Intent.SKIP


@pytest.mark.parametrize(
    "text",
    [
        "vous livrez en Espagne ?",
        "combien ça coûte",
        "cest quoi le prix",
        "vous faites quoi",
        "est-ce que vous avez une démo",
    ],
)
def test_french_questions_to_us_are_noticed(text: str) -> None:
    heard = hear(text, "fr", asked="need")
    assert (heard.question, heard.answers) == (True, ())


PERSONAL = [
    ("pour courir", {"use": "running"}),
    ("randonnee", {"use": "trail"}),
    ("la salle de sport", {"use": "gym"}),
    ("pas pour la salle", {}),
    ("trail, sobre, cette semaine", {"use": "trail", "style": "calm", "timing": "now"}),
]


@pytest.mark.parametrize(("text", "expected"), PERSONAL)
def test_pia_is_understood_in_french(text: str, expected: dict[str, object]) -> None:
    assert answers(text, "fr", asked="use", b2c=True) == expected
