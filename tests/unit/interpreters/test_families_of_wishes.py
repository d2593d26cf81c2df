"""Wishes are heard by their kind: none of these sentences stands among the examples."""

# ruff: noqa: E501 (the members of a family are read together)

import pytest

from bot.understanding.wishes import ALIKE, Intent
from tests.unit.interpreters.test_encoder import told

MUST_ASK = {
    "en": "I'd need to clear it with my business partner | my wife has to say yes first | we vote on that at the next meeting | got to ask the old man before I say | depends what the shareholders think",
    "fr": "il faut que j'en touche un mot à ma conjointe | on vote là-dessus à la prochaine réunion | je dois demander l'avis de mon frère | ça dépend de ce que diront les actionnaires | faut que je voie avec la patronne",
    "es": "tengo que verlo con mi esposo | se vota en la próxima reunión | debo pedirle opinión a mi hermano | depende de lo que opinen los accionistas | antes lo hablo con la dueña",
    "sv": "jag behöver höra med min kompanjon | det röstar vi om på nästa möte | måste fråga brorsan innan | beror på vad ägarna tycker | får ta det med frugan först",
}  # fmt: skip
KEPT = {
    "en": "that stays with me | we never share those figures | I'd like to remain nameless | sorry that's hush hush | our numbers are nobody's business",
    "fr": "je préfère garder ça secret | on ne communique jamais ces chiffres | je tiens à rester discret | désolé c'est top secret | ça ne concerne que nous",
    "es": "prefiero mantenerlo en secreto | esos números no los compartimos | quiero seguir siendo anónimo | lo siento es secreto | eso solo nos concierne a nosotros",
    "sv": "det är hemligt tyvärr | de siffrorna delar vi aldrig med oss av | jag vill vara anonym | det angår bara oss",
}  # fmt: skip
OPEN = {
    "en": "we're still mulling it over | not got a clue to be fair | nobody has brought that up yet | no one knows yet",
    "fr": "on est encore en train d'y penser | j'en ai aucune idée | personne n'en a encore parlé | personne ne sait encore | rien n'est arrêté",
    "es": "lo seguimos pensando | no tengo idea de eso | nadie lo ha planteado todavía | todavía nadie lo sabe | no hay nada decidido",
    "sv": "vi tänker fortfarande på saken | det vet ingen ännu | inget är klart än",
}  # fmt: skip
SOMEBODY_ELSE = {
    "en": "the finance lady knows that | my boss is the one who decides | that isn't up to me | you'd better ask my husband",
    "fr": "c'est mon chef qui tranche | ça ne dépend pas de moi | le service achats gère ça | demandez plutôt à mon mari",
    "es": "eso lo sabe la contable | el que decide es mi jefe | eso no está en mis manos | compras se encarga de eso | mejor pregúntale a mi marido",
    "sv": "det vet vår ekonom | det är min chef som bestämmer det | inköp sköter den biten | fråga hellre min man",
}  # fmt: skip
NOT_THERE = {
    "en": "haven't come up with a name yet | we've not incorporated yet | the business is still just an idea | there's no company as yet",
    "fr": "on n'a pas trouvé de nom encore | la société n'est pas encore fondée | c'est encore juste une idée | il n'y a pas encore d'entreprise",
    "es": "no hemos elegido nombre todavía | la sociedad aún no está creada | de momento solo es una idea | todavía no hay empresa",
    "sv": "vi har inte hittat på något namn än | firman är inte bildad än | det är bara en idé än så länge | det finns inget bolag ännu",
}  # fmt: skip
MILD_NO = {
    "en": "we're good for now thanks | nah that's okay | I'd leave that out | not today thank you | can we do this some other time",
    "fr": "nan c'est pas la peine | je laisse ça de côté | pas aujourd'hui merci | on pourra faire ça un autre jour | non merci c'est gentil",
    "es": "no, así estamos bien | eso lo dejo fuera | hoy no gracias | mejor lo hacemos otro día | no gracias muy amable",
    "sv": "nä det behövs inte | den hoppar jag | inte idag tack | vi kan göra det en annan gång | nej tack det är så bra",
}  # fmt: skip
LATER = {
    "en": "try us again after the holidays | check back with me next spring | let me run it past the wife | driving right now, I'll look later",
    "fr": "revenez me voir après les vacances | recontactez-moi au printemps | je dois en parler à ma moitié | je suis au volant, je regarde après",
    "es": "vuelve a preguntar después de las fiestas | tengo que comentarlo con mi media naranja | estoy al volante, luego lo miro",
    "sv": "kom tillbaka till mig efter helgerna | måste stämma av med sambon | sitter i bilen, kollar sen",
}  # fmt: skip
SKIPS = {
    "later": LATER,
    "must ask": MUST_ASK,
    "kept": KEPT,
    "open": OPEN,
    "somebody else": SOMEBODY_ELSE,
    "mild no": MILD_NO,
}
OTHERS = {
    Intent.FORGET: {
        "en": "please erase every last trace of me | take my details out of your system, the lot",
        "fr": "supprimez toute trace de moi chez vous | sortez mes coordonnées de votre système, tout",
        "es": "eliminad todo rastro de mí | sacad mis datos de vuestro sistema, todos",
        "sv": "radera varje spår efter mig | plocka bort mina uppgifter ur ert system, alltihop",
    },
    Intent.HUMAN: {
        "en": "get me a sales advisor please | I want someone real to help me",
        "fr": "je préfère voir ça avec quelqu'un de votre équipe | je veux un commercial svp | j'aimerais avoir affaire à un humain",
        "es": "prefiero verlo con alguien de su equipo | quiero un asesor por favor",
        "sv": "jag vill hellre ta det med nån i ert team | jag vill ha hjälp av en människa",
    },
    Intent.CALLBACK: {
        "en": "buzz me tomorrow after 3 | ring us on 07911 123456",
        "fr": "passez-moi un coup de fil au 06 12 34 56 78 | appelez-moi mardi matin | rappelez moi après 18h",
        "es": "márquenme mañana | pégame un toque al 612 34 56 78 | que me llame alguien el martes",
        "sv": "slå mig en pling på 070-174 06 05 | ring mig på fredag | hör av er på telefon i morgon",
    },
    Intent.WHY: {
        "en": "what would you need that for | how come you want to know",
        "fr": "ça vous sert à quoi de le savoir | et pourquoi donc vous demandez ça",
        "es": "y para qué quieres saber eso",
        "sv": "vad ska ni veta det för | varför undrar ni det egentligen",
    },
    Intent.BOT: {
        "en": "am I texting a computer program? | is this some sort of software",
        "fr": "c'est un automate qui me répond ?",
        "es": "¿hablo con un ordenador? | ¿me contesta un programa?",
        "sv": "skriver jag med ett datorprogram? | är det en maskin jag chattar med?",
    },
    Intent.EDIT: {
        "en": "oops wrong answer, back please | I answered the last one wrong",
        "fr": "mince j'ai mal répondu, on revient ?",
        "es": "uy me equivoqué, volver atrás | contesté mal la anterior",
        "sv": "oj det blev fel, tillbaka | jag svarade fel på förra",
    },
}  # fmt: skip
NO_WISH = {
    "en": "my wife and I run it together | the secretary told me to look at this | we can't get hold of customers | I'm only the receptionist | one moment I'm looking it up",
    "fr": "ma femme et moi on gère ensemble | la secrétaire m'a dit de regarder | on n'arrive pas à joindre les clients | je suis juste à la réception | un instant je regarde",
    "es": "mi mujer y yo lo llevamos juntos | la secretaria me dijo que lo viera | no conseguimos hablar con los clientes | solo soy la recepcionista | un momento lo miro",
    "sv": "min fru och jag driver det ihop | sekreteraren sa åt mig att titta | vi får inte tag på kunderna | jag är bara receptionist | ett ögonblick jag kollar upp det",
}  # fmt: skip


def cases(family: dict[str, str]) -> list[tuple[str, str]]:
    return [(locale, text.strip()) for locale, texts in family.items() for text in texts.split("|")]


def alike(intent: Intent) -> frozenset[Intent]:
    return next((same for same in ALIKE if intent in same), frozenset({intent}))


@pytest.mark.parametrize(("locale", "text"), [case for family in SKIPS.values() for case in cases(family)])
def test_who_cannot_or_would_rather_not_say_skips_the_question(locale: str, text: str) -> None:
    found = told(text, "budget", locale)
    assert (found.intent in alike(Intent.SKIP), found.answers) == (True, ())


@pytest.mark.parametrize(("locale", "text"), cases(NOT_THERE))
def test_who_has_no_company_yet_skips_its_name(locale: str, text: str) -> None:
    found = told(text, "company", locale)
    assert (found.intent in alike(Intent.SKIP), found.answers) == (True, ())


@pytest.mark.parametrize(
    ("intent", "locale", "text"), [(intent, *case) for intent, family in OTHERS.items() for case in cases(family)]
)
def test_a_wish_is_heard_by_its_kind(intent: Intent, locale: str, text: str) -> None:
    assert told(text, "company_size", locale).intent in alike(intent)


@pytest.mark.parametrize(("locale", "text"), cases(NO_WISH))
def test_what_only_resembles_a_wish_is_none(locale: str, text: str) -> None:
    assert told(text, "need", locale).intent is None
