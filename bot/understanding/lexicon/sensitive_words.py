"""What is said of matters that hardly any business may ask about: in all languages, the beginnings of words."""


def _beginnings(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split("|"))


SENSITIVE_WORDS = {
    "health": _beginnings("""
        illness | disease | disabilit | disabled | your health | medical | diagnos | medication | pregnan | allerg
        | maladie | malade | handicap | votre santé | ta santé | médica | médicament | enceinte | grossesse
        | enfermedad | discapacidad | su salud | tu salud | médic | medicamento | embaraz | alergi
        | sjukdom | funktionsned | funktionshinder | din hälsa | er hälsa | medicin | gravid
    """),
    "religion": _beginnings("""
        religio | your faith | your church | religieu | votre foi | ta foi | confession
        | su fe | tu fe | su iglesia | tu iglesia | creyente | trosuppfattning | din tro
    """),
    "politics": _beginnings("""
        politic | which party | vote for | trade union | union member
        | politique | quel parti | votez | syndicat | syndiqu
        | polític | qué partido | votas | vota usted | sindica
        | politisk | vilket parti | röstar | fackför | fackligt
    """),
    "origin": _beginnings("""
        ethnic | your race | skin colo | ethnique | couleur de peau | étnic | tu raza | su raza | etnisk | hudfärg
    """),
    "sexual orientation": _beginnings("""
        sexual orient | gay | lesbian | orientation sexuelle | homosex | orientación sexual | sexuell läggning
    """),
    "children": _beginnings("""
        your child | your kid | your son | your daughter | your baby
        | votre enfant | vos enfants | ton enfant | tes enfants | votre fils | votre fille | votre bébé
        | su hijo | su hija | sus hijos | tu hijo | tu hija | tus hijos | su bebé | tu bebé
        | ditt barn | dina barn | era barn | ert barn | din son | din dotter | er son | er dotter
    """),
}
