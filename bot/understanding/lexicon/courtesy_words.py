"""How people thank us, take their leave and would rather not, in so many words that no phrase of a table fits.

Patterns over folded words, in the four languages; they are looked for in all, since whoever writes English on the side
thanks in it.
"""

THANKS = (
    *("thanks?", "thankyou", "thx", "cheers", "grateful", "helpful", "kind of you"),
    *("merci", "mercis", "remercie", "remercions", "aimable"),
    *("gracias", "agradezco", "agradecemos", "agradecid[oa]"),
    *("tack", "tackar", "tacksam"),
)
TURNED_ROUND = ("nothing", "rien", "nada", "ingenting", "inget")
"""Thanks for nothing are no thanks."""
GOODBYE = (
    *("good ?bye", "bye", "see you", "see ya", "speak soon", "(?:good|nice|lovely) (?:day|evening|night|weekend)"),
    *("au revoir", "a bientot", "bonne (?:journee|soiree|nuit|continuation)", "bon week ?end"),
    *("adios", "hasta (?:luego|pronto|otra|manana)", "buen (?:dia|finde)", "buenas noches", "chao"),
    *("hej ?da", "ha det(?: (?:bra|gott|fint))?", "vi hors", "trevlig (?:dag|kvall|helg)"),
)
RATHER_NOT = (
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
YES = frozenset(["yes", "yeah", "yep", "sure", "please", "oui", "volontiers", "si", "claro", "vale", "ja", "garna"])
