"""To stop and to refuse, as strangers put it: nothing of it is an answer, whatever is being asked."""

# ruff: noqa: E501 (what people say is read together)

import pytest

from bot.understanding.meaning import understand
from bot.understanding.wishes import Intent
from tests.builders import shipped

STOP = {
    "en": """
        pls stop texting me | could you stop | i want out | unsub me | how do i get off this list | lose my number | stop sending these
        | no more of these messages please | i never signed up for this | quit messaging me | you can stop now | dont text me again ok
        | leave me in peace | stop pestering me | id like to unsubscribe | i dont want to get these anymore | please remove my number
        | ok im done please stop | do not write to me any more | get lost | stop bothering me thx | end this | cancel my subscription
        | take my name off | dont ever contact me again
    """,
    "fr": """
        arrêtez de me texter | je veux plus de messages | enlevez moi de vos contacts | stop les messages svp | je souhaite me désinscrire
        | arretez votre cirque | lachez moi | foutez moi la paix | ne m'envoyez plus rien | plus la peine de m'écrire
        | je ne veux plus être embêté | c'est bon arretez là | oubliez mon numéro | ne m'écris plus jamais | merci d'arrêter les messages
        | cessez ces messages | j'ai jamais demandé ça | désabonnement svp | retirez mon numéro | arrete de me harceler
        | veuillez ne plus me contacter | stop je veux plus rien recevoir | on arrête là | ne me contactez plus s'il vous plait | basta arretez
    """,
    "es": """
        deja de escribirme | no me mandes mas mensajes | quiero darme de baja | borrame de la lista | parad ya | dejadme tranquilo
        | no quiero recibir nada mas | basta de mensajes | para de mandarme cosas | no me molesten mas | quitame de tus contactos
        | yo no me he apuntado a esto | ya basta por favor | no me vuelvas a escribir | olvidense de mi numero | dejen de molestar
        | dame de baja ya | cancela los mensajes | no me contacten mas | que me dejes en paz | se acabo no me escribas
        | no quiero saber nada mas de ustedes | paren de escribir | no mas mensajes por favor | largo
    """,
    "sv": """
        sluta skicka sms | ta bort mitt nummer | jag vill inte ha fler sånt här | sluta störa mig | avsluta prenumerationen
        | kan du sluta skriva | skriv inte till mig igen | jag har aldrig bett om det här | nu räcker det | lägg ner
        | hör inte av er mer | stryk mig från listan | låt mig vara ifred | jag vill avsluta | inga fler sms tack
        | sluta kontakta mig | lämna mig i fred | jag vill bli borttagen från listan | jag vill slippa era meddelanden | avregistrera mig
        | sluta spamma | vill inte höra från er mer | ring mig aldrig igen | sluta tjata | dra åt skogen
    """,
}
REFUSE = {
    "en": """
        i dont consent to that | i wont agree | not agreeing to this | i do not want you to keep my data | dont save what i write
        | you may not store my answers | i dont want anything stored | no consent | i dont accept your terms | i refuse that
        | i didnt agree to any of this | please dont keep my answers | i object to data collection | dont record this
        | i dont give you permission | im not ok with you storing this | no way you keep my data | i dont want my answers saved
        | i decline the privacy policy | dont share my details | i say no to your privacy policy | i withdraw my consent
        | i disagree with the terms | do not process my data | i never agreed to that
    """,
    "fr": """
        je n'accepte pas | je refuse que vous gardiez mes réponses | je ne suis pas d'accord avec ça | ne gardez rien
        | n'enregistrez pas ce que j'écris | je ne consens pas | j'accepte pas vos conditions | pas d'accord pour les données
        | je ne veux pas que mes données soient gardées | vous n'avez pas mon accord | je retire mon accord | je m'oppose à ça
        | ne conservez pas mes réponses | je veux pas être fiché | interdiction de garder mes données | je donne pas mon accord
        | je n'ai rien accepté | ne stockez rien sur moi | je refuse vos conditions | pas question de garder mes infos
        | ne partagez pas mes données | je veux pas que ce soit enregistré | je ne donne pas mon consentement
        | non je refuse la politique de confidentialité | je n'autorise pas ça
    """,
    "es": """
        no acepto | no estoy de acuerdo con eso | no doy mi consentimiento | no guarden mis datos | no quiero que guarden lo que escribo
        | no guardes nada | me niego a que guarden mis respuestas | no autorizo el uso de mis datos | no consiento
        | no acepto la política de privacidad | prohibido guardar mis datos | no quiero que se guarde nada | retiro mi consentimiento
        | no os doy permiso | no les doy permiso para eso | no he aceptado nada | me opongo | no almacenen mis datos
        | no compartan mis datos | no acepto las condiciones | yo no acepto eso | rechazo las condiciones
        | no quiero que registren mis respuestas | de guardar mis datos nada | no permito que guarden mis datos
    """,
    "sv": """
        jag godkänner inte det | jag samtycker inte | jag vill inte att ni sparar något | då vill jag inte att ni sparar mina svar
        | spara inte det jag skriver | ni får inte lagra mina uppgifter | jag går inte med på det där | inget samtycke från mig
        | jag accepterar inte villkoren | jag drar tillbaka mitt samtycke | spara ingenting om mig | jag vägrar godkänna
        | det godkänner jag inte | nej jag godkänner inte det där | jag har inte godkänt något | ni har inte min tillåtelse
        | behåll inte mina svar | jag motsätter mig det | dela inte mina uppgifter | jag vill inte bli registrerad
        | nej till att ni sparar | jag vill inte att det här sparas | jag säger nej till villkoren | mina svar får inte sparas
        | jag ger inte mitt godkännande
    """,
}
SAID = [
    (locale, intent, " ".join(text.split()))
    for intent, by_locale in ((Intent.STOP, STOP), (Intent.REFUSE_CONSENT, REFUSE))
    for locale, texts in by_locale.items()
    for text in texts.split("|")
]


def test_there_are_fifty_of_each_language() -> None:
    assert [sum(locale == each for each, _, _ in SAID) for locale in STOP] == [50] * 4


@pytest.mark.parametrize("locale", STOP)
@pytest.mark.parametrize("asked", ["need", "company_size"])
def test_a_stranger_s_refusal_is_heard_and_is_no_answer(locale: str, asked: str) -> None:
    book = shipped().audiences["b2b"]
    taken_otherwise = []
    for intent, text in ((intent, text) for each, intent, text in SAID if each == locale):
        heard = understand(
            text, questions=book.script.questions, vocabulary=book.vocabularies[locale], open_field=asked
        )
        # To forget somebody's number may as well mean to forget them: they are asked.
        if heard.intent not in (intent, Intent.FORGET) or heard.answers:
            taken_otherwise.append((text, heard.intent, heard.answers))
    assert taken_otherwise == []
