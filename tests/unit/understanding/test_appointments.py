"""A rep writes when they meet somebody as people do, in four languages; today is Monday, March 2, nine o'clock."""

from datetime import datetime

import pytest

from bot.understanding.appointments import read_appointment

NOW = datetime.fromisoformat("2026-03-02T09:00")

READ = {
    "en": """
        thursday 15:00 = 5 15:00 | thursday at 3pm = 5 15:00 | 3 p.m. on thursday = 5 15:00 | fri 9.30 = 6 09:30
        tomorrow at noon = 3 12:00 | noon = 2 12:00 | friday midday = 6 12:00 | tomorrow 12pm = 3 12:00
        in 2 hours = 2 11:00 | in an hour = 2 10:00 | in half an hour = 2 09:30 | 2 hours from now = 2 11:00
        in 90 minutes = 2 10:30 | in an hour and a half = 2 10:30 | in 1.5 hours = 2 10:30
        in two hours = 2 11:00
        half past three thursday = 5 15:30 | quarter to four tomorrow = 3 15:45 | ten past 4 = 2 16:10
        tomorrow at three o’clock = 3 15:00 | this afternoon at 3 = 2 15:00 | tonight at 8 = 2 20:00
        tomorrow morning at 9 = 3 09:00 | thursday at 5 in the afternoon = 5 17:00
        thursday at 5 in the morning = 5 05:00
        at 15 on thursday = 5 15:00 | thursday 15:00-16:00 = 5 15:00 | thursday 3-4pm = 5 15:00
        2026-03-05 03:30 = 5 03:30
        5 march 9:30 = 5 09:30 | by 5 march at 9 = 5 09:00 | wednesday twelve thirty = 4 12:30
        wednesday fifteen hundred = -
        let’s say thursday 15:00 = 5 15:00 | meeting with Ada on friday at 11 = 6 11:00
        day after tomorrow 10am = 4 10:00
        thursday next week at 10 = 12 10:00 | next week friday noon = 13 12:00
        soon = - | thursday = - | tomorrow morning = - | 25:00 friday = - | next week 15:00 = -
        on the moon at noon = -
        in 2 days = - | friday 13pm = - | thursday 15:75 = -
    """,
    "fr": """
        jeudi 15 heures = 5 15:00 | jeudi 15h = 5 15:00 | jeudi à 15h30 = 5 15:30 | demain 9h = 3 09:00
        midi = 2 12:00
        demain à midi = 3 12:00 | vendredi midi et demi = 6 12:30 | jeudi à trois heures et demie = 5 15:30
        jeudi quinze heures trente = 5 15:30 | demain 9 h 45 = 3 09:45
        mercredi quatre heures moins le quart = 4 15:45
        dans 2 heures = 2 11:00 | dans une demi-heure = 2 09:30 | dans une heure et demie = 2 10:30
        dans 45 min = 2 09:45
        dans deux heures et demie = 2 11:30 | dans 1h30 = 2 10:30 | ce soir 20h = 2 20:00
        cet après-midi à 3h = 2 15:00
        jeudi 8h du soir = 5 20:00 | le 5 mars à 10 heures = 5 10:00 | demain matin 9h = 3 09:00
        après-demain 14h = 4 14:00
        jeudi de la semaine prochaine 10h = 12 10:00
        jeudi vingt et une heures = 5 21:00 | on se voit jeudi vers 15h = 5 15:00 | dans deux jours = -
        demain = -
    """,
    "es": """
        jueves a las 15 = 5 15:00 | jueves a las 3 de la tarde = 5 15:00
        mañana a las nueve de la mañana = 3 09:00
        jueves 15 h = 5 15:00 | jueves 15:30 = 5 15:30 | jueves a las tres y media = 5 15:30
        viernes al mediodía = 6 12:00
        en 2 horas = 2 11:00 | dentro de dos horas = 2 11:00 | en media hora = 2 09:30
        dentro de una hora y media = 2 10:30
        jueves a las cuatro menos cuarto = 5 15:45 | el 5 de marzo a las 10 = 5 10:00
        esta tarde a las 4 = 2 16:00
        hoy a las ocho y veinte de la noche = 2 20:20 | pasado mañana a las 11 = 4 11:00
        mañana por la tarde = -
        el jueves de la próxima semana a las 10 = 12 10:00
        jueves a la una = 5 13:00 | el lunes = -
    """,
    "sv": """
        torsdag kl 15 = 5 15:00 | torsdag kl. 15.30 = 5 15:30 | torsdag klockan femton = 5 15:00
        imorgon kl 9 = 3 09:00
        i morgon 9:15 = 3 09:15 | torsdag halv fyra = 5 15:30 | torsdag kvart över tre = 5 15:15
        torsdag kvart i 4 = 5 15:45
        torsdag tio över tre = 5 15:10 | fredag fem i halv fyra = 6 15:25 | om 2 timmar = 2 11:00
        om en halvtimme = 2 09:30
        om en timme = 2 10:00 | om en och en halv timme = 2 10:30 | om en kvart = 2 09:15
        ikväll kl 8 = 2 20:00
        torsdag kl 3 på eftermiddagen = 5 15:00 | den 5 mars kl tio = 5 10:00 | i övermorgon kl 11 = 4 11:00
        torsdag nästa vecka kl 10 = 12 10:00
        fredag mitt på dagen = 6 12:00 | torsdag em kl 2 = 5 14:00 | på fredag = - | om två dagar = -
    """,
}


def _cases() -> list[tuple[str, str, datetime | None]]:
    told = [
        (language, each) for language, cases in READ.items() for line in cases.split("\n") for each in line.split("|")
    ]
    made = []
    for language, case in told:
        said, _, meant = (part.strip() for part in case.partition("="))
        if said:
            day, _, at = meant.partition(" ")
            made.append((language, said, datetime.fromisoformat(f"2026-03-{int(day):02}T{at}") if at else None))
    return made


def _misread(cases: list[tuple[str, str, datetime | None]], *, locale: str = "") -> list[object]:
    read = [
        (said, meant, read_appointment(said, now=NOW, locale=locale or language)) for language, said, meant in cases
    ]
    return [each for each in read if each[1] != each[2]]


@pytest.mark.parametrize("language", READ)
def test_a_day_and_a_time_are_read_as_people_write_them(language: str) -> None:
    assert _misread([case for case in _cases() if case[0] == language]) == []


def test_a_rep_may_write_another_language_than_the_desk_reads() -> None:
    assert _misread([case for case in _cases() if case[0] != "en" and case[2] is not None], locale="en") == []
    assert _misread([case for case in _cases() if case[0] == "en" and case[2] is not None], locale="fr") == []
