"""Times and contacts by their kind: feasts, hours, fortnights, the end of the year, numbers of unknown ranges."""

from datetime import UTC, datetime

import pytest

from bot.understanding.meaning import understand
from tests.builders import shipped
from tests.unit.understanding.test_no_answers import facts, hear

LATE = datetime(2026, 11, 29, 12, tzinfo=UTC)
TIMES = [
    ("en", "by christmas eve", "quarter"),
    ("en", "before valentine's", "quarter"),
    ("en", "around mother's day", "year"),
    ("en", "by year end", "quarter"),
    ("en", "before the end of the year", "quarter"),
    ("en", "before new year", "quarter"),
    ("en", "by new year's eve", "quarter"),
    ("en", "mar-ish", "year"),
    ("en", "once we've moved, so march-ish", "year"),
    ("en", "in 48h", "now"),
    ("en", "within a fortnight", "now"),
    ("en", "from monday", "now"),
    ("en", "after the tax year starts", None),
    ("en", "yesterday lol", "now"),
    ("en", "not decided yet", None),
    ("en", "black friday", "year"),
    ("fr", "avant la saint-valentin", "quarter"),
    ("fr", "à la chandeleur", "quarter"),
    ("fr", "avant la fin de l'année", "quarter"),
    ("fr", "fin d'année", "quarter"),
    ("fr", "pour le réveillon", "quarter"),
    ("fr", "pour le nouvel an", "quarter"),
    ("fr", "à la fête des mères", "year"),
    ("fr", "sous 15 jours", "now"),
    ("fr", "sous 72h", "now"),
    ("fr", "dans une dizaine de jours", "now"),
    ("fr", "d'ici une quinzaine", "now"),
    ("fr", "dès mardi", "now"),
    ("fr", "dès la semaine prochaine", "now"),
    ("fr", "hier haha", "now"),
    ("fr", "pas encore décidé", None),
    ("fr", "le 14 juillet on ouvre, faut que ce soit prêt", "year"),
    ("es", "para nochebuena", "quarter"),
    ("es", "antes de san valentín", "quarter"),
    ("es", "para reyes", "quarter"),
    ("es", "a fin de año", "quarter"),
    ("es", "en año nuevo", "quarter"),
    ("es", "para el día de la madre", "year"),
    ("es", "en 72h", "now"),
    ("es", "para ayer jaja", "now"),
    ("es", "desde el martes", "now"),
    ("es", "abrimos el 4 de abril, tiene que estar antes", "year"),
    ("es", "sin decidir todavía", None),
    ("sv", "före nyårsafton", "quarter"),
    ("sv", "innan nyår", "quarter"),
    ("sv", "före årets slut", "quarter"),
    ("sv", "vid årsskiftet", "quarter"),
    ("sv", "till midsommarafton", "year"),
    ("sv", "på valborg", "year"),
    ("sv", "till mors dag", "year"),
    ("sv", "alla hjärtans dag", "quarter"),
    ("sv", "inom 48h", "now"),
    ("sv", "om fjorton dar", "now"),
    ("sv", "från och med måndag", "now"),
    ("sv", "helst igår", "now"),
    ("sv", "inte bestämt än", None),
    ("sv", "vi öppnar 3 maj, måste vara klart innan", "year"),
]


@pytest.mark.parametrize(("locale", "text", "option"), TIMES)
def test_a_time_is_reckoned_by_its_kind(locale: str, text: str, option: str | None) -> None:
    book = shipped().audiences["b2b"]
    heard = understand(
        text, questions=book.script.questions, vocabulary=book.vocabularies[locale], open_field="timeline", now=LATE
    )
    assert (facts(heard).get("timeline"), heard.question) == (option, False)


CONTACTS = [
    ("en", "phone", "+44 7700 900456 after six", "+447700900456"),
    ("en", "phone", "0044 7700 900456", "+447700900456"),
    ("fr", "phone", "06 39 98 55 66", "+33639985566"),
    ("sv", "phone", "+46 70 174 06 99 kvällstid", "+46701740699"),
    ("en", "need", "+44 7700 900456", "+447700900456"),
    ("en", "phone", "2024-05-12", None),
    ("en", "phone", "12345678", None),
    ("en", "phone", "555 9876", None),
    ("fr", "email", "c point durand arobase exemple point fr", "c.durand@exemple.fr"),
    ("fr", "email", "p point durand arobase exemple point fr", "p.durand@exemple.fr"),
    ("sv", "email", "e punkt berg snabela exempel punkt se", "e.berg@exempel.se"),
    ("es", "email", "d punto lopez arroba ejemplo punto es", "d.lopez@ejemplo.es"),
]


@pytest.mark.parametrize(("locale", "asked", "text", "value"), CONTACTS)
def test_a_contact_is_taken_as_it_was_meant(locale: str, asked: str, text: str, value: str | None) -> None:
    field = "email" if asked == "email" else "phone"
    assert facts(hear(text, locale, asked)).get(field) == value
