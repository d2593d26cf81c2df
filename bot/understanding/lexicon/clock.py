"""How people say a time of day, in the four languages that reps write.

Folded words, as regular expressions: ``{h}`` stands for an hour, ``{m}`` for minutes, ``{n}`` for any number, each in
figures (words for numbers are figures by then). What is longer stands before what it begins with.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClockWords:
    """One language's words for times of day."""

    leads: str
    """What may stand before an hour: at, kl."""
    hour: str
    """What may stand behind one: o'clock, heures; nothing where a language has none."""
    one: str
    """One o'clock, which is an article, too."""
    noon: str
    morning: str
    """Beside an hour they say that it is before noon."""
    afternoon: str
    """Beside an hour they say that it is after noon."""
    today: str
    """Parts of this day: tonight."""
    after_tomorrow: str
    told: tuple[tuple[str, int, int], ...]
    """Ways to say an hour and minutes: what each of ``{m}`` adds (0 where there is none), and what is added besides."""
    lengths: tuple[tuple[str, int, int], ...]
    """Ways to say how long it is until then: the minutes that ``{n}`` stands for, and those that are added besides."""


_EN_IN = "(?:in|within)"
_FR_IN = "(?:dans|d ?ici)"
_ES_IN = "(?:dentro de|en)"
_SV_IN = "(?:om)"

CLOCK_WORDS = {
    "en": ClockWords(
        leads="until|till|at about|at around|at|by|around|about",
        hour="o ?clock|hours|hour|hrs|hr|h",
        one="one",
        noon="noon|midday|12 noon|12 midday",
        morning="in the morning|this morning|morning",
        afternoon="(?:in the |this )?(?:afternoon|evening)|tonight|at night|night",
        today="tonight|this morning|this afternoon|this evening",
        after_tomorrow="the day after tomorrow|day after tomorrow",
        told=(
            ("half past {h}", 0, 30),
            ("half {h}", 0, 30),
            ("a? ?quarter (?:past|after) {h}", 0, 15),
            ("a? ?quarter (?:to|before) {h}", 0, -15),
            ("{m} (?:minutes )?(?:past|after) {h}", 1, 0),
            ("{m} (?:minutes )?(?:to|before) {h}", -1, 0),
        ),
        lengths=(
            (f"{_EN_IN} (?:an hour and a half|one and a half hours|1 and a half hours)", 0, 90),
            (f"{_EN_IN} (?:half an hour|a half hour|half hour)", 0, 30),
            (f"{_EN_IN} a quarter of an hour", 0, 15),
            (f"{_EN_IN} (?:about )?an? hour", 0, 60),
            (f"{_EN_IN} {{n}} and a half (?:hours)", 60, 30),
            (f"{_EN_IN} (?:about )?{{n}} ?(?:hours|hour|hrs|hr|h)", 60, 0),
            (f"{_EN_IN} (?:about )?{{n}} ?(?:minutes|minute|mins|min)", 1, 0),
            ("{n} ?(?:hours|hour|hrs|hr|h) from now", 60, 0),
            ("{n} ?(?:minutes|minute|mins|min) from now", 1, 0),
            ("an hour from now", 0, 60),
        ),
    ),
    "fr": ClockWords(
        leads="jusqu ?a|a partir de|vers|pour|des|a",
        hour="heures|heure|hrs|h",
        one="une",
        noon="midi",
        morning="du matin|ce matin|matinee|matin",
        afternoon="(?:de l ?|cet(?:te)? )?(?:apres ?- ?midi|aprem)|(?:du |ce )?soir",
        today="ce matin|cet(?:te)? apres ?- ?midi|ce soir",
        after_tomorrow="apres ?-? ?demain",
        told=(
            ("{h} et demie?", 0, 30),
            ("{h} et quart", 0, 15),
            ("{h} moins (?:le )?quart", 0, -15),
            ("{h} moins {m}", -1, 0),
            ("{h} et {m}", 1, 0),
        ),
        lengths=(
            (f"{_FR_IN} (?:une|1) heure et demie", 0, 90),
            (f"{_FR_IN} {{n}} (?:heures|h) et demie", 60, 30),
            (f"{_FR_IN} (?:une |1 )?demie?[ -]heure", 0, 30),
            (f"{_FR_IN} (?:un |1 )?quart d ?heure", 0, 15),
            (f"{_FR_IN} (?:une|1) heure", 0, 60),
            (f"{_FR_IN} (?:environ )?{{n}} ?(?:heures|heure|h)", 60, 0),
            (f"{_FR_IN} (?:environ )?{{n}} ?(?:minutes|minute|min|mn)", 1, 0),
        ),
    ),
    "es": ClockWords(
        leads="hasta las?|a eso de las?|sobre las?|hacia las?|a partir de las?|a las?|al?|las?|para las?",
        hour="horas|hora|hrs|hs|h",
        one="una",
        noon="mediodia|medio dia",
        morning="de la manana|por la manana|esta manana",
        afternoon="de la tarde|por la tarde|esta tarde|de la noche|por la noche|esta noche|tarde|noche",
        today="esta manana|esta tarde|esta noche",
        after_tomorrow="pasado manana",
        told=(
            ("{h} y media", 0, 30),
            ("{h} y cuarto", 0, 15),
            ("{h} menos cuarto", 0, -15),
            ("cuarto para las? {h}", 0, -15),
            ("{h} y {m}", 1, 0),
            ("{h} menos {m}", -1, 0),
            ("{m} para las? {h}", -1, 0),
        ),
        lengths=(
            (f"{_ES_IN} (?:una|1) hora y media", 0, 90),
            (f"{_ES_IN} {{n}} horas y media", 60, 30),
            (f"{_ES_IN} media hora", 0, 30),
            (f"{_ES_IN} (?:un )?cuarto de hora", 0, 15),
            (f"{_ES_IN} (?:una|1) hora", 0, 60),
            (f"{_ES_IN} (?:unas )?{{n}} ?(?:horas|hora|hs|hrs|h)", 60, 0),
            (f"{_ES_IN} (?:unos )?{{n}} ?(?:minutos|minuto|mins|min)", 1, 0),
        ),
    ),
    "sv": ClockWords(
        leads="till klockan|till kl|till|vid klockan|runt klockan|vid kl|runt kl|klockan|klocka|kl|vid|runt",
        hour="h",
        one="ett",
        noon="mitt pa dagen|klockan 12 pa dagen|kl 12 pa dagen",
        morning="pa morgonen|pa formiddagen|i formiddag|formiddagen|formiddag|bitti|fm|f ?\\. ?m",
        afternoon="(?:pa |i )?(?:eftermiddag|kvall)(?:en)?|ikvall|em|e ?\\. ?m",
        today="i formiddag|i eftermiddag|i ?kvall",
        after_tomorrow="(?:i )?overmorgon|overimorgon",
        told=(
            ("{m} (?:minuter )?over halv {h}", 1, -30),
            ("{m} (?:minuter )?i halv {h}", -1, -30),
            ("halv {h}", 0, -30),
            ("kvart over {h}", 0, 15),
            ("kvart i {h}", 0, -15),
            ("{m} (?:minuter )?over {h}", 1, 0),
            ("{m} (?:minuter )?i {h}", -1, 0),
        ),
        lengths=(
            (f"{_SV_IN} (?:en|1) och en halv timme", 0, 90),
            (f"{_SV_IN} {{n}} och en halv timm(?:e|ar)", 60, 30),
            (f"{_SV_IN} (?:en |1 )?halv ?timme", 0, 30),
            (f"{_SV_IN} (?:en |1 )?kvart", 0, 15),
            (f"{_SV_IN} (?:en|1) timme", 0, 60),
            (f"{_SV_IN} (?:ungefar )?{{n}} ?(?:timmar|timme|tim|h)", 60, 0),
            (f"{_SV_IN} (?:ungefar )?{{n}} ?(?:minuter|minut|min)", 1, 0),
        ),
    ),
}
