"""What people say to be polite in so many words that no phrase of a table fits: thanks, goodbyes, and "rather not".

It is looked for only where nothing else was understood, or what was is doubtful: beside an answer it says nothing. The
words of all languages are looked for in all: whoever writes English on the side thanks in it.
"""

import re

from bot.understanding.tokens import fold_words

_THANKS = (
    *("thanks?", "thankyou", "thx", "cheers", "grateful", "helpful", "kind of you"),
    *("merci", "mercis", "remercie", "remercions", "aimable"),
    *("gracias", "agradezco", "agradecemos", "agradecid[oa]"),
    *("tack", "tackar", "tacksam"),
)
_TURNED_ROUND = ("nothing", "rien", "nada", "ingenting", "inget")
"""Thanks for nothing are no thanks."""
_GOODBYE = (
    *("good ?bye", "bye", "see you", "see ya", "speak soon", "(?:good|nice|lovely) (?:day|evening|night|weekend)"),
    *("au revoir", "a bientot", "bonne (?:journee|soiree|nuit|continuation)", "bon week ?end"),
    *("adios", "hasta (?:luego|pronto|otra|manana)", "buen (?:dia|finde)", "buenas noches", "chao"),
    *("hej ?da", "ha det(?: (?:bra|gott|fint))?", "vi hors", "trevlig (?:dag|kvall|helg)"),
)
_RATHER_NOT = (
    *("rather not", "prefer not", "not comfortable", "no need", "no (?:e ?mail|address)"),
    r"(?:dont|do not) (?:have|use|want|wish|like|give|share)(?: \w+){0,4} (?:e ?mail|mail|address|number|phone)",
    *("(?:text|write|message|contact|answer)(?: to)? (?:me|us) (?:on )?here", "(?:here|chat) is (?:fine|ok|enough)"),
    *("prefere(?:rais)? (?:ne )?pas", "pas (?:d )?(?:e ?mail|mail|adresse)", "ne souhaite pas"),
    *("ecrivez moi ici", "ici c est (?:bien|tres bien)", "ici (?:ca )?suffit"),
    *("prefiero no", "mejor no", "(?:no (?:tengo|uso)|sin) (?:correo|mail|e ?mail)"),
    *("(?:escribeme|escribame|escribidme) (?:por )?aqui", "por aqui (?:esta )?bien"),
    *("(?:vill|helst) (?:helst )?inte", r"har (?:ingen|inte nagon|inget) (?:e ?post|mejl|mail)\w*"),
    *("skriv (?:till mig )?har", "racker (?:bra )?har", "har gar bra"),
)
_YES = frozenset(["yes", "yeah", "yep", "sure", "please", "oui", "volontiers", "si", "claro", "vale", "ja", "garna"])


def _any_of(patterns: tuple[str, ...]) -> str:
    return rf"\b(?:{'|'.join(patterns)})\b"


_THANKED = re.compile(_any_of(_THANKS))
_FOR_NOTHING = re.compile(_any_of(_TURNED_ROUND))
_LEAVES = re.compile(f"{_any_of(_GOODBYE)}$")
_DECLINES = re.compile(_any_of(_RATHER_NOT))


def says_thanks_or_goodbye(text: str) -> bool:
    """Return whether words thank us or take their leave, and do not ask for anything.

    >>> says_thanks_or_goodbye("You have been most helpful. Goodbye."), says_thanks_or_goodbye("thanks, and the price?")
    (True, False)
    """
    return "?" not in text and (_thanks(text) or says_goodbye(text))


def says_goodbye(text: str) -> bool:
    """Return whether words end with taking their leave."""
    return "?" not in text and _LEAVES.search(" ".join(fold_words(text))) is not None


def accepts(text: str) -> bool:
    """Return whether words begin with a yes."""
    return fold_words(text)[:1] != () and fold_words(text)[0] in _YES


def _thanks(text: str) -> bool:
    words = " ".join(fold_words(text))
    return _THANKED.search(words) is not None and _FOR_NOTHING.search(words) is None


def would_rather_not(text: str) -> bool:
    """Return whether words say that somebody would rather not leave what they were offered to leave.

    >>> would_rather_not("I should rather not give it, if it is all the same to you")
    True
    """
    return _DECLINES.search(" ".join(fold_words(text))) is not None
